"""What students made, shown without running it: a step of every page that nbgrader makes of a notebook.

nbgrader_config.py names `Harmless` for nbgrader's Formgrader and its feedback. Whoever opens these pages
is logged in, so a script in an answer could do there what the reader may do: open a terminal.
"""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from html.parser import HTMLParser
from itertools import starmap, takewhile
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import from_dict

from course_lib.characters import plain, whole
from course_lib.grading.notebook import submission
from course_lib.grading.notebook.pictures import embedded
from course_lib.grading.result import clean as clean_output
from course_lib.overview import Listing

RICH = 20_000  # characters of Markdown or code; more is shown as it was typed, as reading it takes long
LONGEST = 1_000_000  # characters of a text, which a browser still scrolls through, and of all HTML of a page
MARKDOWN, COLOURS = 5, 8  # characters of HTML that take as long as one of Markdown, and of code
OUTPUTS = 5000  # of a page
WIDE = re.compile(".{1000}")  # a line that is too long for colours, which take the square of it
DEEPEST = 40  # tags one in another: what reads the page next takes long over depth
MATH_OFF = "tex2jax_ignore mathjax_ignore"  # by these classes MathJax leaves a place alone

TAGS = (
    "a|b|blockquote|br|caption|code|dd|del|details|div|dl|dt|em|figcaption|figure|h1|h2|h3|h4|h5|h6|hr|i|img|"
    "ins|kbd|li|mark|ol|p|pre|s|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
ALLOWED = frozenset(TAGS.split("|"))
# Tags that a browser ends, with all they hold, where one of the same kind begins that is in no list or table
# within them: left to it, the end tag of what they hold would then end what is around the text.
KINDS = "li", "dt dd", "h1 h2 h3 h4 h5 h6", "td th", "tr", "thead tbody tfoot"
ALONE = {tag: kind.split() for kind in KINDS for tag in kind.split()}
# What an attribute may hold. No id and few classes: both could take a place in the page around.
ATTRIBUTES = {
    "href": r"(?i:https?://|mailto:).*",
    # A picture of any kind, in which nothing runs, or one that was handed in beside the notebook.
    "src": r"data:image/[\w.+-]+;base64,[\w+/=\s]*|"
    r"(?i:(?![/ ])(?!.*(\.|%2e){2})[^:\\?#\0-\x1f]+\.(png|jpe?g|gif|webp))",
    "alt": r".*",
    "class": r"dataframe|highlight|[a-z]{1,2}\d?",  # of pandas, and of Pygments, which colours code
    "style": r"text-align:\s*\w+;?",
} | dict.fromkeys(("width", "height", "border", "start", "colspan", "rowspan"), r"\d{1,4}")
# A sign that begins no tag of these, with the tag of another kind that it begins.
OTHER = re.compile(rf"(?i)<(?!/?(?:{TAGS})(?=[\s/>])[^<>]*>)(/?[a-z][^<>]*>)?")
# What is no word of an output: what these tags hold is code.
CODE = "script|style|iframe|object|embed|template|noscript|head|svg|math"
WORDLESS = re.compile(rf"(?is)<!--.*?(?:-->|\Z)|<[!?][^<>]*>|<({CODE})\b.*?(?:</\1\b[^<>]*>|\Z)")
# A picture that stands in the text itself, as Colab pastes it.
IN_TEXT = re.compile(r"data:image/[\w.+-]+;base64,[A-Za-z0-9+/=]{100,}")
LEFT_OUT = "[An output of the kind {} was left out: nothing that students made is run here.]"


class Harmless(Preprocessor):
    """Runs before every other step, so that what the later ones add stays as they made it."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook made anew from what may be shown; names in `resources` escaped, as pages show them raw."""
        self.room, self.outputs = LONGEST, OUTPUTS  # that are still read for this page
        cells = [self._cell(cell, f"cell-{n}") for n, cell in enumerate(notebook.cells)]
        names = {"student", "first_name", "last_name", "notebook_path"} & resources.keys()
        resources.update({name: html.escape(_text(resources[name] or "")) for name in names})
        fresh = {"cells": cells, "metadata": {"language_info": {"name": "python"}}}
        return from_dict(fresh | {"nbformat": 4, "nbformat_minor": 5}), resources

    def _cell(self, cell: Any, name: str) -> dict[str, Any]:
        kind, source = cell.get("cell_type"), submission.text(cell)
        fresh: dict[str, Any] = {"id": name, "metadata": _metadata(cell), "cell_type": "code"}
        if kind == "code":
            count, outputs = cell.get("execution_count"), cell.get("outputs") or []
            fresh["execution_count"] = count if isinstance(count, int) else None
            shown = [one for one in outputs if isinstance(one, Mapping)][: self.outputs]
            self.outputs -= len(shown)
            if more := len(outputs) - len(shown):
                shown.append({"text": f"[Here {more} more outputs were left out.]"})
            if WIDE.search(source) or not self._fits(len(source), COLOURS):
                source, shown = "# Long code, shown below:", [{"text": source}, *shown]
            return fresh | {"source": _text(source), "outputs": [*map(self._output, shown)]}
        markup = ""  # a raw cell stays without, as a page would take it in as it stands
        if kind == "markdown":
            markup = self._read(embedded(cell)[0], rendered, MARKDOWN)
        markup = markup or f'<pre class="{MATH_OFF}">{html.escape(_text(source))}</pre>'
        return fresh | {"cell_type": "markdown", "source": as_markdown(markup)}

    def _output(self, output: Mapping[str, Any]) -> dict[str, Any]:
        shown = clean_output(output)
        if "data" in shown:
            data = self._data(shown["data"])
            return {"output_type": "display_data", "metadata": {}, "data": data}
        if lines := shown.get("traceback"):  # of which each by itself would take long
            shown["traceback"] = [self._coloured("\n".join(lines))]
        return shown | {k: self._coloured(v) for k, v in shown.items() if isinstance(v, str)}

    def _data(self, bundle: Mapping[str, str]) -> dict[str, str]:
        """Of an output the table or else the picture, and the text; a sentence where it has none of them."""
        table, typed = (_text(bundle.get(f"text/{kind}", "")) for kind in ("html", "markdown"))
        markup = self._read(table, partial(clean, typed=False)) if table else ""
        if typed and not table:
            markup = self._read(typed, rendered, MARKDOWN)
        if not re.sub(r"<(?!img)[^>]*>|\s", "", markup):
            markup = next(filter(None, starmap(_image, bundle.items())), "")
        text = typed or bundle.get("text/plain")
        data = {"text/html": markup} if markup else {}
        data |= {"text/plain": self._coloured(text)} if text is not None else {}
        return data or {"text/plain": LEFT_OUT.format(", ".join(map(_text, bundle)) or "unknown")}

    def _coloured(self, text: str) -> str:
        """Text with the codes of its colours, as long as there is room: each takes reading the rest again."""
        fits = self._fits((text := _text(text)).count("\x1b") * (5 + len(text) // 1000))
        return text if fits else re.sub(r"\x1b(\[[0-?]*[@-~])?", "", text)

    def _read(self, source: str, read: Callable[[str], str], weight: int = 1) -> str:
        """What `read` makes of the source; "" if it is too long, or too strange."""
        if self._fits(len(IN_TEXT.sub("", source)), weight):
            with suppress(Exception):  # of any kind: no library was written for hostile text
                return read(str(whole(source)))
        return ""

    def _fits(self, length: int, weight: int = 1) -> bool:
        """Whether there is room for so many characters, each of that weight; if so, they take it."""
        fits = length * weight <= self.room and (weight == 1 or length <= RICH)
        self.room -= length * weight * fits
        return fits


class _Renderer(IPythonRenderer):
    def block_code(self, code: str, info: str | None = None) -> str:
        # There are hundreds of languages to name, and some take minutes to colour a page of hostile text.
        coloured = re.match(r"(?i)py", info or "") and not WIDE.search(code)
        return str(super().block_code(code, info if coloured else None))

    def image(self, text: str, url: str, title: str | None = None) -> str:
        # To fetch a picture from elsewhere would tell its owner who reads this, and when.
        link = re.match(r"(?i)https?://", url) and self.link(text or url, url, title)
        return link or f'<img src="{html.escape(url)}" alt="{html.escape(text)}">'


def rendered(source: str) -> str:
    """Markdown as clean HTML."""
    markdown = MarkdownWithMath(_Renderer(escape=False, exclude_anchor_links=True))
    return clean(markdown.render(source), typed=True)


def clean(markup: str, *, typed: bool) -> str:
    """The markup with text, tables and pictures alone, and links that lead out of this server; other tags are
    shown as text where a person typed them, so that no word is lost, else dropped."""
    writer = _Writer()
    markup = markup if typed else WORDLESS.sub("", markup)
    writer.feed(OTHER.sub(lambda m: "" if m[1] and not typed else f"&lt;{m[1] or ''}", markup))
    writer.close()
    ends = "".join(f"</{tag}>" for tag in reversed(writer.open))
    return f'<div class="{MATH_OFF}">{"".join(writer.parts)}{ends}</div>'


class _Writer(HTMLParser):
    """Writes markup anew, tag by tag: a tree of it can be far larger than it is, and take minutes to build."""

    def __init__(self) -> None:
        super().__init__()
        self.parts, self.open = list[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = [one for one in self.open if one in ("table", "td", "th", "caption")]
        stray = tag == "table" == "".join(around[-1:])  # in another, and in no cell of it
        if tag not in ALLOWED or len(self.open) >= DEEPEST or stray:
            return
        near = takewhile(lambda one: one not in ("ul", "ol", "dl", "table"), reversed(self.open))
        self.handle_endtag(next((one for one in near if one in ALONE.get(tag, ())), ""))
        self.parts.append(f"<{tag}{''.join(self._attribute(k, v or '') for k, v in attrs)}>")
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open:
            self.parts.append(f"</{self.open[-1]}>")
            if self.open.pop() == tag:
                break

    def handle_data(self, data: str) -> None:
        self.parts.append(html.escape(data, quote=False))

    def _attribute(self, name: str, value: str) -> str:
        allowed = name in ATTRIBUTES and re.fullmatch(ATTRIBUTES[name], value, re.DOTALL)
        return f' {name}="{html.escape(value)}"' if allowed else ""


def table(heads: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    """A table in HTML, of cells that hold text."""
    return Listing(heads, tuple(tuple(map(as_html, row)) for row in rows))._repr_html_()


def as_html(text: str) -> str:
    """Text for a page, on one line; `code` keeps its marks' meaning."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", html.escape(plain(" ".join(text.split()))))


def as_markdown(markup: str) -> str:
    """Clean HTML as Markdown that renders as just that: on one line, and without a sign Markdown knows."""
    return re.sub(r"[\n\r$\\`*_\[\]~|{}!]", lambda sign: f"&#{ord(sign[0])};", markup)


def _image(kind: str, data: str) -> str:
    """A picture as a tag; "" if it is none."""
    svg = kind == "image/svg+xml"  # in which a browser runs nothing where it stands in a tag
    data = b64encode(whole(data).encode()).decode() if svg else data
    allowed = re.fullmatch(ATTRIBUTES["src"], source := f"data:{kind};base64,{data}")
    return f'<img src="{source}" alt="a picture that the cell drew">' if allowed else ""


def _metadata(cell: Any) -> dict[str, Any]:
    """Of nbgrader's metadata what pages need, each of its type; {} for a cell without, or with a strange name."""
    about = submission.nbgrader_metadata(cell)
    if not re.fullmatch(r"[\w .-]{1,200}", str(about.get("grade_id", ""))):
        return {}
    flags = {key: about.get(key) is True for key in ("grade", "solution", "locked", "task")}
    worth = {"points": p} if isinstance(p := about.get("points"), int | float) else {}
    return {"nbgrader": flags | worth | {"grade_id": str(about["grade_id"])}}


def _text(given: Any) -> str:
    """What should be text, as text that UTF-8 can hold, cut where a page could not bear the whole."""
    text = str(given)
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}\n[Here {len(text) - LONGEST} more characters were left out.]"
    return str(whole(text))
