"""The instructor's picture of the class: one page of HTML that needs nothing beside it."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence

from course_lib import catalogue
from course_lib.finding import NO_DATA, NOT_FOR_YOU, VERDICTS
from course_lib.grading.configuration import Course
from course_lib.grading.feedback import beliefs, tasks
from course_lib.grading.feedback.harmless import as_html, table
from course_lib.grading.feedback.tasks import OUTCOMES, Result
from course_lib.grading.gradebook import database
from course_lib.grading.gradebook.marks import Mark, marks
from course_lib.grammar import counted
from course_lib.planning.scores import BETTER, MOST, WORSE, Row
from course_lib.style import BLUE, GREY, ORANGE, PALE, SKY

# Large enough for the last row of a room, where the page is shown 1024 pixels wide.
STYLE = """
body { font: clamp(17px, 1.9vw, 28px)/1.45 system-ui, sans-serif; color: #1f2933; background: #fff;
       max-width: 62rem; margin: 1.5rem auto; padding: 0 1rem; font-variant-numeric: tabular-nums; }
h1 { font-size: 1.7em; }
h2 { font-size: 1.35em; margin-top: 2rem; border-top: 2px solid #1f2933; padding-top: 1rem; }
figure { margin: 1rem 0; }
.bar { display: flex; text-align: center; font-weight: bold; color: #000; print-color-adjust: exact; }
.bar span { min-width: 0; overflow: hidden; outline: 1px solid #1f2933; padding: .3rem 0; }
table { max-width: none !important; width: 100%; border-collapse: collapse; margin: 1rem 0; font-size: .9em; }
th, td { padding: .35rem .6rem .35rem 0 !important; border-bottom: 1px solid #9aa5b1; line-height: 1.3; }
@media print { body { font-size: 10.5pt; max-width: none; margin: 0; } tr, figure { break-inside: avoid; } }
@media screen and (max-width: 40rem) { thead { display: none; } tr, td { display: block; } td { border: 0; }
       tr { border-bottom: 1px solid #9aa5b1; } td::before { content: attr(data-head) ": "; color: #52606d; } }
"""
# Each part of a bar, in their order; grey is for what is not known.
WHITE = "; color: #fff"
LOOKS = dict(zip(OUTCOMES, (BLUE + WHITE, SKY, ORANGE, PALE, "#fff"), strict=True))
LOOKS |= dict(zip(VERDICTS, (ORANGE, GREY + WHITE, BLUE + WHITE, PALE, "#fff"), strict=True))
FEW = 3  # of fewer there is no middle to speak of, and without names it would show whose it is
UNCOUNTED = NO_DATA, NOT_FOR_YOU


def page(course: Course, slugs: Sequence[str] = (), names: bool = True) -> str:
    """The whole page, of what is graded of these assignments or of all. Without `names` nobody is named,
    so that it can be shown on a screen: counts stay. Raises DatabaseTrouble."""
    titles = {reason.lesson: reason.title for reason in catalogue.reasons()}
    parts = []
    with database.gradebook(course) as book:
        rows = marks(book, course, slugs)
        for slug in dict.fromkeys(mark.assignment for mark in rows):
            results, troubles = tasks.results(book, course, slug)
            if results:
                own = [mark for mark in rows if mark.assignment == slug]
                parts.append(exercise(titles.get(slug, slug), own, results, names))
            parts += [f"<p>{as_html(trouble)}</p>" for trouble in troubles if names]
    cards, troubles = beliefs.scorecards(course.submitted)
    if cards or troubles:
        parts.append(belief(list(cards.values()), troubles, names))
    title = "How the class is doing"
    body = "".join(parts) or "<p>Nothing is graded yet, so there is nothing to show.</p>"
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{STYLE}</style></head><body><main><h1>{title}</h1>{body}</main></body></html>\n"
    )


def exercise(name: str, marks: Sequence[Mark], results: Sequence[Result], names: bool) -> str:
    """One exercise: how many handed it in, how each task went, which mistakes, who is stuck."""
    states = Counter(mark.state for mark in marks)
    standing = "; ".join(f"{count} {state}" for state, count in states.items())
    words = f"Of {counted(len(marks), 'person', 'people')}: {standing}."
    scores = [mark.score for mark in marks if mark.score is not None]
    words += _middle("score", scores, marks[0].most)
    parts = [f"<h2>{as_html(name)}</h2><p>{words}</p>"]
    for task in dict.fromkeys(one.task for one in results):
        parts.append(_bar(task.title, [one.outcome for one in results if one.task == task]))
    if wrong := [(task.title, words, str(n)) for task, words, n in tasks.mistakes(results)]:
        parts.append(table(("Where it goes wrong", "What people were told", "How often"), wrong))
    stuck, people = tasks.stuck(results), {one.person for one in results}
    few = f"{len(stuck) or 'None'} of {len(people)} got less than half of the points"
    parts.append(f"<p>{few} that the computer gives.</p>")
    lacking = [(who, one) for who, own in stuck.items() for one in own]
    if names and lacking:
        rows = [(who, one.task.title, one.mistake or one.outcome) for who, one in lacking]
        parts.append(table(("Who is stuck", "Task", "What they were told"), rows))
    return "".join(parts)


def belief(cards: Sequence[Sequence[Row]], troubles: Sequence[str] = (), names: bool = True) -> str:
    """Belief beside evidence, reason by reason: what is surprising is what to talk about. Without `names`
    nothing is told of so few that everybody would know whose it is, and no trouble."""
    head = "<h2>What people believe, and what they counted</h2>"
    if not names and len(cards) < FEW:
        return f"{head}<p>Too few have handed in a progress file to show it without showing whose it is.</p>"
    rows = [row for card in cards for row in card]
    both = sum(row.belief is not None and row.verdict not in UNCOUNTED for row in rows)
    words = f"A reason was scored and counted too in {counted(both, 'case', 'cases')}: {_surprises(rows)}."
    files = counted(len(cards), "progress file", "progress files")
    parts = [f"{head}<p>From {files}. {words}</p>"]
    for own in zip(*cards, strict=True):
        scores = [row.belief for row in own if row.belief is not None]
        verdicts = [row.verdict for row in own]
        if scores or {*verdicts} != {NO_DATA}:
            words = f"; {len(scores)} scored it: {_surprises(own)}."
            words += _middle("belief", scores, MOST)
            parts.append(_bar(own[0].title, verdicts, words))
    return "".join([*parts, *(f"<p>{as_html(trouble)}</p>" for trouble in troubles if names)])


def _surprises(rows: Sequence[Row]) -> str:
    better, worse = (sum(row.surprise == kind for row in rows) for kind in (BETTER, WORSE))
    return f"they believed better than their count in {better}, and worse in {worse}"


def _middle(what: str, numbers: Sequence[float], most: float) -> str:
    """A sentence on the median; "" where there are too few to speak of one."""
    if len(numbers) < FEW:
        return ""
    return f" The middle {what} is {statistics.median(numbers):g} of {most:g}."


def _bar(title: str, kinds: Sequence[str], more: str = "") -> str:
    """How many there are of each kind: in words after the title, and below as a bar; in HTML."""
    counts = Counter(kinds)
    parts = [(counts[kind], kind, look) for kind, look in LOOKS.items() if counts[kind]]
    words = ", ".join(f"{n} {kind}" for n, kind, _ in parts)
    bar = "".join(f'<span style="flex: {n}; background: {look}">{n}</span>' for n, _, look in parts)
    return (
        f"<figure><figcaption><b>{as_html(title)}</b> {words}{more}</figcaption>"
        f'<div class="bar" aria-hidden="true">{bar}</div></figure>'
    )
