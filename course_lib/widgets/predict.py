"""A prediction before the chart: made with a slider, locked, saved, and then shown against the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import catalogue, guesses
from course_lib.finding import Finding, plain, show
from course_lib.widgets.chart import show_waiting
from course_lib.widgets.controls import HTML, FloatSlider, HBox
from course_lib.widgets.number_line import Mark, number_line
from course_lib.widgets.parts import Note, Panel, button, text
from course_lib.words import Predict

if TYPE_CHECKING:
    from course_lib.tables import Shop


def predict(number: int, shop: Shop) -> Panel:
    """A slider for reason `number`, to lock before looking; then prediction and data side by side.

    Locked predictions are saved in display units, one a shop: {"Oak Street": 60.0}, the latest last.
    """
    reason = catalogue.reason(number)
    prompt = reason.predict
    panel, note = Panel("predict", f"Predict: {shop.name}"), Note()
    prediction = guesses.locked(reason).get(shop.name)
    slider = _slider(prompt, prompt.start if prediction is None else prediction)
    lock = button("Lock my prediction", "Save the prediction, once and for all, and see the data")

    def close() -> None:
        slider.disabled = lock.disabled = True
        lock.description = "Locked"

    def record(value: float, quiet: bool = False) -> None:
        nonlocal prediction
        guesses.lock(reason, shop.name, value, prediction)
        prediction = value
        close()
        compare(value, quiet)
        show_waiting(number, shop.name)

    def compare(value: float, quiet: bool = False) -> None:
        finding = catalogue.measure(number, shop)
        note.say(
            comparison(prompt, value, finding), picture=picture(prompt, value, finding), quiet=quiet
        )

    def move(change: dict[str, float]) -> None:
        # A click overtakes a slider move that the front end still holds back, so a move that
        # arrives after the lock was made before it, and counts. A locked slider sends no others.
        if lock.disabled:
            record(change["new"])

    slider.observe(panel.guard(move), "value")
    lock.on_click(panel.guard(lambda _: record(slider.value)))
    if prediction is not None:
        close()
        compare(prediction, quiet=True)
    row = HBox([slider, HTML(text(prompt.unit))])
    return panel.show(text(prompt.question, "ot-question"), row, lock, note)


def comparison(prompt: Predict, prediction: float, finding: Finding) -> str:
    """Prediction, data and how they lie, in sentences: "You said 60%. The data say 34% (...)"."""
    start = f"You said {_in_words(prompt, prediction)}."
    if finding.estimate is None or finding.low is None or finding.high is None:
        return f"{start} These data cannot say: {finding.facts}."
    n = f"n = {finding.n:,.10g} {finding.counted}"
    data = f"The data say {_data(prompt, finding.estimate, finding.unit)}"
    if finding.low == finding.high:
        return f"{start} {data} (a complete count, {n})."
    low, high = plain(finding.low, finding.unit), plain(finding.high, finding.unit)
    value = prediction / prompt.scale
    near = prompt.step / prompt.scale / 2  # the slider can come no closer to a limit than this
    if value < finding.low - near:
        lies = "Your prediction lies below the interval: there is more than you thought."
    elif value > finding.high + near:
        lies = "Your prediction lies above the interval: there is less than you thought."
    else:
        lies = "Your prediction lies inside the interval: well judged."
    return f"{start} {data} ({low} to {high}, {n}). {lies}"


def picture(prompt: Predict, prediction: float, finding: Finding) -> str:
    """Prediction above the line, data below it, as inline SVG."""
    below = None
    if finding.estimate is not None:
        data = f"The data: {_data(prompt, finding.estimate, finding.unit)}"
        below = Mark(finding.estimate, data, finding.low, finding.high)
    span = (prompt.low / prompt.scale, prompt.high / prompt.scale)
    above = Mark(prediction / prompt.scale, f"You: {_in_words(prompt, prediction)}")
    return number_line(above, below, span, finding.unit)


def _slider(prompt: Predict, value: float) -> FloatSlider:
    return FloatSlider(
        value=value,
        min=prompt.low,
        max=prompt.high,
        step=prompt.step,
        description="My prediction",
        readout_format=".0f" if prompt.step >= 1 else ".1f" if prompt.step >= 0.1 else ".2f",
        continuous_update=False,
    )


def _in_words(prompt: Predict, value: float) -> str:
    return f"{value:g}%" if prompt.unit == "%" else f"{value:g} {prompt.unit}"


def _data(prompt: Predict, value: float, unit: str) -> str:
    """In the slider's own words where it has them: they are shorter than the sign's."""
    return show(value, unit) if prompt.unit == "%" else show(value * prompt.scale, prompt.unit)
