"""Notebooks put right: whatever happened to the exercise's own cells, the answers find their places again.

Each cell handed in has an owner, one of the exercise's: by its id, else by the name it defines, its text or its
place. Of an owner's cells one that differs is the answer, or all that simply join to one; anything else is a best
guess and a doubt, which an instructor settles by eye. What is not used stays as a cell of the student's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from operator import attrgetter, itemgetter

from course_lib.grading.notebook.code import begins, complete, from_below, tree
from course_lib.grading.notebook.pictures import joined, pictures
from course_lib.grading.notebook.source import Source, SourceCell
from course_lib.grading.notebook.submission import ids, nbgrader_metadata, text

MOST = 3  # fragments of an answer; of more, two in the middle may have changed places
SEVERAL = "was there {} times, with different answers; the last complete one before its test counts"


@dataclass
class Repair:
    """A notebook put right. `cells` are the exercise's in its order, with the student's own between them."""

    cells: list[dict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # sentences on what was put right
    doubts: dict[str, str] = field(default_factory=dict)  # grade's id: what needs a person's eyes


@dataclass
class Fragment:
    """A cell as it was handed in."""

    place: int
    cell: dict
    kind: str
    text: str
    owner: str  # id of the exercise's cell that it is, or is part of; "" for the student's own
    by_id: bool  # whether an id says so
    rest: str | None  # what of it is no part of the exercise's cells
    above: int = -1  # number of the answer that it must not undo, standing below it

    @cached_property
    def lines(self) -> str:
        return _lines(self.text)

    @cached_property
    def loose(self) -> bool:
        """Whether it can only be the rest of something: it begins indented, and is no code by itself."""
        return self.lines[:1] in (" ", "\t") and tree(self.text) is None

    def inside(self, whole: str) -> bool:
        """Whether its lines stand in a text, in one run."""
        return f"\n{self.lines}\n" in f"\n{_lines(whole)}\n"


def _lines(text: str) -> str:
    """The text without blank lines and trailing spaces."""
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip())


def repaired(cells: Sequence[dict], source: Source) -> Repair:
    """The notebook with these cells in the form of the source."""
    return _Repairing(_fragments(cells, source), source).all()


def _fragments(cells: Sequence[dict], source: Source) -> list[Fragment]:
    """Each cell with its owner."""
    ours, fragments, last = {cell.id for cell in source.cells}, [], ""
    for place, cell in enumerate(cells):
        owner, words = next((name for name in ids(cell) if name in ours), ""), text(cell)
        kind = str(cell.get("cell_type"))
        fragments.append(Fragment(place, cell, kind, words, owner, bool(owner), words))
    present = {one.owner for one in fragments}
    for one in fragments:
        if one.lines and not one.owner:
            one.owner = _owner(one, source, last, present)
        last = one.owner or last
    return fragments


def _owner(one: Fragment, source: Source, last: str, present: set[str]) -> str:
    """The owner of a cell without an id that stands below the cell `last` of ours; those `present` have one."""
    for cell in source.cells:
        alike = cell.id not in present and one.text.strip() == cell.released
        if alike or begins(one.text, cell.names):
            return cell.id
    for above, cell in pairwise((source.cells[0], *source.cells)):
        if cell.answer and cell.kind == "code":
            part = one.loose and last == cell.id
        else:  # a written answer whose own cell is gone has its place below its story
            here = last == cell.id or (last == above.id and cell.id not in present)
            part = cell.answer and here and one.kind == "markdown"
        if part:
            return cell.id  # even where a locked cell says so too
    for cell in source.cells:
        part = cell.id == last if one.loose else "\n" in one.lines
        if part and cell.about and not cell.answer and one.inside(cell.released):
            return cell.id
    return ""


class _Repairing:
    """One notebook on the way."""

    def __init__(self, fragments: list[Fragment], source: Source) -> None:
        self.fragments, self.source, self.repair = fragments, source, Repair()
        self.own = {cell.id: [f for f in fragments if f.owner == cell.id] for cell in source.cells}
        self.joined: set[str] = set()  # answers made of several cells

    def all(self) -> Repair:
        # In what was handed in, and the number of the cell of ours that stood there.
        places: dict[int, int] = {}
        items = []  # (number of the cell of ours, above it, there or below it, place), cell
        for number, cell in enumerate(self.source.cells):
            own = self.own[cell.id]
            parts = self._parts(number, cell, own) if cell.about and own else []
            if parts:
                self._changes(cell, own)
                if places and parts[0].place < [*places][-1]:
                    self._note(cell, "had been moved, and is in its place again")
                places[parts[0].place] = number
            elif cell.answer:
                self._doubt(number, "the answer's cell was gone, and was put back empty")
            elif cell.about:
                self._note(cell, "was deleted, and was put back")
            if cell.about:  # a story is the student's to change
                parts = parts if cell.answer else []
                words = "\n".join(one.text for one in parts) if parts else cell.text
                for one in own:
                    one.rest, one.kind = (
                        _rest(one, cell, words),
                        cell.kind if cell.answer else "raw",
                    )
                    one.above = number if begins(one.text, cell.names) else -1
                about = {"nbgrader": dict(cell.about)}
                whole = self._cell(cell.kind, cell.id, words, parts, about)
                items.append(((number, 1, 0), whole))
        anchor = -1
        for one in self.fragments:
            anchor = places.get(one.place, anchor)
            if one.rest is not None:
                key = (anchor, 2) if one.above < 0 else (one.above, 0)
                whole = self._cell(one.kind, f"own-{one.place}", one.rest, [one], {})
                items.append(((*key, one.place), whole))
        self.repair.cells = [cell for _, cell in sorted(items, key=itemgetter(0))]
        self._check()
        return self.repair

    def _note(self, cell: SourceCell, words: str) -> None:
        kind = "answer" if cell.answer else "test" if cell.about.get("grade") else "locked"
        self.repair.notes.append(f"The {kind} cell {cell.id} {words}.")

    def _doubt(self, number: int, words: str) -> None:
        """A doubt about the grade that hangs on an answer; where there is none, a note."""
        sentence, below = f"{self.source.cells[number].id}: {words}.", self.source.cells[number:]
        if grade := next((one.id for one in below if one.about.get("grade")), ""):
            self.repair.doubts.setdefault(grade, sentence)
        else:
            self.repair.notes.append(sentence)

    def _changes(self, cell: SourceCell, own: list[Fragment]) -> None:
        """Note what somebody changed of a cell's id, its kind, and of what nbgrader notes of it."""
        if cell.names and not any(one.by_id for one in own):
            self._note(cell, "was gone; a cell that defines it took its place")
        for kind in sorted({one.kind for one in own} - {cell.kind}):
            self._note(cell, f"was made {kind}, and is {cell.kind} again")
        abouts = [about for one in own if (about := nbgrader_metadata(one.cell))]
        for what in ("points", "grade", "solution", "locked"):
            if any(about.get(what) != cell.about.get(what) for about in abouts):
                sentence = f"Somebody changed what nbgrader notes as {what} of the cell {cell.id}."
                self.repair.notes.append(sentence)

    def _parts(self, number: int, cell: SourceCell, own: list[Fragment]) -> list[Fragment]:
        """The cells that are one of ours: the last complete one before its test, or all together."""
        below = (self.own[one.id] for one in self.source.cells[number + 1 :])
        test = next((cells[0].place for cells in below if cells), len(self.fragments))
        filled = [one for one in own if one.lines != _lines(cell.text)]
        if cell.names and not any(begins(one.text, cell.names) for one in filled):
            filled = own  # the lines that were handed out begin it
        # One of each text: the last before the test, else one after it.
        texts = {one.lines: one for one in sorted(filled or own, key=lambda one: one.place < test)}
        versions = sorted(texts.values(), key=attrgetter("place"))
        begun = [one for one in versions if begins(one.text, cell.names)]
        whole = [one for one in begun if complete(one.text, cell.names)]
        parts = ([one for one in whole if one.place < test] or whole)[-1:] or versions
        sure, note = True, ""
        if len(versions) > 1 and whole:  # the others do no harm above it, or where they are
            late = any(one.place > test > parts[0].place for one in whole)
            sure = whole == begun and not late and all(tree(one.text) for one in versions)
            note = (
                SEVERAL.format(len(own)) if len(whole) > 1 else "was split; its whole answer counts"
            )
        elif len(versions) > 1:
            self.joined.add(cell.id)
            together = "\n".join(one.text for one in versions)
            simple = len(begun) == 1 and len(versions) <= MOST and complete(together, cell.names)
            sure = simple or not cell.answer or cell.kind == "markdown"
            note = "was split, and is one again"
        elif len(own) > 1:
            note = f"was there {len(own)} times; the last one counts"
        elif not cell.answer and own[0].lines not in map(_lines, (cell.released, cell.text)):
            note = "was changed, and is as it was handed out"
        if not sure:
            self._doubt(number, f"its {len(versions)} cells do not simply make one answer")
        elif note:
            self._note(cell, note)
        empty = cell.answer and cell.kind == "markdown" and not filled
        if empty and any(one.kind == "markdown" and not one.owner for one in self.fragments):
            self._doubt(number, "nothing was written there, but the student wrote text elsewhere")
        return parts

    def _cell(
        self, kind: str, name: str, words: str, parts: list[Fragment], metadata: dict
    ) -> dict:
        """A cell with these words; one of text with all that its parts say, and the pictures pasted there."""
        cell: dict = {"cell_type": kind, "id": name, "metadata": metadata, "source": words}
        if kind == "code":
            return cell | {"outputs": [], "execution_count": None}
        if kind != "markdown":
            return cell | {"cell_type": "raw"}  # as text
        texts = [(one.text, pictures(one.cell)) for one in parts] or [(words, {})]
        cell["source"], images, missing = joined(texts)
        lost = "The picture {} of {} is not in the notebook."
        self.repair.notes += [lost.format(picture, name) for picture in dict.fromkeys(missing)]
        return cell | ({"attachments": images} if images else {})

    def _check(self) -> None:
        """An answer that may lack what stands elsewhere is a doubt: rests of code, or what a cell below makes."""
        code = {one["id"]: one["source"] for one in self.repair.cells if one["cell_type"] == "code"}
        below = dict(zip(code, from_below(list(code.values())), strict=True))
        loose = [one for one in self.fragments if one.loose and not one.by_id]
        for number, cell in enumerate(self.source.cells):
            if cell.answer and cell.id in code and self.own[cell.id]:
                rests = [one for one in loose if one.owner != cell.id]
                finished = cell.id not in self.joined and complete(code[cell.id], cell.names)
                if rests and not finished:
                    words = f"cell {rests[0].place + 1} is a part of some code, perhaps of this"
                    self._doubt(number, words)
                if below[cell.id]:
                    words = f"it uses {min(below[cell.id])}, which only a cell below makes"
                    self._doubt(number, words)


def _rest(one: Fragment, cell: SourceCell, words: str) -> str | None:
    """What of a cell is not in the words of its owner, which is `cell`."""
    if not cell.answer:
        lines = {line.rstrip() for line in cell.text.split("\n")}
        return "\n".join(line for line in one.lines.split("\n") if line not in lines) or None
    settled = cell.kind == "markdown" or one.lines == _lines(cell.text) or one.inside(words)
    return None if settled else one.text
