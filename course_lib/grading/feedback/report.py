"""The instructor's picture of the class: one page of HTML that needs nothing beside it."""

from __future__ import annotations

import html
import statistics
from collections.abc import Iterable, Sequence

from course_lib.finding import FINE, NO_DATA, NOT_SURE, PROBLEM
from course_lib.grading.configuration import Course
from course_lib.grading.feedback import beliefs, pictures, tasks
from course_lib.grading.feedback.tasks import Result
from course_lib.grading.gradebook import database
from course_lib.grading.gradebook.marks import Mark, marks
from course_lib.grading.plain import plain
from course_lib.planning.scores import MOST, Row

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1f2933; background: #fff; max-width: 52rem;
       margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-top: 1px solid #dfe3e8; padding-top: 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #dfe3e8; }
td.number, th.number { text-align: right; }
"""
BELIEF = ["Reason", "Scored", f"Middle belief of {MOST}", "Problem", "Not sure yet", "Fine"]
BELIEF += ["Believed better", "Believed worse"]


def page(course: Course, slugs: Sequence[str] = (), names: bool = True) -> str:
    """The whole page, of these assignments or of all that somebody handed in.

    Without `names` nobody is named, so that it can be shown on a
    screen: counts stay. Raises DatabaseTrouble as `gradebook` and `marks` do.
    """
    parts = []
    with database.gradebook(course) as book:
        rows = marks(book, course, slugs)
        for assignment in dict.fromkeys(mark.assignment for mark in rows):
            results, troubles = tasks.results(book, course, assignment)
            if results or slugs:
                own = [mark for mark in rows if mark.assignment == assignment]
                parts.append(exercise(assignment, own, results, names))
            parts += [f"<p>{_html(sentence)}</p>" for sentence in troubles if names]
    cards, troubles = beliefs.scorecards(course.submitted)
    if cards or troubles:
        parts.append(belief(list(cards.values()), troubles if names else []))
    title = "How the class is doing"
    body = "".join(parts) or "<p>Nothing is graded yet, so there is nothing to show.</p>"
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{title}</h1>{body}</main></body></html>\n"
    )


def exercise(name: str, marks: Sequence[Mark], results: Sequence[Result], names: bool) -> str:
    """One exercise: how many handed it in, how each task went, which mistakes, who is stuck."""
    parts = [f"<h2>{_html(name)}</h2><p>{_standing(marks)}</p>"]
    if not results:
        return "".join(parts)
    parts.append(pictures.how_tasks_went(results)._repr_html_())
    if wrong := tasks.mistakes(results):
        rows = [(task.title, words, str(count)) for task, words, count in wrong]
        heads = ("Task", "What people were told", "How often")
        parts += ["<h3>Where it goes wrong</h3>", _table(heads, rows)]
    parts.append(f"<h3>Who is stuck</h3>{_stuck(results, names)}")
    return "".join(parts)


def belief(cards: Sequence[Sequence[Row]], troubles: Sequence[str]) -> str:
    """Belief beside evidence, reason by reason: what is surprising is what to talk about."""
    parts = ["<h2>What people believe, and what they counted</h2>"]
    rows = [row for card in cards for row in card]
    if any(row.belief is not None for row in rows):
        better = sum(row.surprise == "you believed better" for row in rows)
        worse = sum(row.surprise == "you believed worse" for row in rows)
        both = sum(row.belief is not None and row.verdict != NO_DATA for row in rows)
        parts.append(
            f"<p>From {_count(len(cards), 'progress file')}. In {both} cases somebody scored a reason and also "
            f"counted: they believed better than their count in {better}, and worse in {worse}.</p>"
            + pictures.beliefs(cards)._repr_html_()
        )
    numbers = dict.fromkeys(row.number for row in rows)
    table = [_line([row for row in rows if row.number == number]) for number in numbers]
    parts.append(_table(BELIEF, [line for line in table if line]))
    parts += [f"<p>{_html(trouble)}</p>" for trouble in troubles]
    return "".join(parts)


def _line(rows: list[Row]) -> tuple[str, ...]:
    """A reason's row, empty if nobody scored or counted anything."""
    scored = [row.belief for row in rows if row.belief is not None]
    verdicts = [row.verdict for row in rows]
    if not scored and set(verdicts) == {NO_DATA}:
        return ()
    middle = f"{statistics.median(scored):g}" if scored else "–"
    counts = [str(verdicts.count(kind)) for kind in (PROBLEM, NOT_SURE, FINE)]
    surprises = [row.surprise for row in rows]
    parted = [str(surprises.count(f"you believed {how}")) for how in ("better", "worse")]
    return (f"{rows[0].number} {rows[0].title}", str(len(scored)), middle, *counts, *parted)


def _standing(marks: Sequence[Mark]) -> str:
    states = [mark.state for mark in marks]
    parts = [f"{states.count(state)} {state}" for state in dict.fromkeys(states)]
    scores = [mark.score for mark in marks if mark.score is not None]
    middle = (
        f" The middle score is {statistics.median(scores):g} of {marks[0].most:g}."
        if scores
        else ""
    )
    return f"Of {_count(len(marks), 'person', 'people')}: {', '.join(parts)}.{middle}"


def _stuck(results: Sequence[Result], names: bool) -> str:
    people = tasks.stuck(results)
    several = len({result.person for result in results})
    count = f"<p>{len(people)} of {several} got less than half of the points that the computer gives.</p>"
    if not people or not names:
        return count
    rows = [
        (person, one.task.title, one.mistake or one.outcome)
        for person, lacking in people.items()
        for one in lacking
    ]
    return count + _table(("Who", "Task", "What they were told"), rows)


def _table(heads: Iterable[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; columns of numbers stand to the right."""
    heads = list(heads)
    right = [
        all(row[i].replace(".", "").strip("–").isdigit() for row in rows) for i in range(len(heads))
    ]
    look = [' class="number"' if number and rows else "" for number in right]
    top = "".join(f'<th scope="col"{k}>{_html(h)}</th>' for h, k in zip(heads, look, strict=True))
    body = "".join(
        f"<tr>{''.join(f'<td{k}>{_html(c)}</td>' for c, k in zip(row, look, strict=True))}</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _html(text: str) -> str:
    return html.escape(plain(text))


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
