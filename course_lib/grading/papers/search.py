"""The search for a whole answer among the cells of a notebook: first where it should be, then anywhere."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Sequence
from dataclasses import dataclass

from course_lib.grading.papers import claims
from course_lib.grading.papers.halves import Asked, Attempt, attempts
from course_lib.grading.papers.shape import begins, bound, closed, loose, parses, tree_of
from course_lib.grading.papers.source import Source, SourceCell
from course_lib.grading.papers.weave import Piece


@dataclass(frozen=True)
class Search:
    """For the answer to one cell, whose test stood at `limit`."""

    pieces: Sequence[Piece]
    source: Source
    cell: SourceCell
    limit: int

    def beside(self) -> list[Attempt]:
        """The whole answers from its copies and the halves beside it.

        [] if the last of them stays open, or was split and could lack a half that lies elsewhere.
        """
        near = self.near(self.cell)
        halves = [piece for piece in self._strays() if loose(piece.text)]
        found = self._attempts([piece for piece in halves if piece.place in near])
        if not found or not closed(found[-1].text, self.cell.names):
            return []
        far = any(piece.place not in near for piece in halves)
        return [] if far and len(found[-1].pieces) > 1 else found

    def anywhere(self, others: Sequence[SourceCell]) -> list[Attempt]:
        """The whole answers from halves that lie anywhere, or else from anything that could be one.

        What lies beside one of `others`, which lack something too, is left to them.
        """
        theirs = set().union(*(self.near(other) for other in others)) - self.near(self.cell)
        names = self.cell.names
        left = [
            piece
            for piece in self._strays()
            if not piece.taken and (piece.place not in theirs or begins(piece.text, names))
        ]
        halves = [piece for piece in left if loose(piece.text)]
        wider = [piece for piece in left if loose(piece.text) or self._could_be(piece)]
        return self._attempts(halves) or self._attempts(wider)

    def _attempts(self, halves: list[Piece]) -> list[Attempt]:
        """What they make with the copies; as it was handed out only if there is nothing else."""
        pool = [*claims.of(self.pieces, self.cell.id), *halves]
        asked = Asked(self.cell.names, self.limit, self._known() if halves else frozenset())
        found = attempts(sorted(pool, key=lambda p: p.place), asked)
        return [one for one in found if one.text.strip() != self.cell.text.strip()] or found

    def _known(self) -> frozenset[str]:
        """The names that the exercise's own cells and all whole ones of the student's make."""
        texts = [cell.text for cell in self.source.cells if cell.kind == "code"]
        made: set[str] = set(dir(builtins))
        for text in [*texts, *(piece.text for piece in self.pieces)]:
            tree = tree_of(text)
            body = tree.body if tree else []
            made |= {name for node in body for name in _top(node)}
        return frozenset(made)

    def _could_be(self, piece: Piece) -> bool:
        code = piece.cell.get("cell_type") == "code"
        return begins(piece.text, self.cell.names) or (code and not parses(piece.text))

    def _strays(self) -> list[Piece]:
        """The pieces that could be part of an answer and say of none: no test's, to all appearance."""
        locked = [
            set(cell.text.split("\n"))
            for cell in self.source.cells
            if cell.about and not cell.answer
        ]
        found = []
        for piece in self.pieces:
            lines = [line for line in piece.text.split("\n") if line.strip()]
            foreign = max((sum(line in text for line in lines) for text in locked), default=0)
            if not piece.claims and lines and foreign < max(2, len(lines) - 1):
                found.append(piece)
        return found

    def near(self, cell: SourceCell) -> set[int]:
        """The places next to a cell, or to what stands above and below it: what claims nothing left aside."""
        ids = [other.id for other in self.source.cells]
        near = set(ids[max(ids.index(cell.id) - 1, 0) : ids.index(cell.id) + 2])
        found = set()
        for order in (self.pieces, list(reversed(self.pieces))):
            last = ""
            for piece in order:
                last = piece.claims or last
                found |= {piece.place} if last in near else set()
        return found


def _top(node: ast.stmt) -> set[str]:
    """What a statement of a cell makes for all cells."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    return bound(ast.Module([node], []))


def place_of_test(pieces: Sequence[Piece], source: Source, cell: SourceCell) -> int:
    """Where the test of an answer stood; or what comes next, if it is gone.

    A pasted copy gets an id of its own. So where the cell that still has the first one stands below the
    test, one of them was moved, and the test says nothing of which copy is the last.
    """
    ids = [other.id for other in source.cells]
    first = [piece.place + 1 for piece in pieces if piece.cell.get("id") == cell.id]
    for other in source.cells[ids.index(cell.id) + 1 :]:
        places = [piece.place for piece in claims.of(pieces, other.id)]
        if places:
            return max(places[0], *first, 0)
    return len(pieces)
