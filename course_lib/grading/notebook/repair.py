"""Notebooks put right: whatever happened to the exercise's own cells, the answers find their places again.

A cell is known by its id, else by the name it defines, else by its text, else by its place. What is certain is
done and noted; what an instructor settles faster by eye is a doubt, and done as well as can be guessed. Nothing
that a student wrote is dropped: what has no place of its own stays where it stood, as an ordinary cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from course_lib.grading.notebook import pictures
from course_lib.grading.notebook.code import begins, complete, from_below, tree
from course_lib.grading.notebook.source import Source, SourceCell
from course_lib.grading.notebook.submission import ids, nbgrader_metadata, text

MOST = 3  # fragments of an answer; of more, two in the middle may have changed places


@dataclass
class Repair:
    """A notebook put right. `cells` are the exercise's in its order, with the student's own between them."""

    cells: list[dict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # sentences on what was put right
    doubts: dict[str, str] = field(default_factory=dict)  # grade's id: what needs a person's eyes


@dataclass
class Fragment:
    """A cell as it was handed in, and the id of the exercise's cell that it is, or is a part of."""

    place: int
    cell: dict
    text: str
    match: str = ""
    by_id: bool = False  # whether an id says so
    rest: str | None = None  # what of it has found no place among the exercise's cells
    attempt: str = ""  # the answer that it must not undo, standing below it

    @property
    def kind(self) -> str:
        return str(self.cell.get("cell_type"))

    @cached_property
    def lines(self) -> str:
        """The text without blank lines and trailing spaces."""
        return _lines(self.text)

    @cached_property
    def loose(self) -> bool:
        """Whether it can only be the rest of something: it begins indented, and is no code by itself."""
        return self.lines[:1] in (" ", "\t") and tree(self.text) is None


def repaired(cells: Sequence[dict], source: Source) -> Repair:
    """The notebook with these cells in the form of the source."""
    return _Repairing(_fragments(cells, source), source).all()


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip())


def _inside(part: str, whole: str) -> bool:
    """Whether the lines of one text stand in another, in one run."""
    return f"\n{_lines(part)}\n" in f"\n{_lines(whole)}\n"


def _fragments(cells: Sequence[dict], source: Source) -> list[Fragment]:
    """Each cell with the id of the exercise's cell that it is of; "" for the student's own."""
    names = {cell.id for cell in source.cells}
    fragments = []
    for place, one in enumerate(cells):
        match = next((name for name in ids(one) if name in names), "")
        fragments.append(Fragment(place, one, text(one), match, bool(match)))
    answers = [cell for cell in source.cells if cell.answer]
    locked = {cell.id: cell.released for cell in source.cells if cell.about and not cell.answer}
    for answer in answers:
        _by_name(fragments, answer, locked)
    matches = {one.match for one in fragments}
    texts = {cell.released: cell.id for cell in source.cells if cell.id not in matches}
    homes = {cell.id: cell for cell in answers}  # below which of our cells an answer has its place
    for above, cell in pairwise(source.cells):
        if cell.answer and cell.kind == "markdown" and cell.id not in matches:
            homes[above.id] = cell
    last = ""
    for fragment in fragments:
        fragment.match = fragment.match or texts.get(fragment.text.strip(), "")
        if not fragment.match and fragment.lines:
            fragment.match = _by_place(fragment, last, homes.get(last), locked)
        last = fragment.match or last
    return fragments


def _by_place(one: Fragment, last: str, home: SourceCell | None, locked: dict[str, str]) -> str:
    """What a cell is part of that stands below the cell `last` of ours, in the place of the answer `home`."""
    if home and (one.loose if home.kind == "code" else one.kind == home.kind):
        return home.id  # even where a locked cell says so too
    wholes = [name for name in locked if _inside(one.text, locked[name])]
    if one.loose:
        return last if last in wholes else ""
    return wholes[0] if wholes and "\n" in one.lines else ""


def _by_name(fragments: list[Fragment], answer: SourceCell, locked: dict[str, str]) -> None:
    """Cells that begin to define an answer are the answer, where its own cell does not, or is untouched."""
    beginning = [one for one in fragments if begins(one.text, answer.names)]
    if any(one.match == answer.id and one.lines != _lines(answer.text) for one in beginning):
        return
    merged = all(one.match in locked for one in beginning)  # with the locked cell above it
    for one in beginning:
        rest = one.text.replace(locked.get(one.match, ""), "").strip("\n")
        if not one.match:
            one.match = answer.id
        elif merged and rest != one.text.strip("\n"):
            fragments[one.place] = replace(one, match=answer.id, text=rest)


class _Repairing:
    """One notebook on the way: what the exercise's cells hold by now, and where they stood."""

    def __init__(self, fragments: list[Fragment], source: Source) -> None:
        self.fragments, self.source, self.repair = fragments, source, Repair()
        self.own = {cell.id: [f for f in fragments if f.match == cell.id] for cell in source.cells}
        self.texts = {cell.id: cell.text for cell in source.cells if cell.about}
        self.pictures: dict[str, pictures.Pictures] = {}
        self.places: dict[str, int] = {}
        self.split: set[str] = set()  # answers whose cells were several, and not all of them whole

    def all(self) -> Repair:
        for one in self.fragments:
            one.rest = one.text
        for cell in self.source.cells:
            own = self.own[cell.id]
            if own and cell.about:
                code = self._answer if cell.kind == "code" else self._written
                (code if cell.answer else self._locked)(cell, own)
                self._changes(cell, own)
            elif own:  # a story is the student's to change
                self.places[cell.id] = own[0].place
            elif cell.answer:
                self._doubt(cell, "the answer's cell was gone, and was put back empty")
            elif cell.about:
                self._note(cell, "was deleted, and was put back")
        self._reassemble()
        self._check()
        return self.repair

    def _note(self, cell: SourceCell, words: str) -> None:
        locked = "test cell" if cell.about.get("grade") else "locked cell"
        answer = "answer cell" if cell.kind == "code" else "written answer"
        self.repair.notes.append(f"The {answer if cell.answer else locked} {cell.id} {words}.")

    def _doubt(self, cell: SourceCell, words: str) -> None:
        """A doubt about the grade that hangs on an answer; where there is none, a note."""
        below = self.source.cells[self.source.cells.index(cell) :]
        if grade := next((one.id for one in below if one.about.get("grade")), ""):
            self.repair.doubts.setdefault(grade, f"{cell.id}: {words}.")
        else:
            self.repair.notes.append(f"{cell.id}: {words}.")

    def _take(self, cell: SourceCell, own: Sequence[Fragment], text: str) -> None:
        self.texts[cell.id], self.places[cell.id] = text, own[0].place
        for one in own:
            one.rest = None

    def _answer(self, cell: SourceCell, own: list[Fragment]) -> None:
        """The one whole answer that its cells make, or the last complete one before its test."""
        below = self.source.cells[self.source.cells.index(cell) + 1 :]
        next_ones = (self.own[one.id][0].place for one in below if self.own[one.id])
        test = next(next_ones, len(self.fragments))
        filled = [one for one in own if one.lines != _lines(cell.text)]
        # Where all are the rest of something, the lines that were handed out begin it.
        versions = _versions(own if all(one.loose for one in filled) else filled, test)
        texts = [one.text for one in versions]
        whole = [one for one in versions if complete(one.text, cell.names)]
        best = max(whole, key=lambda one: (one.place < test, one.place), default=versions[-1])
        parts = [best]
        if len(whole) == len(versions) > 1:
            self._note(
                cell,
                f"was there {len(whole)} times, with different answers; the last complete one before its "
                "test counts, and the rest stays as cells of the student's own",
            )
            if whole[0].place < test < own[-1].place:
                self._doubt(cell, "there are different answers above and below its test")
        elif len(versions) > 1:
            self.split.add(cell.id)
            one_beginning = sum(begins(text, cell.names) for text in texts) == 1
            simple = one_beginning and len(texts) <= MOST and not any(from_below(texts))
            if simple and complete("\n".join(texts), cell.names):
                self._note(cell, "was split, and is one again")
                parts = versions
            else:
                self._doubt(cell, f"its {len(texts)} cells do not simply make one answer")
                parts = [best] if whole else versions
        elif len(own) > 1:
            self._note(cell, f"was there {len(own)} times; the last one counts")
        if not any(one.by_id for one in own):
            self._note(cell, "was gone; a cell that defines it took its place")
        self._take(cell, parts, "\n".join(one.text for one in parts))
        for one in own:
            one.attempt = cell.id
            if _inside(one.text, self.texts[cell.id]) or _inside(one.text, cell.text):
                one.rest = None  # nothing of its own, and could undo the answer

    def _written(self, cell: SourceCell, own: list[Fragment]) -> None:
        """A written answer: all parts of it, each once, with their pictures."""
        filled = [one for one in own if one.lines != _lines(cell.text)]
        parts = _versions(filled or own[:1], 0)
        self._take(cell, own, self._text(parts, cell.id))
        if len(own) > 1:
            self._note(cell, f"was in {len(own)} cells, and is one again")
        if not filled and any(one.kind == "markdown" and not one.match for one in self.fragments):
            self._doubt(cell, "nothing was written there, but the student wrote text elsewhere")

    def _locked(self, cell: SourceCell, own: list[Fragment]) -> None:
        """A test or data cell is always as the source has it; what was typed into it is kept as text."""
        lines = {line.rstrip() for line in cell.text.split("\n")} | {""}
        self._take(cell, own, cell.text)
        for one in own:
            typed = [line for line in one.lines.split("\n") if line not in lines]
            one.rest = "\n".join(typed) or None
        if len(own) > 1 and any(_inside(cell.released, one.text) for one in own):
            self._note(cell, f"was there {len(own)} times, and is there once again")
        elif len(own) > 1:
            self._note(cell, "was split, and is one again")
        elif own[0].lines not in (_lines(cell.released), _lines(cell.text)):
            self._note(cell, "was changed, and is as it was handed out")

    def _changes(self, cell: SourceCell, own: list[Fragment]) -> None:
        """Note what somebody changed of a cell's kind, and of what nbgrader notes of it."""
        kinds = sorted({one.kind for one in own} - {cell.kind})
        notes = [f"The cell {cell.id} was made {kind}, and is {cell.kind} again." for kind in kinds]
        for what in ("points", "grade", "solution", "locked"):
            abouts = (about for one in own if (about := nbgrader_metadata(one.cell)))
            if any(about.get(what) != cell.about.get(what) for about in abouts):
                notes.append(
                    f"Somebody changed what nbgrader notes as {what} of the cell {cell.id}."
                )
        self.repair.notes += notes

    def _reassemble(self) -> None:
        """The exercise's cells in their order, each followed by the student's own that stood after it."""
        stood = [cell.id for cell in self.source.cells if cell.about and cell.id in self.places]
        for above, name in pairwise(stood):
            if self.places[name] < self.places[above]:
                self.repair.notes.append(
                    f"The cell {name} had been moved, and is in its place again."
                )
        order = {cell.id: number for number, cell in enumerate(self.source.cells)}
        anchors = {place: order[name] for name, place in self.places.items()}
        items = []  # (number of the cell of ours, above it, there or below it, place), cell
        anchor = -1
        for one in self.fragments:
            anchor = anchors.get(one.place, anchor)
            if one.rest is not None:
                story = one.match not in self.texts and self.places.get(one.match) == one.place
                key = (order[one.attempt], 0) if one.attempt else (anchor, 1 if story else 2)
                own = self._plain(one, one.rest, one.match if story else f"own-{one.place}")
                items.append(((*key, one.place), own))
        for cell in self.source.cells:
            if cell.about:
                about, images = {"nbgrader": dict(cell.about)}, self.pictures.get(cell.id, {})
                whole = _cell(cell.kind, cell.id, self.texts[cell.id], about, images)
                items.append(((order[cell.id], 1, 0), whole))
        self.repair.cells = [cell for _, cell in sorted(items, key=itemgetter(0))]

    def _plain(self, one: Fragment, text: str, name: str) -> dict:
        """A cell of the student's own: nothing in it that nbgrader could take for one of ours."""
        if one.kind == "markdown" and text == one.text:
            return _cell(one.kind, name, self._text([one], name), {}, self.pictures[name])
        typed = text != one.text or one.kind != "code"  # into a locked cell
        return _cell("raw" if typed else "code", name, text, {}, {})

    def _text(self, parts: Sequence[Fragment], name: str) -> str:
        """Markdown cells as one text; their pictures are kept by a name."""
        texts = [(one.text, pictures.pictures(one.cell)) for one in parts]
        text, self.pictures[name], missing = pictures.joined(texts)
        for picture in dict.fromkeys(missing):
            self.repair.notes.append(f"The picture {picture} of {name} is not in the notebook.")
        return text

    def _check(self) -> None:
        """An answer that may lack what stands elsewhere is a doubt: rests of code, or what a cell below makes."""
        nameless = [one for one in self.fragments if one.lines and not one.by_id]
        rests = [one for one in nameless if one.loose]
        own = [one for one in nameless if one.kind == "code" and not one.match]
        broken = [one for one in own if tree(one.text) is None]
        code = {one["id"]: one["source"] for one in self.repair.cells if one["cell_type"] == "code"}
        below = dict(zip(code, from_below(list(code.values())), strict=True))
        for cell in self.source.cells:
            if cell.answer and cell.kind == "code" and cell.id in self.places:
                ours = code[cell.id]
                strays = [one for one in rests if one.match != cell.id]
                if not strays or (cell.id not in self.split and complete(ours, cell.names)):
                    strays = broken if broken and tree(ours) is None else []
                if strays:
                    number = strays[0].place + 1
                    self._doubt(cell, f"cell {number} is a part of some code, perhaps of this")
                if below[cell.id]:
                    words = f"it uses {min(below[cell.id])}, which only a cell below makes"
                    self._doubt(cell, words)


def _versions(own: Sequence[Fragment], test: int) -> list[Fragment]:
    """One fragment of each text, in order: the last before the test, or the first after it."""
    versions: dict[str, Fragment] = {}
    for one in own:
        if one.place < test or one.lines not in versions:
            versions[one.lines] = one
    return sorted(versions.values(), key=lambda one: one.place)


def _cell(kind: str, name: str, text: str, metadata: dict, images: pictures.Pictures) -> dict:
    cell = {"cell_type": kind, "id": name, "metadata": metadata, "source": text}
    if kind == "code":
        return cell | {"outputs": [], "execution_count": None}
    return cell | ({"attachments": images} if images else {})
