"""The rows of somebody's downloads: each reason's verdict, or what is missing and where to get it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from course_lib import catalogue, diagnosis
from course_lib.exports.answers import Answers
from course_lib.finding import NO_DATA, doubted
from course_lib.inquiry import COUNT
from course_lib.planning.actions import Action, action
from course_lib.planning.candidate import candidate
from course_lib.planning.choice import ASSUMED, choose
from course_lib.planning.scores import Row, summary
from course_lib.reasons.r05_not_engaging.sign import PERSON, UNKNOWN
from course_lib.tables.reading import NOTHING
from course_lib.tables.spreadsheet import TableError
from course_lib.words import Reason

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

MESSAGES = "messages"
PEOPLE = "people"  # the answer that no machine writes
MIRACLES = 3  # the reason that is about the day on which one judges
PICKED = (
    "These are talks that you picked, or nobody said that they are all: whoever picks remembers some and not "
    "others, so they alone settle nothing."
)


@dataclass(frozen=True)
class Sample:
    """What was said of a sample that was drawn: of `drawn` things `seen` were looked through, and `k` counted.

    `n` is how many of the seen ones the count is about: those who asked, of all that were looked through.
    """

    drawn: int
    seen: int
    k: int
    n: int


@dataclass(frozen=True)
class Clinic:
    """The rows in teaching order, the plan's lines, and of each row without a verdict what is `missing`."""

    rows: tuple[Row, ...]
    missing: Mapping[int, str]
    plan: tuple[Action, ...]

    @property
    def summary(self) -> str:
        """How many rows have which verdict, in a sentence."""
        return summary(self.rows)

    @property
    def table(self) -> tuple[tuple[str, str, str], ...]:
        """Of each row: the reason's title, the verdict, and its sentence or where to get what is missing."""
        return tuple(
            (row.title, NO_DATA, self.missing[row.number])
            if row.evidence is None
            else (row.title, row.evidence.outcome, row.evidence.sentence)
            for row in self.rows
        )

    @property
    def acts(self) -> tuple[str, ...]:
        """The plan, a line an act."""
        return tuple(
            f"{place}. {act.title}: if {act.if_}, then I {act.then}. {act.why}"
            for place, act in enumerate(self.plan, 1)
        )


def clinic(
    business: Shop,
    answers: Answers,
    start: date,
    samples: Mapping[int, Sample] | None = None,
    picked: bool = False,
    budget: int = ASSUMED,
) -> Clinic:
    """What the tables of downloads and their owner's answers come to, with the plan from the day `start`.

    `samples` are what was looked through by eye, by reason; `picked` says that the messages are talks which the
    owner chose. `budget` is in minutes a week.
    """
    looked = samples or {}
    business = answered(business, answers)
    rows = tuple(
        _row(number, business, answers, looked.get(number), picked)
        for number in catalogue.teaching_order()
    )
    missing = {
        row.number: _missing(row, business, looked.get(row.number))
        for row in rows
        if row.verdict == NO_DATA
    }
    by_number = {row.number: row for row in rows}
    chosen = choose([candidate(row) for row in rows], budget).chosen
    return Clinic(
        rows, missing, tuple(action(by_number[one.number], one, {}, start) for one in chosen)
    )


def answered(business: Shop, answers: Answers) -> Shop:
    """The tables with what the owner said of them: who writes the messages, minutes planned, days to judge."""
    writer, planned = answers.text("written_by"), answers.whole("minutes_planned")
    if writer and business.has(MESSAGES):
        by = {"in": PERSON, "out": PERSON if writer == PEOPLE else UNKNOWN}
        business = business.amended(
            MESSAGES, lambda messages: messages.assign(by=messages["direction"].map(by))
        )
    if planned is not None and business.has("timelog"):
        business = business.amended(
            "timelog", lambda log: log.assign(planned=_shared(log, planned))
        )
    return business


def _shared(log: pd.DataFrame, planned: int) -> pd.Series:
    """The planned minutes of a week, shared among the rows of each."""
    return planned / log.groupby("week")["week"].transform("size")


def _judging(business: Shop, days: int) -> Shop:
    """The shop as one that judges by its buyers after so many days."""
    return business.amended(
        "goals",
        lambda goals: goals.reindex([0]).assign(
            platform="any", judge_days=float(days), judge_by="sales"
        ),
    )


def _row(number: int, business: Shop, answers: Answers, sample: Sample | None, picked: bool) -> Row:
    reason = catalogue.reason(number)
    days = answers.whole("days_to_judge")
    # A goal that says nothing else would count as one without a why or a target.
    view = _judging(business, days) if number == MIRACLES and days else business
    data = catalogue.measure(number, view) if may_judge(reason, answers) else None
    own = diagnosis.diagnose(reason, entries(reason, answers, sample))
    if picked and MESSAGES in catalogue.needs(number):
        data, own = (None if one is None else doubted(one, PICKED) for one in (data, own))
    return Row(number, reason.title, None, own, data)


def may_judge(reason: Reason, answers: Answers) -> bool:
    """Whether the tables may give a verdict: of some reasons not before its question is answered."""
    return not reason.download.first or reason.number in answers.gates


def withheld(answers: Answers) -> dict[int, str]:
    """By number, the reasons of which no table may give a verdict yet, with why."""
    rooms = [catalogue.reason(number) for number in catalogue.teaching_order()]
    return {
        room.number: f'Its question comes first, on the page Your downloads ("{room.gate.question}")'
        for room in rooms
        if not may_judge(room, answers)
    }


def entries(reason: Reason, answers: Answers, sample: Sample | None) -> Mapping[str, str]:
    """What the owner said, as the reason's own panel would hold it; a sample counts once all of it was seen."""
    gate = answers.gates.get(reason.number, "")
    if sample is None or sample.seen < sample.drawn or not sample.n:
        return {"gate": gate}
    horizon = reason.horizon.usual if reason.horizon else None
    bar = 100 * diagnosis.course_bar(reason, horizon)
    to_count = next(option.id for option in reason.gate.options if option.means == COUNT)
    return {
        "gate": gate or to_count,
        "horizon": str(horizon or ""),
        "bar": f"{bar:g}",
        "planned": str(sample.n),
        "k": str(sample.k),
    }


def _missing(row: Row, business: Shop, sample: Sample | None) -> str:
    """What would give a row its verdict, and where to get it."""
    reason = catalogue.reason(row.number)
    if sample is not None and sample.seen < sample.drawn:
        return f"{sample.seen} of {sample.drawn} are looked through: the rest before there is a verdict."
    try:
        business.narrowed(catalogue.needs(row.number))
    except TableError as trouble:
        # What is not there at all is better told by the download that has it than by a table's name.
        there = all(business.has(table) for table in catalogue.needs(row.number))
        why = str(trouble) if there and NOTHING not in str(trouble) else ""
        return f"{why} {reason.download.get}".strip()
    silent = row.own if row.own is not None and row.own.by_question else row.data
    return f"{silent.sentence} {reason.download.get}" if silent else reason.download.get
