"""What students made, shown without running it: a step of every page that nbgrader makes of a notebook.

nbgrader_config.py names `Harmless` for nbgrader's Formgrader and its feedback. Whoever opens these pages
is logged in, so a script in an answer could do there what the reader may do: open a terminal.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, from_dict

from course_lib.characters import whole
from course_lib.grading.notebook import submission
from course_lib.grading.notebook.pictures import pictures
from course_lib.grading.result import clean as clean_output

# Characters of Markdown, and of an HTML output, beyond which they are shown as text: reading them takes long.
RICH, TABLE = 20_000, 60_000
ROOM = 10  # times as many are read of all on a page
DEEPEST = 40  # tags one in another that are kept of an HTML output
LONGEST = 1_000_000  # characters of anything, which a browser still scrolls through
PICTURE = 10_000_000  # characters in base64
MATH_OFF = "tex2jax_ignore mathjax_ignore"  # by these classes MathJax leaves a place alone

TAGS = {
    "a", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt",
    "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins",
    "kbd", "li", "mark", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
# What an output has in these is code; every other tag that is not allowed leaves its words behind.
GONE = [
    "script", "style", "iframe", "object", "embed", "template", "noscript", "head", "svg", "math",
]  # fmt: skip
# What an attribute may hold. No id and few classes: both could take a place in the page around.
ATTRIBUTES = {
    ("a", "href"): r"(?i)(https?://|mailto:).*",
    ("img", "src"): r"data:image/[\w.+-]+;base64,[\w+/=\s]*",  # of any kind, in which nothing runs
    ("img", "alt"): r".*",
    ("img", "width"): r"\d{1,4}",
    ("img", "height"): r"\d{1,4}",
    ("ol", "start"): r"\d{1,6}",
    ("table", "border"): r"\d",
    ("table", "class"): r"dataframe",
    ("div", "class"): r"highlight",
    ("span", "class"): r"[a-z]{1,2}\d?",  # of Pygments, which colours code
}
ATTRIBUTES |= {(tag, f"{way}span"): r"\d{1,3}" for tag in ("td", "th") for way in ("col", "row")}
ATTRIBUTES |= {(tag, "style"): r".*" for tag in ("td", "th", "tr")}  # of which text-align is left
# A picture that was handed in beside the notebook; nothing above its folder, and no page.
BESIDE = re.compile(r"(?i)(?!/)(?!.*\.\.)[^:\\?#]+\.(png|jpe?g|gif|webp)")
NAME = re.compile(r"[\w .-]{1,200}")
# A pasted picture in a tag, as people write it to make one smaller.
TAG = re.compile(r"""\bsrc=["']?attachment:([^\s"'<>]+)["']?""")
# A picture that stands in the text itself, as Colab pastes it.
LONG = re.compile(rf"(data:image/[\w.+-]+;base64,)([A-Za-z0-9+/=]{{100,{PICTURE}}})")
SHOWN = {"image/png", "image/jpeg", "image/svg+xml"}
LEFT_OUT = "[An output of the kind {} was left out: nothing that students made is run here.]"


class Harmless(Preprocessor):
    """Runs before every other step, so that what the later ones add stays as they made it."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook made anew from what may be shown; names in `resources` escaped, as pages show them raw."""
        room = Room()
        cells = [_cell(cell, room) for cell in notebook.cells]
        fresh = {"cells": cells, "metadata": {"language_info": {"name": "python"}}}
        for key in ("student", "first_name", "last_name", "notebook_path"):
            if resources.get(key):
                resources[key] = html.escape(_text(resources[key]))
        return from_dict(fresh | {"nbformat": 4, "nbformat_minor": 5}), resources


def clean(markup: str, *, typed: bool) -> str:
    """The markup with text, tables and pictures alone, and links that lead out of this server.

    Other tags are shown as text where a person typed them, so that no word is lost, else dropped.
    """
    from bleach import clean as allowed_only
    from bleach.css_sanitizer import CSSSanitizer

    if typed:  # a comment that never ends would hide the rest of an answer
        markup = re.sub(r"<(?=[^a-zA-Z/]|/[^a-zA-Z])", "&lt;", markup)
    else:
        from bs4 import BeautifulSoup

        soup = BeautifulSoup(markup, "html.parser")
        for tag in soup(GONE):
            tag.decompose()
        markup = str(_shallow(soup))
    tags = allowed_only(
        markup,
        TAGS,
        _allowed,
        protocols=["http", "https", "mailto", "data"],
        strip=not typed,
        css_sanitizer=CSSSanitizer(allowed_css_properties=["text-align"]),
    )
    return f'<div class="{MATH_OFF}">{tags}</div>'


def _shallow(soup: Any) -> Any:
    """The soup with whatever lies DEEPEST tags deep as its words: what reads it next takes long over depth."""
    depths, deep = {id(soup): 0}, []
    for tag in soup.find_all(True):
        depths[id(tag)] = depths[id(tag.parent)] + 1
        if depths[id(tag)] == DEEPEST:
            deep.append(tag)
    for tag in deep:
        tag.string = tag.get_text()
    return soup


def as_markdown(markup: str) -> str:
    """Clean HTML as Markdown that renders as just that: on one line, and without a sign Markdown knows."""
    return re.sub(r"[\n\r$\\`*_\[\]~|{}!]", lambda sign: f"&#{ord(sign[0])};", markup)


def rendered(source: str, attachments: Any) -> str:
    """Markdown as clean HTML, pasted pictures in their places; what is too strange, as it was typed."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    class Renderer(IPythonRenderer):
        def image(self, text: str, url: str, title: str | None = None) -> str:
            # To fetch a picture from elsewhere would tell its owner who reads this, and when.
            outside = re.match(r"(?i)https?://", url)
            return (self.link if outside else super().image)(text or url, url, title)

    pasted = _Pasted(pictures({"attachments": attachments}))
    renderer = Renderer(escape=False, attachments=pasted, exclude_anchor_links=True)

    def embedded(source: re.Match[str]) -> str:
        ((kind, data), *_) = pasted[unquote(source[1])].items()
        return f'src="data:{kind};base64,{data}"'

    try:
        markup = MarkdownWithMath(renderer=renderer).render(source)
        return clean(TAG.sub(embedded, markup), typed=True)
    except Exception:  # of whatever kind: these libraries were not written for hostile text
        return _typed(source)


class Room:
    """How many characters of Markdown and of HTML are still read for a page."""

    def __init__(self) -> None:
        self.left = {RICH: ROOM * RICH, TABLE: ROOM * TABLE}

    def fits(self, text: str, most: int) -> bool:
        """Whether a text of a kind, RICH or TABLE, is to be read; it then takes its room."""
        fits = len(text) <= min(most, self.left[most])
        self.left[most] -= len(text) * fits
        return fits


class _Pasted(dict):
    """A cell's attachments by name; one that is not there, or is no picture, is an empty picture."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> dict[str, str]:
        return {"image/png": ""}


def _cell(cell: Any, room: Room) -> NotebookNode:
    long: list[str] = []  # pictures that stand in the text itself, each by its number meanwhile

    def number(picture: re.Match[str]) -> str:
        long.append(picture[2])
        return f"{picture[1]}long{len(long) - 1}"

    kind, source = cell.get("cell_type"), submission.text(cell)
    source = _text(LONG.sub(number, source) if kind == "markdown" else source)
    fresh: dict[str, Any] = {"cell_type": kind, "metadata": _metadata(cell)}
    if NAME.fullmatch(str(cell.get("id", ""))):
        fresh["id"] = str(cell["id"])
    if kind == "code":
        count, outputs = cell.get("execution_count"), cell.get("outputs")
        fresh["execution_count"] = count if isinstance(count, int) else None
        fresh["outputs"] = [_output(one, room) for one in outputs or [] if isinstance(one, Mapping)]
    elif kind == "markdown":
        fits = room.fits(source, RICH)
        source = as_markdown(rendered(source, cell.get("attachments")) if fits else _typed(source))
        for place, picture in reversed(tuple(enumerate(long))):
            source = source.replace(f";base64,long{place}", f";base64,{picture}")
    else:  # a raw cell, which a page would take in as it stands
        fresh["cell_type"], source = "markdown", as_markdown(_typed(source))
    return from_dict(fresh | {"source": source})


def _metadata(cell: Any) -> dict[str, Any]:
    """Of nbgrader's metadata what pages need, each of its type; {} for a cell without, or with a strange name."""
    about = submission.nbgrader_metadata(cell)
    if not NAME.fullmatch(str(about.get("grade_id", ""))):
        return {}
    flags = {key: about.get(key) is True for key in ("grade", "solution", "locked", "task")}
    points = about.get("points")
    worth = {"points": float(points)} if isinstance(points, int | float) else {}
    return {"nbgrader": {"grade_id": str(about["grade_id"])} | flags | worth}


def _output(output: Mapping[str, Any], room: Room) -> dict[str, Any]:
    shown = clean_output(output)
    if "data" in shown:
        return {"output_type": "display_data", "metadata": {}, "data": _data(shown["data"], room)}
    lines = [_text(line) for line in shown.pop("traceback", [])]
    words = {key: _text(value) for key, value in shown.items()}
    return words | ({"traceback": lines} if shown["output_type"] == "error" else {})


def _data(bundle: Mapping[str, Any], room: Room) -> dict[str, str]:
    """An output's pictures, clean HTML and plain text; a sentence in their place if it has none of them."""
    data: dict[str, str] = {}
    for kind in SHOWN & bundle.keys():
        # A browser runs nothing in an SVG that stands in an <img>, which is where nbconvert puts it.
        text = _text(bundle[kind], PICTURE) if "svg" in kind else _base64(bundle[kind])
        data |= {kind: text} if text else {}
    if "text/plain" in bundle:
        data["text/plain"] = _text(bundle["text/plain"])
    words, markup = _text(bundle.get("text/html", "")), ""
    typed = "" if words else _text(bundle.get("text/markdown", ""))
    if typed and room.fits(typed, RICH):
        markup = rendered(typed, {})
    elif words and room.fits(words, TABLE):
        with suppress(Exception):  # as in `rendered`; the plain text stays
            markup = clean(words, typed=False)
    if re.sub(r"<(?!img)[^>]*>|\s", "", markup):
        data["text/html"] = markup
    kinds = ", ".join(_text(kind) for kind in bundle)
    return data or {"text/plain": LEFT_OUT.format(kinds or "unknown")}


def _base64(data: Any) -> str:
    """The base64 of a picture without its line breaks; "" if it is none, or longer than a page can bear."""
    text = "".join(_text(data, PICTURE).split())
    return text if re.fullmatch(r"[A-Za-z0-9+/]+={0,2}", text) else ""


def _allowed(tag: str, attribute: str, value: str) -> bool:
    if (tag, attribute) == ("img", "src") and BESIDE.fullmatch(value):
        return True
    pattern = ATTRIBUTES.get((tag, attribute))
    return pattern is not None and re.fullmatch(pattern, value, re.DOTALL) is not None


def _typed(source: str) -> str:
    return f'<pre class="{MATH_OFF}">{html.escape(source)}</pre>'


def _text(given: Any, longest: int = LONGEST) -> str:
    """What should be text, as text that UTF-8 can hold, cut where a page could not bear the whole."""
    text = "".join(map(str, given)) if isinstance(given, list) else str(given)
    if len(text) > longest:
        text = f"{text[:longest]}\n[Here {len(text) - longest} more characters were left out.]"
    return str(whole(text))
