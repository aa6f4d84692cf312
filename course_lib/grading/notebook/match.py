"""Which cell of the exercise each cell of a notebook is, or is a fragment of.

By nbgrader's own id, else by the cell's, else by what it says and where it stands: a tool or a paste can lose
both ids.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from course_lib.grading.notebook.fragment import Fragment, begins, inside, loose
from course_lib.grading.notebook.source import Source, SourceCell

HIDDEN = re.compile(r"^[ \t]*### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS[^\n]*\n?", re.M | re.S)


def released(cell: SourceCell) -> str:
    """The text of a cell as students got it."""
    return HIDDEN.sub("", cell.text).strip()


def text(cell: dict) -> str:
    """A cell's source as one text with plain line ends, however the notebook holds it."""
    source = cell.get("source", "")
    words = "".join(map(str, source)) if isinstance(source, list) else str(source)
    return words.replace("\r\n", "\n").replace("\r", "\n")


def noted(cell: dict) -> dict[str, Any]:
    """What nbgrader noted of a cell; {} if nothing, or nonsense."""
    about = cell.get("metadata")
    about = about.get("nbgrader") if isinstance(about, dict) else None
    return about if isinstance(about, dict) else {}


def matched(cells: Sequence[dict], source: Source) -> list[Fragment]:
    """Each cell with the id of the exercise's cell that it is of; "" for the student's own."""
    ids = {cell.id for cell in source.cells}
    fragments = []
    for place, one in enumerate(cells):
        names = (noted(one).get("grade_id"), one.get("id"))
        known = [name for name in names if isinstance(name, str) and name in ids]
        fragments.append(Fragment(place, one, text(one), "".join(known[:1]), bool(known)))
    _parted(fragments, source)
    _by_text(fragments, source)
    for cell in source.cells:
        if cell.answer and cell.names:
            _by_name(fragments, cell)
    _by_place(fragments, source)
    return fragments


def of(fragments: Sequence[Fragment], name: str) -> list[Fragment]:
    """The fragments of the exercise's cell of this id."""
    return [fragment for fragment in fragments if fragment.match == name]


def _parted(fragments: Sequence[Fragment], source: Source) -> None:
    """Take an answer that is nowhere else out of the locked cell that it was merged with."""
    locked = {cell.id: released(cell) for cell in source.cells if cell.about and not cell.answer}
    for cell in (one for one in source.cells if one.answer and one.names):
        merged = [one for one in fragments if begins(one.text, cell.names)]
        for one in merged if all(one.match in locked for one in merged) else ():
            rest = one.text.replace(locked[one.match], "").strip("\n")
            if rest != one.text.strip("\n"):
                one.text, one.match = rest, ""


def _by_text(fragments: Sequence[Fragment], source: Source) -> None:
    """What says the same as one of the exercise's cells is that one; as some of its lines, a fragment of it."""
    matches = {fragment.match for fragment in fragments}
    texts = {released(cell): cell.id for cell in source.cells if cell.id not in matches}
    locked = [(cell.id, released(cell)) for cell in source.cells if cell.about and not cell.answer]
    above = ""
    for one in fragments:
        words = one.text.strip()
        if not one.match and words:
            parts = [name for name, whole in locked if inside(one.text, whole)]
            # Loose lines may be an answer's too, so they are of what they stand below.
            if loose(one.text):
                parts = [above] if above in parts else []
            elif "\n" not in words:
                parts = []
            one.match = texts.get(words) or "".join(parts[:1])
        above = one.match or above


def _by_name(fragments: Sequence[Fragment], cell: SourceCell) -> None:
    """Cells that define what is asked for are the answer, where its own cell does not, or is untouched."""
    own = [one.text for one in of(fragments, cell.id) if one.text.strip() != cell.text.strip()]
    if not any(begins(one, cell.names) for one in own):
        for fragment in fragments:
            if not fragment.match and begins(fragment.text, cell.names):
                fragment.match = cell.id


def _by_place(fragments: Sequence[Fragment], source: Source) -> None:
    """Loose code belongs to the answer above it; text below a written answer, or in its place, to that."""
    kinds: dict[str, str] = {cell.id: cell.kind for cell in source.cells if cell.answer}
    above = dict(zip((c.id for c in source.cells[1:]), (c.id for c in source.cells), strict=False))
    places: dict[str, str] = {name: name for name in kinds}
    for name, kind in kinds.items():
        if kind == "markdown" and not of(fragments, name):
            places[above.get(name, "")] = name
    answer = ""  # the one whose place this is
    for one in fragments:
        prose = one.cell.get("cell_type") == "markdown"
        if one.match:
            answer = places.get(one.match, "")
        elif answer and (prose if kinds[answer] == "markdown" else loose(one.text)):
            one.match = answer
