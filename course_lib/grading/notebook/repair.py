"""Notebooks put right: whatever happened to the exercise's own cells, the answers find their places again.

Each cell handed in has an owner, one of the exercise's: by its id, else by the name it defines, its text or its
place. Of an answer's cells the last whole one before its test counts, or else all, where they simply join to one;
anything else is a guess and a doubt, settled by eye. What is not used stays as a cell of the student's own.
"""

from __future__ import annotations

from ast import get_docstring
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter

from course_lib.characters import plain
from course_lib.grading.notebook.code import LONGEST, begins, complete, from_below, tree
from course_lib.grading.notebook.files import some
from course_lib.grading.notebook.pictures import embedded
from course_lib.grading.notebook.source import Source, SourceCell
from course_lib.grading.notebook.submission import ids, nbgrader_metadata, text

MOST = 3  # fragments of an answer; of more, two in the middle may have changed places
SEVERAL = "was there {} times, with different answers; the last complete one before its test counts"


class Fragment:
    """A cell as it was handed in."""

    def __init__(self, place: int, cell: dict, ours: set[str]) -> None:
        self.place, self.cell, self.text = place, cell, text(cell)
        kind = cell.get("cell_type")
        self.kind = kind if kind in ("code", "markdown") else "raw"
        self.lines = _lines(self.text)
        self.content = self.lines, str(cell.get("attachments") or "")  # each its own pictures
        self.rest: str | None = self.text  # what of it is no part of the exercise's cells
        # The id of the exercise's cell that it is, or is a part of; "" for the student's own.
        self.owner = next((name for name in ids(cell) if name in ours), "")
        # Whether it can only be the rest of something: it begins indented, and is no code by itself.
        self.loose = not self.owner and self.lines[:1] in (" ", "\t") and tree(self.text) is None


def _lines(text: str) -> str:
    """The text without blank lines and trailing spaces."""
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip())


def repaired(cells: Sequence[dict], source: Source) -> Repair:
    """The notebook with these cells in the form of the source."""
    ours, last = {cell.id for cell in source.cells}, ""
    fragments = [Fragment(place, cell, ours) for place, cell in enumerate(cells)]
    present = {one.owner for one in fragments}
    for one in fragments:
        if one.lines and not one.owner:
            one.owner = _owner(one, source, last, present)
        last = one.owner or last
    return Repair(fragments, source)


def _owner(one: Fragment, source: Source, last: str, present: set[str]) -> str:
    """The owner of a cell without an id that stands below the cell `last` of ours; those `present` have one."""
    for cell in source.cells:
        several = not cell.answer and "\n" in one.lines  # and all of them stand there in one run
        locked = several and f"\n{one.lines}\n" in f"\n{_lines(cell.released)}\n"
        if locked or begins(one.text, cell.names):
            return cell.id
    for above, cell in pairwise((source.cells[0], *source.cells)):
        # A written answer whose own cell is gone has its place below its story.
        vacant = cell.kind == "markdown" and cell.id not in present and last == above.id
        rest = one.loose if cell.kind == "code" else one.kind == cell.kind
        if cell.answer and rest and (last == cell.id or vacant):
            return cell.id
    return ""


class Repair:
    """A notebook put right. `cells` are the exercise's in its order, with the student's own between them."""

    def __init__(self, fragments: list[Fragment], source: Source) -> None:
        self.fragments, self.source = fragments, source
        self.own = {cell.id: [f for f in fragments if f.owner == cell.id] for cell in source.cells}
        self.lines = {cell.id: _lines(cell.text) for cell in source.cells}
        self.notes: list[str] = []  # sentences on what was put right
        self.doubts: dict[str, str] = {}  # grade's id: what needs a person's eyes
        self.cells = self._assembled()
        self._check()

    def _assembled(self) -> list[dict]:
        """The exercise's cells in their order, each followed by the student's own that stood after it."""
        places: dict[int, int] = {}  # where a cell of ours stood: its number
        items = []  # (number of the cell of ours, 0, or 1 + the place of one of the student's below it), cell
        for number, cell in enumerate(self.source.cells):
            if not cell.about:  # a story is the student's to change
                continue
            if own := self.own[cell.id]:
                parts = self._parts(number, cell, own)
                if places and parts[0].place < [*places][-1]:
                    self._note(cell, "had been moved, and is in its place again")
                places[parts[0].place] = number
            elif cell.answer:
                self._doubt(number, "the answer's cell was gone, and was put back empty")
            else:
                self._note(cell, "was deleted, and was put back")
            texts = [(f.text, f.cell) for f in parts] if own and cell.answer else [(cell.text, {})]
            whole = self._cell(cell.kind, cell.id, texts, {"nbgrader": dict(cell.about)})
            items.append(((number, 0), whole))
            settled = {(self.lines[cell.id], ""), *(one.content for one in parts)} if own else set()
            for one in own:
                one.kind, one.rest = cell.kind, None if one.content in settled else one.text
                if not cell.answer:  # typed into a test, and not run
                    known = {*self.lines[cell.id].split("\n"), ""}
                    rest = [line for line in one.lines.split("\n") if line not in known]
                    one.kind, one.rest = "raw", "\n".join(rest) or None
        anchor = -1
        for one in self.fragments:
            anchor = places.get(one.place, anchor)
            if one.rest is not None:
                whole = self._cell(one.kind, f"own-{one.place}", [(one.rest, one.cell)], {})
                items.append(((anchor, 1 + one.place), whole))
        return [cell for _, cell in sorted(items, key=itemgetter(0))]

    def _note(self, cell: SourceCell, words: str) -> None:
        kind = "answer" if cell.answer else "test" if cell.about.get("grade") else "locked"
        self.notes.append(f"The {kind} cell {cell.id} {words}.")

    def _doubt(self, number: int, words: str) -> None:
        """A doubt about the grades that hang on an answer; where there are none, a note."""
        cell, grades = self.source.cells[number], list[str]()
        for one in self.source.cells[number:]:
            if grades and (one.answer or cell.about.get("grade")):
                break
            grades += [one.id] if one.about.get("grade") else []
        self.doubts = dict.fromkeys(grades, f"{cell.id}: {words}.") | self.doubts
        self.notes += [] if grades else [f"{cell.id}: {words}."]

    def _changes(self, cell: SourceCell, own: list[Fragment]) -> None:
        """Note what somebody changed of a cell's id, its kind, and of what nbgrader notes of it."""
        if cell.names and not any(cell.id in ids(one.cell) for one in own):
            self._note(cell, "was gone; a cell that defines it took its place")
        for kind in sorted({one.kind for one in own} - {cell.kind}):
            self._note(cell, f"was made {kind}, and is {cell.kind} again")
        abouts = [about for one in own if (about := nbgrader_metadata(one.cell))]
        for what in ("points", "grade", "solution", "locked"):
            if any(about.get(what) != cell.about.get(what) for about in abouts):
                sentence = f"Somebody changed what nbgrader notes as {what} of the cell {cell.id}."
                self.notes.append(sentence)

    def _parts(self, number: int, cell: SourceCell, own: list[Fragment]) -> list[Fragment]:
        """The cells that are one of ours: the last complete one before its test, or all together."""
        self._changes(cell, own)
        below = (self.own[one.id] for one in self.source.cells[number + 1 :])
        test = next((cells[0].place for cells in below if cells), len(self.fragments))
        work = [one for one in own if one.lines != self.lines[cell.id]]
        if cell.names and not any(begins(one.text, cell.names) for one in work):
            work = own  # the lines that were handed out begin it
        # One of each text: the last before the test, else one after it.
        texts = {one.content: one for one in sorted(work or own, key=lambda one: one.place < test)}
        versions = sorted(texts.values(), key=attrgetter("place"))
        heads = [one for one in versions if begins(one.text, cell.names)]
        whole = [one for one in heads if complete(one.text, cell.names)]
        parts = ([one for one in whole if one.place < test] or whole)[-1:] or versions
        sure, note = True, ""
        if len(versions) > 1 and whole:  # the others run where they stand, and do no harm
            sure = whole == heads and all(tree(one.text) for one in versions)
            note = SEVERAL.format(len(own))
        elif len(versions) > 1:
            together = "\n".join(one.text for one in versions)
            simple = len(heads) == 1 and len(versions) <= MOST and complete(together, cell.names)
            sure = simple or not cell.answer or cell.kind == "markdown"
            note = "was split, and is one again"
        elif len(own) > 1:
            note = f"was there {len(own)} times; the last one counts"
        elif not cell.answer and own[0].lines not in (_lines(cell.released), self.lines[cell.id]):
            note = "was changed, and is as it was handed out"
        if not sure:
            self._doubt(number, f"its {len(versions)} cells do not simply make one answer")
        elif note:
            self._note(cell, note)
        if cell.answer and cell.kind == "markdown" and not work and self._text_elsewhere():
            self._doubt(number, "nothing was written there, but the student wrote text elsewhere")
        return parts

    def _text_elsewhere(self) -> bool:
        """Whether a cell that is no answer's, be it a story, has text in it that was not handed out."""
        tasks = {cell.id for cell in self.source.cells if cell.answer}
        known = {"", *"\n".join(self.lines.values()).split("\n")}
        own = (f for f in self.fragments if f.owner not in tasks and {*f.lines.split("\n")} - known)
        codes = (tree(f.text) if f.cell.get("cell_type") == "code" else None for f in own)
        return any(not code or not code.body or get_docstring(code) for code in codes)

    def _cell(self, kind: str, name: str, texts: list[tuple[str, dict]], metadata: dict) -> dict:
        """A cell with these texts, and the pictures pasted into the cells that they are from."""
        pairs = [embedded(one | {"source": text}) for text, one in texts if kind == "markdown"]
        if lost := dict.fromkeys(plain(one)[:LONGEST] for _, names in pairs for one in names):
            sentence = f"The picture {some(lost)} of {name} is not in the notebook, or too often."
            self.notes.append(sentence)
        words = "\n\n".join(text for text, _ in pairs) or "\n".join(text for text, _ in texts)
        cell = {"cell_type": kind, "id": name, "metadata": metadata, "source": words}
        return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})

    def _check(self) -> None:
        """An answer is a doubt that may lack a rest of code, uses what a cell below makes, or is undone below."""
        cells = sorted(self.cells, key=lambda one: one["cell_type"] == "raw")  # and not run
        code = {one["id"]: one["source"] for one in cells if one["cell_type"] != "markdown"}
        below = dict(zip(code, from_below(list(code.values())), strict=True))
        for number, cell in enumerate(self.source.cells):
            if not (cell.answer and cell.id in code and self.own[cell.id]):
                continue
            own, answer = self.own[cell.id], code[cell.id]
            rests = [one for one in self.fragments if one.loose and one.owner != cell.id]
            whole = complete(answer, cell.names) and any(one.text == answer for one in own)
            if rests and not whole:
                self._doubt(number, f"cell {rests[0].place + 1} is a part of code, perhaps of this")
            if below[cell.id]:
                name = min(below[cell.id])[:LONGEST]
                self._doubt(number, f"it uses {name}, which only a cell below makes, or a raw one")
            text = any(one.cell.get("cell_type") != "code" for one in own)
            text |= any(c.text in answer for c in self.source.cells if c.kind != "code")
            if text and tree(answer) is None:
                self._doubt(number, "there is text in it, and it is no Python")
            others = [name for name in list(code)[list(code).index(cell.id) :] if "own-" in name]
            if _lines(answer) in ("", self.lines[cell.id]):  # so any other may be the answer
                others = [name for name in code if name != cell.id]
            if any(begins(code[name], cell.names) for name in others):
                self._doubt(number, "another cell defines it again")
