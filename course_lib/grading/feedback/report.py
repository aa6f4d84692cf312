"""The instructor's picture of the class: one page of HTML that needs nothing beside it."""

from __future__ import annotations

import html
import statistics
from collections.abc import Sequence

from course_lib import catalogue
from course_lib.characters import plain
from course_lib.finding import FINE, NO_DATA, NOT_FOR_YOU, NOT_SURE, PROBLEM
from course_lib.grading.configuration import Course
from course_lib.grading.feedback import beliefs, pictures, tasks
from course_lib.grading.feedback.tasks import Result
from course_lib.grading.gradebook import database
from course_lib.grading.gradebook.marks import Mark, marks
from course_lib.grammar import counted
from course_lib.planning.scores import MOST, Row

# Large enough for the last row of a room, where the page is shown 1024 pixels wide.
STYLE = """
body { font: clamp(17px, 1.9vw, 28px)/1.45 system-ui, sans-serif; color: #1f2933; background: #fff;
       max-width: 62rem; margin: 1.5rem auto; padding: 0 1rem; font-variant-numeric: tabular-nums; }
h1 { font-size: 1.7em; }
h2 { font-size: 1.35em; margin-top: 2rem; border-top: 2px solid #1f2933; padding-top: 1rem; }
figure, figure img { max-width: none !important; width: 100% !important; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .9em; line-height: 1.3; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #9aa5b1; }
thead th { vertical-align: bottom; }
th:first-child, td:first-child { min-width: 8em; }
td.number, th.number { text-align: right; }
@media print { body { font-size: 10.5pt; max-width: none; margin: 0; } tr, figure { break-inside: avoid; } }
"""
FEW = 3  # of fewer there is no middle to speak of, and without names it would show whose it is
BELIEF = ["Reason", "Scored", f"Middle belief of {MOST}", "Problem", "Not sure yet", "Fine"]
BELIEF += ["Believed better", "Believed worse"]


def page(course: Course, slugs: Sequence[str] = (), names: bool = True) -> str:
    """The whole page, of these assignments or of all that somebody handed in.

    Without `names` nobody is named, so that it can be shown on a
    screen: counts stay. Raises DatabaseTrouble as `gradebook` and `marks` do.
    """
    parts = []
    with database.reading(course) as book:
        rows = marks(book, course, slugs)
        for assignment in dict.fromkeys(mark.assignment for mark in rows):
            results, troubles = tasks.results(book, course, assignment)
            if results or slugs:
                own = [mark for mark in rows if mark.assignment == assignment]
                parts.append(exercise(_title(assignment), own, results, names))
            parts += [f"<p>{_html(sentence)}</p>" for sentence in troubles if names]
    cards, troubles = beliefs.scorecards(course.submitted)
    if cards or troubles:
        parts.append(belief(list(cards.values()), troubles, names))
    title = "How the class is doing"
    body = "".join(parts) or "<p>Nothing is graded yet, so there is nothing to show.</p>"
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{title}</h1>{body}</main></body></html>\n"
    )


def exercise(name: str, marks: Sequence[Mark], results: Sequence[Result], names: bool) -> str:
    """One exercise: how many handed it in, how each task went, which mistakes, who is stuck."""
    parts = [f"<h2>{_html(name)}</h2><p>{_standing(marks, names)}</p>"]
    if not results:
        return "".join(parts)
    parts.append(pictures.how_tasks_went(results)._repr_html_())
    if wrong := tasks.mistakes(results):
        rows = [(task.title, words, str(count)) for task, words, count in wrong]
        heads = ("Task", "What people were told", "How often")
        parts += ["<h3>Where it goes wrong</h3>", _table(heads, rows, numbers=1)]
    parts.append(f"<h3>Who is stuck</h3>{_stuck(results, names)}")
    return "".join(parts)


def belief(cards: Sequence[Sequence[Row]], troubles: Sequence[str] = (), names: bool = True) -> str:
    """Belief beside evidence, reason by reason: what is surprising is what to talk about.

    Without `names` nothing is told of so few that everybody would know whose it is, and no trouble.
    """
    parts = ["<h2>What people believe, and what they counted</h2>"]
    if not names and len(cards) < FEW:
        return f"{parts[0]}<p>Too few have handed in a progress file to show it without showing whose it is.</p>"
    rows = [row for card in cards for row in card]
    if any(row.belief is not None for row in rows):
        parts.append(
            f"<p>From {counted(len(cards), 'progress file', 'progress files')}. {_surprises(rows)}</p>"
            + pictures.beliefs(cards)._repr_html_()
        )
    numbers = dict.fromkeys(row.number for row in rows)
    table = [_line([row for row in rows if row.number == number]) for number in numbers]
    parts.append(_table(BELIEF, [line for line in table if line], numbers=len(BELIEF) - 1))
    parts += [f"<p>{_html(trouble)}</p>" for trouble in troubles if names]
    return "".join(parts)


def _line(rows: list[Row]) -> tuple[str, ...]:
    """A reason's row, empty if nobody scored or counted anything."""
    scored = [row.belief for row in rows if row.belief is not None]
    verdicts = [row.verdict for row in rows]
    if not scored and set(verdicts) == {NO_DATA}:
        return ()
    middle = f"{statistics.median(scored):g}" if len(scored) >= FEW else "–"
    counts = [str(verdicts.count(kind)) for kind in (PROBLEM, NOT_SURE, FINE)]
    surprises = [row.surprise for row in rows]
    parted = [str(surprises.count(f"you believed {how}")) for how in ("better", "worse")]
    return (rows[0].title, str(len(scored)), middle, *counts, *parted)


def _surprises(rows: Sequence[Row]) -> str:
    """How belief and count part in all cards together, in a sentence."""
    uncounted = NO_DATA, NOT_FOR_YOU
    both = sum(row.belief is not None and row.verdict not in uncounted for row in rows)
    better = sum(row.surprise == "you believed better" for row in rows)
    worse = sum(row.surprise == "you believed worse" for row in rows)
    if not both:
        return "Nobody has scored a reason and counted it too, so there is nothing to hold belief against."
    if both == 1:
        how = "better than" if better else "worse than" if worse else "much as"
        return f"In 1 case somebody scored a reason and also counted, and believed {how} the count says."
    return (
        f"In {both} cases somebody scored a reason and also counted: they believed better than their count in "
        f"{better or 'none'}, and worse in {worse or 'none'}."
    )


def _standing(marks: Sequence[Mark], names: bool) -> str:
    """How many are at what, and the middle score where there is one to speak of."""
    if not marks:
        return "Nobody is on the list for it yet."
    states = [mark.state for mark in marks]
    parts = [f"{states.count(state)} {state}" for state in dict.fromkeys(states)]
    scores = sorted(mark.score for mark in marks if mark.score is not None)
    words = f"Of {counted(len(marks), 'person', 'people')}: {'; '.join(parts)}."
    if len(scores) >= FEW:
        return f"{words} The middle score is {statistics.median(scores):g} of {marks[0].most:g}."
    if not scores or not names:
        return words
    listed = " and ".join(f"{score:g}" for score in scores)
    return (
        f"{words} {counted(len(scores), 'score', 'scores')} so far: {listed} of {marks[0].most:g}."
    )


def _title(assignment: str) -> str:
    """The name of the lesson that an assignment belongs to; its own where it is none of the course's."""
    titles = {reason.lesson: reason.title for reason in catalogue.reasons()}
    return titles.get(assignment, assignment)


def _stuck(results: Sequence[Result], names: bool) -> str:
    people = tasks.stuck(results)
    several = len({result.person for result in results})
    who = f"{len(people)} of {several}" if people else "Nobody"
    count = f"<p>{who} got less than half of the points that the computer gives.</p>"
    if not people or not names:
        return count
    rows = [
        (person, one.task.title, one.mistake or one.outcome)
        for person, lacking in people.items()
        for one in lacking
    ]
    return count + _table(("Who", "Task", "What they were told"), rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: int = 0) -> str:
    """A table whose last columns, so many, are numbers and stand to the right."""

    def line(tag: str, cells: Sequence[str]) -> str:
        right = ['class="number"' if len(heads) - i <= numbers else "" for i in range(len(heads))]
        parts = zip(right, cells, strict=True)
        return f"<tr>{''.join(f'<{tag} {look}>{_html(cell)}</{tag}>' for look, cell in parts)}</tr>"

    body = "".join(line("td", row) for row in rows)
    return f"<table><thead>{line('th', heads)}</thead><tbody>{body}</tbody></table>"


def _html(text: str) -> str:
    return html.escape(plain(text))
