"""Halves of a cell that was split, put together again: which of them make code, and in which order.

Pure functions over texts and pieces. What decides is the code itself: halves that belong together parse,
define what is asked for, do not go on after a `return`, and do not say the same lines twice.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from course_lib.grading.papers.shape import (
    begins,
    bound,
    closed,
    dead,
    indented,
    inside,
    overlap,
    parses,
    tree_of,
    trimmed,
    twice,
    used,
)
from course_lib.grading.papers.source import defined
from course_lib.grading.papers.weave import Piece

MOST = 12  # pieces that are tried with each other: half of them beginnings, half of them not
TRIES = 2_000  # orders of pieces for one beginning; four halves have 65
CHARACTERS = 1_500_000  # of code that is tried for one answer: about a second of parsing


@dataclass(frozen=True)
class Attempt:
    """An answer whole again: of which pieces, in this order, and its text."""

    pieces: tuple[Piece, ...]
    text: str

    def order(self, limit: int) -> tuple[bool, int]:
        """A later one has a larger order, and those before `limit` the largest."""
        return self.place(limit) < limit, self.place(limit)

    def place(self, limit: int) -> int:
        """Where it was complete: its last piece before `limit`, or its first if none is."""
        before = [piece.place for piece in self.pieces if piece.place < limit]
        return max(before, default=self.pieces[0].place)


@dataclass(frozen=True)
class Asked:
    """What an answer defines, the place of its test, and the names that it finds when it runs."""

    names: tuple[str, ...]
    limit: int
    known: frozenset[str]


def attempts(pool: Sequence[Piece], asked: Asked) -> list[Attempt]:
    """The best whole answer that begins with each piece, those that never make one left out.

    `pool` holds pieces in their order. An answer that is only the beginning of another is none. The last
    complete one before the test is last.
    """
    names, limit = asked.names, asked.limit
    pool = _few(pool, names, limit)
    halves = [piece for piece in _distinct(pool, limit) if _half(piece.text, names)]
    found = []
    for first in pool:
        begun = closed(first.text, names) or _half(first.text, names)
        if begun and not indented(first.text) and not _foreign(first, names):
            others = [half for half in halves if half.text.strip() != first.text.strip()]
            found += _best(first, others, asked, CHARACTERS // len(pool))
    lasting = [one for one in found if not any(_cut_off(one, other, names) for other in found)]
    return sorted(
        lasting,
        key=lambda one: (one.order(limit), one.pieces[0].place),
    )


def _best(first: Piece, others: list[Piece], asked: Asked, characters: int) -> list[Attempt]:
    """The best attempt that begins with `first`, as a list of one; of none, []."""
    found: list[tuple[tuple, Attempt]] = []
    for pieces in islice(_orders((first,), others), TRIES):
        whole = "\n".join(piece.text for piece in pieces)
        tree = tree_of(whole)
        if tree is not None and set(defined(whole)) & set(asked.names):
            attempt = Attempt(pieces, whole)
            found.append((_merit(attempt, tree, others, asked), attempt))
        characters -= len(whole)
        if characters < 0:
            break
    return [max(found, key=lambda one: one[0])[1]] if found else []


def _orders(begun: tuple[Piece, ...], others: list[Piece]) -> Iterator[tuple[Piece, ...]]:
    """`begun`, and everything it can be followed by, in any order; as it stands in the notebook first."""
    yield begun
    for other in sorted(others, key=lambda piece: (piece.place < begun[-1].place, piece.place)):
        yield from _orders((*begun, other), [one for one in others if one is not other])


def _merit(attempt: Attempt, tree: ast.Module, others: list[Piece], asked: Asked) -> tuple:
    """What makes an attempt better than another with the same beginning: the larger, the better."""
    pieces = attempt.pieces
    new, flaws = _lines_won(pieces)
    starts = _starts(pieces)
    flaws += dead(tree, starts) + twice(tree, starts)
    flaws += sum(_foreign(piece, asked.names) for piece in pieces)
    flaws += sum(overlap(a.text, b.text) for a, b in zip(pieces, pieces[1:], strict=False))
    if not all(piece.claims for piece in pieces):  # what knows nothing of these names is another's
        flaws += len(used(tree) - bound(tree) - asked.known)
    copies = sum(
        any(inside(half.text, other.text) for other in others if other not in pieces)
        for half in pieces[1:]
    )
    late = sum(half.place >= asked.limit for half in pieces[1:])
    turns = sum(a.place > b.place for i, a in enumerate(pieces) for b in pieces[i + 1 :])
    places = sum(half.place for half in pieces)
    return -flaws, -copies, attempt.order(asked.limit), new, -late, -turns, -len(pieces), places


def _lines_won(pieces: tuple[Piece, ...]) -> tuple[int, int]:
    """(how many lines all pieces bring that those before did not have, how many bring none to speak of)."""
    seen: set[str] = set()
    won, idle = 0, 0
    for number, piece in enumerate(pieces):
        lines = [line.rstrip() for line in piece.text.split("\n") if line.strip()]
        again = sum(line in seen for line in lines)
        won += len(lines) - 2 * again
        idle += number > 0 and len(lines) < 2 * again
        seen.update(lines)
    return won, idle


def _foreign(piece: Piece, names: tuple[str, ...]) -> bool:
    """Whether a piece says in no way that it is part of this answer."""
    return not (piece.claims or indented(piece.text) or begins(piece.text, names))


def _starts(pieces: tuple[Piece, ...]) -> list[int]:
    """The line in the whole, from 1, at which each piece but the first begins."""
    starts, line = [], 1
    for piece in pieces[:-1]:
        line += piece.text.count("\n") + 1
        starts.append(line)
    return starts


def _half(code: str, names: tuple[str, ...]) -> bool:
    """Whether something can be missing: what runs by itself and defines nothing asked for is her own."""
    whole = parses(code) and not set(defined(code)) & set(names)
    return not whole and not closed(code, names)


def _cut_off(part: Attempt, whole: Attempt, names: tuple[str, ...]) -> bool:
    """Whether an attempt is but the beginning of another one."""
    longer = len(whole.text) > len(part.text) and inside(part.text, whole.text)
    return longer and not closed(part.text, names)


def _few(pool: Sequence[Piece], names: tuple[str, ...], limit: int) -> list[Piece]:
    """The pieces worth trying: not too many, nearest before the test first, beginnings and others alike."""
    nearest = sorted(pool, key=lambda piece: (piece.place >= limit, abs(limit - piece.place)))
    first = [piece for piece in nearest if begins(piece.text, names)]
    rest = [piece for piece in nearest if not begins(piece.text, names)]
    return sorted(first[: MOST // 2] + rest[: MOST // 2], key=lambda piece: piece.place)


def _distinct(pool: list[Piece], limit: int) -> list[Piece]:
    """One piece of each text: the last before the test, or the first after it."""
    kept: dict[str, Piece] = {}
    for piece in pool:
        if piece.place < limit or trimmed(piece.text) not in kept:
            kept[trimmed(piece.text)] = piece
    return sorted(kept.values(), key=lambda piece: piece.place)
