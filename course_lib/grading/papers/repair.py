"""Notebooks put right: whatever happened to the exercise's own cells, the answers find their places again.

Pure functions over plain notebooks (nbformat 4 as dicts). Nothing that a student wrote is dropped: what has
no place of its own stays where it stood, as an ordinary cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from course_lib.grading.papers import claims
from course_lib.grading.papers.halves import Attempt
from course_lib.grading.papers.search import Search, place_of_test
from course_lib.grading.papers.shape import begins, imports, inside, loose, parses
from course_lib.grading.papers.source import Source, SourceCell
from course_lib.grading.papers.weave import Piece, text, woven


@dataclass
class _Work:
    source: Source
    pieces: list[Piece]
    chosen: dict[str, Piece] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def repaired(cells: list[dict], source: Source) -> tuple[list[dict], list[str]]:
    """The cells in the source's order, its own ones restored, and a sentence for each repair."""
    work = _Work(source, [Piece(i, c, text(c)) for i, c in enumerate(cells)])
    claims.claim(work.pieces, source)
    answers = [cell for cell in source.cells if cell.answer and cell.kind == "code"]
    searches = [
        Search(work.pieces, source, c, place_of_test(work.pieces, source, c)) for c in answers
    ]
    hard = [search for search in searches if not _found(work, search, search.beside())]
    for search in hard:  # by now, what belongs to the others is taken
        others = [other.cell for other in hard if other is not search]
        if not _found(work, search, search.anywhere(others)):
            _unfinished(work, search)
    for cell in source.cells:
        if cell.answer and cell.kind == "markdown":
            _written(work, cell)
        elif cell.about and not cell.answer:
            _locked(work, cell)
        elif not cell.about:
            _story(work, cell)
    _moved(work)
    return woven(source, work.pieces, work.chosen, work.texts), work.notes


def _found(work: _Work, search: Search, found: list[Attempt]) -> bool:
    """Let the last of the whole answers count, which is the last before its test; False if there is none."""
    if not found:
        return False
    _tell(work, search.cell, found)
    _count(work, search, found[-1])
    return True


def _unfinished(work: _Work, search: Search) -> None:
    """Of an answer that makes no code, all there is counts: each part once, in its order."""
    cell = search.cell
    copies = claims.of(work.pieces, cell.id)
    if not copies:
        work.notes.append(f"The answer cell {cell.id} was deleted, and was put back empty.")
        return
    filled = [piece for piece in copies if piece.text.strip() != cell.text.strip()] or copies
    parts = {piece.text.strip(): piece for piece in filled}
    pieces = tuple(sorted(parts.values(), key=lambda piece: piece.place))
    _found(work, search, [Attempt(pieces, "\n".join(piece.text for piece in pieces))])


def _count(work: _Work, search: Search, best: Attempt) -> None:
    cell, place, near = search.cell, best.place(search.limit), search.near(search.cell)
    _keep(work, cell, list(best.pieces), best.text, place)
    for piece in work.pieces:
        half = not piece.claims and loose(piece.text) and piece.place in near
        if not half and piece.claims != cell.id:
            continue
        if inside(piece.text, best.text) or inside(piece.text, cell.text):
            piece.taken = True  # it says nothing of its own, and could undo the answer
        elif begins(piece.text, cell.names):
            piece.before = cell.id if place < piece.place < search.limit else ""
        elif piece.claims and parses(piece.text):  # such as the imports, cut off
            piece.cell = piece.cell | {"cell_type": "code"}
            piece.before = cell.id if imports(piece.text) else ""


def _tell(work: _Work, cell: SourceCell, found: list[Attempt]) -> None:
    """The sentences on how an answer was found."""
    copies, best = claims.of(work.pieces, cell.id), found[-1]
    versions = len({one.text.strip() for one in found})
    if not copies:
        work.notes.append(
            f"The answer cell {cell.id} was gone; a cell that defines it took its place."
        )
    if len(best.pieces) > 1:
        work.notes.append(f"The answer cell {cell.id} was split, and is one again.")
    if versions > 1:
        work.notes.append(
            f"The answer cell {cell.id} was there {versions} times, with different answers; the last "
            "complete one before its test counts, and the rest stays as cells of the student's own."
        )
    elif len(copies) > len(best.pieces):
        work.notes.append(
            f"The answer cell {cell.id} was there {len(copies)} times; the last one counts."
        )


def _written(work: _Work, cell: SourceCell) -> None:
    """A written answer: all parts of it count, each once."""
    copies = claims.of(work.pieces, cell.id)
    if not copies:
        work.notes.append(f"The written answer {cell.id} was deleted, and was put back empty.")
        return
    filled = [piece.text for piece in copies if piece.text.strip() != cell.text.strip()]
    parts = list(dict.fromkeys(filled))
    parts = [p for p in parts if not any(p != other and inside(p, other) for other in parts)]
    _keep(work, cell, copies[:1], "\n\n".join(parts or [cell.text]), copies[0].place)
    for piece in copies:
        piece.taken = True
    if len(copies) > 1:
        work.notes.append(
            f"The written answer {cell.id} was in {len(copies)} cells, and is one again."
        )


def _locked(work: _Work, cell: SourceCell) -> None:
    """A test or data cell: always as the source has it; copies that say nothing else are dropped."""
    copies = claims.of(work.pieces, cell.id)
    text = claims.released(cell)
    what = "test" if cell.about.get("grade") else "locked"
    if not copies:
        work.notes.append(f"The {what} cell {cell.id} was deleted, and was put back.")
        return
    for piece in copies:
        piece.taken = inside(piece.text, text) or inside(piece.text, cell.text)
    keep = next((piece for piece in copies if piece.taken), copies[0])
    if len(copies) > 1:
        whole = any(inside(text, piece.text) for piece in copies)
        said = (
            f"was there {len(copies)} times, and is there once"
            if whole
            else "was split, and is one"
        )
        work.notes.append(f"The {what} cell {cell.id} {said} again.")
    elif keep.text.strip() not in (text, cell.text.strip()):
        work.notes.append(f"The {what} cell {cell.id} was changed, and is as it was handed out.")
    _saved(work, cell, keep)
    keep.taken = False
    _keep(work, cell, [keep], cell.text, keep.place)


def _saved(work: _Work, cell: SourceCell, piece: Piece) -> None:
    """Keep what a student wrote into a locked cell, below it and as text, since it was never hers to run."""
    lines = set(cell.text.split("\n"))
    typed = [line for line in piece.text.split("\n") if line.strip() and line not in lines]
    if typed:
        kept = Piece(piece.place, {"cell_type": "raw"}, "\n".join(typed))
        work.pieces.insert(work.pieces.index(piece) + 1, kept)


def _story(work: _Work, cell: SourceCell) -> None:
    """The text between the tasks: the student's to change, so it stays as it is."""
    first = claims.of(work.pieces, cell.id)[:1]
    work.chosen.update((cell.id, piece) for piece in first)


def _keep(work: _Work, cell: SourceCell, pieces: list[Piece], whole: str, place: int) -> None:
    for piece in pieces:
        _retyped(work, cell, piece)
        piece.taken = True
    work.chosen[cell.id] = next(piece for piece in pieces if piece.place == place)
    work.texts[cell.id] = whole


def _retyped(work: _Work, cell: SourceCell, piece: Piece) -> None:
    kind = piece.cell.get("cell_type")
    said = f"The cell {cell.id} was made {kind}, and is {cell.kind} again."
    if piece.claims == cell.id and kind != cell.kind and said not in work.notes:
        work.notes.append(said)
    metadata = piece.cell.get("metadata")
    points = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    for what in ("points", "grade", "solution", "locked"):
        if points and isinstance(points, dict) and points.get(what) != cell.about.get(what):
            said = f"Somebody changed what nbgrader notes as {what} of the cell {cell.id}."
            work.notes += [said] if said not in work.notes else []


def _moved(work: _Work) -> None:
    """Say which of the exercise's cells stood in another order."""
    order = [cell.id for cell in work.source.cells if cell.about and cell.id in work.chosen]
    places = [work.chosen[name].place for name in order]
    highest = -1
    for name, place in zip(order, places, strict=True):
        if place < highest:
            work.notes.append(f"The cell {name} had been moved, and is in its place again.")
        highest = max(highest, place)
