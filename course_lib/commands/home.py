"""What the course's own pages show: the lessons in teaching order, how far each is, and what was found.

All of it comes from the catalogue, the lessons' files and the progress file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from course_lib import catalogue, checkpoints, paths
from course_lib.commands import cells as cells_
from course_lib.commands import neighbours, traces
from course_lib.commands.cells import YOURS, Cell
from course_lib.commands.neighbours import Stop
from course_lib.finding import NO_DATA
from course_lib.progress_data import Progress
from course_lib.words import PLAN, START

# The digests of each lesson's code cells as the course hands it out; `course refresh notebooks` writes them.
DIGESTS = Path(__file__).with_name("lessons.json")
# Where the course lies in what a server serves: there itself, or pulled into a folder by nbgitpuller.
PLACES = ("", "off-target/")
NEW, BEGUN, DONE = "not begun", "begun", "done"


@dataclass(frozen=True)
class Lesson:
    """A notebook of lessons/ as an attendee knows it.

    `path` is where it lies in the served folder. `block` is "" for what belongs to none, and `place` ("10 of 17")
    for what is no reason's. `minutes` are None where its file does not say. `verdict` is "" as long as there is
    none.
    """

    stop: Stop
    path: str
    name: str
    question: str
    block: str
    place: str
    minutes: int | None
    state: str
    verdict: str


@dataclass(frozen=True)
class Course:
    """The lessons in the order in which one comes to them, and which of them to go on with."""

    lessons: tuple[Lesson, ...]
    onward: Lesson

    def at(self, path: str) -> Lesson | None:
        """The lesson that lies at a path of the served folder; None if none does."""
        return next((lesson for lesson in self.lessons if lesson.path == path), None)

    def after(self, lesson: Lesson) -> Lesson | None:
        """The one that comes next; None after the last."""
        order = [one.stop for one in self.lessons]
        return dict(zip(order, self.lessons[1:], strict=False)).get(lesson.stop)


@dataclass(frozen=True)
class Outcome:
    """What an attendee has of a lesson: score, verdict and line of the plan, as sentences; "" for nothing yet."""

    score: str
    count: str
    plan: str


def place(served: Path) -> str | None:
    """The course's folder within the served one, "" or ending in a slash; None if it is not there."""
    first = f"lessons/{START:02}-start-here.ipynb"
    return next((name for name in PLACES if (served / name / first).is_file()), None)


def course(served: Path) -> Course | None:
    """The course in a served folder, as far as its attendee is; None if it does not lie there."""
    where = place(served)
    if where is None:
        return None
    answers, rows = _answers()
    lessons = []
    for stop in neighbours.order():
        stem = neighbours.names(stop)[1]
        path, row = f"{where}lessons/{stem}.ipynb", rows.get(stop)
        verdict = row.verdict if row is not None and row.own is not None else ""
        state = _state(stop, answers, row)
        lessons.append(lesson(stop, path, minutes(served / path), state, verdict))
    return Course(tuple(lessons), _onward(lessons, answers))


def lesson(
    stop: Stop, path: str, minutes: int | None, state: str = NEW, verdict: str = ""
) -> Lesson:
    """The lesson at a stop, with its words from the catalogue."""
    question, block, place = _reason(stop)
    name = neighbours.names(stop)[0]
    return Lesson(stop, path, name, question, block, place, minutes, state, verdict)


def outcome(lesson: Lesson) -> Outcome:
    """What the attendee has of a reason's lesson; nothing of another."""
    from course_lib.widgets import decide, self_score
    from course_lib.widgets.own_numbers import own_finding

    if not lesson.place:
        return Outcome("", "", "")
    number = int(lesson.stop)
    score, finding, plan = self_score.score(number), own_finding(number), decide.stored(number)
    return Outcome(
        "" if score is None else f"{score} of 12",
        "" if finding is None else f"{finding.outcome.capitalize()}. {finding.sentence}",
        decide.sentence(plan)[0] if any(plan.values()) else "",
    )


def cells_of(served: Path, path: str, cells: Sequence[Cell]) -> dict[str, Any]:
    """Whether a notebook's code is the course's own, and what each cell is to an attendee.

    {"ours": bool, "kinds": [one of KINDS in `commands.cells`, ...]}. Only a lesson as it was handed out is
    `ours`; code that the course never laid there, and any cell of a notebook that is none of its, is "yours".
    """
    name = path.removeprefix(place(served) or "")
    if not traces.is_handed_out(name):
        return {"ours": False, "kinds": [YOURS] * len(cells)}
    lesson = name.startswith("lessons/")
    laid = read_digests().get(Path(name).name, "").split()
    kinds = []
    for cell in cells:
        code = cell["cell_type"] == "code"
        known = (
            cells_.of_code([cell])[0] in laid if lesson and code else "nbgrader" in cell["metadata"]
        )
        kinds.append(cells_.kind(cell) if known or not code else YOURS)
    return {"ours": lesson and cells_.of_code(cells) == laid, "kinds": kinds}


def read_digests() -> dict[str, str]:
    """The digests of each lesson's code cells, by file name."""
    return json.loads(DIGESTS.read_text(encoding="utf-8"))


def write_digests(folder: Path) -> None:
    """Write down the digests of the lessons in a folder."""
    paths.write(DIGESTS, json.dumps(cells_.digests(folder), indent=1) + "\n")


def minutes(path: Path) -> int | None:
    """How long a lesson takes, as its first cell says; None where it says nothing, or is not there."""
    try:
        return _minutes(path, path.stat().st_mtime_ns)
    except OSError:
        return None


@cache  # an open page asks every two seconds, for all lessons
def _minutes(path: Path, changed: int) -> int | None:
    """The same, of the file as it was when it was `changed`."""
    try:
        title = "".join(json.loads(path.read_bytes())["cells"][0]["source"])
    except (ValueError, KeyError, IndexError, TypeError):
        return None  # somebody's own file under a lesson's name
    length = re.search(r"(\d+) minutes", title)
    return int(length[1]) if length else None


def _reason(stop: Stop) -> tuple[str, str, str]:
    """The question, block and place ("10 of 17") of a lesson; "" for what it has not."""
    if stop in catalogue.teaching_order():
        reason = catalogue.reason(int(stop))
        return reason.question, reason.part, "{} of {}".format(*catalogue.place(reason.number))
    name = str(stop)
    checkpoint = name.startswith(neighbours.CHECKPOINT)
    return "", name.removeprefix(neighbours.CHECKPOINT) if checkpoint else "", ""


def _answers() -> tuple[Progress, dict[Stop, Any]]:
    """The progress there is, and the scorecard's row of each reason by its number."""
    from course_lib import progress
    from course_lib.progress_data import empty, from_bytes
    from course_lib.widgets import scorecard

    answers = from_bytes(progress.backup()) or empty()
    return answers, {row.number: row for row in scorecard.rows(answers=answers)}


def _state(stop: Stop, answers: Progress, row: Any) -> str:
    """How far a lesson is. A reason's is done once the own business was scored and has a verdict."""
    keys = set(answers["answers"])
    if stop == START:  # it asks one question, which a shop need not answer
        return DONE if keys else NEW
    begun = _key(stop)
    if not any(key == begun or key.startswith(f"{begun}.") for key in keys):
        return NEW
    if row is not None:
        return DONE if row.belief is not None and row.verdict != NO_DATA else BEGUN
    main = f"{begun}.plan" if stop == PLAN else begun
    shops = stop == neighbours.MYSTERY and any(key.split(".")[-1].isdecimal() for key in keys)
    return DONE if main in keys or shops else BEGUN


def _key(stop: Stop) -> str:
    """How the keys of a lesson's answers begin."""
    if isinstance(stop, int):
        return f"{stop:02}"
    if stop in _KEYS:
        return _KEYS[stop]
    return f"checkpoint.{checkpoints.slug(stop.removeprefix(neighbours.CHECKPOINT))}"


# How the keys begin of notebooks that are neither a reason's nor a checkpoint.
_KEYS: dict[Stop, str] = {neighbours.MYSTERY: "mystery", neighbours.DOWNLOADS: "downloads"}


def _onward(lessons: Sequence[Lesson], answers: Progress) -> Lesson:
    """The lesson that was worked on last, or the first after it that is not done; else the last of all."""
    saved = {key: str(entry["saved"]) for key, entry in answers["answers"].items()}
    # Two may be of the same moment; the later one stands behind the other.
    latest = max(reversed(saved), key=lambda key: saved[key], default="")
    here = next(
        (n for n, one in enumerate(lessons) if f"{latest}.".startswith(f"{_key(one.stop)}.")), 0
    )
    onward = [*lessons[here:], *lessons[:here]]
    return next((one for one in onward if one.state != DONE), lessons[-1])
