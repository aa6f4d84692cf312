"""What the code of a cell defines, uses and lacks, complete or not."""

from __future__ import annotations

import ast
import builtins
import re
import symtable
from collections.abc import Sequence

from course_lib.grading.notebook.magics import LARGEST, python

NO_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)


def tree(code: str) -> ast.Module | None:
    """The syntax tree of Python, lines of notebook magic idle; None if it is none, or too long."""
    try:
        return ast.parse(python(code, harmless=())[0]) if len(code) <= LARGEST else None
    except NO_PYTHON:
        return None


def defined(code: str) -> list[str]:
    """The functions, classes and variables that code makes at its top level; [] for a written answer."""
    names: list[str] = []
    module = tree(code)
    for node in module.body if module else ():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names += [n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]
    return names


def begins(code: str, names: Sequence[str]) -> bool:
    """Whether code, complete or not, begins to define one of these names."""
    any_of = "|".join(map(re.escape, names))
    definition = rf"^(?:(?:(?:async )?def|class)\s+(?:{any_of})\b|(?:{any_of})\s*=[^=])"
    return bool(names) and re.search(definition, code, re.MULTILINE) is not None


def complete(code: str, names: Sequence[str]) -> bool:
    """Whether it defines one of these names, and each function among them has one end, its last statement."""
    module = tree(code)
    functions = (
        [node for node in module.body if isinstance(node, ast.FunctionDef)] if module else []
    )
    ends = [
        [isinstance(statement, ast.Return | ast.Raise) for statement in node.body]
        for node in functions
        if node.name in names
    ]
    whole = all(body[-1] and not any(body[:-1]) for body in ends)
    return module is not None and whole and begins(code, names)


def from_below(codes: Sequence[str]) -> list[set[str]]:
    """For each of several codes, the names that it uses and that only a later one makes."""
    names = [_names(code) for code in codes]
    makes = [top for _, top in names]
    return [
        (uses - set().union(*makes[:number])) & set().union(*makes[number + 1 :])
        for number, (uses, _) in enumerate(names)
    ]


def _names(code: str) -> tuple[set[str], set[str]]:
    """(the names that code looks up and does not make, those it makes for all cells); none if it is no Python."""
    try:
        source = python(code, harmless=())[0] if len(code) <= LARGEST else ""
        top = symtable.symtable(source, "cell", "exec")
    except NO_PYTHON:
        return set(), set()
    tables = [top]
    for table in tables:
        tables += table.get_children()
    makes = {one.get_name() for one in top.get_symbols() if one.is_assigned() or one.is_imported()}
    uses = {
        one.get_name()
        for table in tables
        for one in table.get_symbols()
        if one.is_referenced() and (table is top or one.is_global())
    }
    return uses - makes - set(dir(builtins)), makes
