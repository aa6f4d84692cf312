"""Notebooks put right: whatever happened to the exercise's own cells, the answers find their places again.

Pure functions over plain notebooks (nbformat 4 as dicts). Nothing that a student wrote is dropped: what has
no place of its own stays where it stood, as an ordinary cell.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field

from course_lib.grading.source import Source, SourceCell, defined
from course_lib.grading.weave import Piece, text, woven

HIDDEN = re.compile(r"^[ \t]*### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS[^\n]*\n?", re.M | re.S)


@dataclass
class _Work:
    source: Source
    pieces: list[Piece]
    chosen: dict[str, Piece] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def repaired(cells: list[dict], source: Source) -> tuple[list[dict], list[str]]:
    """The cells in the source's order, its own ones restored, and a sentence for each repair."""
    known = {cell.id: cell for cell in source.cells}
    work = _Work(source, [Piece(i, c, text(c)) for i, c in enumerate(cells)])
    _claim(work, known)
    for cell in source.cells:
        if cell.answer:
            _answer(work, cell)
        elif cell.about:
            _locked(work, cell)
        else:
            _story(work, cell)
    _moved(work)
    return woven(source, work.pieces, work.chosen, work.texts), work.notes


def _claim(work: _Work, known: dict[str, SourceCell]) -> None:
    """Whose cell is which: by nbgrader's metadata, else by the cell's id."""
    for piece in work.pieces:
        metadata = piece.cell.get("metadata")
        about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        name = about.get("grade_id") if isinstance(about, dict) else None
        by_id = piece.cell.get("id")
        piece.claims = next((n for n in (name, by_id) if isinstance(n, str) and n in known), "")


def _answer(work: _Work, cell: SourceCell) -> None:
    """Find the student's text for a cell that is hers to fill in."""
    copies = [piece for piece in work.pieces if piece.claims == cell.id]
    filled = [piece for piece in copies if piece.text.strip() != cell.text.strip()]
    if cell.kind == "markdown":
        _written(work, cell, copies, filled)
        return
    candidates = _joined(work, cell, filled or copies)
    if not candidates:
        candidates = [p for p in work.pieces if not p.claims and _makes(p, cell.names)]
        if candidates:
            work.notes.append(
                f"The answer cell {cell.id} was gone; a cell that defines it took its place."
            )
    if not candidates:
        work.notes.append(f"The answer cell {cell.id} was deleted, and was put back empty.")
        return
    before = [piece for piece in candidates if piece.place < _place_of_test(work, cell)]
    keep = (before or candidates)[-1]
    _keep(work, cell, keep, keep.text)
    for piece in copies:  # an untouched copy would undo the answer
        if piece not in filled and piece is not keep:
            piece.taken = True
    if len(copies) > 1 and not any(f"{cell.id} was split" in note for note in work.notes):
        work.notes.append(
            f"The answer cell {cell.id} was there {len(copies)} times; the last one counts."
        )


def _written(work: _Work, cell: SourceCell, copies: list[Piece], filled: list[Piece]) -> None:
    """A written answer: all parts of it count, each once."""
    if not copies:
        work.notes.append(f"The written answer {cell.id} was deleted, and was put back empty.")
        return
    parts = list(dict.fromkeys(piece.text for piece in filled)) or [cell.text]
    _keep(work, cell, copies[0], "\n\n".join(parts))
    for piece in copies:
        piece.taken = True
    if len(copies) > 1:
        work.notes.append(
            f"The written answer {cell.id} was in {len(copies)} cells, and is one again."
        )


def _joined(work: _Work, cell: SourceCell, copies: list[Piece]) -> list[Piece]:
    """The copies, with the halves of a cell that was split put together where only that makes code."""
    done: list[Piece] = []
    for piece in copies:
        if piece.taken:
            continue
        whole, halves = piece.text, [piece]
        for follower in work.pieces[piece.place + 1 :]:
            if follower.claims not in ("", cell.id) or follower.cell.get("cell_type") == "markdown":
                break
            if _parses(whole) and _parses(follower.text):
                break
            whole, halves = f"{whole}\n{follower.text}", [*halves, follower]
            if _parses(whole):
                break
        if len(halves) > 1 and _parses(whole):
            for half in halves:
                half.taken = True
            piece = Piece(piece.place, piece.cell, whole, cell.id)
            work.notes.append(f"The answer cell {cell.id} was split, and is one again.")
        done.append(piece)
    return done


def _locked(work: _Work, cell: SourceCell) -> None:
    """A test or data cell: always as the source has it; copies that say nothing else are dropped."""
    copies = [piece for piece in work.pieces if piece.claims == cell.id]
    released = HIDDEN.sub("", cell.text).strip()
    what = "test" if cell.about.get("grade") else "locked"
    for piece in copies:
        piece.taken = piece.text.strip() in released or piece.text.strip() in cell.text
    if not copies:
        work.notes.append(f"The {what} cell {cell.id} was deleted, and was put back.")
        return
    keep = next((piece for piece in copies if piece.taken), copies[0])
    if len(copies) > 1:
        work.notes.append(
            f"The {what} cell {cell.id} was there {len(copies)} times, and is there once again."
        )
    elif keep.text.strip() not in (released, cell.text.strip()):
        work.notes.append(f"The {what} cell {cell.id} was changed, and is as it was handed out.")
    keep.taken = False
    _keep(work, cell, keep, cell.text)


def _story(work: _Work, cell: SourceCell) -> None:
    """The text between the tasks: the student's to change, so it stays as it is."""
    copies = [piece for piece in work.pieces if piece.claims == cell.id]
    if copies:
        work.chosen[cell.id] = copies[0]


def _keep(work: _Work, cell: SourceCell, piece: Piece, whole: str) -> None:
    _retyped(work, cell, piece)
    piece.taken = True
    work.chosen[cell.id], work.texts[cell.id] = piece, whole


def _retyped(work: _Work, cell: SourceCell, piece: Piece) -> None:
    kind = piece.cell.get("cell_type")
    if piece.claims == cell.id and kind != cell.kind and not piece.taken:
        work.notes.append(f"The cell {cell.id} was made {kind}, and is {cell.kind} again.")
    points = (piece.cell.get("metadata") or {}).get("nbgrader") or {}
    for what in ("points", "grade", "solution", "locked"):
        if points and isinstance(points, dict) and points.get(what) != cell.about.get(what):
            work.notes.append(
                f"Somebody changed what nbgrader notes as {what} of the cell {cell.id}."
            )


def _moved(work: _Work) -> None:
    """Say which of the exercise's cells stood in another order."""
    order = [cell.id for cell in work.source.cells if cell.about and cell.id in work.chosen]
    places = [work.chosen[name].place for name in order]
    highest = -1
    for name, place in zip(order, places, strict=True):
        if place < highest:
            work.notes.append(f"The cell {name} had been moved, and is in its place again.")
        highest = max(highest, place)


def _place_of_test(work: _Work, cell: SourceCell) -> int:
    """Where the test of an answer stood; or what comes next, if it is gone."""
    ids = [other.id for other in work.source.cells]
    later = work.source.cells[ids.index(cell.id) + 1 :]
    for other in later:  # the test itself, or what follows on it
        places = [piece.place for piece in work.pieces if piece.claims == other.id]
        if places:
            return places[0]
    return len(work.pieces)


def _makes(piece: Piece, names: tuple[str, ...]) -> bool:
    return piece.cell.get("cell_type") == "code" and bool(set(defined(piece.text)) & set(names))


def _parses(code: str) -> bool:
    lines = (line for line in code.split("\n") if not line.lstrip().startswith(("%", "!")))
    try:
        ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
