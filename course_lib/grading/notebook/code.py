"""The code of a cell: its lines that are no Python made idle, and what it defines, uses and lacks.

Shell commands, magics and questions for help are not run while marking: a shell has no terminal there, an
installation no network, and neither may cost a mark or change this machine.
"""

from __future__ import annotations

import ast
import builtins
import re
import symtable
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from course_lib.characters import plain
from course_lib.grading.notebook.files import some

NO_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
# Magics that run nothing but Python.
HARMLESS = ("capture", "matplotlib", "precision", "prun", "time", "timeit")
MOST = 500  # such lines in a cell: IPython reads no more, and would take seconds to say so
LARGEST = 200_000  # characters of code that are parsed here; an answer has a few thousand
LONGEST = 60  # characters of such a line in a sentence
_SIGN = re.compile(r"^[ \t]*[!%?]|=[ \t]*[!%]|\?[ \t]*$", re.MULTILINE)
_CELL = re.compile(r"\s*%%(\w+)")
_IDLE = {"system": "None", "getoutput": "[]", "run_line_magic": "None", "run_cell_magic": "None"}


def python(source: str, harmless: Sequence[str] = HARMLESS) -> tuple[str, list[str]]:
    """(a cell's source with each such line made idle, those lines); all other lines keep their numbers.

    Magics in `harmless` stay as they are. So does a source that cannot be read.
    """
    return _python(source, tuple(harmless)) if len(source) <= LARGEST else (source, [])


@lru_cache(64)  # each is asked for several times, and most are the same in a whole class
def _python(source: str, harmless: tuple[str, ...]) -> tuple[str, list[str]]:
    if not 0 < len(_SIGN.findall(source)) <= MOST:
        return source, []
    if cell := _CELL.match(source):
        head, _, body = source.lstrip().partition("\n")
        if cell[1] not in HARMLESS:  # its lines are Bash, HTML or the like
            return "\n".join(f"# {line}" for line in source.split("\n")), [head.strip()]
        code, lines = python(body, harmless)
        return f"{head if cell[1] in harmless else ''}\n{code}", lines
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        code_lines = TransformerManager().do_token_transforms(re.split(r"(?<=\n)", source))
        code = "".join(code_lines)
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RuntimeError, MemoryError):
        return source, []
    raw = [line.encode() for line in code.split("\n")]
    originals: list[str] = []
    for call, method in reversed(_calls(tree, harmless)):
        first, last = call.lineno - 1, (call.end_lineno or call.lineno) - 1
        rest = raw[last][call.end_col_offset :]
        raw[first] = raw[first][: call.col_offset] + _IDLE[method].encode() + rest
        raw[first + 1 : last + 1] = [b""] * (last - first)
        originals.insert(0, _as_written(call, method))
    return (b"\n".join(raw).decode(), originals) if originals else (source, [])


def idle(cells: Iterable[dict]) -> list[str]:
    """One sentence on the lines that are idle in a notebook's code cells; [] if there are none."""
    code = (cell["source"] for cell in cells if cell["cell_type"] == "code")
    lines = list(dict.fromkeys(line for source in code for line in python(source)[1]))
    if not lines:
        return []
    return [f"Not run while marking: {some(plain(line)[:LONGEST] for line in lines)}."]


def _calls(tree: ast.Module, harmless: Collection[str]) -> list[tuple[ast.Call, str]]:
    """The calls that IPython makes of such lines, with their methods' names, in order."""
    calls = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Call(func=ast.Name("get_ipython")), attr=method)
            ):
                words = [str(word.value) for word in node.args if isinstance(word, ast.Constant)]
                runs = method.startswith("run") and words and words[0] in harmless
                if words[:1] == ["matplotlib"]:  # no other window can be opened here
                    runs = runs and words[-1].split()[:1] == ["inline"]
                if method in _IDLE and not runs:
                    calls.append((node, method))
    return sorted(calls, key=lambda one: (one[0].lineno, one[0].col_offset))


def _as_written(call: ast.Call, method: str) -> str:
    texts = [str(a.value) if isinstance(a, ast.Constant) else ast.unparse(a) for a in call.args]
    line = ("%" if method.startswith("run") else "!") + " ".join(texts).rstrip()
    return re.sub(r"^%pinfo2? ", "?", line)


def tree(code: str) -> ast.Module | None:
    """The syntax tree of Python, lines of notebook magic idle; None if it is none, or too long."""
    try:
        return ast.parse(python(code, harmless=())[0]) if len(code) <= LARGEST else None
    except NO_PYTHON:
        return None


def defined(code: str) -> list[str]:
    """The functions, classes and variables that code makes at its top level; [] for a written answer."""
    table = _table(code)
    return [one.get_name() for one in table.get_symbols() if one.is_assigned()] if table else []


def begins(code: str, names: Sequence[str]) -> bool:
    """Whether code, complete or not, begins to define one of these names."""
    any_of = "|".join(map(re.escape, names))
    definition = rf"^(?:(?:(?:async )?def|class)\s+(?:{any_of})\b|(?:{any_of})\s*=[^=])"
    return bool(names) and re.search(definition, code, re.MULTILINE) is not None


def complete(code: str, names: Sequence[str]) -> bool:
    """Whether it defines one of these names, and each function among them has one end, its last statement."""
    if (module := tree(code)) is None or not begins(code, names):
        return False
    bodies = [
        [isinstance(statement, ast.Return | ast.Raise) for statement in node.body]
        for node in module.body
        if isinstance(node, ast.FunctionDef) and node.name in names
    ]
    return all(body[-1] and not any(body[:-1]) for body in bodies)


def from_below(codes: Sequence[str]) -> list[set[str]]:
    """For each of several codes, the names that it uses and that only a later one makes."""
    names = [_names(code) for code in codes]
    makes = [top for _, top in names]
    return [
        (uses - set().union(*makes[:number])) & set().union(*makes[number + 1 :])
        for number, (uses, _) in enumerate(names)
    ]


def _table(code: str) -> symtable.SymbolTable | None:
    """The names of Python and their scopes, as `tree` has its syntax."""
    try:
        source = python(code, harmless=())[0] if len(code) <= LARGEST else "("
        return symtable.symtable(source, "cell", "exec")
    except NO_PYTHON:
        return None


def _names(code: str) -> tuple[set[str], set[str]]:
    """(the names that code looks up and does not make, those it makes for all cells); none if it is no Python."""
    if (top := _table(code)) is None:
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
