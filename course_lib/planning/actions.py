"""The lines of a 90-day plan: each act in the owner's words, with its number, its day 0 and what day 90 means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from course_lib import catalogue, counts, kinds
from course_lib.finding import show
from course_lib.planning.choice import BEGINNING, BELIEF, LEANING, SETTLED, Chosen
from course_lib.planning.difference import FROM_ONE, SAMPLE
from course_lib.planning.scores import MOST, Row
from course_lib.words import Reason

DAYS = 90
CHECK_INS = {
    0: f"Count each number afresh, from the last four weeks: {SAMPLE}, or all there are, at most {FROM_ONE} from "
    "one day, person or post, and none that you counted in its lesson. How many you take is fixed today.",
    7: "Did it happen this week? Write yes or no.",
    30: "Did it happen in three weeks of four? If not, make it smaller. Do not count yet.",
    60: "Did it happen in six weeks of the last eight? Do not count yet.",
    90: "Count again, the same way and as many. Better: keep it. No difference seen: change it or drop it. "
    "Worse: stop, unless you can say what else happened. Nobody counted: no verdict.",
}


@dataclass(frozen=True)
class Action:
    """One line of the plan; text as a reader sees it, days as dates, minutes a week.

    `guess` says that the minutes are the course's own, or that more were typed than there is room for; "" where
    they were typed and fit. `first` is what a move needs to be done before it, "" for nothing. `count` says
    how the number is counted on day 0 and day 90.
    """

    lesson: int
    title: str
    if_: str
    then: str
    owner: str
    minutes_week: int
    start: date
    sign: str
    count: str
    target: str
    review_day: date
    stop_rule: str
    why: str
    guess: str = ""
    first: str = ""

    @property
    def end(self) -> date:
        """Day 90."""
        return self.start + timedelta(days=DAYS)

    @property
    def effort(self) -> str:
        """The minutes a week for a reader, with what is to be said of them."""
        return f"{self.minutes_week} minutes a week{f' ({self.guess})' if self.guess else ''}"


def action(
    row: Row,
    chosen: Chosen,
    entered: Mapping[str, str],
    start: date,
    minutes: str = "",
    kind: str = kinds.USUAL,
) -> Action:
    """The plan line of a chosen reason: the attendee's words, and the reason's for the rest.

    `entered` is what was typed in its lesson: if, then, owner, minutes, count, target and review (ISO date) as
    text, "" where open. `minutes` are those typed in the plan, which go before; `kind` is whose words are used.
    """
    reason = catalogue.reason(row.number, kind)
    # Where nobody has counted, to count is all there is to do.
    own = {} if chosen.basis == BELIEF else entered
    end = start + timedelta(days=DAYS)
    review = entered.get("review") or ""
    return Action(
        lesson=row.number,
        title=f"Count first: {reason.title}" if chosen.basis == BELIEF else reason.title,
        if_=own.get("if") or _if(reason, chosen),
        then=deed(own.get("then") or _then(reason, chosen)),
        owner=entered.get("owner") or "me",
        minutes_week=chosen.minutes,
        start=start,
        sign=own.get("count") or reason.act.number,
        count=_count(reason, chosen, own.get("count") or ""),
        target=own.get("target") or _target(reason, row),
        review_day=date.fromisoformat(review) if review else end,
        stop_rule=_stop_rule(chosen, end),
        why=why(row, chosen),
        guess=_guess(minutes.strip() or entered.get("minutes") or "", chosen.minutes),
        first=" ".join(
            catalogue.reason(number, kind).act.step or "" for number in chosen.first_steps
        ),
    )


def next_monday() -> date:
    """The day from which a plan runs where nobody picked another."""
    today = date.today()
    return today + timedelta(days=7 - today.weekday())


def deed(then: str) -> str:
    """What follows "then I", without a second I where one was typed."""
    return then[2:] if then.startswith("I ") else then


def why(row: Row, chosen: Chosen) -> str:
    """On what an act rests, in a sentence with its figures."""
    finding = row.evidence
    if chosen.basis == SETTLED and finding is not None:
        bar = f"; the bar is {finding.bar_words}" if finding.estimate is not None else ""
        return f"Settled: {finding.facts}{bar}."
    if chosen.basis == LEANING and finding is not None:
        figures = f"{finding.facts}; the bar is {finding.bar_words}"
        return f"Not settled, and most of what is plausible is bad: {figures}."
    if chosen.basis == BELIEF:
        return f"You scored {row.belief} of {MOST}; nobody has counted."
    if chosen.basis == BEGINNING:
        return "Begin with what needs no verdict: nothing is settled yet."
    return "Your own choice: no count or answer has settled that this is a problem."


def _if(reason: Reason, chosen: Chosen) -> str:
    return "it is the first day of this plan" if chosen.basis == BELIEF else reason.decide.if_hint


def _then(reason: Reason, chosen: Chosen) -> str:
    if chosen.basis == BELIEF:
        return f"make the count of “{reason.title}” that nobody has made yet, and come back with it"
    return reason.decide.then_hint


def _count(reason: Reason, chosen: Chosen, own: str) -> str:
    """How to count on day 0 and day 90."""
    if own:
        return (
            "Your own number: count it so that more is better, on day 0 and on day 90 the same way."
        )
    words = reason.act.day0
    if chosen.basis == LEANING:
        words = f"{words} Does day 0 lean to fine? Then cross this act out."
    if reason.act.slow:
        words = f"{words} This number is slow: it may not have moved by day {DAYS}."
    return words


def _target(reason: Reason, row: Row) -> str:
    """The bar of the act's number: the owner's own where the lesson's verdict was about the same number."""
    act, sign, finding = reason.act, reason.sign, row.evidence
    side = "or more" if act.good == "above" else "or less"
    same = act.bar == sign.bar and act.good == sign.good and sign.unit == "share"
    bar = finding.bar if same and finding is not None and finding.unit == "share" else act.bar
    return "none" if bar == 0 and act.good == "below" else f"{show(bar, 'share')} {side}"


def _stop_rule(chosen: Chosen, end: date) -> str:
    day = f"{end.day} {end:%B}"
    if chosen.basis == BELIEF:
        return f"Drop it on {day} if nobody has counted."
    return (
        f"On {day}: better than day 0, keep it; no difference seen, change or drop it; worse, stop."
    )


def _guess(typed: str, minutes: int) -> str:
    if not typed.strip():
        return "our guess"
    wanted = counts.minutes(typed)
    if wanted is None:
        return f"our guess: “{counts.quote(typed)}” is no number of minutes"
    return f"you wrote {wanted:,}; there is room for {minutes}" if wanted > minutes else ""
