"""A prediction before the chart: made with a slider, locked, saved, and then shown against the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipywidgets import FloatSlider, HBox, Layout

from course_lib import catalogue, progress, shapes
from course_lib.finding import Finding, plain, show
from course_lib.widgets.number_line import Mark, number_line
from course_lib.widgets.parts import Note, Panel, button, script, text
from course_lib.words import Predict, Reason

if TYPE_CHECKING:
    from course_lib.tables import Shop

# The slider's handle and the number beside it come without a name that a screen reader could say.
# They are drawn at some moment after the panel, so the script waits for them, for a while.
NAMES = """
const give = () => document.querySelectorAll(".ot-predict .widget-slider").forEach(slider => {
    const name = slider.querySelector(".widget-label")?.textContent ?? "";
    slider.querySelector(".noUi-handle")?.setAttribute("aria-label", name);
    const readout = slider.querySelector(".widget-readout");
    readout?.setAttribute("role", "textbox");
    readout?.setAttribute("aria-label", `${name}, typed`);
});
give();
const watch = new MutationObserver(give);
watch.observe(document.body, {childList: true, subtree: true});
setTimeout(() => watch.disconnect(), 30000);
"""


def predict(number: int, shop: Shop) -> Panel:
    """A slider for reason `number`, to lock before looking; then prediction and data side by side.

    Locked predictions are saved in display units, one a shop: {"Oak Street": 60.0}, the latest last.
    """
    room = catalogue.reason(number)
    asked = room.predict
    panel, note = Panel("predict", f"Predict: {shop.name}"), Note()
    said = stored(room).get(shop.name)
    slider = _slider(asked, asked.start if said is None else said)
    lock = button("Lock my prediction", "Save the prediction, once and for all, and see the data")

    def close() -> None:
        slider.disabled = lock.disabled = True
        lock.description = "Locked"

    def record(value: float, quiet: bool = False) -> None:
        _save(room, shop.name, value)
        close()
        compare(value, quiet)

    def compare(value: float, quiet: bool = False) -> None:
        found = catalogue.measure(number, shop)
        note.say(comparison(asked, value, found), picture=picture(asked, value, found), quiet=quiet)

    def moved(change: dict[str, float]) -> None:
        # A click overtakes a slider move that the front end still holds back, so a move that
        # arrives after the lock was made before it, and counts. A locked slider sends no others.
        if lock.disabled:
            record(change["new"])

    slider.observe(panel.guard(moved), "value")
    lock.on_click(panel.guard(lambda _: record(slider.value)))
    if said is not None:
        close()
        compare(said, quiet=True)
    unit = text(asked.unit)
    row = HBox([slider, unit])
    return panel.show(text(asked.question, "ot-question"), row, lock, note, script(NAMES))


def guess(number: int, shop: Shop | None = None) -> float | None:
    """The locked prediction in the sign's unit (shares as 0..1): for this shop, or the latest one made.

    None if nothing is locked.
    """
    room = catalogue.reason(number)
    said = stored(room)
    value = next(reversed(said.values()), None) if shop is None else said.get(shop.name)
    return None if value is None else value / room.predict.scale


def stored(room: Reason) -> dict[str, float]:
    """The locked predictions of this lesson, in display units, by the shop's name."""
    return {name: float(value) for name, value in (_question(room).load() or {}).items()}


def comparison(asked: Predict, said: float, found: Finding) -> str:
    """Prediction, data and how they lie, in sentences: "You said 60%. The data say 34% (...)"."""
    start = f"You said {_said(asked, said)}."
    if found.estimate is None or found.low is None or found.high is None:
        return f"{start} These data cannot say: {found.facts}."
    n = f"n = {found.n:,.10g} {found.counted}"
    data = f"The data say {_data(asked, found.estimate, found.unit)}"
    if found.low == found.high:
        return f"{start} {data} (a complete count, {n})."
    low, high = plain(found.low, found.unit), plain(found.high, found.unit)
    value = said / asked.scale
    near = asked.step / asked.scale / 2  # the slider can come no closer to a limit than this
    if value < found.low - near:
        lies = "Your prediction lies below the interval: there is more than you thought."
    elif value > found.high + near:
        lies = "Your prediction lies above the interval: there is less than you thought."
    else:
        lies = "Your prediction lies inside the interval: well judged."
    return f"{start} {data} ({low} to {high}, {n}). {lies}"


def picture(asked: Predict, said: float, found: Finding) -> str:
    """Prediction above the line, data below it, as inline SVG."""
    below = None
    if found.estimate is not None:
        data = f"The data: {_data(asked, found.estimate, found.unit)}"
        below = Mark(found.estimate, data, found.low, found.high)
    span = (asked.low / asked.scale, asked.high / asked.scale)
    above = Mark(said / asked.scale, f"You: {_said(asked, said)}")
    return number_line(above, below, span, found.unit)


def _slider(asked: Predict, value: float) -> FloatSlider:
    return FloatSlider(
        value=value,
        min=asked.low,
        max=asked.high,
        step=asked.step,
        description="My prediction",
        readout_format=".0f" if asked.step >= 1 else ".1f" if asked.step >= 0.1 else ".2f",
        continuous_update=False,
        layout=Layout(flex="1 1 auto"),
    )


def _said(asked: Predict, value: float) -> str:
    return f"{value:g}%" if asked.unit == "%" else f"{value:g} {asked.unit}"


def _data(asked: Predict, value: float, unit: str) -> str:
    """In the slider's own words where it has them: they are shorter than the sign's."""
    return show(value, unit) if asked.unit == "%" else show(value * asked.scale, asked.unit)


def _save(room: Reason, name: str, value: float) -> None:
    others = {shop: said for shop, said in stored(room).items() if shop != name}
    _question(room).save(others | {name: value})


def _question(room: Reason) -> progress.Question:
    """Answered with the locked predictions by shop, each within the slider's ends."""
    asked = room.predict
    shape = shapes.table(shapes.number(asked.low, asked.high))
    return progress.Question(f"{room.number:02}.predict", f"{asked.question}\n{asked.unit}", shape)
