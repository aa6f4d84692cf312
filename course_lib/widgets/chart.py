"""A reason's chart in its lesson, which waits until the guess is locked or plainly waved aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import EllipsisType
from typing import TYPE_CHECKING, Any

from course_lib import catalogue, guesses
from course_lib.widgets.parts import Panel, Part, button, text

if TYPE_CHECKING:
    from course_lib.style import Picture
    from course_lib.tables import Shop

# Of this kernel: the places that still wait, the latest first, each with its lesson and the shop that is to be
# guessed at (None: any); and the lessons and shops whose first chart was shown.
_waiting: list[tuple[int, str | None, Waiting]] = []
_shown: set[tuple[int, str]] = set()


def chart(
    number: int,
    shop: Shop,
    guess: float | EllipsisType | None = ...,
    beside: Shop | Sequence[Shop] = (),
) -> Picture | Waiting:
    """The reason's chart of a shop, or the place where it appears as soon as there is a guess.

    With `guess(number, shop)` it waits for the guess on this shop; without, for any guess of the lesson.
    A number is a guess, and draws at once. `beside`: see `catalogue.chart`.
    """
    own = not isinstance(guess, EllipsisType)
    value = guess if isinstance(guess, int | float) else None
    name = shop.name if own else None

    def draw() -> Picture:
        saved = guesses.guess(number, shop) if own and value is None else value
        return catalogue.chart(number, shop, saved, beside)

    if value is not None:
        show_waiting(number, shop.name)
    if _is_settled(number, name):
        return draw()
    place = Waiting(number, shop.name, draw, asks=own)
    _waiting.insert(0, (number, name, place))
    return place


def show_waiting(number: int, name: str) -> None:
    """Draw the lesson's charts that wait for the guess on this shop, and those that wait for any."""
    _shown.add((number, name))
    ready = [entry for entry in _waiting if entry[0] == number and entry[1] in (name, None)]
    for entry in ready:
        _waiting.remove(entry)
        entry[2].reveal()


def _is_settled(number: int, name: str | None) -> bool:
    """Whether the guess on this shop (None: on any of the lesson's) is behind the learner."""
    here = any(shown[0] == number and name in (shown[1], None) for shown in _shown)
    return here or guesses.settled(catalogue.reason(number), name)


BY_HAND = "Where you see no slider, type your guess into the call: chart({}, here, 0.5)."


class Waiting(Panel):
    """The place of a chart: says what it waits for, and holds the chart from then on.

    Where it `asks`, a button shows the chart without a guess.
    """

    def __init__(self, number: int, name: str, draw: Callable[[], Picture], asks: bool) -> None:
        super().__init__("chart", f"Chart: {name}")
        self._draw = draw
        words = f"The chart of {name} appears here {_when(asks)}."
        # A front end without widgets has no slider either.
        self._words = f"{words} {BY_HAND.format(number)}" if asks else words
        reason = catalogue.reason(number)

        def wave_aside(_: object) -> None:
            show_waiting(number, name)
            guesses.wave_aside(reason, name)

        ways: tuple[Part, ...] = ()
        if asks:
            way = button("Show me without a guess", f"Show the chart of {name} without a guess")
            way.on_click(self.guard(wave_aside))
            ways = (way,)
        self.show(text(words), *ways)

    def reveal(self) -> None:
        """Put the chart in the place of the words."""
        picture = self._draw()
        self._words = repr(picture)
        self.add_class("ot-open")
        self.show(picture._repr_html_())

    def __repr__(self) -> str:
        return self._words

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str] | None:
        """What is displayed: the widget, and whole sentences for a front end that knows no widgets."""
        bundle = super()._repr_mimebundle_(**kwargs)
        return None if bundle is None else bundle | {"text/plain": repr(self)}


def _when(asks: bool) -> str:
    if asks:
        return "as soon as you lock your guess above"
    return "as soon as you lock your guess above, or show the first chart without one"
