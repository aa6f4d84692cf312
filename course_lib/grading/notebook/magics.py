"""Lines of a notebook that are no Python: shell commands, magics, questions for help.

While marking they are not run: a shell has no terminal there, an installation no network, and neither may
cost a mark or change this machine.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable

from course_lib.grading.notebook.files import some
from course_lib.grading.plain import plain

# Magics that run nothing but Python.
HARMLESS = ("capture", "matplotlib", "precision", "prun", "time", "timeit")
MOST = 500  # such lines in a cell: IPython reads no more, and would take seconds to say so
LARGEST = 200_000  # characters of code that are parsed here; an answer has a few thousand
LONGEST = 60  # characters of such a line in a sentence
_SIGN = re.compile(r"^[ \t]*[!%?]|=[ \t]*[!%]|\?[ \t]*$", re.MULTILINE)
_CELL = re.compile(r"\s*%%(\w+)")
_IDLE = {"system": "None", "getoutput": "[]", "run_line_magic": "None", "run_cell_magic": "None"}


def python(source: str, harmless: Collection[str] = HARMLESS) -> tuple[str, list[str]]:
    """(a cell's source with each such line made idle, those lines); all other lines keep their numbers.

    Magics in `harmless` stay as they are. So does a source that cannot be read.
    """
    signs = len(_SIGN.findall(source)) if len(source) <= LARGEST else 0
    if not 0 < signs <= MOST:
        return source, []
    if cell := _CELL.match(source):
        head, _, body = source.lstrip().partition("\n")
        if cell[1] not in HARMLESS:  # its lines are Bash, HTML or the like
            return "\n".join(f"# {line}" for line in source.split("\n")), [head.strip()]
        code, lines = python(body, harmless)
        return f"{head if cell[1] in harmless else ''}\n{code}", lines
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        code_lines = TransformerManager().do_token_transforms(source.splitlines(keepends=True))
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
                name = node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value
                if method in _IDLE and not (method.startswith("run") and name in harmless):
                    calls.append((node, method))
    return sorted(calls, key=lambda one: (one[0].lineno, one[0].col_offset))


def _as_written(call: ast.Call, method: str) -> str:
    texts = [str(a.value) if isinstance(a, ast.Constant) else ast.unparse(a) for a in call.args]
    line = ("%" if method.startswith("run") else "!") + " ".join(texts).rstrip()
    return re.sub(r"^%pinfo2? ", "?", line)
