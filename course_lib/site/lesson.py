"""A lesson as a page: its prose, what its code shows with the code folded, and panels that need no server."""

from __future__ import annotations

import ast
import html
import io
import re
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Any

from course_lib.commands import cells
from course_lib.site.panels import TEMPLATES, Panels, environment

CLAIMS = "claims.csv"
SILENT = {"parameters", "setup"}  # cells that make ready for others
# Of no use where nothing is run, typed or kept.
LEFT_OUT = {
    *("organisation-intro", "your-answers", "tables-intro", "tables"),
    *("plan-files", "folder-box", "backup-intro"),
}
# What the first lesson says of notebooks, said of these pages.
HOW_TO = "how-to.md"
NUMBER = re.compile(r"-?[\d,]+(\.\d+)?%?|NaN|NaT")
IN_THE_COURSE = {
    "modify-try": "Change it in the course itself",
    "own-folder": "With your own tables",
}


@dataclass(frozen=True)
class Body:
    """A lesson's page between its bar and its end, and the charts in it by their paths within the site."""

    html: str
    files: dict[str, str]


def body(notebook: Any, page: str, pages: dict[str, str]) -> Body:
    """The body of a lesson's page. `page` is its name, `pages` every lesson's page by its notebook's file name.

    The lesson's code is run, in this process and as it stands.
    """
    panels, parts = Panels(page), []
    names, functions = {"__name__": page}, panels.functions()
    for cell, after in zip(notebook.cells, (*notebook.cells[1:], None), strict=True):
        if cell.id in LEFT_OUT:
            continue
        if cell.cell_type == "markdown":
            own = _how_to() if (page, cell.id) == ("start-here", "how-to") else ""
            text = linked(_words(cell.id, own or cell.source), pages)
            # Where code follows that does what is asked, its outcome is on the page.
            folded = (
                IN_THE_COURSE.get(cell.id) if after is None or after.cell_type != "code" else None
            )
            parts.append(_folded(folded, text) if folded else text)
            continue
        shown = outputs(cell.source, names, functions)
        if cell.id not in SILENT:
            parts.append(_with_code(cell, linked(shown, pages)))
    return Body("\n".join(parts), panels.files)


def outputs(source: str, names: dict[str, Any], functions: Mapping[str, Any]) -> str:
    """What a cell prints and the value of its last line, as HTML; it reads and leaves `names` as a cell does.

    `functions` take the place of what the cell imports by their names.
    """
    printed, value = io.StringIO(), None
    where = names["__name__"]
    with redirect_stdout(printed):
        for line in ast.parse(source, where).body:
            value = None
            if isinstance(line, ast.Expr):
                value = eval(compile(ast.Expression(line.value), where, "eval"), names)
            else:
                exec(compile(ast.Module([line], []), where, "exec"), names)
            names |= functions
    text = f"<pre>{html.escape(printed.getvalue())}</pre>" if printed.getvalue() else ""
    return text + _shown(value)


def markdown(source: str) -> str:
    """Markdown as HTML, as notebooks have it."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return _framed(MarkdownWithMath(renderer=renderer).render(source))


def linked(text: str, pages: dict[str, str]) -> str:
    """Links to lessons and to the claims as this site has them; of what it has not, only the words are left."""

    def link(match: re.Match[str]) -> str:
        target = match[1]
        if target in pages:
            return f'<a href="{pages[target]}">{match[2]}</a>'
        if target.endswith(f"/{CLAIMS}"):
            return f'<a href="{CLAIMS}">{match[2]}</a>'
        return match[2] if target.startswith("../") else match[0]

    return re.sub(r'<a href="([^"]*)">(.*?)</a>', link, text)


def _words(name: str, source: str) -> str:
    """A cell of prose by its id, as HTML."""
    if name == "title":  # its name, question and neighbours stand in the page's own places
        source = re.sub(r"^# .*\n+(?:\*[^*].* · .*\n*)?", "", source)
    if name == "seen":  # its end leads to the exercise
        source = re.sub(r"\n\n[^\n]*\]\(\.\./exercises/.*", "", source, flags=re.DOTALL)
    return markdown(source)


def _folded(summary: str, text: str) -> str:
    return f'<details class="aside"><summary>{summary}</summary>{text}</details>'


def _how_to() -> str:
    return (TEMPLATES / HOW_TO).read_text(encoding="utf-8")


def _with_code(cell: Any, shown: str) -> str:
    if cells.kind(cell) not in (cells.COUNT, cells.YOURS):
        return shown
    code = html.escape(cell.source)
    return (
        f'<div class="output">{shown}</div><details class="code"><summary>how this is counted</summary>'
        f"<pre><code>{code}</code></pre></details>"
    )


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if not hasattr(value, "_repr_html_"):
        return f"<pre>{html.escape(repr(value))}</pre>"
    text = value._repr_html_()
    return _framed(_aligned(text) if 'class="dataframe"' in text else text)


def _aligned(text: str) -> str:
    """A table of pandas' without a style of its own; columns of numbers, their heads too, have a class."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "html.parser")
    rows = [row.find_all(["th", "td"]) for row in soup.select("tr")]
    is_grid = len({len(row) for row in rows}) == 1
    for column in zip(*rows, strict=True) if is_grid else ():
        numbers = [
            NUMBER.fullmatch(cell.text) for cell in column if cell.name == "td" and cell.text
        ]
        if numbers and all(numbers):
            for cell in column:
                cell["class"] = "number"
    for style in soup.select("style"):
        style.decompose()
    for part in soup.select("table, tr"):
        del part["border"], part["style"]
    return str(soup)


def _framed(text: str) -> str:
    """Tables within what scrolls, for one may be wider than a phone; a keyboard reaches it too."""
    frame = '<div class="table" role="group" aria-label="Table" tabindex="0">'
    # Over the numbers of pandas' rows stands the name of nothing.
    text = re.sub(r"<th(?: [^>]*)?></th>", "<td></td>", text)
    return re.sub(
        r"<table.*?</table>", lambda table: f"{frame}{table[0]}</div>", text, flags=re.DOTALL
    )


def page(template: str, **values: Any) -> str:
    """A whole page from its template."""
    return environment().get_template(template).render(**values)
