"""What the clinic is tried on, and what the notebook makes of each: typed counts, and whole progress files."""

from __future__ import annotations

import html
import random
import re
from typing import Any

import pytest

from course_lib import catalogue, diagnosis, kinds, progress, progress_data
from course_lib.diagnosis import TEXTS
from course_lib.finding import FINE, PROBLEM
from course_lib.inquiry import COUNT, LIST, SAMPLE
from course_lib.planning.page import page as page_to_print
from course_lib.planning.scores import summary
from course_lib.widgets import decide, entries, organisation, saved_plan, scorecard, self_score
from course_lib.widgets import plan as plan_panel
from course_lib.words import Reason

Case = dict[str, Any]

# As people type a number, and as slips and pastes leave it.
NUMBERS = [
    *("", " ", "0", "1", "4", "5", "7", "10", "20", "21", "35", "40", "50", "80", "100", "1000"),
    *("1,200", "1.200", "12,000", "1 200", "1\u00a0200", "1'200", "0.125", "20.0", "½", "-3", "− 3"),
    *("1e3", "1.200e3", "twenty", "20 or so", "50%", "33.3", "33,3", "66.7%", "80 %", "12.5", "110"),
    *("250", "1001", "٢٠", "٢٠.٥", "१२", "0x10", "NaN", "Infinity", "1_000", "+5", ".5", "5.", ",5"),
    *("1.200.000", "1,200.5", "00020", "\ufeff20", "20\x1f", "999999", "9" * 12, "9" * 13, "x" * 60),
    *("𝟙𝟚", "\ud83d", "<b>5</b>", "5 & 6", '"5"', "1.5e-3", "1'200,50", "200.5", "120.500", "-" + "9" * 12),
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
    drawn = [_counted(draw, reason) for reason in counting for _ in range(310)]
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
    if (
        count.kind == SAMPLE and draw.random() < 0.04
    ):  # the first ten, which may settle a bar of half
        texts |= {"bar": "50", "n": "10", "k": draw.choice(["0", "10", "9"])}
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


PLANS = """text => {
    const {files, today} = JSON.parse(text);
    return JSON.stringify(files.map(file => {
        localStorage.setItem(progress.STORE, file);
        const scores = planning.rows(), saved = planning.planQuestion().load() ?? {};
        const plan = planning.planOf(scores, planning.settingsOf(saved, today));
        const actions = plan.actions.map(one => ({...one, effort: one.effort}));
        return {
            rows: scores.map(row => [
                row.title, row.belief, row.verdict, row.own?.outcome ?? null, planning.surprise(row),
                planning.scoreSummary(planning.replies(row.reason)),
                Object.values(planning.decideSentence(row.decide)),
            ]),
            summary: planning.summary(scores), record: planning.record(plan), actions, places: plan.places,
            why: planning.whyThese(plan), shares: planning.shares(plan), leftOut: planning.leftOut(plan),
            page: planning.page(plan.actions, planning.summary(scores), today),
        };
    }));
}"""
WORDY = [
    "",
    "",
    "",
    "it rains",
    "I go home.",
    "two  words",
    "<b>bold</b> & 'more'",
    "漢字 " * 150,
    "Ünïcode",
    "x" * 500,
]
TYPED = ["", "", "", "15", "30", "0", "1,000", "soon", "99999", "½"]


def progress_file(draw: random.Random) -> dict[str, Any]:
    """Somebody's answers to some of everything that scorecard and plan are made of."""
    answers: dict[str, Any] = {}

    def save(key: str, wording: str, value: Any) -> None:
        seal = "another wording" if draw.random() < 0.02 else progress_data.fingerprint(wording)
        answers[key] = {
            "value": value,
            "wording": seal,
            "saved": f"2026-11-{draw.randrange(1, 29):02}",
        }

    if draw.random() < 0.8:
        save(organisation.KEY, organisation.WORDING, draw.choice(list(kinds.vocabulary())))
    much, scored = draw.random() ** 2, draw.random() ** 2
    for reason in catalogue.reasons():
        key = f"{reason.number:02}"
        if draw.random() < much:
            value = _counted(draw, reason)["valid"] if reason.count else {}
            if not reason.count or draw.random() < 0.4:
                value |= {"gate": draw.choice(reason.gate.options).id}
            save(f"{key}.own_numbers", entries.wording(reason), value)
        if draw.random() < scored:
            replies = draw.choice([[*self_score.POINTS, None], [*self_score.POINTS], ["no"]])
            for one in reason.statements:
                reply = {
                    "answer": draw.choice(replies),
                    "evidence": draw.choice(["", "", "a list"]),
                }
                save(f"{key}.self_score.{one.id}", one.text, reply)
        if draw.random() < 0.3:
            line = {name: draw.choice(WORDY) for name in decide.FIELDS}
            line |= {
                "minutes": draw.choice(TYPED),
                "review": draw.choice(["", "2027-01-05", "1999-01-01", "2200-01-01"]),
            }
            save(f"{key}.decide", decide.WORDING, line)
    if draw.random() < 0.8:
        answered = [
            one.number for one in catalogue.reasons() if f"{one.number:02}.own_numbers" in answers
        ]
        save(saved_plan.KEY, saved_plan.WORDING, _settings(draw, answered))
    return progress_data.empty() | {"answers": answers}


def rare_files() -> list[dict[str, Any]]:
    """What chance hardly draws: one thing settled as fine, a long plan, and a narrow gap in the last plan."""

    def file(**answers: Any) -> dict[str, Any]:
        asked = {
            f"{one.number:02}.own_numbers": entries.wording(one) for one in catalogue.reasons()
        }
        asked |= {f"{one.number:02}.decide": decide.WORDING for one in catalogue.reasons()}
        asked |= {saved_plan.KEY: saved_plan.WORDING}
        return progress_data.empty() | {
            "answers": {
                key: {
                    "value": value,
                    "wording": progress_data.fingerprint(asked[key]),
                    "saved": "2026",
                }
                for key, value in answers.items()
            }
        }

    def settled(number: int, verdict: str) -> dict[str, str]:
        return {
            "gate": next(
                one.id for one in catalogue.reason(number).gate.options if one.means == verdict
            )
        }

    essay = {name: "x" * 400 for name in decide.FIELDS if name not in ("minutes", "review")}
    counted = {"gate": "yes", "horizon": "24", "bar": "50", "planned": "1000", "k": "560"}
    asked = {**counted, "gate": "open", "bar": "80", "planned": "50", "k": "10"}
    return [
        file(**{"02.own_numbers": settled(2, FINE)}),
        file(
            **{f"{one:02}.own_numbers": settled(one, PROBLEM) for one in (2, 5, 6, 13)},
            **{f"{one:02}.decide": essay for one in (2, 5, 6, 13)},
        ),
        file(
            **{"04.own_numbers": counted, "05.own_numbers": asked},
            **{saved_plan.KEY: {"budget": "15", "suggested": [4, 0, 0]}},
        ),
    ]


def _settings(draw: random.Random, answered: list[int]) -> dict[str, Any]:
    numbers = [saved_plan.NONE, *(reason.number for reason in catalogue.reasons())]
    minutes = {str(number): draw.choice(TYPED) for number in draw.sample(numbers[1:], 6)}
    settings: dict[str, Any] = {
        "budget": draw.choice(["", "15", "30", "45", "60", "90", "1,200", "9", "x"])
    }
    if draw.random() < 0.8:
        settings["start"] = draw.choice(
            ["2026-11-30", "2027-12-31", "2028-02-29", "1999-01-01", "soon"]
        )
    if draw.random() < 0.4:
        settings["chosen"] = [draw.choice(numbers) for _ in range(3)]
    if draw.random() < 0.5:
        settings["suggested"] = [draw.choice(answered or numbers) for _ in range(3)]
    return settings | {"minutes": minutes, "id": "7"}


def planned(answers: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the notebook makes of a progress file, in the form of PLANS."""
    monkeypatch.setattr(progress, "_read", lambda: answers)
    scores = scorecard.rows()
    plan = saved_plan.stored(scores)
    items = re.findall(r"<li><b>(.*?)\.</b> (.*?)</li>", plan_panel._left_out(plan))
    return {
        "rows": [
            [
                *(
                    row.title,
                    row.belief,
                    row.verdict,
                    row.own.outcome if row.own else None,
                    row.surprise,
                ),
                self_score.summary(self_score.stored(row.number)),
                list(decide.sentence(decide.stored(row.number))),
            ]
            for row in scores
        ],
        "summary": summary(scores),
        "record": saved_plan.record(plan),
        "actions": [
            {
                **{
                    "lesson": one.lesson,
                    "title": one.title,
                    "if": one.if_,
                    "then": one.then,
                    "owner": one.owner,
                },
                **{
                    "minutes": one.minutes_week,
                    "start": one.start.isoformat(),
                    "end": one.end.isoformat(),
                },
                **{
                    "sign": one.sign,
                    "count": one.count,
                    "target": one.target,
                    "stop": one.stop_rule,
                },
                **{
                    "review": one.review_day.isoformat(),
                    "why": one.why,
                    "guess": one.guess,
                    "first": one.first,
                },
                "effort": one.effort,
            }
            for one in plan.actions
        ],
        "places": plan.places,
        "why": plan_panel._why_these(plan),
        "shares": plan_panel._sum(plan),
        "leftOut": [[html.unescape(title), html.unescape(why)] for title, why in items],
        "page": page_to_print(plan.actions, summary(scores)),
    }
