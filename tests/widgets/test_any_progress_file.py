"""Whatever valid JSON the progress file holds, every widget opens, can be used, and loses no answer."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ipywidgets import Checkbox, Dropdown, RadioButtons, Widget

from course_lib import catalogue, progress
from course_lib.inquiry import COMPLETE, COUNT, LIST
from course_lib.widgets.backup import backup
from course_lib.widgets.board import board
from course_lib.widgets.certificate import certificate
from course_lib.widgets.decide import decide
from course_lib.widgets.myth import myth
from course_lib.widgets.own_numbers import own_numbers
from course_lib.widgets.parsons import parsons
from course_lib.widgets.parts import Field, Panel
from course_lib.widgets.plan import plan
from course_lib.widgets.predict import predict
from course_lib.widgets.recall import recall
from course_lib.widgets.review import review
from course_lib.widgets.scorecard import scorecard
from course_lib.widgets.self_score import self_score
from course_lib.widgets.ticks import Choice, shape, ticks
from course_lib.words import Reason

FILES = 300
HUGE, DEEP = '"' + "9" * 20_000 + '"', "[" * 60 + "]" * 60
# As they stand in a file: some of them no Python value would be written as.
ODD = [
    *("null", "true", "false", "NaN", "Infinity", "-Infinity", "1e400", "-1e400", "-3", "1.5"),
    *("1" + "0" * 400, "1" + "0" * 5000, '""', '"seven"', '"\\ud83d"', '"a\\udca9b"', '"\\u0000"'),
    *("[]", "[[1]]", "{}", '{"a": {"b": [null]}}', '{"n": []}', '["a", "a"]', HUGE, DEEP),
    '"9999-12-31"', '"0001-01-01"', '"\\u00b2"', '"\\u0663"',
]  # fmt: skip


def room_with(fits: Callable[[Reason], object]) -> int:
    """The number of a reason that asks so."""
    return next(room.number for room in catalogue.reasons() if fits(room))


QUESTION = room_with(lambda room: room.count is None)
WHOLE = room_with(lambda room: room.count and room.count.kind == COMPLETE)
ROWS = room_with(lambda room: room.count and room.count.kind == LIST)
BESIDE = room_with(lambda room: room.count and room.count.beside)
# What a deed below replaces and any text may stand in: whoever typed something else saw what was there.
FREE = {
    ("05.own_numbers", "k"),
    (f"{WHOLE:02}.own_numbers", "n"),
    (f"{ROWS:02}.own_numbers", "rows", 0, "name"),
    ("05.decide", "owner"),
    ("99.plan", "budget"),
    ("99.review.05", "n0"),
    ("mystery.board",),
}


def turn(eye, panel: Widget) -> None:
    """Pick another option in the first radios."""
    radios = eye.every(panel, RadioButtons)[0]
    radios.value = next(value for _, value in radios.options if value != radios.value)


def turn_last(eye, panel: Widget) -> None:
    """Pick another option in the last radios: a question beside a count."""
    radios = eye.every(panel, RadioButtons)[-1]
    radios.value = next(value for _, value in radios.options if value != radios.value)


def name_first(eye, panel: Widget) -> None:
    """Write into the first row of a list."""
    label = catalogue.reason(ROWS).count.name
    fields = [one for one in eye.every(panel, Field) if one.description == label]
    fields[0].value = "Facebook"


def fix(eye, panel: Widget) -> None:
    """Fix what stands before a count."""
    for field in eye.every(panel, Field):
        if field.description.startswith(("My ", "How many to count")):
            field.value = "50"


def reply(eye, panel: Widget) -> None:
    radios = eye.every(panel, RadioButtons)[0]
    radios.value = "no" if radios.value == "usually" else "usually"


def lock(eye, panel: Widget) -> None:
    for button in eye.every(panel, Widget):
        if getattr(button, "description", "") == "Lock my prediction":
            button.click()


def choose(eye, panel: Widget) -> None:
    action = eye.every(panel, Dropdown)[0]
    action.value = 15 if action.value == 5 else 5
    eye.find(panel, "Save my plan").click()


def write(label: str, words: str) -> Callable[[Any, Widget], None]:
    def deed(eye, panel: Widget) -> None:
        eye.find(panel, label).value = words

    return deed


def write_first(beginning: str) -> Callable[[Any, Widget], None]:
    """Type a number into the first field whose name begins so."""

    def deed(eye, panel: Widget) -> None:
        fields = eye.every(panel, Field)
        next(one for one in fields if one.description.startswith(beginning)).value = "31"

    return deed


def counting(number: int, deed: Callable[[Any, Widget], None]) -> Callable[[Any, Widget], None]:
    """The deed, after the option that leaves something to count where the file says none."""

    def both(eye, panel: Widget) -> None:
        options = catalogue.reason(number).gate.options
        gate = eye.every(panel, RadioButtons)[0]
        if not eye.every(panel, Field):
            gate.value = next(one.id for one in options if one.means == COUNT)
        deed(eye, panel)

    return both


def press(label: str) -> Callable[[Any, Widget], None]:
    return lambda eye, panel: eye.find(panel, label).click()


def widgets(oak) -> list[tuple[Callable[[], Widget], Callable[[Any, Widget], None]]]:
    """Every kind of widget, and a deed in it that saves."""
    return [
        (lambda: recall(5), turn),
        (lambda: predict(5, oak), lock),
        (lambda: myth(5), turn),
        (lambda: parsons(5), move),
        (lambda: self_score(5), reply),
        (lambda: own_numbers(5), counting(5, write("Of those", "31"))),
        (lambda: own_numbers(QUESTION), turn),
        (lambda: own_numbers(WHOLE), counting(WHOLE, write("First number", "28"))),
        (lambda: own_numbers(ROWS), counting(ROWS, name_first)),
        (lambda: own_numbers(BESIDE), counting(BESIDE, turn_last)),
        (lambda: decide(5), write("Who does it", "Ann")),
        (scorecard, lambda eye, panel: None),
        (plan, choose),
        (plan, write("Minutes a week you can give", "45")),
        (review, write_first("Day 0: ")),
        (board, write("Lines", "7: Not engaging")),
        (ticked, tick_last),
        (certificate, press("Make my certificate")),
        (backup, press("Download my progress")),
    ]  # fmt: skip


def ticked() -> Widget:
    """A list to tick, as that of a mystery shop, and a lock that takes anything."""
    choices = [Choice(name, name) for name in ("one", "two", "three")]
    panel = Panel("ticks", "To tick")
    question = progress.Question("list.ticks", "Which?", shape(choices))
    return panel.show(ticks(panel, question, choices, lambda ids: None, lambda ids, quiet: None))


def tick_last(eye, panel: Widget) -> None:
    """Tick the last one, and lock."""
    eye.every(panel, Checkbox)[-1].value = True
    for one in eye.every(panel, Widget):
        if getattr(one, "description", "") == "Lock my answer":  # a locked one is not
            one.click()


def move(eye, panel: Widget) -> None:
    """Move the second line up."""
    ups = [one for one in eye.every(panel, Widget) if getattr(one, "description", "") == "Move up"]
    ups[1].click()


@pytest.fixture(autouse=True)
def quick(monkeypatch) -> None:
    """Neither messages to a browser nor waiting for the disk: what is tested needs neither."""
    monkeypatch.setattr(Widget, "open", lambda widget: None)
    monkeypatch.setattr(progress.os, "fsync", lambda file: None)


@pytest.fixture
def good(eye, oak, found, file) -> dict[str, Any]:
    """A progress file with an answer of every kind, made by using every widget."""
    for build, deed in widgets(oak):
        deed(eye, build())
    write("Second number", "7")(eye, own_numbers(WHOLE))
    write("Of those", "7")(eye, own_numbers(BESIDE))
    eye.every(own_numbers(ROWS), Checkbox)[-1].value = True
    for number in (5, WHOLE, ROWS, BESIDE):
        options = catalogue.reason(number).gate.options
        own = own_numbers(number)
        eye.every(own, RadioButtons)[0].value = next(
            one.id for one in options if one.means == COUNT
        )
        fix(eye, own)
    for label, words in {"If": "it is nine", "Minutes a week": "15"}.items():
        write(label, words)(eye, decide(5))
    book = json.loads(file.read_bytes())
    file.unlink()
    return book


def mutated(book: dict[str, Any], dice: random.Random) -> str:
    """The file with two to six parts replaced by something odd or left out, most of them inside answers."""
    changed = json.loads(json.dumps(book))
    anywhere = places(changed)
    inside_answers = [
        place
        for entry in changed["answers"].values()
        for place in [(entry, "value"), *places(entry["value"])]
    ]
    odd = {f"@{place}@": dice.choice(ODD) for place in range(dice.randint(2, 6))}
    for mark in odd:
        inside, name = dice.choice(inside_answers if dice.random() < 0.8 else anywhere)
        if dice.random() < 0.15 and isinstance(inside, dict):
            inside.pop(name, None)
        else:
            inside[name] = mark
    text = json.dumps(changed)
    for mark, words in odd.items():
        text = text.replace(json.dumps(mark), words)
    return text


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value, as (container, name or index); the version is a number of its own."""
    names = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    here = [(value, name) for name in names if name != "version"]
    return here + [deep for _, name in here for deep in places(value[name])]


def exact(text: str | bytes) -> Any:
    """A JSON text with every number as it is written, so that nothing is rounded before it is compared.

    A number that cannot be written is kept as {"number": "NaN"}: here it is NaN again.
    """

    def plain(inside: dict[str, Any]) -> Any:
        return inside["number"] if inside.keys() == {"number"} else inside

    return json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_hook=plain)


def leaves(value: Any, *path: Any) -> dict[tuple[Any, ...], Any]:
    """Every single value with its path; null says nothing."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        return {way: leaf for name, one in items for way, leaf in leaves(one, *path, name).items()}
    return {} if value is None else {path: value}


def lost(before: Any, after: Any, good: Any) -> list[str]:
    """The keys of answers that stood in the file and are now neither in answers nor in earlier.

    An answer that the course gave by itself (it is in `good`) may be changed by the deed.
    """
    answers = before["answers"] if isinstance(before.get("answers"), dict) else {}
    earlier = [one.get("value") for one in after["earlier"] if isinstance(one, dict)]
    gone = []
    for key, entry in answers.items():
        value = entry["value"] if isinstance(entry, dict) and "value" in entry else entry
        now = leaves(after["answers"].get(key, {}).get("value"))
        usual = leaves(good["answers"].get(key, {}).get("value"))
        missing = {
            way: leaf
            for way, leaf in leaves(value).items()
            if now.get(way) != leaf and usual.get(way) != leaf and (key, *way) not in FREE
        }
        if missing and value not in earlier:
            gone.append(key)
    return gone


def strict(words: str) -> None:
    raise AssertionError(f"{words} is not JSON")


def test_the_good_file_holds_every_kind_of_answer(good):
    kinds = {key.split(".")[1] for key in good["answers"]}
    assert kinds == {
        "recall", "predict", "myth", "parsons", "self_score", "own_numbers", "decide", "plan",
        "review", "board", "ticks",
    }  # fmt: skip


def test_no_progress_file_stops_a_widget_or_costs_an_answer(good, eye, oak, found, file: Path):
    dice = random.Random(20261126)
    usual = exact(json.dumps(good))
    for number in range(FILES):
        text = mutated(good, dice)
        file.write_text(text, encoding="utf-8")
        for build, deed in widgets(oak):
            panel = build()
            deed(eye, panel)
            trouble = panel.trouble.value
            assert not trouble or "was damaged, so it was kept aside" in trouble, (number, text)
        data = file.read_bytes()
        json.loads(data, parse_constant=strict)
        assert lost(exact(text), exact(data), usual) == [], (number, text[:3000])
        for left in file.parent.iterdir():
            left.unlink()
