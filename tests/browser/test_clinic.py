"""The clinic, which needs no Python: its verdicts and plans are the notebook's, and it keeps what is typed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from course_lib import catalogue, diagnosis, kinds
from course_lib.diagnosis import TEXTS
from course_lib.inquiry import COUNT, LIST, SAMPLE
from course_lib.site import clinic
from course_lib.widgets import entries
from course_lib.words import Reason

Case = dict[str, Any]

# As people type a number, and as slips and pastes leave it.
NUMBERS = [
    *("", " ", "0", "1", "4", "5", "7", "10", "20", "21", "35", "40", "50", "80", "100", "1000"),
    *("1,200", "1.200", "12,000", "1 200", "1\u00a0200", "1'200", "0.125", "20.0", "½", "-3", "− 3"),
    *("1e3", "1.200e3", "twenty", "20 or so", "50%", "33.3", "33,3", "66.7%", "80 %", "12.5", "110"),
    *("250", "1001", "٢٠", "٢٠.٥", "१२", "0x10", "NaN", "Infinity", "1_000", "+5", ".5", "5.", ",5"),
    *("1.200.000", "1,200.5", "00020", "\ufeff20", "20\x1f", "999999", "9" * 12, "9" * 13, "x" * 60),
    *("𝟙𝟚", "\ud83d", "<b>5</b>", "5 & 6", '"5"', "1.5e-3", "1'200,50", "200.5"),
]  # fmt: skip
NAMES = ["", "Facebook", "instagram", "A < B & 'C'", "漢字"]
WORDS = [
    "",
    " ",
    "so that guests book",
    "So That\u00a0 guests  BOOK",
    "Straße",
    "STRASSE",
    "für alle",
    "ıI",
]
MINUTES = ["", "0", "40", "1,200", "90", "ten", "-5"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that holds the clinic alone."""
    folder = tmp_path_factory.mktemp("site")
    clinic.write(folder)
    return folder


@pytest.fixture(scope="module")
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """The clinic opened from its folder, without any server."""
    page = browser.new_page()
    page.goto((folder / "clinic" / "index.html").as_uri())
    yield page
    page.close()


JUDGE = """text => {
    const cases = JSON.parse(text);
    const rooms = {};
    const room = (number, kind) => rooms[`${number} ${kind}`]
        ??= judge.ofKind(words.reasons.find(one => one.number === number), kind);
    return JSON.stringify(cases.map(({number, kind, valid, entered}) => {
        const reason = room(number, kind), settled = judge.settle(reason, valid, entered);
        const now = {...valid, ...settled}, {text, tone, picture} = judge.answer(reason, now, entered);
        const finding = judge.judged(reason, now);
        const {k, n, estimate, low, high, bar, likely, outcome, figures, verdict} = finding ?? {};
        return {
            settled, answer: [text, tone, picture], ours: judge.ours(reason, entered.horizon ?? ""),
            second: judge.isSecondOpen(reason, now),
            finding: finding && {k, n, estimate, low, high, bar, likely, outcome, figures, verdict},
        };
    }));
}"""


def judged(case: Case) -> Case:
    """What the notebook makes of a case, in the form of JUDGE."""
    reason = catalogue.reason(case["number"], case["kind"])
    settled = entries.settle(reason, case["valid"], case["entered"])
    now = case["valid"] | settled
    finding = entries.judged(reason, now)
    names = ("k", "n", "estimate", "low", "high", "bar", "likely", "outcome", "figures", "verdict")
    return {
        "settled": settled,
        "answer": list(entries.answer(reason, now, case["entered"])),
        "ours": diagnosis.course_numbers(reason, case["entered"].get("horizon", "")),
        "second": entries.is_second_open(reason, now),
        "finding": None if finding is None else {name: getattr(finding, name) for name in names},
    }


def cases() -> list[Case]:
    """Every option of every gate for every kind of organisation; and counts, terms and slips at random."""
    draw = random.Random(17)
    answered = [
        {"number": reason.number, "kind": kind, "valid": {"gate": option.id}, "entered": {}}
        for kind in kinds.vocabulary()
        for reason in catalogue.reasons(kind)
        for option in reason.gate.options
    ]
    counting = [reason for reason in catalogue.reasons() if reason.count]
    drawn = [_counted(draw, reason) for reason in counting for _ in range(375)]
    return answered + drawn


def _counted(draw: random.Random, reason: Reason) -> Case:
    assert reason.count is not None
    gates = [option.id for option in reason.gate.options if option.means == COUNT]
    valid: Case = {"gate": draw.choice(gates), "no_more": draw.random() < 0.15}
    valid["beside"] = {
        question.id: draw.choice(question.options).id
        for question in reason.count.beside
        if draw.random() < 0.7
    }
    if reason.count.kind == LIST:
        valid["rows"] = [_row(draw, reason) for _ in range(draw.randrange(5))]
    valid |= _texts(draw, reason, slips=0.02)
    # What stands in the fields is what counts, or was typed over it.
    entered = {name: valid[name] for name in TEXTS}
    if draw.random() < 0.35:
        entered |= {draw.choice(TEXTS): draw.choice(NUMBERS)}
    if draw.random() < 0.1:
        entered = _texts(draw, reason, slips=0.5)
    kind = draw.choice(list(kinds.vocabulary()))
    return {"number": reason.number, "kind": kind, "valid": valid, "entered": entered}


def _texts(draw: random.Random, reason: Reason, slips: float) -> dict[str, str]:
    count, horizon = reason.count, reason.horizon
    assert count is not None
    planned = draw.choice([5, 10, 20, 25, 40, 50, 200]) if draw.random() < 0.4 else count.n
    n = (
        draw.choice([planned, planned, draw.randrange(0, 30)])
        if isinstance(planned, int)
        else draw.randrange(500)
    )
    k = draw.randrange(0, int(n * 1.3) + 2) if draw.random() < 0.1 else round(n * draw.random())
    texts = {
        "horizon": str(draw.choice([horizon.usual or 30, 1, 7, 24, 90])) if horizon else "",
        "bar": draw.choice(["50", "80", "20", "33.3", "25%", "70", "12.5", "0", "100", "3"]),
        "planned": str(planned) if count.kind == SAMPLE else "",
        "n": str(n) if draw.random() < 0.7 or count.kind != SAMPLE else "",
        "k": str(k) if draw.random() < 0.95 else "",
        "second": str(draw.randrange(0, 50)) if draw.random() < 0.3 else "",
    }
    return {
        name: draw.choice(NUMBERS) if draw.random() < slips else text
        for name, text in texts.items()
    }


def _row(draw: random.Random, reason: Reason) -> Case:
    assert reason.count is not None
    ticks = [tick.id for tick in reason.count.ticks if draw.random() < 0.6]
    row: Case = {"name": draw.choice(NAMES), "words": draw.choice(WORDS), "ticks": ticks}
    row |= {"minutes": draw.choice(MINUTES)}
    if draw.random() < 0.1:
        row |= {"slip": draw.choice(NUMBERS)}
    return {name: value for name, value in row.items() if value}


def same(one: Any, other: Any) -> bool:
    """Whether both are the same JSON, numbers to a billionth."""
    if isinstance(other, dict):
        return (
            isinstance(one, dict)
            and one.keys() == other.keys()
            and all(same(one[x], other[x]) for x in other)
        )
    if isinstance(other, list | tuple):
        return isinstance(one, list) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(other, float):
        return one == pytest.approx(other, rel=1e-9, abs=1e-15)
    return one == other


def test_a_verdict_is_the_notebooks_whatever_was_answered_and_typed(page: Page) -> None:
    grid = cases()
    assert len(grid) >= 5000
    answers = json.loads(page.evaluate(JUDGE, json.dumps(grid)))
    odd = [
        (case, answer, expected)
        for case, answer in zip(grid, answers, strict=True)
        if not same(answer, expected := judged(case))
    ]
    assert not odd, f"{len(odd)} of {len(grid)}, the first: {odd[0]}"
    verdicts = {answer["finding"]["outcome"] for answer in answers if answer["finding"]}
    assert len(verdicts) == 7  # each of the five, and two ways to lean
