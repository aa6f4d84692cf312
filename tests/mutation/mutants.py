"""A function with one small thing wrong, again and again: the mistakes that tests should notice."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mutant:
    """`source` is the whole function; its line `was` has become `becomes`."""

    function: str
    was: str
    becomes: str
    source: str


OPERATORS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
TWINS = ("any all", "min max", "head tail", "sum mean", "isna notna", "isnull notnull")
NAMES = {a: b for pair in TWINS for a, b in (pair.split(), pair.split()[::-1])}
DELETED = (ast.Assign, ast.AugAssign, ast.Expr, ast.If, ast.For, ast.While, ast.Return)


def mutants(source: str, name: str) -> Iterator[Mutant]:
    """Every mutant of the function `name` in `source`, each with one change, none twice."""
    tree = ast.parse(source)
    (function,) = (node for node in tree.body if getattr(node, "name", None) == name)
    if isinstance(function.body[0], ast.Expr) and isinstance(function.body[0].value, ast.Constant):
        del function.body[0]  # its docstring
    whole = ast.unparse(tree)
    seen = {whole}
    for parent, field, place, child in list(_places(function)):
        for other in _variants(child, field):
            _put(parent, field, place, other)
            text = ast.unparse(tree)
            _put(parent, field, place, child)
            if text not in seen and _compiles(text):
                seen.add(text)
                yield Mutant(name, *_change(whole, text), text)


def _places(root: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, Any]]:
    """Where every node below `root` hangs: its parent, field, place in a list, and itself."""
    for parent in ast.walk(root):
        for field, value in ast.iter_fields(parent):
            if isinstance(value, list):
                yield from ((parent, field, place, child) for place, child in enumerate(value))
            elif isinstance(value, ast.AST):
                yield parent, field, None, value


def _put(parent: ast.AST, field: str, place: int | None, node: ast.AST) -> None:
    if place is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[place] = node


def _variants(node: Any, field: str) -> Iterator[ast.AST]:
    """What could stand in the place of one node by mistake."""
    yield from (kind() for kind in OPERATORS.get(type(node), ()))
    if field in ("test", "ifs"):
        yield from (ast.Constant(True), ast.Constant(False))
    if isinstance(node, DELETED):
        yield ast.Pass()
    if isinstance(node, ast.Return):
        yield ast.Return(ast.Constant(None))
    if isinstance(node, ast.Break | ast.Continue):
        yield ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    if isinstance(node, ast.UnaryOp):
        yield node.operand
    if isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)
    if isinstance(node, ast.Constant):
        yield from map(ast.Constant, _other_values(node.value))
    if isinstance(node, ast.Name) and field == "func" and node.id in NAMES:
        yield ast.Name(NAMES[node.id])
    if isinstance(node, ast.Attribute) and field == "func" and node.attr in NAMES:
        yield ast.Attribute(node.value, NAMES[node.attr])
    if isinstance(node, ast.Call):
        yield from _other_calls(node)
    if isinstance(node, ast.Subscript):
        yield from _other_slices(node)


def _other_values(value: Any) -> list:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1]
    if isinstance(value, float):
        return [value + 1, value - 1, value * 1.1, value * 0.9]
    if isinstance(value, str):
        return [value + "x", ""]
    return [0] if value is None else []


def _other_calls(call: ast.Call) -> Iterator[ast.AST]:
    """The call left out, a keyword left out, two neighbouring arguments swapped."""
    if isinstance(call.func, ast.Attribute):
        yield call.func.value
    if call.args:
        yield call.args[0]
    for place in range(len(call.keywords)):
        fewer = call.keywords[:place] + call.keywords[place + 1 :]
        yield ast.Call(call.func, call.args, fewer)
    for place in range(len(call.args) - 1):
        before, one, other, after = (
            call.args[:place],
            call.args[place],
            call.args[place + 1],
            call.args[place + 2 :],
        )
        yield ast.Call(call.func, [*before, other, one, *after], call.keywords)


def _other_slices(node: ast.Subscript) -> Iterator[ast.AST]:
    """An index one further or nearer, a slice open at an end. Constants are changed elsewhere."""
    where = node.slice
    if isinstance(where, ast.Slice):
        yield ast.Subscript(node.value, ast.Slice(None, where.upper, where.step))
        yield ast.Subscript(node.value, ast.Slice(where.lower, None, where.step))
    elif isinstance(where, ast.BinOp | ast.Name):
        for step in (ast.Add(), ast.Sub()):
            yield ast.Subscript(node.value, ast.BinOp(where, step, ast.Constant(1)))


def _compiles(text: str) -> bool:
    try:
        compile(text, "<mutant>", "exec")
    except SyntaxError:
        return False
    return True


def _change(whole: str, text: str) -> tuple[str, str]:
    """The first line that differs, as it was and as it has become."""
    for was, becomes in zip(whole.splitlines(), text.splitlines(), strict=False):
        if was != becomes:
            return was.strip(), becomes.strip()
    return "", ""
