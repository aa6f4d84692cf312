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
from contextlib import suppress
from functools import lru_cache

from course_lib.characters import plain
from course_lib.grading.notebook.files import some

NO_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
LARGEST = 200_000  # characters of code that are parsed here; an answer has a few thousand
LONGEST = 60  # characters of such a line in a sentence
_TEXT = r"(?:'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\")(?!['\"])"  # within a line
# A text, a comment or a line's end that goes on, in which nothing is idle, or: (what stands before a sign, such as
# "    names = ") and such a line, with those that it goes on in.
_LINE = re.compile(
    r"'{3}(?:\\[\s\S]|[^\\])*?'{3}|'(?:\\[\s\S]|[^'\\\n])*'"
    r"|\"{3}(?:\\[\s\S]|[^\\])*?\"{3}|\"(?:\\[\s\S]|[^\"\\\n])*\"|#.*|\\(?:\n[ \t]*%?|.)"
    rf"|^([ \t\f]*+(?:[\w*(](?:{_TEXT}|[^=!%?#'\"\n])*+=[ \t]*+)?)"
    rf"(?:!(?!=)|\?|%+[a-zA-Z]\w*(?!\S)|(?:{_TEXT}|[^#'\"\n])*[\w*\])]\?+[ \t]*$)(?:.*\\\n)*.*",
    re.MULTILINE,
)
# What goes without a word: it changes what is shown of a statement, and not what the statement does.
_QUIET = re.compile(
    r"(?:%%(?:capture|prun)|%%?matplotlib[ \t]+inline)\b.*"
    r"|%%?time(?:it)?\b(?!\?)(?:[ \t]+-\w+(?:[ \t]*\d+)?)*[ \t]*"
)


@lru_cache(64)  # each is asked for several times, and most are the same in a whole class
def python(source: str) -> tuple[str, list[str]]:
    """(a cell's source as Python, the lines that are idle in it); what cannot be read stays as it is.

    It may be indented as a whole, as IPython takes it. All other lines keep their numbers.
    """
    if len(source) > LARGEST or not set(source) & set("!%?") or _parsed(source):
        return source, []
    head = source.lstrip()
    if re.match(r"%%(?!\w+\?)", head) and not _QUIET.match(head):  # Bash, HTML or the like
        return re.sub("(?m)^", "# ", source), [head.partition("\n")[0].strip()]
    lines = list[str]()

    def value(match: re.Match[str]) -> str:
        line, start = match.group(0, 1)
        if start is None:
            return line
        if quiet := _QUIET.match(line, len(start)):
            return start + (line[quiet.end() :] or "None")
        lines.append(line.strip())
        return start + ("[]" if "=" in start else "None") + "\n" * line.count("\n")

    code = _LINE.sub(value, source)
    return (code, lines) if _parsed(code) or _parsed(f"if 1:\n{code}") else (source, [])


def idle(cells: Iterable[dict]) -> list[str]:
    """One sentence on the lines that are idle in a notebook's code cells; [] if there are none."""
    code = (cell["source"] for cell in cells if cell["cell_type"] == "code")
    lines = dict.fromkeys(line for source in code for line in python(source)[1])
    sentence = f"Not run while marking: {some(plain(line)[:LONGEST] for line in lines)}."
    return [sentence] if lines else []


def tree(code: str) -> ast.Module | None:
    """The syntax tree of Python, lines of notebook magic idle; None if it is none, or too long."""
    return _parsed(python(code)[0]) if len(code) <= LARGEST else None


def _parsed(code: str) -> ast.Module | None:
    with suppress(*NO_PYTHON):
        return ast.parse(code)
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
    bodies = (n.body for n in module.body if isinstance(n, ast.FunctionDef) and n.name in names)
    ends = ([isinstance(line, ast.Return | ast.Raise) for line in body] for body in bodies)
    return all(end[-1] and not any(end[:-1]) for end in ends)


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
    tables = list[symtable.SymbolTable]()
    with suppress(*NO_PYTHON):
        tables += [symtable.symtable(python(code)[0], "", "exec")] if len(code) <= LARGEST else []
    for table in tables:
        tables += table.get_children()
    top = [one for table in tables[:1] for one in table.get_symbols()]
    inner = [one for table in tables[1:] for one in table.get_symbols() if one.is_global()]
    uses = {one.get_name() for one in [*top, *inner] if one.is_referenced()} - set(dir(builtins))
    assigned = [one.get_name() for one in top if one.is_assigned()]
    return assigned, [one.get_name() for one in top if one.is_imported()], uses
