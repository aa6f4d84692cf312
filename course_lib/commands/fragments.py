"""The course's pages as HTML: home, the bar over a lesson and what stands at its end.

course.js hangs them into JupyterLab and acts on `data-ot`, what pressing a control does; course.css is their look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from course_lib.commands.home import BEGUN, DONE, NEW, Course, Lesson, Outcome
from course_lib.commands.neighbours import CHECKPOINT
from course_lib.commands.validation import Validation
from course_lib.finding import VERDICTS

# The course's own picture: an interval with its dot, and the bar it is held against.
MARK = (
    '<svg class="ot-mark" viewBox="0 0 64 32" aria-hidden="true"><rect x="4" y="11" width="40" height="10" rx="5" '
    'class="ot-band"/><circle cx="24" cy="16" r="7" class="ot-dot"/><path d="M52 2v28" class="ot-dash"/></svg>'
)
# How far a lesson is: an empty circle, a half, a full one with a tick.
_SIGNS = {
    NEW: "",
    BEGUN: '<path d="M10 3a7 7 0 0 1 0 14z" class="ot-fill"/>',
    DONE: '<circle cx="10" cy="10" r="8" class="ot-fill"/><path d="m6 10 3 3 5-6" class="ot-tick"/>',
}


def home(course: Course) -> str:
    """The home page: one thing to press, the blocks of lessons, and the scorecard once there is one."""
    states = {lesson.state for lesson in course.lessons}
    word = "Begin" if states == {NEW} else "Look again" if states == {DONE} else "Go on"
    score = _scorecard(course.lessons)
    blocks = "".join(_block(name, lessons) for name, lessons in by_block(course.lessons))
    return (
        f'<article class="ot-sheet{" ot-with-score" if score else ""}">'
        f"<header>{MARK}<h1>Off Target</h1></header>"
        '<p class="ot-lede">Why social media fails a small business, and how to tell which of the reasons is '
        f"yours.</p>{_go(word, course.onward)}"
        f'<div class="ot-middle"><div class="ot-blocks">{blocks}</div>{score}</div>{_FOOT}</article>'
    )


def bar(lesson: Lesson | None) -> str:
    """What stands over a notebook: the way home, its place, and room to say how it gets on."""
    where = _joined(lesson.block, lesson.place) if lesson else ""
    return (
        f'<button class="ot-link" data-ot="home">‹ All lessons</button><span>{where}</span>'
        '<p class="ot-status" role="status">Getting this page ready…</p>'
    )


def end(outcome: Outcome | None, onward: Lesson | None) -> str:
    """What stands under a notebook: what came of it (None where nothing can), the next one, and the way home."""
    rows: tuple[tuple[str, str], ...] = ()
    if outcome is not None:
        rows = (
            ("You scored", outcome.score),
            ("You counted", outcome.count),
            ("Your line for the plan", outcome.plan),
        )
    terms = "".join(
        f"<dt>{name}</dt><dd>{escape(words) or '<em>nothing yet</em>'}</dd>" for name, words in rows
    )
    button = _go("Next", onward) if onward else ""
    return f'<dl>{terms}</dl>{button}<button class="ot-link" data-ot="home">All lessons</button>'


def result(validation: Validation) -> str:
    """What the tests say of an exercise: a sentence on the whole, and each task with its own."""
    from course_lib.widgets.parts import prose

    head = f"{validation.fine} of {validation.tested} tasks without a mistake"
    changed = "" if validation.unchanged else f"<p>{_CHANGED}</p>"
    items = "".join(
        f'<li data-state="{line.state.replace(" ", "-")}"><strong>{escape(line.title)}</strong> '
        f"<em>{line.state}</em>{f'<p>{prose(line.sentence)}</p>' if line.sentence else ''}</li>"
        for line in validation.lines
    )
    return f"<h2>{head}</h2>{changed}<ul>{items}</ul>"


_CHANGED = (
    "A cell that is not to be changed is not as it was handed out, so marking may come to something else. Put "
    "your answers into a fresh copy of the exercise."
)


_FOOT = (
    "<footer><p>What you type is saved as you go, on the machine that runs the course. "
    '<span class="ot-kept"></span></p>'
    '<div class="ot-links"><button class="ot-link" data-ot="download">Download my answers</button>'
    '<button class="ot-link" data-ot="restore">Restore my answers</button>'
    '<button class="ot-link" data-ot="theme">Light or dark</button>'
    '<button class="ot-link ot-quiet" data-ot="full">All of JupyterLab</button></div>'
    '<p class="ot-said" role="status"></p></footer>'
)


def _go(word: str, lesson: Lesson) -> str:
    length = f"{lesson.minutes} minutes" if lesson.minutes else ""
    return (
        f'<button class="ot-go" data-ot="open" data-path="{escape(lesson.path)}"><strong>{word}: '
        f"{escape(lesson.name)}</strong> <span>{_joined(lesson.place, length)}</span></button>"
    )


def by_block(lessons: Iterable[Lesson]) -> Iterator[tuple[str, list[Lesson]]]:
    """The lessons by block; what belongs to none with the nearest."""
    blocks: dict[str, list[Lesson]] = {}
    waiting, name = [], ""
    for lesson in lessons:
        name = lesson.block or name
        waiting.append(lesson)
        if name:
            blocks.setdefault(name, []).extend(waiting)
            waiting = []
    yield from blocks.items()


def _block(name: str, lessons: list[Lesson]) -> str:
    done = sum(lesson.state == DONE for lesson in lessons)
    share = f"{100 * done / len(lessons):.0f}%"
    items = "".join(f"<li>{_item(lesson)}</li>" for lesson in lessons)
    return (
        f'<section class="ot-block"><h2>{escape(name)}'
        f'<span class="ot-progress" role="img" aria-label="{done} of {len(lessons)} done">'
        f'<span style="width:{share}"></span></span></h2><ul>{items}</ul></section>'
    )


def _item(lesson: Lesson) -> str:
    name = escape(lesson.name)
    # In the row of its block a checkpoint need not repeat which one it closes.
    short = "Checkpoint" if name.startswith(CHECKPOINT) else name
    return (
        f'<button class="ot-lesson" data-state="{lesson.state}" data-ot="open" data-path="{escape(lesson.path)}" '
        f'title="{escape(lesson.question)}" aria-label="{name}, {lesson.state}">'
        f'<svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="7"/>{_SIGNS[lesson.state]}</svg>'
        f"<span>{short}</span></button>"
    )


def _scorecard(lessons: Iterable[Lesson]) -> str:
    """The verdicts there are, in small; "" for none."""
    rows = ""
    for verdict in VERDICTS:
        if names := [escape(lesson.name) for lesson in lessons if lesson.verdict == verdict]:
            kind = verdict.replace(" ", "-")
            rows += f'<dt data-verdict="{kind}">{verdict}</dt><dd>{", ".join(names)}</dd>'
    if not rows:
        return ""
    return f'<aside class="ot-score" aria-label="Your scorecard"><h2>Your scorecard</h2><dl>{rows}</dl></aside>'


def _joined(*parts: str) -> str:
    return escape(" · ".join(filter(None, parts)))
