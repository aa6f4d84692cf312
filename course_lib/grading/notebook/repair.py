"""Notebooks put right: whatever happened to the exercise's own cells, the answers find their places again.

A cell is known by its id, else by the name it defines, else by its text, else by its place. What is certain is
done and noted; what an instructor settles faster by eye is a doubt, and done as well as can be guessed. Nothing
that a student wrote is dropped: what has no place of its own stays where it stood, as an ordinary cell.
"""

from __future__ import annotations

import ast
import builtins
import symtable
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from course_lib.grading.notebook import pictures
from course_lib.grading.notebook.magics import LARGEST, python
from course_lib.grading.notebook.source import Source, SourceCell, begins
from course_lib.grading.notebook.submission import ids, noted, text

MOST = 3  # fragments; of more, two in the middle may have changed places
NO_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass
class Repair:
    """A notebook put right. `cells` are the exercise's in its order, with the student's own between them."""

    cells: list[dict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # sentences on what was put right
    doubts: dict[str, str] = field(default_factory=dict)  # grade's id: what needs a person's eyes


@dataclass
class Fragment:
    """A cell as it was handed in: its place, its text, and the id of the exercise's cell that it is (part of)."""

    place: int
    cell: dict
    text: str
    match: str = ""
    by_id: bool = False  # whether an id says so

    @cached_property
    def lines(self) -> str:
        """The text without blank lines and trailing spaces."""
        return _lines(self.text)

    @cached_property
    def loose(self) -> bool:
        """Whether it can only be the rest of something: it begins indented, and is no code by itself."""
        return self.lines[:1] in (" ", "\t") and _tree(self.text) is None


def repaired(cells: Sequence[dict], source: Source) -> Repair:
    """The notebook with these cells in the form of the source."""
    return _Repairing(_fragments(cells, source), source).all()


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip())


def _inside(part: str, whole: str) -> bool:
    """Whether the lines of one text stand in another, in one run."""
    return f"\n{_lines(part)}\n" in f"\n{_lines(whole)}\n"


def _tree(code: str) -> ast.Module | None:
    """The syntax tree of Python, lines of notebook magic idle; None if it is none, or too long."""
    try:
        return ast.parse(python(code, harmless=())[0]) if len(code) <= LARGEST else None
    except NO_PYTHON:
        return None


def _names(code: str) -> tuple[set[str], set[str]]:
    """(the names that Python looks up beyond its functions, those it makes for all cells); none if it is none."""
    try:
        source = python(code, harmless=())[0] if len(code) <= LARGEST else ""
        table = symtable.symtable(source, "cell", "exec")
    except NO_PYTHON:
        return set(), set()
    tables = [table]
    for one in tables:
        tables += one.get_children()
    symbols = [(one, symbol) for one in tables for symbol in one.get_symbols()]
    uses = {
        s.get_name() for one, s in symbols if s.is_referenced() and (one is table or s.is_global())
    }
    makes = {
        s.get_name() for one, s in symbols if one is table and (s.is_assigned() or s.is_imported())
    }
    return uses - makes - set(dir(builtins)), makes


def _from_below(codes: Sequence[str]) -> list[set[str]]:
    """For each of several codes, the names that it uses and that only a later one makes."""
    names = [_names(code) for code in codes]
    made = [makes for _, makes in names]
    return [
        (uses - set().union(*made[:number])) & set().union(*made[number + 1 :])
        for number, (uses, _) in enumerate(names)
    ]


def _complete(code: str, names: Sequence[str]) -> bool:
    """Whether it defines one of these names, each function among them with one end, which is its last line."""
    tree = _tree(code)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)] if tree else []
    bodies = [node.body for node in functions if node.name in names]
    ends = all(_ends(body[-1]) and not any(map(_ends, body[:-1])) for body in bodies)
    return tree is not None and ends and begins(code, names)


def _ends(node: ast.stmt) -> bool:
    """Whether nothing after this statement is ever reached."""
    if isinstance(node, ast.If):
        return bool(node.orelse) and _ends(node.body[-1]) and _ends(node.orelse[-1])
    return isinstance(node, ast.Return | ast.Raise | ast.Break | ast.Continue) or (
        isinstance(node, ast.With) and _ends(node.body[-1])
    )


def _fragments(cells: Sequence[dict], source: Source) -> list[Fragment]:
    """Each cell with the id of the exercise's cell that it is of; "" for the student's own."""
    names = {cell.id for cell in source.cells}
    fragments = []
    for place, one in enumerate(cells):
        match = next((name for name in ids(one) if name in names), "")
        fragments.append(Fragment(place, one, text(one), match, bool(match)))
    locked = {cell.id: cell.released for cell in source.cells if cell.about and not cell.answer}
    for cell in source.cells:
        if cell.answer and cell.names:
            _by_name(fragments, cell, locked)
    matches = {one.match for one in fragments}
    texts = {cell.released: cell.id for cell in source.cells if cell.id not in matches}
    kinds = {cell.id: cell.kind for cell in source.cells if cell.answer}
    homes = {name: name for name in kinds}  # whose place it is below each of the exercise's cells
    for above, cell in pairwise(source.cells):
        if cell.answer and cell.kind == "markdown" and cell.id not in matches:
            homes[above.id] = cell.id
    last = ""
    for fragment in fragments:
        fragment.match = fragment.match or texts.get(fragment.text.strip(), "")
        if not fragment.match and fragment.lines:
            home, whole = homes.get(last, ""), locked.get(last, "")
            if kinds.get(home) == "markdown":
                fragment.match = home if fragment.cell.get("cell_type") == "markdown" else ""
            elif (
                fragment.loose
            ):  # even where a locked cell says so too: it may be the rest of an answer
                fragment.match = home or (last if _inside(fragment.text, whole) else "")
            if not (fragment.match or fragment.loose) and "\n" in fragment.lines:
                fragment.match = next((n for n in locked if _inside(fragment.text, locked[n])), "")
        last = fragment.match or last
    return fragments


def _by_name(fragments: Sequence[Fragment], cell: SourceCell, locked: dict[str, str]) -> None:
    """Cells that begin to define an answer are the answer, where its own cell does not, or is untouched."""
    own = [
        one for one in fragments if one.match == cell.id and one.text.strip() != cell.text.strip()
    ]
    beginning = [one for one in fragments if begins(one.text, cell.names)]
    if any(one.match == cell.id for one in beginning if one in own):
        return
    merged = all(one.match in locked for one in beginning)
    for one in beginning:
        rest = one.text.replace(locked.get(one.match, ""), "").strip("\n")
        if not one.match or (merged and rest != one.text.strip("\n")):
            one.match, one.text = cell.id, rest if one.match else one.text


class _Repairing:
    """One notebook on the way: where the exercise's cells stood, and what becomes of each fragment."""

    def __init__(self, fragments: list[Fragment], source: Source) -> None:
        self.fragments, self.source, self.repair = fragments, source, Repair()
        self.texts = {cell.id: cell.text for cell in source.cells if cell.about}
        self.places: dict[str, int] = {}  # where the exercise's cells stood
        self.pictures: dict[str, pictures.Pictures] = {}
        self.own = {one.place: one.text for one in fragments}  # what has found no place yet
        self.older: dict[int, str] = {}  # by place: the answer that an attempt must not undo
        self.split: set[str] = set()

    def all(self) -> Repair:
        for cell in self.source.cells:
            own = self._of(cell)
            if not own:
                if cell.answer:
                    self._doubt(cell, "the answer's cell was gone, and was put back empty")
                elif cell.about:
                    self._note(cell, "was deleted, and was put back")
            elif not cell.about:  # a story is the student's to change
                self._take(cell, own[:1], own[0].text)
            else:
                put = self._locked if not cell.answer else self._written
                (self._answer if cell.answer and cell.kind == "code" else put)(cell, own)
                self._changes(cell, own)
        self._strays()
        self._reassemble()
        self._order()
        return self.repair

    def _of(self, cell: SourceCell) -> list[Fragment]:
        return [one for one in self.fragments if one.match == cell.id]

    def _take(self, cell: SourceCell, own: Sequence[Fragment], text: str) -> None:
        self.texts[cell.id], self.places[cell.id] = text, own[0].place
        for one in own:
            self.own.pop(one.place, None)

    def _note(self, cell: SourceCell, words: str) -> None:
        locked = "test cell" if cell.about.get("grade") else "locked cell"
        answer = "answer cell" if cell.kind == "code" else "written answer"
        self.repair.notes.append(f"The {answer if cell.answer else locked} {cell.id} {words}.")

    def _doubt(self, cell: SourceCell, words: str) -> None:
        """A doubt about the grade that hangs on an answer: the next one; where there is none, a note."""
        below = self.source.cells[self.source.cells.index(cell) :]
        grade = next((one.id for one in below if one.about.get("grade")), "")
        if grade:
            self.repair.doubts.setdefault(grade, f"{cell.id}: {words}.")
        else:
            self.repair.notes.append(f"{cell.id}: {words}.")

    def _answer(self, cell: SourceCell, own: list[Fragment]) -> None:
        """The one whole answer that its fragments make, or the last complete one before its test."""
        test = self._place_below(cell)
        filled = [one for one in own if one.lines != _lines(cell.text)]
        if all(one.loose for one in filled):  # then the lines that were handed out begin it
            filled = own
        versions = _versions(filled, test)
        whole = [one for one in versions if _complete(one.text, cell.names)]
        best = max(whole, key=lambda one: (one.place < test, one.place), default=versions[-1])
        parts, joined = [best], "\n".join(one.text for one in versions)
        if len(versions) == 1 < len(own):
            self._note(cell, f"was there {len(own)} times; the last one counts")
        elif len(versions) > 1 and len(whole) == len(versions):
            self._note(
                cell,
                f"was there {len(whole)} times, with different answers; the last complete one before its "
                "test counts, and the rest stays as cells of the student's own",
            )
            if whole[0].place < test < own[-1].place:
                self._doubt(cell, "there are different answers above and below its test")
        elif len(versions) > 1:
            self.split.add(cell.id)
            begun = sum(begins(one.text, cell.names) for one in versions)
            fits = begun == 1 and len(versions) <= MOST and _complete(joined, cell.names)
            fits = fits and not any(_from_below([one.text for one in versions]))
            if fits:
                self._note(cell, "was split, and is one again")
            else:
                self._doubt(cell, f"its {len(versions)} cells do not simply make one answer")
            if fits or not whole:
                parts = versions
        if not any(one.by_id for one in own):
            self._note(cell, "was gone; a cell that defines it took its place")
        self._take(cell, parts, joined if len(parts) > 1 else parts[0].text)
        for one in own:
            if _inside(one.text, self.texts[cell.id]) or _inside(one.text, cell.text):
                self.own.pop(one.place, None)  # nothing of its own, and could undo the answer
            else:
                self.older[one.place] = cell.id

    def _place_below(self, cell: SourceCell) -> int:
        """Where the test of an answer stood, or what comes next if it is gone."""
        below = self.source.cells[self.source.cells.index(cell) + 1 :]
        places = (own[0].place for one in below if (own := self._of(one)))
        return next(places, len(self.fragments))

    def _written(self, cell: SourceCell, own: list[Fragment]) -> None:
        """A written answer: all parts of it, each once, with their pictures."""
        filled = [one for one in own if one.lines != _lines(cell.text)]
        parts = _versions(filled or own[:1], 0)
        parts = [a for a in parts if not any(a is not b and _inside(a.text, b.text) for b in parts)]
        self._take(cell, own, self._text([(one.text, one.cell) for one in parts], cell.id))
        if len(own) > 1:
            self._note(cell, f"was in {len(own)} cells, and is one again")
        strays = (one for one in self.fragments if one.cell.get("cell_type") == "markdown")
        if not filled and not all(one.match for one in strays):
            self._doubt(cell, "nothing was written there, but the student wrote text elsewhere")

    def _locked(self, cell: SourceCell, own: list[Fragment]) -> None:
        """A test or data cell is always as the source has it; what was typed into it is kept as text."""
        lines = {line.rstrip() for line in cell.text.split("\n")} | {""}
        self._take(cell, own, cell.text)
        for one in own:
            if typed := [line for line in one.lines.split("\n") if line not in lines]:
                self.own[one.place] = "\n".join(typed)
        if len(own) > 1 and any(_inside(cell.released, one.text) for one in own):
            self._note(cell, f"was there {len(own)} times, and is there once again")
        elif len(own) > 1:
            self._note(cell, "was split, and is one again")
        elif own[0].lines not in (_lines(cell.released), _lines(cell.text)):
            self._note(cell, "was changed, and is as it was handed out")

    def _changes(self, cell: SourceCell, own: list[Fragment]) -> None:
        """Note what somebody changed of a cell's kind, and of what nbgrader notes of it."""
        notes = self.repair.notes
        for kind in sorted({str(one.cell.get("cell_type")) for one in own} - {cell.kind}):
            notes.append(f"The cell {cell.id} was made {kind}, and is {cell.kind} again.")
        abouts = [about for one in own if (about := noted(one.cell))]
        for what in ("points", "grade", "solution", "locked"):
            if any(about.get(what) != cell.about.get(what) for about in abouts):
                notes.append(
                    f"Somebody changed what nbgrader notes as {what} of the cell {cell.id}."
                )

    def _strays(self) -> None:
        """Code that is part of something unknown is a doubt wherever something may lack it."""
        nameless = [one for one in self.fragments if one.lines and not one.by_id]
        rests = [one for one in nameless if one.loose]
        code = [one for one in nameless if one.cell.get("cell_type") == "code" and not one.match]
        broken = [one for one in code if _tree(one.text) is None]
        for cell in self.source.cells if rests or broken else ():
            if cell.answer and cell.kind == "code" and cell.id in self.places:
                text = self.texts[cell.id]
                lacking = cell.id in self.split or not _complete(text, cell.names)
                strays = [one for one in rests if one.match != cell.id] if lacking else []
                strays += broken if _tree(text) is None else []
                if strays:
                    number = strays[0].place + 1
                    self._doubt(cell, f"cell {number} is a part of some code, perhaps of this")

    def _reassemble(self) -> None:
        """The exercise's cells in their order, each followed by the student's own that stood after it."""
        anchors = {place: name for name, place in self.places.items()}
        before, after = defaultdict(list), defaultdict(list)
        stories = {cell.id for cell in self.source.cells if not cell.about}
        anchor = ""
        for one in self.fragments:
            anchor = anchors.get(one.place, anchor)
            if one.place in self.older and one.place in self.own:
                before[self.older[one.place]].append(self._plain(one))
            elif one.place in self.own:
                after[anchor].append(self._plain(one))
            elif one.place in anchors and anchor in stories:
                before[anchor].append(self._plain(one, anchor))
        cells = after[""]
        for cell in self.source.cells:
            cells += before[cell.id]
            if cell.about:
                about, held = {"nbgrader": dict(cell.about)}, self.pictures.get(cell.id, {})
                cells.append(_cell(cell.kind, cell.id, self.texts[cell.id], about, held))
            cells += after[cell.id]
        taken = {cell["id"] for cell in cells}
        free = (name for number in range(len(cells)) if (name := f"own-{number}") not in taken)
        self.repair.cells = [cell if cell["id"] else cell | {"id": next(free)} for cell in cells]

    def _plain(self, one: Fragment, name: str = "") -> dict:
        """A cell of the student's own: nothing in it that nbgrader could take for one of ours."""
        text, kind = self.own.get(one.place, one.text), str(one.cell.get("cell_type"))
        if kind not in ("code", "markdown") or text != one.text:  # typed into a locked cell
            return _cell("raw", name, text, {}, {})
        where = name or f"own {one.place}"
        text = text if kind == "code" else self._text([(text, one.cell)], where)
        return _cell(kind, name, text, {}, self.pictures.get(where, {}))

    def _text(self, parts: Sequence[tuple[str, dict]], where: str) -> str:
        """Markdown cells as one text; their pictures are kept for `where`."""
        held = [(text, pictures.pictures(cell)) for text, cell in parts]
        text, self.pictures[where], lost = pictures.joined(held)
        for name in dict.fromkeys(lost):
            self.repair.notes.append(f"The picture {name} of {where} is not in the notebook.")
        return text

    def _order(self) -> None:
        """Note what was moved; an answer that uses what only code below it makes is a doubt."""
        highest = -1
        for name, place in self.places.items():
            if self.texts.get(name) is not None and place < highest:
                self.repair.notes.append(
                    f"The cell {name} had been moved, and is in its place again."
                )
            highest = max(highest, place) if name in self.texts else highest
        code = {
            cell["id"]: cell["source"] for cell in self.repair.cells if cell["cell_type"] == "code"
        }
        lacking = dict(zip(code, _from_below(list(code.values())), strict=True))
        for cell in self.source.cells:
            if cell.answer and (names := lacking.get(cell.id)):
                self._doubt(cell, f"it uses {min(names)}, which only a cell below makes")


def _versions(own: Sequence[Fragment], test: int) -> list[Fragment]:
    """One fragment of each text, in order: the last before the test, or the first after it."""
    versions: dict[str, Fragment] = {}
    for one in own:
        if one.place < test or one.lines not in versions:
            versions[one.lines] = one
    return sorted(versions.values(), key=lambda one: one.place)


def _cell(kind: str, name: str, text: str, metadata: dict, held: pictures.Pictures) -> dict:
    cell = {"cell_type": kind, "id": name, "metadata": metadata, "source": text}
    if kind == "code":
        return cell | {"outputs": [], "execution_count": None}
    return cell | ({"attachments": held} if held else {})
