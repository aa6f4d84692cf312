"""The cells of a repaired notebook, made anew and set in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from course_lib.grading.papers.source import Source, SourceCell


@dataclass
class Piece:
    """A cell as it was handed in: where, what it says, and which of the source's cells it claims to be."""

    place: int
    cell: dict
    text: str
    claims: str = ""
    taken: bool = False
    before: str = ""  # the cell that it must not follow, since it would undo what that one defines


def text(cell: Any) -> str:
    """A cell's source as one text, however the notebook holds it."""
    held = cell.get("source", "") if isinstance(cell, dict) else ""
    return "".join(map(str, held)) if isinstance(held, list) else str(held)


def woven(
    source: Source, pieces: list[Piece], chosen: dict[str, Piece], texts: dict[str, str]
) -> list[dict]:
    """The source's cells in its order, each followed by the student's own that stood after it."""
    names = {id(piece): name for name, piece in chosen.items()}
    anchors = _unmoved(source, chosen)
    own: dict[str, list[dict]] = {}
    earlier: dict[str, list[dict]] = {}
    anchor = ""
    for piece in pieces:
        anchor = anchors.get(piece.place, anchor)
        if not piece.taken and id(piece) not in names:
            kept = (
                earlier.setdefault(piece.before, []) if piece.before else own.setdefault(anchor, [])
            )
            kept.append(plain(piece.cell, piece.text))
    cells = own.get("", [])
    for cell in source.cells:
        cells += earlier.get(cell.id, [])
        if cell.about:
            cells.append(restored(cell, texts.get(cell.id, cell.text)))
        elif cell.id in chosen:
            cells.append(plain(chosen[cell.id].cell, chosen[cell.id].text, cell.id))
        cells += own.get(cell.id, [])
    return _with_own_ids(cells)


def _unmoved(source: Source, chosen: dict[str, Piece]) -> dict[int, str]:
    """By its place, each of the source's cells that still stands in order: the most of them that do.

    What a student put beside a cell that was moved afterwards is to stay where it was.
    """
    runs: list[tuple[int, list[str]]] = [(0, [])]  # the longest run that ends with each cell
    for cell in source.cells:
        if cell.id in chosen:
            place = chosen[cell.id].place
            fits = (run for run in runs if not run[1] or chosen[run[1][-1]].place < place)
            length, run = max(fits, key=lambda one: one[0])
            runs.append((length + 1, [*run, cell.id]))
    longest = max(runs, key=lambda one: one[0])[1]
    return {chosen[name].place: name for name in longest}


def restored(cell: SourceCell, whole: str) -> dict:
    """A cell of the exercise in the form of the source, with this text."""
    made: dict[str, Any] = {"cell_type": cell.kind, "id": cell.id, "source": whole}
    made["metadata"] = {"nbgrader": dict(cell.about)}
    return made | ({"outputs": [], "execution_count": None} if cell.kind == "code" else {})


def plain(cell: dict, whole: str, name: str = "") -> dict:
    """A cell of the student's own: what it says, and nothing that nbgrader could take for one of ours."""
    kind = cell.get("cell_type")
    kind = kind if kind in ("code", "markdown", "raw") else "raw"
    made: dict[str, Any] = {"cell_type": kind, "id": name, "metadata": {}, "source": whole}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def _with_own_ids(cells: list[dict]) -> list[dict]:
    taken = {cell["id"] for cell in cells}
    free = (name for number in range(len(cells)) if (name := f"own-{number}") not in taken)
    return [cell if cell["id"] else cell | {"id": next(free)} for cell in cells]
