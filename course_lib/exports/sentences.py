"""Sentences that several readers say, each in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from course_lib.grammar import counted

GROUPS = "In talks of three and more, what you wrote counts as to whoever wrote last."
ONLY_PRESENT = (
    "Only those who follow today are in the list, with the day on which each began. Whoever left is not, so of "
    "earlier days the number is the least that it was."
)


def series(parts: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *rest, last = parts
    return f"{', '.join(rest)} and {last}" if rest else last


def left_out(counts: Mapping[str, int], kinds: Iterable[tuple[str, str, str]]) -> list[str]:
    """One sentence on how much was left out of each kind (key, one, many); none if nothing was."""
    sizes = [(counts[kind], one, many) for kind, one, many in kinds if counts.get(kind)]
    if not sizes:
        return []
    were = "was" if len(sizes) == 1 and sizes[0][0] == 1 else "were"
    return [f"{series(counted(*size) for size in sizes)} {were} left out."]


def twice(counts: Mapping[str, int], kinds: Iterable[tuple[str, str, str]]) -> list[str]:
    """One sentence on how much lay in two files; none if nothing did."""
    sizes = [counted(counts[kind], one, many) for kind, one, many in kinds if counts.get(kind)]
    return [f"{series(sizes)} lay in two files, and counted once."] if sizes else []


def no_posts(counts: Mapping[str, int], favours: Iterable[tuple[str, str, str]]) -> list[str]:
    """A sentence on each kind of own record that is a favour to others, and on what goes on with an own post.

    `favours` are (key, one, many) with their verb: "reply to others is no post". Posts that go on with one of
    yours stand under "thread".
    """
    said = [
        f"{counted(counts[kind], one, many)} of your own, but a favour to those people."
        for kind, one, many in favours
        if counts.get(kind)
    ]
    if counts.get("thread"):
        goes = "post that goes on with one of yours is"
        go = "posts that go on with one of yours are"
        said.append(f"{counted(counts['thread'], goes, go)} no post by itself.")
    return said
