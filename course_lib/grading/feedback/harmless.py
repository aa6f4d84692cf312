"""What students made, shown without running it: a step of every page that nbgrader makes of a notebook.

nbgrader_config.py names `Harmless` for nbgrader's Formgrader and its feedback. Whoever opens these pages
is logged in, so a script in an answer could do there what the reader may do: open a terminal. So of Markdown
every tag is written here, and HTML that a cell put out stands in a frame in which a browser runs nothing.
"""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import starmap
from typing import Any

import mistune
from mistune.util import safe_entity, striptags
from nbconvert.preprocessors import Preprocessor
from nbformat import from_dict

from course_lib.characters import plain, whole
from course_lib.grading.notebook import submission
from course_lib.grading.notebook.pictures import embedded
from course_lib.grading.result import clean
from course_lib.overview import Listing

RICH = 60_000  # characters of a page that are read as Markdown, as HTML and as Python; more stands as text
LEAST = 300  # characters that each of these counts for, as a browser needs memory for every frame
LONGEST = 1_000_000  # characters of a text, which a browser still scrolls through
OUTPUTS = 3000  # of a page
WIDE = re.compile(r".{1000}|\s{1000}")  # a line or gap too long for colours: they take its square
MATH_OFF = "tex2jax_ignore mathjax_ignore"  # by these classes MathJax leaves a place alone
LEFT_OUT = "[An output of the kind {} was left out: nothing that students made is run here.]"

# A picture of any kind that stands in the text itself, in which nothing runs, or one beside the notebook.
DATA = r"data:image/[\w.+-]+;base64,[A-Za-z0-9+/=]+"
BESIDE = r"(?i:(?![/ ])(?!.*(?://|(?:\.|%2e){2}))[^:\\?#\0-\x1f]{1,300}\.(?:png|jpe?g|gif|webp))"
# Tags typed in Markdown: one that stays, as it has no attributes; a picture's address; all the rest.
_TYPED = re.compile(
    r"""(?i)(<br ?/?>)|<img\b(?=[^<>]*>)[^<>]*?\bsrc\s*=\s*["']?([^"'\s<>]+)[^<>]*>|[^<]+|<"""
)
_UNSEEN = re.compile(r"(?is)<(script|style|head)\b.*?(?:</\1[^<>]*>?|\Z)|<(?!img|svg)[^<>]*>|\s")
# Without `allow-scripts` and its like nothing runs, sends a form, opens a window or leaves the frame, and the
# policy has nothing fetched. Only a link could still have its frame show another page, so none stays one.
FRAME = '<iframe sandbox="" title="an output" style="width:100%;height:{}em;border:0" srcdoc="{}"></iframe>'
FRAMED = (
    "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; img-src data:; "
    "style-src 'unsafe-inline'\"><style>body{font:"
    "14px sans-serif;margin:0}table{border-collapse:collapse}td,th{padding:.3em .6em}</style>"
)


class Harmless(Preprocessor):
    """Runs before every other step, so that what the later ones add stays as they made it."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook made anew from what may be shown; names in `resources` escaped, as pages show them raw."""
        self.length = Counter[Callable[[str], str]]()  # what was read so far, by what reads it
        self.outputs = OUTPUTS  # that the page still has room for
        cells = [self._cell(cell, f"cell-{n}") for n, cell in enumerate(notebook.cells)]
        names = {"student", "first_name", "last_name", "notebook_path"} & resources.keys()
        resources.update({name: html.escape(_text(resources[name] or "")) for name in names})
        fresh = {"cells": cells, "metadata": {"language_info": {"name": "python"}}}
        return from_dict(fresh | {"nbformat": 4, "nbformat_minor": 5}), resources

    def _cell(self, cell: Any, name: str) -> dict[str, Any]:
        kind, source = cell.get("cell_type"), _text(submission.text(cell))
        fresh: dict[str, Any] = {"id": name, "metadata": _metadata(cell)}
        if kind != "code":  # a raw cell is shown as text: a page would take it in as it stands
            markup = self._read(rendered, embedded(cell)[0]) if kind == "markdown" else ""
            markup = markup or f'<pre class="{MATH_OFF}">{html.escape(source)}</pre>'
            return fresh | {"cell_type": "markdown", "source": as_markdown(markup)}
        count, outputs = cell.get("execution_count"), cell.get("outputs")
        outputs = outputs if isinstance(outputs, list) else []
        outputs, more = outputs[: self.outputs], outputs[self.outputs :]
        self.outputs -= len(outputs)
        shown = [self._output(one) for one in outputs if isinstance(one, Mapping)]
        if more:
            shown.append(clean({"text": f"[Here {len(more)} more outputs were left out.]"}))
        if self._read(str, source) != source or WIDE.search(source):
            source, shown = "# Long code, shown below:", [clean({"text": source}), *shown]
        fresh["execution_count"] = count if type(count) is int and count >= 0 else None
        return fresh | {"cell_type": "code", "source": source, "outputs": shown}

    def _output(self, output: Mapping[str, Any]) -> dict[str, Any]:
        shown = clean(output)
        if "data" in shown:
            data = self._data(shown["data"])
            return {"output_type": "display_data", "metadata": {}, "data": data}
        if lines := shown.get("traceback"):  # of which each by itself would take long
            shown["traceback"] = [_text("\n".join(lines))]
        return shown | {key: _text(text) for key, text in shown.items() if isinstance(text, str)}

    def _data(self, bundle: Mapping[str, str]) -> dict[str, str]:
        """Of an output its HTML or Markdown or else its picture, and its text; else a sentence."""
        markup, typed = bundle.get("text/html", ""), bundle.get("text/markdown", "")
        markup = self._read(framed, markup) if markup else self._read(rendered, typed)
        markup = markup or next(filter(None, starmap(_drawn, bundle.items())), "")
        text = typed or bundle.get("text/plain")
        data = {"text/html": markup} if markup else {}
        data |= {"text/plain": _text(text)} if text is not None else {}
        return data or {"text/plain": LEFT_OUT.format(", ".join(map(_text, bundle)) or "unknown")}

    def _read(self, read: Callable[[str], str], source: str) -> str:
        """What `read` makes of a text; "" if the page has no room for it, or it is too strange."""
        size = max(LEAST, len(re.sub(DATA, "picture", source)))
        if source and self.length[read] + size <= RICH:
            self.length[read] += size
            with suppress(Exception):  # of any kind: no library was written for hostile text
                return read(str(whole(source)))
        return ""


class _Renderer(mistune.HTMLRenderer):
    """Tags that were typed are shown as they were typed, but for those of `_TYPED` and folds."""

    def text(self, text: str) -> str:
        return safe_entity(text)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        # And not into this server; one that is defined once may be called thousands of times.
        leads_out = len(url) < 2000 and re.match(r"(?i)https?://|mailto:", url)
        return f'<a href="{html.escape(url)}">{text}</a>' if leads_out else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        # To fetch a picture from elsewhere would tell its owner who reads this, and when.
        words = striptags(text)
        picture = _picture(url, html.unescape(words))
        return picture or self.link(words or html.escape(url[:200]), url)

    def inline_html(self, markup: str) -> str:
        pieces = _TYPED.finditer(markup)
        return "".join(p[1] or _picture(p[2] or "", "") or html.escape(p[0]) for p in pieces)

    def block_html(self, markup: str) -> str:
        # Alone folds stay, as within a link or the like they could leave the rest of the page in it.
        pieces = re.split(r"(?i)(</?(?:details|summary)>)", markup)
        return "".join(p if n % 2 else self.inline_html(p) for n, p in enumerate(pieces))


def rendered(source: str) -> str:
    """Markdown as harmless HTML."""
    # Pictures stand aside meanwhile, as it is read letter by letter, and one may be called thousands of times.
    pictures = {f"data:image/png;base64,{n}": p for n, p in enumerate(re.findall(DATA, source))}
    names, room = iter(list(pictures)), 2 * len(source)

    def back(name: re.Match[str]) -> str:
        nonlocal room
        room -= len(picture := pictures.get(name[0], ""))
        return picture if picture and room > 0 else name[0]

    source = re.sub(DATA, lambda _: next(names), source)
    plugins = ["strikethrough", "table", "url", "task_lists", "def_list"]
    markup = str(mistune.create_markdown(renderer=_Renderer(), plugins=plugins)(source))
    return f'<div class="{MATH_OFF}">{re.sub(DATA, back, markup)}</div>'


def framed(markup: str) -> str:
    """HTML in a frame in which nothing runs, about as high as it has lines; "" if there is nothing to see."""
    lines = len(re.findall(r"(?i)<(?:tr|br|p|li|h\d)\b", markup)) or markup.count("\n")
    lines += 12 * len(re.findall(r"(?i)<(?:img|svg)\b", markup))
    # No name of an attribute any more, though the same in text.
    names = r"(?i)h(?=ref\s*=)|a(?=ttributename\s*=)"
    markup = re.sub(names, lambda first: f"&#{ord(first[0])};", markup)
    shown = FRAME.format(min(40, 4 + 2 * lines), html.escape(FRAMED + markup))
    return shown if _UNSEEN.sub("", markup) else ""


def table(heads: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    """A table in HTML, of cells that hold text."""
    return Listing(heads, tuple(tuple(map(as_html, row)) for row in rows))._repr_html_()


def as_html(text: str) -> str:
    """Text for a page, on one line; `code` keeps its marks' meaning."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", html.escape(plain(" ".join(text.split()))))


def as_markdown(markup: str) -> str:
    """Harmless HTML as Markdown that renders as just that: on one line, and without a sign Markdown knows."""
    return re.sub(r"[\n\r$\\`*_\[\]~|{}!]", lambda sign: f"&#{ord(sign[0])};", markup)


def _picture(address: str, words: str) -> str:
    """A picture as a tag; "" if it is none that may be shown."""
    tag = f'<img src="{html.escape(address)}" alt="{html.escape(words)}">'
    return tag if re.fullmatch(f"{DATA}|{BESIDE}", address) else ""


def _drawn(kind: str, data: str) -> str:
    """A picture that a cell put out; "" if it is none."""
    if kind == "image/svg+xml":  # in which a browser runs nothing where it stands in a tag
        data = b64encode(whole(data).encode()).decode()
    return _picture(f"data:{kind};base64,{''.join(data.split())}", "a picture that the cell drew")


def _metadata(cell: Any) -> dict[str, Any]:
    """Of nbgrader's metadata what pages need, each of its type; {} for a cell without, or with a strange name."""
    about = submission.nbgrader_metadata(cell)
    if not re.fullmatch(r"[\w .-]{1,200}", str(about.get("grade_id", ""))):
        return {}
    flags = {key: about.get(key) is True for key in ("grade", "solution", "locked", "task")}
    points = about.get("points")
    worth = points if isinstance(points, int | float) and abs(points) < LONGEST else 0
    return {"nbgrader": flags | {"points": worth, "grade_id": str(about["grade_id"])}}


def _text(given: Any) -> str:
    """What should be text, without colours, as UTF-8 can hold it, cut where a page could not bear the whole."""
    text = re.sub(r"\x1b(\[[0-?]*[@-~])?", "", str(given))
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}\n[Here {len(text) - LONGEST} more characters were left out.]"
    return str(whole(text))
