"""The code of a cell: its lines that are no Python made idle, and what it defines, uses and lacks.

Shell commands, magics and questions for help are not run while marking: a shell has no terminal there, an
installation no network, and neither may cost a mark or change this machine.
"""

from __future__ import annotations

import ast
import builtins
import re
import symtable
from collections.abc import Iterable, Sequence
from functools import lru_cache

from course_lib.characters import plain
from course_lib.grading.notebook.files import some

NO_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
MOST = 100  # such lines in a cell, as each is found by reading the cell once more
LARGEST = 200_000  # characters of code that are parsed here; an answer has a few thousand
LONGEST = 60  # characters of such a line in a sentence
# What stands before the sign, such as "    names = ".
_LINE = re.compile(r"""(\s*(?:[\w*][^=!%?]*=\s*)?)(?:[!%?]|[^#'"]*[\w*\]]\?+\s*$)""")
# What goes without a word: it changes what is shown of a statement, and not what the statement does.
_QUIET = re.compile(
    r"(\s*)%%?(?:matplotlib\s+inline\b.*|(?:capture|(?<=%%)prun)\b.*"
    r"|time(?:it)?\b(?:\s+-\w+(?:\s*\d+)?)*\s*)"
)


@lru_cache(64)  # each is asked for several times, and most are the same in a whole class
def python(source: str) -> tuple[str, list[str]]:
    """(a cell's source as Python, the lines that are idle in it); what cannot be read stays as it is.

    All other lines keep their numbers. Python's own parser says where such a line is, and not a part of a text.
    """
    if len(source) > LARGEST or not set(source) & set("!%?"):
        return source, []
    if source.lstrip().startswith("%%") and not _QUIET.match(source):  # Bash, HTML or the like
        comments = "\n".join(f"# {line}" for line in source.split("\n"))
        return comments, [source.strip().partition("\n")[0].strip()]
    lines, originals = source.split("\n"), dict[int, str]()
    for _ in range(MOST):
        try:
            ast.parse("\n".join(lines))
        except SyntaxError as error:
            first = last = min(error.lineno or 1, len(lines)) - 1
        except NO_PYTHON:
            break
        else:
            return "\n".join(lines), [originals[number] for number in sorted(originals)]
        # An apostrophe in a line that goes on is trouble to a parser, and none to a shell.
        while first and lines[first - 1].endswith("\\") and not _LINE.match(lines[first]):
            first -= 1
        if not (start := _LINE.match(lines[first])):
            break
        if quiet := _QUIET.match(lines[first]):
            lines[first] = quiet[1] + (lines[first][quiet.end() :] or "None")
            continue
        while lines[last].endswith("\\") and last + 1 < len(lines):
            last += 1
        originals[first] = "\n".join(lines[first : last + 1]).strip()
        value = "[]" if "=" in start[1] else "None"
        lines[first : last + 1] = [start[1] + value] + [""] * (last - first)
    return source, []


def idle(cells: Iterable[dict]) -> list[str]:
    """One sentence on the lines that are idle in a notebook's code cells; [] if there are none."""
    code = (cell["source"] for cell in cells if cell["cell_type"] == "code")
    lines = dict.fromkeys(line for source in code for line in python(source)[1])
    sentence = f"Not run while marking: {some(plain(line)[:LONGEST] for line in lines)}."
    return [sentence] if lines else []


def tree(code: str) -> ast.Module | None:
    """The syntax tree of Python, lines of notebook magic idle; None if it is none, or too long."""
    try:
        return ast.parse(python(code)[0]) if len(code) <= LARGEST else None
    except NO_PYTHON:
        return None


def defined(code: str) -> list[str]:
    """The functions, classes and variables that code makes at its top level; [] for a written answer."""
    return _names(code)[0]


def begins(code: str, names: Sequence[str]) -> bool:
    """Whether code, complete or not, begins to define one of these names."""
    any_of = "|".join(map(re.escape, names))
    definition = rf"^(?:(?:(?:async )?def|class)\s+(?:{any_of})\b|(?:{any_of})\s*=[^=])"
    return bool(names) and re.search(definition, code, re.MULTILINE) is not None


def complete(code: str, names: Sequence[str]) -> bool:
    """Whether it defines one of these names, and each function among them has one end, its last statement."""
    if not begins(code, names) or (module := tree(code)) is None:
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
    makes = [{*assigned, *imported} for assigned, imported, _ in names]
    return [
        (uses - set().union(*makes[: number + 1])) & set().union(*makes[number + 1 :])
        for number, (_, _, uses) in enumerate(names)
    ]


def _names(code: str) -> tuple[list[str], list[str], set[str]]:
    """(the names that code assigns at its top level, that it imports, that it looks up there from any scope)."""
    try:
        source = python(code)[0] if len(code) <= LARGEST else "("
        tables = [symtable.symtable(source, "cell", "exec")]
    except NO_PYTHON:
        return [], [], set()
    for table in tables:
        tables += table.get_children()
    top = tables[0].get_symbols()
    inner = [one for table in tables[1:] for one in table.get_symbols() if one.is_global()]
    uses = {one.get_name() for one in [*top, *inner] if one.is_referenced()} - set(dir(builtins))
    assigned = [one.get_name() for one in top if one.is_assigned()]
    return assigned, [one.get_name() for one in top if one.is_imported()], uses
