"""Notebooks put right: whatever happened to the exercise's own cells, the answers find their places again.

What is certain is done and told; what an instructor settles faster by eye is a doubt, and done as well as can
be guessed. Nothing that a student wrote is dropped: what has no place of its own stays where it stood, as an
ordinary cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from course_lib.grading.notebook import fragment, pictures
from course_lib.grading.notebook.fragment import Fragment, complete, inside, parse, trimmed
from course_lib.grading.notebook.match import matched, noted, of, released
from course_lib.grading.notebook.source import Source, SourceCell


@dataclass
class Repair:
    """A notebook put right. `cells` are the exercise's in its order, with the student's own between them."""

    cells: list[dict] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # sentences on what was put right
    doubts: dict[str, str] = field(default_factory=dict)  # grade's id: what needs a person's eyes


def repaired(cells: Sequence[dict], source: Source) -> Repair:
    """The notebook with these cells in the form of the source."""
    return _Repairing(matched(cells, source), source).all()


class _Repairing:
    """One notebook on the way: where the exercise's cells stood, and what becomes of each fragment."""

    def __init__(self, fragments: list[Fragment], source: Source) -> None:
        self.fragments, self.source, self.repair = fragments, source, Repair()
        self.places: dict[str, int] = {}
        self.texts = {cell.id: cell.text for cell in source.cells if cell.about}
        self.pictures: dict[str, pictures.Pictures] = {}
        self.own = {one.place: one.text for one in fragments}  # what has found no place yet
        self.older: dict[int, str] = {}  # by place: the answer that an attempt must not undo
        self.split: set[str] = set()

    def all(self) -> Repair:
        for cell in self.source.cells:
            if own := of(self.fragments, cell.id):
                self._put(cell, own)
            elif cell.answer:
                self._doubt(cell, "the answer's cell was gone, and was put back empty")
            elif cell.about:
                self._tell(cell, "was deleted, and was put back")
        self._strays()
        self._moved()
        self._reassemble()
        self._from_below()
        return self.repair

    def _put(self, cell: SourceCell, own: list[Fragment]) -> None:
        if not cell.about:  # a story is the student's to change
            self._take(cell, own[:1], own[0].text)
        elif not cell.answer:
            self._locked(cell, own)
        elif cell.kind == "code":
            self._answer(cell, own)
        else:
            self._written(cell, own)
        if cell.about:
            self._noted(cell, own)

    def _take(self, cell: SourceCell, taken: Sequence[Fragment], text: str) -> None:
        self.texts[cell.id], self.places[cell.id] = text, taken[0].place
        for one in taken:
            self.own.pop(one.place, None)

    def _tell(self, cell: SourceCell, words: str) -> None:
        locked = "test cell" if cell.about.get("grade") else "locked cell"
        answer = "answer cell" if cell.kind == "code" else "written answer"
        self.repair.told.append(f"The {answer if cell.answer else locked} {cell.id} {words}.")

    def _doubt(self, cell: SourceCell, words: str) -> None:
        below = self.source.cells[self.source.cells.index(cell) :]
        grade = next(
            (one.id for one in below if one.about.get("grade")), cell.id
        )  # that it counts for
        self.repair.doubts.setdefault(grade, f"{cell.id}: {words}.")

    def _answer(self, cell: SourceCell, own: list[Fragment]) -> None:
        """The one whole answer that its fragments make, or the last complete one before its test."""
        test = self._place_of_test(cell)
        filled = [one for one in own if trimmed(one.text) != trimmed(cell.text)]
        begun = not all(fragment.loose(one.text) for one in filled)
        versions = _versions(filled if begun else own, test)
        texts = [one.text for one in versions]
        whole = [one for one in versions if complete(one.text, cell.names)]
        best = max(whole, key=lambda one: (one.place < test, one.place), default=versions[-1])
        taken, text = [best], best.text
        if len(versions) > 1 and len(whole) == len(versions):
            self._tell(
                cell,
                f"was there {len(whole)} times, with different answers; the last complete one before its "
                "test counts, and the rest stays as cells of the student's own",
            )
            if whole[0].place < test < max(one.place for one in own):
                self._doubt(cell, "there are different answers above and below its test")
        elif len(versions) > 1:
            self.split.add(cell.id)
            if certain := fragment.fits(texts, cell.names):
                self._tell(cell, "was split, and is one again")
            else:
                self._doubt(cell, f"its {len(texts)} cells do not simply make one answer")
            if certain or not whole:
                taken, text = versions, "\n".join(texts)
        elif len(own) > 1:
            self._tell(cell, f"was there {len(own)} times; the last one counts")
        if not any(one.by_id for one in own):
            self._tell(cell, "was gone; a cell that defines it took its place")
        self._take(cell, taken, text)
        for one in own:
            if inside(one.text, text) or inside(one.text, cell.text):
                self.own.pop(one.place, None)  # nothing of its own, and could undo the answer
            else:
                self.older[one.place] = cell.id

    def _place_of_test(self, cell: SourceCell) -> int:
        """Where the test of an answer stood, or what comes next if it is gone."""
        ids = [other.id for other in self.source.cells]
        below = (of(self.fragments, name) for name in ids[ids.index(cell.id) + 1 :])
        return next((found[0].place for found in below if found), len(self.fragments))

    def _written(self, cell: SourceCell, own: list[Fragment]) -> None:
        """A written answer: all parts of it, each once, with their pictures."""
        filled = [one for one in own if trimmed(one.text) != trimmed(cell.text)]
        parts = _versions(filled or own[:1], 0)
        parts = [a for a in parts if not any(a is not b and inside(a.text, b.text) for b in parts)]
        text = self._text([(one.text, one.cell) for one in parts], cell.id)
        self._take(cell, own, text)
        if len(own) > 1:
            self._tell(cell, f"was in {len(own)} cells, and is one again")
        strays = (one for one in self.fragments if one.cell.get("cell_type") == "markdown")
        if not filled and not all(one.match for one in strays):
            self._doubt(cell, "nothing was written there, but the student wrote text elsewhere")

    def _locked(self, cell: SourceCell, own: list[Fragment]) -> None:
        """A test or data cell is always as the source has it; what was typed into it is kept as text."""
        lines = {line.rstrip() for line in cell.text.split("\n")}
        self._take(cell, own, cell.text)
        for one in own:
            typed = [line for line in trimmed(one.text).split("\n") if line not in lines]
            if typed and typed != [""]:
                self.own[one.place] = "\n".join(typed)
        if len(own) > 1 and any(inside(released(cell), one.text) for one in own):
            self._tell(cell, f"was there {len(own)} times, and is there once again")
        elif len(own) > 1:
            self._tell(cell, "was split, and is one again")
        elif trimmed(own[0].text) not in (trimmed(released(cell)), trimmed(cell.text)):
            self._tell(cell, "was changed, and is as it was handed out")

    def _noted(self, cell: SourceCell, own: list[Fragment]) -> None:
        """Tell what somebody changed of what nbgrader notes of a cell."""
        for kind in sorted({str(one.cell.get("cell_type")) for one in own} - {cell.kind}):
            self.repair.told.append(
                f"The cell {cell.id} was made {kind}, and is {cell.kind} again."
            )
        notes = [about for one in own if (about := noted(one.cell))]
        for what in ("points", "grade", "solution", "locked"):
            if any(about.get(what) != cell.about.get(what) for about in notes):
                said = f"Somebody changed what nbgrader notes as {what} of the cell {cell.id}."
                self.repair.told.append(said)

    def _strays(self) -> None:
        """Code that is part of something unknown is a doubt wherever something may lack it."""
        nameless = [one for one in self.fragments if not one.by_id and one.text.strip()]
        code = [one for one in nameless if one.cell.get("cell_type") == "code" and not one.match]
        broken = [one for one in code if parse(one.text) is None]
        rests = [one for one in nameless if fragment.loose(one.text)]
        for cell in self.source.cells if rests or broken else ():
            if cell.answer and cell.kind == "code" and cell.id in self.places:
                text = self.texts[cell.id]
                lacking = cell.id in self.split or not complete(text, cell.names)
                strays = [one for one in rests if one.match != cell.id] if lacking else []
                strays += broken if parse(text) is None else []
                if strays:
                    number = strays[0].place + 1
                    self._doubt(cell, f"cell {number} is a part of some code, perhaps of this")

    def _moved(self) -> None:
        highest = -1
        for name in (
            cell.id for cell in self.source.cells if cell.about and cell.id in self.places
        ):
            if self.places[name] < highest:
                self.repair.told.append(
                    f"The cell {name} had been moved, and is in its place again."
                )
            highest = max(highest, self.places[name])

    def _reassemble(self) -> None:
        """The exercise's cells in their order, each followed by the student's own that stood after it."""
        anchors = {place: name for name, place in self.places.items()}
        before: dict[str, list[dict]] = defaultdict(list)
        after: dict[str, list[dict]] = defaultdict(list)
        stories: dict[str, dict] = {cell.id: {} for cell in self.source.cells if not cell.about}
        anchor = ""
        for one in self.fragments:
            anchor = anchors.get(one.place, anchor)
            if one.place in self.own:
                beside = (
                    after[anchor] if one.place not in self.older else before[self.older[one.place]]
                )
                beside.append(self._plain(one, self.own[one.place]))
            elif one.place in anchors and anchor in stories:
                stories[anchor] = self._plain(one, one.text, anchor)
        cells = after[""]
        for cell in self.source.cells:
            cells += before[cell.id]
            if cell.about:
                about, held = {"nbgrader": dict(cell.about)}, self.pictures.get(cell.id, {})
                cells.append(_cell(cell.kind, cell.id, self.texts[cell.id], about, held))
            elif stories[cell.id]:
                cells.append(stories[cell.id])
            cells += after[cell.id]
        ids = {cell["id"] for cell in cells}
        free = (name for number in range(len(cells)) if (name := f"own-{number}") not in ids)
        self.repair.cells = [cell if cell["id"] else cell | {"id": next(free)} for cell in cells]

    def _plain(self, one: Fragment, text: str, name: str = "") -> dict:
        """A cell of the student's own: nothing in it that nbgrader could take for one of ours."""
        kind = str(one.cell.get("cell_type"))
        if kind not in ("code", "markdown") or text != one.text:  # typed into a locked cell
            return _cell("raw", name, text, {}, {})
        if kind == "code":
            return _cell(kind, name, text, {}, {})
        where = name or f"own {one.place}"
        text = self._text([(text, one.cell)], where)
        return _cell(kind, name, text, {}, self.pictures[where])

    def _text(self, parts: Sequence[tuple[str, dict]], where: str) -> str:
        """Markdown cells as one text; their pictures are kept for `where`."""
        held = [(text, pictures.pictures(cell)) for text, cell in parts]
        text, self.pictures[where], lost = pictures.joined(held)
        for name in dict.fromkeys(lost):
            self.repair.told.append(f"The picture {name} of {where} is not in the notebook.")
        return text

    def _from_below(self) -> None:
        """An answer that uses what only a cell below makes is a doubt: that cell may have been moved."""
        code = [cell for cell in self.repair.cells if cell["cell_type"] == "code"]
        trees, ids = [parse(cell["source"]) for cell in code], [cell["id"] for cell in code]
        for cell in self.source.cells:
            if cell.answer and cell.kind == "code":
                names = fragment.from_below(trees, ids.index(cell.id))
                if names:
                    self._doubt(cell, f"it uses {min(names)}, which only a cell below makes")


def _versions(own: Sequence[Fragment], test: int) -> list[Fragment]:
    """One fragment of each text, in order: the last before the test, or the first after it."""
    versions: dict[str, Fragment] = {}
    for one in own:
        if one.place < test or trimmed(one.text) not in versions:
            versions[trimmed(one.text)] = one
    return sorted(versions.values(), key=lambda one: one.place)


def _cell(kind: str, name: str, text: str, metadata: dict, held: pictures.Pictures) -> dict:
    cell = {"cell_type": kind, "id": name, "metadata": metadata, "source": text}
    if kind == "code":
        return cell | {"outputs": [], "execution_count": None}
    return cell | ({"attachments": held} if held else {})
