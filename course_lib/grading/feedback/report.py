"""The instructor's picture of the class: one page of HTML that needs nothing beside it."""

from __future__ import annotations

import io
import statistics
import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import Any

from course_lib import catalogue, style
from course_lib.finding import FINE, NO_DATA, NOT_FOR_YOU, NOT_SURE, PROBLEM, VERDICTS
from course_lib.grading.configuration import Course
from course_lib.grading.feedback import beliefs, tasks
from course_lib.grading.feedback.harmless import as_html, table
from course_lib.grading.feedback.tasks import OUTCOMES, RIGHT, Result
from course_lib.grading.gradebook import database
from course_lib.grading.gradebook.marks import Mark, marks
from course_lib.grammar import counted
from course_lib.overview import Listing
from course_lib.planning.scores import BETTER, MOST, WORSE, Row
from course_lib.style import BLUE, GREY, INK, ORANGE, PALE, SKY, VERDICT_COLOUR, Picture

# Large enough for the last row of a room, where the page is shown 1024 pixels wide.
STYLE = """
body { font: clamp(17px, 1.9vw, 28px)/1.45 system-ui, sans-serif; color: #1f2933; background: #fff;
       max-width: 62rem; margin: 1.5rem auto; padding: 0 1rem; font-variant-numeric: tabular-nums; }
h1 { font-size: 1.7em; }
h2 { font-size: 1.35em; margin-top: 2rem; border-top: 2px solid #1f2933; padding-top: 1rem; }
figure, figure img { max-width: none !important; width: 100% !important; }
table { max-width: none !important; width: 100%; border-collapse: collapse; margin: 1rem 0; font-size: .9em; }
th, td { padding: .35rem .6rem .35rem 0 !important; border-bottom: 1px solid #9aa5b1; line-height: 1.3; }
@media print { body { font-size: 10.5pt; max-width: none; margin: 0; } tr, figure { break-inside: avoid; } }
@media screen and (max-width: 40rem) { thead { display: none; } tr, td { display: block; } td { border: 0; }
       tr { border-bottom: 1px solid #9aa5b1; } td::before { content: attr(data-head) ": "; color: #52606d; } }
"""
COLOURS = dict(zip(OUTCOMES, (BLUE, SKY, ORANGE, PALE, "white"), strict=True))
FEW = 3  # of fewer there is no middle to speak of, and without names it would show whose it is
BELIEF = (
    *("Reason", "Scored", f"Middle belief of {MOST}", "Problem", "Not sure yet", "Fine"),
    *("Believed better", "Believed worse"),
    f"Beliefs (lines: 0, {MOST / 2:g}, {MOST}): problem, not sure yet, fine, not counted",
)


def page(course: Course, slugs: Sequence[str] = (), names: bool = True) -> str:
    """The whole page, of these assignments or of all that somebody handed in. Without `names` nobody is named,
    so that it can be shown on a screen: counts stay. Raises DatabaseTrouble."""
    titles = {reason.lesson: reason.title for reason in catalogue.reasons()}
    parts = []
    with database.gradebook(course) as book:
        rows = marks(book, course, slugs)
        for slug in dict.fromkeys(mark.assignment for mark in rows):
            results, troubles = tasks.results(book, course, slug)
            if results or slugs:
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
    if len(scores) >= FEW:
        words += f" The middle score is {statistics.median(scores):g} of {marks[0].most:g}."
    head = f"<h2>{as_html(name)}</h2><p>{words}</p>"
    if not results:
        return head
    parts = [head, how_tasks_went(results)._repr_html_()]
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


def how_tasks_went(results: Sequence[Result]) -> Picture:
    """A bar for each task: how many people were right, wrong, or did not try."""
    import matplotlib.style
    import pandas as pd
    from matplotlib.figure import Figure

    titles = {one.task.cell: one.task.title for one in results}
    counts = pd.crosstab([one.task.cell for one in results], [one.outcome for one in results])
    counts = counts.reindex(index=list(titles), columns=list(OUTCOMES), fill_value=0)
    with matplotlib.style.context(style.STYLE):
        figure = Figure(figsize=(8, 1.2 + 0.75 * len(titles)), layout="constrained")
        look: dict[str, Any] = {"color": COLOURS, "ec": INK, "lw": 0.6, "width": 0.8}
        axes = counts.plot.barh(stacked=True, ax=figure.subplots(), legend=False, **look)
        for bars in axes.containers:
            ink = "white" if bars.get_label() == RIGHT else INK
            labels = [f"{count:g}" if count else "" for count in bars.datavalues]
            axes.bar_label(bars, labels, label_type="center", color=ink)
        axes.set_yticks(range(len(titles)), [textwrap.fill(t, 34) for t in titles.values()])
        axes.set(xlabel="people", ylabel="")
        axes.locator_params(axis="x", integer=True)
        axes.invert_yaxis()
        figure.legend(loc="outside upper left", ncols=len(COLOURS), frameon=False, fontsize=9.5)
        image = io.BytesIO()
        figure.savefig(image, format="png")
    rows = zip(titles.values(), counts.to_dict("records"), strict=True)
    bars = (f"{t}: {', '.join(f'{n} {kind}' for kind, n in row.items() if n)}" for t, row in rows)
    return Picture(image.getvalue(), f"Bars, one for each task. {'; '.join(bars)}.", "")


def belief(cards: Sequence[Sequence[Row]], troubles: Sequence[str] = (), names: bool = True) -> str:
    """Belief beside evidence, reason by reason: what is surprising is what to talk about. Without `names`
    nothing is told of so few that everybody would know whose it is, and no trouble."""
    head = "<h2>What people believe, and what they counted</h2>"
    if not names and len(cards) < FEW:
        return f"{head}<p>Too few have handed in a progress file to show it without showing whose it is.</p>"
    rows = [row for card in cards for row in card]
    both = sum(r.belief is not None and r.verdict not in (NO_DATA, NOT_FOR_YOU) for r in rows)
    better, worse = _surprises(rows)
    files = counted(len(cards), "progress file", "progress files")
    words = (
        f"From {files}. A reason was scored and counted too in {counted(both, 'case', 'cases')}: they believed "
        f"better than their count in {better}, and worse in {worse}."
    )
    parts = [f"{head}<p>{words}</p>"]
    numbers = {row.number for row in rows if row.belief is not None or row.verdict != NO_DATA}
    reasons = (own for own in zip(*cards, strict=True) if own[0].number in numbers)
    parts.append(Listing(BELIEF, tuple(map(_line, reasons)))._repr_html_())
    return "".join([*parts, *(f"<p>{as_html(trouble)}</p>" for trouble in troubles if names)])


def _surprises(rows: Sequence[Row]) -> list[int]:
    """How many believed better of themselves than they counted, and how many worse."""
    return [sum(row.surprise == kind for row in rows) for kind in (BETTER, WORSE)]


def _line(rows: Sequence[Row]) -> tuple[str, ...]:
    """A reason's row, in HTML."""
    scored = [row.belief for row in rows if row.belief is not None]
    middle = f"{statistics.median(scored):g}" if len(scored) >= FEW else "–"
    verdicts = Counter(row.verdict for row in rows)
    numbers = [verdicts[kind] for kind in (PROBLEM, NOT_SURE, FINE)] + _surprises(rows)
    return (as_html(rows[0].title), str(len(scored)), middle, *map(str, numbers), _strip(rows))


def _strip(rows: Sequence[Row]) -> str:
    """A dot for each belief, the larger the more people have it, on a line for each verdict; as SVG."""
    dots, words = "", []
    counts = Counter((row.belief, row.verdict) for row in rows if row.belief is not None)
    for (belief, verdict), n in counts.items():
        place = f'cx="{10 + 15 * belief}" cy="{9 + 13 * VERDICTS.index(verdict)}"'
        colour, radius = VERDICT_COLOUR.get(verdict, GREY), min(8, 3 + n**0.5)
        dots += f'<circle {place} r="{radius:.1f}" fill="{colour}"/>'
        words.append(f"{n} at {belief}, {verdict}")
    scale = f'<path d="M10 0V70M{10 + 7.5 * MOST} 0V70M{10 + 15 * MOST} 0V70" stroke="{PALE}"/>'
    about = f'role="img" aria-label="{"; ".join(words)}"'
    return f'<svg {about} width="200" height="70">{scale}{dots}</svg>'
