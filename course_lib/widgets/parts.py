"""What all widgets share: the panel, the feedback box, the button and the guard around callbacks."""

from __future__ import annotations

import base64
import html
import os
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias

from ipywidgets import Layout, Widget

from course_lib import progress, shapes
from course_lib.errors import CourseError
from course_lib.widgets.controls import HTML, Button, Output, Text, Textarea, VBox, shared

STATIC = Path(__file__).parents[1] / "labextension/off-target/static"
SHEET, SCRIPT = STATIC / "panel.css", STATIC / "panel.js"
# Set by course.js in a kernel whose page has both files; any other front end gets them with the panels.
ON_PAGE = "OFF_TARGET_PANELS"


def download(name: str, kind: str, data: bytes) -> str:
    """A link that saves these bytes, of a MIME type, under a name; no server is asked."""
    return f'<a class="ot-download" download="{name}" href="{data_url(kind, data)}">Download {name}</a> '


def data_url(kind: str, data: bytes) -> str:
    """These bytes, of a MIME type, as an address that a browser can save without asking any server."""
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


class Note(HTML):
    """A box that says something in words: tone "plain", "right", "wrong" or "trouble".

    What answers an attendee's deed is an alert, because screen readers announce a new alert at once;
    what is only drawn from the progress file (`quiet`) is a status, so that opening a lesson is silent.
    The box is there before, empty: so the alert is what is new on the page, and no larger part of it.
    """

    def __init__(self) -> None:
        super().__init__(classes=("ot-feedback",))

    def say(self, text: str, tone: str = "plain", picture: str = "", quiet: bool = False) -> None:
        """Show this text (plain, with `code` in backticks) and, above it, an inline SVG picture."""
        role = 'role="status" aria-live="polite"' if quiet else 'role="alert"'
        body = f"<p>{prose(text)}</p>" if text else ""
        self.value = f'{picture}<div class="ot-note ot-{tone}" {role}>{body}</div>'

    def clear(self) -> None:
        """Show nothing."""
        self.value = ""


class _Sendable:
    """Half an emoji, which a careless paste leaves, becomes U+FFFD on its way in.

    The kernel cannot send it back, so ipywidgets would drop the whole text without a word.
    """

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take up what the browser sends."""
        value = sync_data.get("value")
        clean = {"value": shapes.text(value)} if isinstance(value, str) else {}
        super().set_state(sync_data | clean)  # type: ignore[misc]  # a widget's


class Field(_Sendable, Text):
    """A line to type in."""


class Lines(_Sendable, Textarea):
    """Several lines to type or paste in."""


Part: TypeAlias = Widget | str  # of a column; a string is HTML


class Column(VBox):
    """Parts below each other; neighbouring pieces of HTML are one widget."""

    def __init__(self, parts: Iterable[Part] = (), **more: Any) -> None:
        super().__init__(_widgets(parts), **more)

    def fill(self, parts: Iterable[Part]) -> None:
        """Put these in the place of what is there."""
        self.children = _widgets(parts)


class Panel(Column):
    """The frame of a widget, with the CSS class ot-<kind>: a heading, the contents, and a line for trouble."""

    def __init__(self, kind: str, heading: str) -> None:
        super().__init__(classes=("ot-panel", f"ot-{kind}"))
        self._heading = heading
        self._trouble: Note | None = None  # few panels ever have any

    def open(self) -> None:
        """Send the panel to the browser, with all that is in it in one message: nothing as long as it is empty."""
        if self.children:
            super().open()

    def show(self, *contents: Part) -> Panel:
        """Fill the panel, and return it. Tells what the progress file has to report."""
        last = () if self._trouble is None else (self._trouble,)
        first = () if os.environ.get(ON_PAGE) else (_sheet(), _script())
        self.fill((*first, text(self._heading, "ot-kind"), *contents, *last))
        self.open()
        self._tell_notices()
        return self

    def __repr__(self) -> str:
        """The heading: what a front end without widgets shows, in place of all that is in the panel."""
        return self._heading

    @property
    def trouble(self) -> Note:
        """The line for trouble, the panel's last."""
        if self._trouble is None:
            self._trouble = Note()
            self.children = (*self.children, self._trouble)
        return self._trouble

    def guard(self, callback: Callable[..., None]) -> Callable[..., None]:
        """The callback, with its errors shown in the panel: front ends hide what callbacks raise.

        A CourseError is for the attendee, so showing its sentence is enough. Anything else is a
        mistake of ours: it is shown and raised.
        """

        def wrapper(*arguments: Any) -> None:
            if self._trouble is not None:
                self._trouble.clear()
            try:
                callback(*arguments)
            except CourseError as error:
                self.trouble.say(str(error), "trouble")
            except Exception as error:
                kind = type(error).__name__
                self.trouble.say(
                    f"The course itself went wrong here, not you. Please report this: {kind}: {error}",
                    "trouble",
                )
                raise
            else:
                self._tell_notices()

        return wrapper

    def _tell_notices(self) -> None:
        if notices := progress.take_notices():
            self.trouble.say(" ".join(notices), "trouble")


def text(words: str, css_class: str = "ot-text") -> str:
    """A paragraph as HTML; backticks mark code."""
    return f'<p class="{css_class}">{prose(words)}</p>'


def score_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as HTML, of a name and further cells a row, all of them HTML.

    A phone has no room for columns: there a row's cells stand below each other, each with its column's head.
    """
    top = "".join(f'<th scope="col">{head}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{name}</th>'
        + "".join(
            f'<td data-head="{head}">{cell}</td>'
            for head, cell in zip(heads[1:], cells, strict=True)
        )
        + "</tr>"
        for name, *cells in rows
    )
    return f'<table class="ot-scores"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def line(label: str, value: str = "", example: str = "", short: bool = True) -> Field:
    """A labelled line to type in, read once it is finished; unless it is `short`, as wide as there is room."""
    return Field(
        value=value,
        description=label,
        placeholder=example,
        continuous_update=False,
        classes=("ot-short",) if short else (),
    )


def button(label: str, tooltip: str = "", disabled: bool = False) -> Button:
    """A button as wide as its words."""
    return Button(description=label, tooltip=tooltip or label, disabled=disabled)


def passing(label: str, tooltip: str = "") -> Button:
    """A button that comes and goes, and so has a layout of its own."""
    made = button(label, tooltip)
    made.layout = Layout()
    return made


def fold(heading: str, contents: Iterable[Part]) -> VBox:
    """A button that shows and hides what is below it, hidden at first."""
    # With a layout of its own, because it comes and goes.
    body = Column(contents, layout=Layout(display="none"), classes=("ot-fold-body",))
    toggle = button(f"▸ {heading}", f"Show or hide: {heading}")
    toggle.add_class("ot-fold")

    def turn(_: object) -> None:
        hidden = body.layout.display == "none"
        body.layout.display = "" if hidden else "none"
        toggle.description = f"{'▾' if hidden else '▸'} {heading}"

    toggle.on_click(turn)
    return VBox([toggle, body])


def _widgets(parts: Iterable[Part]) -> tuple[Widget, ...]:
    """The parts, with each run of HTML as one widget."""
    widgets: list[Widget] = []
    for is_markup, run in groupby(filter(None, parts), lambda part: isinstance(part, str)):
        if is_markup:
            widgets.append(HTML("".join(run)))
        else:
            widgets += run
    return tuple(widgets)


def prose(words: str) -> str:
    """Plain text as HTML, with `code` in backticks set as code and **words** between stars set bold."""
    body = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(words))
    # A letter must follow the stars: 2 ** 3 ** 2 is a sum.
    return re.sub(r"\*\*(\w[^*]*)\*\*", r"<strong>\1</strong>", body)


def plain(words: str) -> str:
    """Text for a control that cannot show code: without its backticks."""
    return words.replace("`", "")


@shared
def _sheet() -> HTML:
    """The look of all panels; the same widget stands in each, so that a browser gets it once."""
    css = SHEET.read_text(encoding="utf-8")
    return HTML(f"<style>{css}</style>", classes=("ot-style",))


@shared
def _script() -> Output:
    """The invisible widget that runs the panels' script in every new view; no Python is ever run inside it."""
    data = {"application/javascript": SCRIPT.read_text(encoding="utf-8"), "text/plain": ""}
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    return Output(outputs=(output,), classes=("ot-messenger",))
