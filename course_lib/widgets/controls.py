"""ipywidgets' controls and boxes, of which all that look alike have one layout and one style between them.

Each widget would bring models of its own for both, and a lesson has hundreds: they took more time than the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import ipywidgets


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


class SharedLayout(ipywidgets.Layout):
    """A layout of many widgets, so that it cannot be changed; who has to gives a widget its own."""

    def __setattr__(self, name: str, value: object) -> None:
        """Raise AttributeError for a property of the look once a browser knows of it."""
        if name in self.class_traits(sync=True) and self.comm is not None:
            raise AttributeError(
                f"Other widgets have this layout too, so its {name} cannot change; give the widget a Layout()."
            )
        super().__setattr__(name, value)


@shared
def layout(**css: str) -> ipywidgets.Layout:
    """The one layout with these properties, such as width="auto"."""
    return SharedLayout(**css)


@shared
def _style(kind: type[ipywidgets.Widget]) -> ipywidgets.Widget:
    return kind()


class _Alike(ipywidgets.Widget):
    """Gives a widget the shared layout and style where it is given none, and CSS `classes` from its beginning.

    Each of those that `add_class` gives is one more message to the browser.
    """

    def __init__(self, *arguments: Any, classes: tuple[str, ...] = (), **more: Any) -> None:
        more["_dom_classes"] = classes
        more.setdefault("layout", layout())
        style = self.class_traits().get("style")
        if style is not None:
            more.setdefault("style", _style(style.klass))
        super().__init__(*arguments, **more)


class HTML(_Alike, ipywidgets.HTML):
    """A piece of HTML."""


class Button(_Alike, ipywidgets.Button):
    """A button."""


class Checkbox(_Alike, ipywidgets.Checkbox):
    """A box to tick."""


class DatePicker(_Alike, ipywidgets.DatePicker):
    """A day, from a calendar."""


class Dropdown(_Alike, ipywidgets.Dropdown):
    """One of a list that unfolds."""


class HBox(_Alike, ipywidgets.HBox):
    """Widgets beside each other."""


class Output(_Alike, ipywidgets.Output):
    """A place for what a cell could show."""


class RadioButtons(_Alike, ipywidgets.RadioButtons):
    """One of a few that all can be seen."""


class Text(_Alike, ipywidgets.Text):
    """A line to type in."""


class Textarea(_Alike, ipywidgets.Textarea):
    """Several lines to type in."""


class VBox(_Alike, ipywidgets.VBox):
    """Widgets below each other."""
