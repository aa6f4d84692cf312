"""Fragments of cells: what they say, and whether several of them make one piece of code."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

from course_lib.grading.notebook.magics import python
from course_lib.grading.notebook.source import defined

LARGEST = 200_000  # characters of code that are parsed here; an answer has a few thousand
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
    """Whether fragments of an answer make a complete one in this order, and say nothing twice."""
    code = "\n".join(texts)
    return (
        len(texts) <= MOST
        and sum(begins(text, names) for text in texts) == 1
        and not any(a != b and inside(a, b) for a in texts for b in texts)
        and complete(code, names)
        and not _disordered(code)
    )


def _disordered(code: str) -> bool:
    """Whether a line comes after the end of its block, or uses at once what only a later line makes."""
    tree = ast.parse(python(code, harmless=())[0])
    blocks = (getattr(node, name, None) for node in ast.walk(tree) for name in ("body", "orelse"))
    if any(_ends(line) for block in blocks if isinstance(block, list) for line in block[:-1]):
        return True
    later = {name: node.lineno for node in reversed(tree.body) for name in made(node)}
    return any(
        later.get(name, 0) > node.lineno
        for node in tree.body
        for part in (
            [*node.decorator_list, node.args] if isinstance(node, ast.FunctionDef) else [node]
        )
        for name in used(part)
    )


def _ends(node: ast.stmt) -> bool:
    """Whether nothing after this statement is ever reached."""
    if isinstance(node, ast.If):
        return bool(node.orelse) and _ends(node.body[-1]) and _ends(node.orelse[-1])
    return isinstance(node, ast.Return | ast.Raise | ast.Break | ast.Continue) or (
        isinstance(node, ast.With) and _ends(node.body[-1])
    )


def used(node: ast.AST) -> set[str]:
    """The names that code looks up."""
    names = (n for n in ast.walk(node) if isinstance(n, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, ast.Load)}


def made(node: ast.AST, deep: bool = False) -> set[str]:
    """The names that a statement makes for all cells; `deep`: also those within a function or a class."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not deep:
        return {node.name}
    names: set[str] = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            names.add(one.id)
        elif isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(one.name)
        elif isinstance(one, ast.arg):
            names.add(one.arg)
        elif isinstance(one, ast.alias):
            names.add((one.asname or one.name).split(".")[0])
        elif isinstance(one, ast.ExceptHandler) and one.name:
            names.add(one.name)
    return names
