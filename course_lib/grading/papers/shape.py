"""The shape of code that may be cut short: whether it is whole, where it ends, how two texts of it meet."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

_ENDS = ast.Return | ast.Raise | ast.Break | ast.Continue


def parses(code: str) -> bool:
    """Whether it is Python, lines of notebook magic left aside."""
    return tree_of(code) is not None


def loose(code: str) -> bool:
    """Whether it can only be the rest of something: it begins indented, and is no code by itself."""
    return indented(code) and not parses(code)


def inside(part: str, whole: str) -> bool:
    """Whether the lines of one text stand in another, in one run."""
    return f"\n{trimmed(part)}\n" in f"\n{trimmed(whole)}\n"


def closed(code: str, names: tuple[str, ...]) -> bool:
    """Whether it is a whole answer, to whose function nothing can be added below."""
    tree = tree_of(code)
    made = [n for n in tree.body if isinstance(n, ast.FunctionDef)] if tree else []
    return any(node.name in names and _ended(node.body[-1]) for node in made)


def imports(code: str) -> bool:
    """Whether it imports, and does nothing else."""
    tree = tree_of(code)
    body = tree.body if tree else []
    return bool(body) and all(isinstance(node, ast.Import | ast.ImportFrom) for node in body)


def used(tree: ast.Module) -> set[str]:
    """The names that a code looks up."""
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def bound(tree: ast.Module) -> set[str]:
    """The names that it makes anywhere: variables, arguments, functions, classes and imports."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
    return found


def begins(code: str, names: tuple[str, ...]) -> bool:
    """Whether code, whole or not, begins to define one of these names."""
    marks = (rf"^(?:(?:def|class)\s+{re.escape(n)}\b|{re.escape(n)}\s*=)" for n in names)
    return any(re.search(mark, code, re.MULTILINE) for mark in marks)


def dead(tree: ast.Module, starts: list[int]) -> int:
    """How many pieces go on where the one before has ended for good, as after a `return`."""
    return sum(
        any(a.lineno < start <= b.lineno for start in starts)
        for body in _bodies(tree)
        for a, b in zip(body, body[1:], strict=False)
        if _ended(a)
    )


def twice(tree: ast.Module, starts: list[int]) -> int:
    """How many functions are defined again by another piece: two answers, and no halves of one."""
    first: dict[str, int] = {}
    again = 0
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            begun = first.setdefault(node.name, node.lineno)
            again += any(begun < start <= node.lineno for start in starts)
    return again


def overlap(above: str, below: str) -> bool:
    """Whether one text begins with the lines that another ends with, as two cuts of one cell do."""
    ends, begins = trimmed(above).split("\n"), trimmed(below).split("\n")
    return any(ends[-n:] == begins[:n] for n in range(1, min(len(ends), len(begins)) + 1))


def trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip())


def indented(code: str) -> bool:
    return trimmed(code)[:1] in (" ", "\t")


def tree_of(code: str) -> ast.Module | None:
    lines = ("" if line.lstrip().startswith(("%", "!")) else line for line in code.split("\n"))
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _bodies(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            body = getattr(node, field, None)
            if isinstance(body, list) and body:
                yield body


def _ended(node: ast.stmt) -> bool:
    """Whether nothing after this statement is ever reached."""
    if isinstance(node, ast.If):
        return bool(node.orelse) and _ended(node.body[-1]) and _ended(node.orelse[-1])
    return isinstance(node, _ENDS) or (isinstance(node, ast.With) and _ended(node.body[-1]))
