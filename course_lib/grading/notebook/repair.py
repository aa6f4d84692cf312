"""Notebooks put right: whatever happened to the exercise's own cells, the answers find their places again.

What is certain is done and told; what an instructor settles faster by eye is a doubt, and done as well as can
be guessed. Nothing that a student wrote is dropped: what has no place of its own stays where it stood, as an
ordinary cell.
"""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from dataclasses import dataclass, field

from course_lib.grading.notebook.fragment import (
    Fragment,
    complete,
    fits,
    inside,
    loose,
    made,
    parse,
    trimmed,
    used,
)
from course_lib.grading.notebook.match import matched, noted, of, released
from course_lib.grading.notebook.pictures import Pictures, pictures
from course_lib.grading.notebook.pictures import joined as joined_texts
from course_lib.grading.notebook.source import Source, SourceCell


@dataclass
class Repair:
    """A notebook put right. `cells` are the exercise's in its order, with the student's own between them."""

    cells: list[dict] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # sentences on what was put right
    doubts: dict[str, str] = field(
        default_factory=dict
    )  # by the cell's id: what needs a person's eyes


def repaired(cells: Sequence[dict], source: Source) -> Repair:
    """The notebook with these cells in the form of the source."""
    return _Repairing(matched(cells, source), source).all()


class _Repairing:
    """One notebook on the way: where the exercise's cells stood, and what becomes of each fragment."""

    def __init__(self, fragments: list[Fragment], source: Source) -> None:
        self.fragments, self.source, self.repair = fragments, source, Repair()
        self.places: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self.pictures: dict[str, Pictures] = {}
        self.own = {
            fragment.place: fragment.text for fragment in fragments
        }  # less what finds its place
        self.older: dict[
            int, str
        ] = {}  # by place: the answer before which an attempt at it is to stand
        self.split: set[str] = set()

    def all(self) -> Repair:
        for cell in self.source.cells:
            own = of(self.fragments, cell.id)
            if not own and cell.about:
                self._gone(cell)
            elif own:
                self.places[cell.id] = own[0].place
                self._put(cell, own)
        self._strays()
        self._moved()
        self._weave()
        self._made_below()
        return self.repair

    def _put(self, cell: SourceCell, own: list[Fragment]) -> None:
        if not cell.about:  # a story is the student's to change
            self._take(cell, own[:1], own[0].text)
            return
        if cell.answer and cell.kind == "code":
            self._answer(cell, own)
        elif cell.answer:
            self._written(cell, own)
        else:
            self._locked(cell, own)
        self._noted(cell, own)

    def _take(self, cell: SourceCell, own: Sequence[Fragment], text: str) -> None:
        self.texts[cell.id] = text
        self.places[cell.id] = own[0].place
        for fragment in own:
            self.own.pop(fragment.place, None)

    def _tell(self, cell: SourceCell, words: str) -> None:
        locked = "test cell" if cell.about.get("grade") else "locked cell"
        answer = "answer cell" if cell.kind == "code" else "written answer"
        self.repair.told.append(f"The {answer if cell.answer else locked} {cell.id} {words}.")

    def _doubt(self, cell: SourceCell, words: str) -> None:
        self.repair.doubts.setdefault(cell.id, f"{cell.id}: {words}.")

    def _gone(self, cell: SourceCell) -> None:
        if cell.answer:
            self._doubt(cell, "the answer's cell was gone, and was put back empty")
        else:
            self._tell(cell, "was deleted, and was put back")

    def _answer(self, cell: SourceCell, own: list[Fragment]) -> None:
        """The one whole answer that its fragments make, or the last complete one before its test."""
        filled = [one for one in own if trimmed(one.text) != trimmed(cell.text)] or own
        test = self._place_of_test(cell)
        versions = _versions(filled, test)
        whole = [one for one in versions if complete(one.text, cell.names)]
        best = sorted(whole, key=lambda one: (one.place < test, one.place))[-1:]
        texts = [one.text for one in versions]
        if len(versions) == 1:
            taken, text = versions, texts[0]
            if len(own) > 1:
                self._tell(cell, f"was there {len(own)} times; the last one counts")
        elif len(whole) == len(versions):
            taken, text = best, best[0].text
            self._tell(
                cell,
                f"was there {len(whole)} times, with different answers; the last complete one before its "
                "test counts, and the rest stays as cells of the student's own",
            )
            if whole[0].place < test < max(one.place for one in own):
                self._doubt(cell, "there are different answers above and below its test")
        else:
            taken, text = versions, "\n".join(texts)
            self.split.add(cell.id)
            if fits(texts, cell.names):
                self._tell(cell, "was split, and is one again")
            else:
                self._doubt(
                    cell, f"its answer lies in {len(texts)} cells that do not simply fit together"
                )
                if best:
                    taken, text = best, best[0].text
        if not any(one.by_id for one in own):
            self._tell(cell, "was gone; a cell that defines it took its place")
        self._take(cell, taken, text)
        for one in own:
            if inside(one.text, text) or inside(one.text, cell.text):
                self.own.pop(
                    one.place, None
                )  # it says nothing of its own, and could undo the answer
            else:
                self.older[one.place] = cell.id

    def _place_of_test(self, cell: SourceCell) -> int:
        """Where the test of an answer stood, or what comes next if it is gone."""
        ids = [other.id for other in self.source.cells]
        for other in ids[ids.index(cell.id) + 1 :]:
            if tests := of(self.fragments, other):
                return tests[0].place
        return len(self.fragments)

    def _written(self, cell: SourceCell, own: list[Fragment]) -> None:
        """A written answer: all parts of it, each once, with their pictures."""
        filled = [one for one in own if trimmed(one.text) != trimmed(cell.text)]
        parts = {trimmed(one.text): one for one in reversed(filled or own[:1])}
        texts = [
            one for one in parts if not any(one != other and inside(one, other) for other in parts)
        ]
        chosen = sorted((parts[text] for text in texts), key=lambda one: one.place)
        text, held, lost = joined_texts([(one.text, pictures(one.cell)) for one in chosen])
        self.pictures[cell.id] = held
        self._take(cell, own, text)
        self._lost_pictures(cell.id, lost)
        if len(own) > 1:
            self._tell(cell, f"was in {len(own)} cells, and is one again")
        if not filled and any(
            not one.match and one.cell.get("cell_type") == "markdown" for one in self.fragments
        ):
            self._doubt(
                cell, "nothing was written there, but there is text of the student's elsewhere"
            )

    def _locked(self, cell: SourceCell, own: list[Fragment]) -> None:
        """A test or data cell is always as the source has it; what was typed into it is kept below, as text."""
        lines = {line.rstrip() for line in cell.text.split("\n")}
        typed = {
            one.place: "\n".join(
                x for x in one.text.split("\n") if x.strip() and x.rstrip() not in lines
            )
            for one in own
        }
        self._take(cell, own, cell.text)
        self.own |= {place: text for place, text in typed.items() if text}
        if len(own) > 1 and any(inside(released(cell), one.text) for one in own):
            self._tell(cell, f"was there {len(own)} times, and is there once again")
        elif len(own) > 1:
            self._tell(cell, "was split, and is one again")
        elif trimmed(own[0].text) not in (trimmed(released(cell)), trimmed(cell.text)):
            self._tell(cell, "was changed, and is as it was handed out")

    def _noted(self, cell: SourceCell, own: list[Fragment]) -> None:
        """Tell what somebody changed of what nbgrader notes of a cell."""
        kinds = {str(one.cell.get("cell_type")) for one in own} - {cell.kind}
        told = [
            f"The cell {cell.id} was made {kind}, and is {cell.kind} again."
            for kind in sorted(kinds)
        ]
        for what in ("points", "grade", "solution", "locked"):
            notes = [noted(one.cell) for one in own]
            if any(about and about.get(what) != cell.about.get(what) for about in notes):
                told.append(
                    f"Somebody changed what nbgrader notes as {what} of the cell {cell.id}."
                )
        self.repair.told += told

    def _strays(self) -> None:
        """Code that is but a part of something unknown is a doubt wherever something may lack it."""
        strays = [one for one in self.fragments if not one.match and one.text.strip()]
        rests = [one for one in strays if loose(one.text)]
        broken = [
            one for one in strays if one.cell.get("cell_type") == "code" and parse(one.text) is None
        ]
        for cell in self.source.cells:
            text = self.texts.get(cell.id, "")
            if cell.answer and cell.kind == "code" and text:
                open_ = cell.id in self.split or not complete(text, cell.names)
                if (rests and open_) or (broken and parse(text) is None):
                    number = (rests or broken)[0].place + 1
                    self._doubt(
                        cell, f"the notebook's cell {number} is part of some code, perhaps of this"
                    )

    def _moved(self) -> None:
        highest = -1
        for cell in self.source.cells:
            place = self.places.get(cell.id, highest)
            if cell.about and place < highest:
                self.repair.told.append(
                    f"The cell {cell.id} had been moved, and is in its place again."
                )
            highest = max(highest, place) if cell.about else highest

    def _weave(self) -> None:
        """The exercise's cells in their order, each followed by the student's own that stood after it."""
        anchors, anchor = {place: name for name, place in self.places.items()}, ""
        after: dict[str, list[dict]] = {}
        before: dict[str, list[dict]] = {}
        for one in self.fragments:
            anchor = anchors.get(one.place, anchor)
            if one.place in self.own:
                older = self.older.get(one.place)
                cells = before.setdefault(older, []) if older else after.setdefault(anchor, [])
                cells.append(self._plain(one, self.own[one.place]))
        done = after.get("", [])
        for cell in self.source.cells:
            done += before.get(cell.id, [])
            if cell.about:
                done.append(self._restored(cell))
            elif cell.id in self.places:
                (one,) = (f for f in self.fragments if f.place == self.places[cell.id])
                done.append(self._plain(one, one.text, cell.id))
            done += after.get(cell.id, [])
        ids = {cell["id"] for cell in done}
        free = (name for number in range(len(done)) if (name := f"own-{number}") not in ids)
        self.repair.cells = [cell if cell["id"] else cell | {"id": next(free)} for cell in done]

    def _restored(self, cell: SourceCell) -> dict:
        text = self.texts.get(cell.id, cell.text)
        return _cell(
            cell.kind, cell.id, text, {"nbgrader": dict(cell.about)}, self.pictures.get(cell.id, {})
        )

    def _plain(self, one: Fragment, text: str, name: str = "") -> dict:
        """A cell of the student's own: what it says, and nothing that nbgrader could take for one of ours."""
        kind = str(one.cell.get("cell_type"))
        if (
            kind not in ("code", "markdown") or text != one.text
        ):  # typed into a locked cell: never to run
            kind = "raw"
        held: Pictures = {}
        if kind == "markdown":
            text, held, lost = joined_texts([(text, pictures(one.cell))])
            self._lost_pictures(name or f"cell {one.place + 1}", lost)
        return _cell(kind, name, text, {}, held)

    def _lost_pictures(self, where: str, lost: Sequence[str]) -> None:
        for name in dict.fromkeys(lost):
            self.repair.told.append(f"The picture {name} of {where} is not in the notebook.")

    def _made_below(self) -> None:
        """An answer that uses what only a cell further down makes is a doubt: that cell may have been moved."""
        code = [cell for cell in self.repair.cells if cell["cell_type"] == "code"]
        trees = [parse(cell["source"]) for cell in code]
        names = [
            {name for node in tree.body for name in made(node)} if tree else set() for tree in trees
        ]
        for cell in self.source.cells:
            places = [i for i, one in enumerate(code) if one["id"] == cell.id]
            if cell.answer and places and (tree := trees[places[0]]):
                wanted = used(tree) - made(tree, deep=True) - set(dir(builtins))
                wanted -= set().union(*names[: places[0]])
                below = set().union(*names[places[0] + 1 :])
                if wanted & below:
                    self._doubt(
                        cell, f"it uses {min(wanted & below)}, which only a cell below makes"
                    )


def _versions(own: Sequence[Fragment], test: int) -> list[Fragment]:
    """One fragment of each text, in order: the last before the test, or the first after it."""
    versions: dict[str, Fragment] = {}
    for one in own:
        if one.place < test or trimmed(one.text) not in versions:
            versions[trimmed(one.text)] = one
    return sorted(versions.values(), key=lambda one: one.place)


def _cell(kind: str, name: str, text: str, metadata: dict, held: Pictures) -> dict:
    cell = {"cell_type": kind, "id": name, "metadata": metadata, "source": text}
    if kind == "code":
        return cell | {"outputs": [], "execution_count": None}
    return cell | ({"attachments": held} if held else {})
