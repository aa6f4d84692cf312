"""Fragments of cells: what they say, and whether several of them make one piece of code."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Sequence
from dataclasses import dataclass

from course_lib.grading.notebook.magics import LARGEST, python
from course_lib.grading.notebook.source import defined

MOST = 3  # fragments; of more, two in the middle may have changed places


@dataclass
class Fragment:
    """A cell as it was handed in, or a part of one: its place, text, and the exercise's cell that it is of."""

    place: int
    cell: dict
    text: str
    match: str = ""
    by_id: bool = False  # whether an id says so


def parse(code: str) -> ast.Module | None:
    """The syntax tree of Python, lines of notebook magic blank; None if it is none, or too long."""
    if len(code) > LARGEST:
        return None
    try:
        return ast.parse(python(code, harmless=())[0])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def trimmed(text: str) -> str:
    """The text without blank lines and trailing spaces."""
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip())


def inside(part: str, whole: str) -> bool:
    """Whether the lines of one text stand in another, in one run."""
    return f"\n{trimmed(part)}\n" in f"\n{trimmed(whole)}\n"


def loose(code: str) -> bool:
    """Whether it can only be the rest of something: it begins indented, and is no code by itself."""
    return trimmed(code)[:1] in (" ", "\t") and parse(code) is None


def begins(code: str, names: Sequence[str]) -> bool:
    """Whether code, complete or not, begins to define one of these names."""
    marks = (
        rf"^(?:(?:async )?def|class)\s+{re.escape(n)}\b|^{re.escape(n)}\s*=[^=]" for n in names
    )
    return any(re.search(mark, code, re.MULTILINE) for mark in marks)


def complete(code: str, names: Sequence[str]) -> bool:
    """Whether it defines one of these names, and nothing can be added below to a function among them."""
    tree = parse(code)
    if tree is None or not set(defined(code)) & set(names):
        return False
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return all(_ends(node.body[-1]) for node in functions if node.name in names)


def fits(texts: Sequence[str], names: Sequence[str]) -> bool:
    """Whether fragments of an answer make a complete one in this order, and no other way."""
    trees = [parse(text) for text in texts]
    return (
        len(texts) <= MOST
        and complete("\n".join(texts), names)
        and sum(begins(text, names) for text in texts) == 1
        and not any(a != b and inside(a, b) for a in texts for b in texts)
        and not any(loose(b) and complete("\n".join(texts[:i]), names) for i, b in enumerate(texts))
        and not any(from_below(trees, place) for place in range(len(trees)))
    )


def from_below(trees: Sequence[ast.Module | None], place: int) -> set[str]:
    """The names that one of several codes uses and that only a later one makes."""
    tree, made_by = trees[place], [made(tree) for tree in trees]
    if tree is None:
        return set()
    wanted = used(tree) - made(tree, deep=True) - set(dir(builtins))
    return (wanted - set().union(*made_by[:place])) & set().union(*made_by[place + 1 :])


def _ends(node: ast.stmt) -> bool:
    """Whether nothing after this statement is ever reached."""
    if isinstance(node, ast.If):
        return bool(node.orelse) and _ends(node.body[-1]) and _ends(node.orelse[-1])
    return isinstance(node, ast.Return | ast.Raise | ast.Break | ast.Continue) or (
        isinstance(node, ast.With) and _ends(node.body[-1])
    )


def used(tree: ast.Module) -> set[str]:
    """The names that code looks up."""
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, ast.Load)}


def made(tree: ast.Module | None, deep: bool = False) -> set[str]:
    """The names that code makes for all cells; `deep`: also those within its functions and classes."""
    names: set[str] = set()
    waiting: list[ast.AST] = [tree] if tree else []
    for node in waiting:
        match node:
            case (
                ast.Name(id=name, ctx=ast.Store())
                | ast.arg(arg=name)
                | ast.ExceptHandler(name=str(name))
            ):
                names.add(name)
            case ast.alias():
                names.add((node.asname or node.name).split(".")[0])
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(node.name)
                if not deep:
                    continue
        waiting += ast.iter_child_nodes(node)
    return names
