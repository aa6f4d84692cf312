"""ipywidgets' controls and boxes, without the two models that each would bring for its look.

A browser makes a view for each of both, and they took as long as all the rest: a lesson has a hundred widgets. How
they look is said in panel.css, by their classes. What comes and goes by itself is given a `Layout()` of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import ipywidgets
from traitlets import Instance


def shared(make: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with the widget that it made before wherever it was called with the same arguments.

    A widget that somebody has closed since, as `Widget.close_all` does, is open again.
    """
    make = cache(make)

    @wraps(make)
    def opened(*arguments: Any, **more: Any) -> Any:
        widget = make(*arguments, **more)
        widget.open()  # does nothing where it is open
        return widget

    return opened


class _Bare(ipywidgets.Widget):
    """Has no layout unless it is given one, and CSS `classes` from its beginning.

    Each of those that `add_class` gives is one more message to the browser.
    """

    layout: Any = Instance(ipywidgets.Layout, allow_none=True).tag(
        sync=True, **ipywidgets.widget_serialization
    )

    def __init__(self, *arguments: Any, classes: tuple[str, ...] = (), **more: Any) -> None:
        super().__init__(*arguments, _dom_classes=classes, **more)


class _Control(_Bare):
    """Has no style either."""

    style: Any = Instance(ipywidgets.Style, allow_none=True).tag(
        sync=True, **ipywidgets.widget_serialization
    )


class HTML(_Control, ipywidgets.HTML):
    """A piece of HTML."""


class Button(_Control, ipywidgets.Button):
    """A button."""


class Checkbox(_Control, ipywidgets.Checkbox):
    """A box to tick."""


class DatePicker(_Control, ipywidgets.DatePicker):
    """A day, from a calendar."""


class Dropdown(_Control, ipywidgets.Dropdown):
    """One of a list that unfolds."""


class FileUpload(_Control, ipywidgets.FileUpload):
    """A button that takes files."""


class FloatSlider(_Control, ipywidgets.FloatSlider):
    """A number, by a handle on a line."""


class HBox(_Bare, ipywidgets.HBox):
    """Widgets beside each other."""


class Output(_Bare, ipywidgets.Output):
    """A place for what a cell could show."""


class RadioButtons(_Control, ipywidgets.RadioButtons):
    """One of a few that all can be seen."""


class Text(_Control, ipywidgets.Text):
    """A line to type in."""


class Textarea(_Control, ipywidgets.Textarea):
    """Several lines to type in."""


class VBox(_Bare, ipywidgets.VBox):
    """Widgets below each other."""
