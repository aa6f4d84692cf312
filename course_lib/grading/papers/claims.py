"""Whose cell is which: what each cell of a notebook that was handed in claims to be.

By nbgrader's own id, else by the cell's, else by what it says: both ids can be lost to a tool or a paste.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from course_lib.grading.papers.shape import inside
from course_lib.grading.papers.source import Source, SourceCell
from course_lib.grading.papers.weave import Piece

HIDDEN = re.compile(r"^[ \t]*### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS[^\n]*\n?", re.M | re.S)


def released(cell: SourceCell) -> str:
    """The text of a cell as students got it."""
    return HIDDEN.sub("", cell.text).strip()


def claim(pieces: Sequence[Piece], source: Source) -> None:
    """Set each piece's `claims`, where anything tells whose it is."""
    known = {cell.id for cell in source.cells}
    for piece in pieces:
        metadata = piece.cell.get("metadata")
        about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        name = about.get("grade_id") if isinstance(about, dict) else None
        names = (name, piece.cell.get("id"))
        piece.claims = next((n for n in names if isinstance(n, str) and n in known), "")
    _by_text(pieces, source)
    for cell in source.cells:
        if cell.about and not cell.answer:
            _halves(pieces, cell)
    for cell in source.cells:
        if cell.answer and cell.kind == "markdown":
            _words(pieces, cell, source.cells)


def of(pieces: Sequence[Piece], name: str) -> list[Piece]:
    """The pieces that claim to be the cell of this name."""
    return [piece for piece in pieces if piece.claims == name]


def _by_text(pieces: Sequence[Piece], source: Source) -> None:
    """A cell that says what one of the exercise's does is that one, if no other claims to be it."""
    claimed = {piece.claims for piece in pieces}
    texts = {released(cell): cell.id for cell in source.cells if cell.id not in claimed}
    for piece in pieces:
        if not piece.claims and piece.text.strip():
            piece.claims = texts.get(piece.text.strip(), "")


def _halves(pieces: Sequence[Piece], cell: SourceCell) -> None:
    """The halves of a locked cell that was split, where the other half or the length gives them away."""
    text = released(cell)
    own = [piece.text for piece in of(pieces, cell.id)]
    if any(inside(text, one) for one in own):
        return
    for piece in pieces:
        lines = len(piece.text.strip().split("\n"))
        rest = any(inside(one, text) for one in own)
        rest = rest and not any(inside(piece.text, one) for one in own)
        fits = piece.text.strip() and inside(piece.text, text) and (rest or (not own and lines > 1))
        if not piece.claims and fits:
            piece.claims = cell.id


def _words(pieces: Sequence[Piece], cell: SourceCell, cells: Sequence[SourceCell]) -> None:
    """Text below a written answer, or where it should stand, is part of it: nobody else's is there.

    Where nothing stands there, all text of the student's own is."""
    texts = [other.text for other in cells]
    hers = [
        piece
        for piece in pieces
        if piece.cell.get("cell_type") == "markdown"
        and not (piece.claims or any(inside(piece.text, text) for text in texts))
    ]
    above = [other.id for other in cells[: cells.index(cell)] if of(pieces, other.id)][-1:]
    anchor = ""
    for piece in pieces:
        anchor = piece.claims or anchor
        if piece in hers and anchor in (*above, cell.id):
            piece.claims = cell.id
    if not of(pieces, cell.id):
        for piece in hers:
            piece.claims = cell.id
