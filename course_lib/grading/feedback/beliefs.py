"""Belief beside evidence in a class, from the progress files that people handed in with their work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path

from course_lib import progress_data
from course_lib.characters import plain
from course_lib.errors import CourseError
from course_lib.grading.notebook.files import Unreadable, below, content, students
from course_lib.planning.scores import Row

PATTERN = "my-progress*.json"
MOST = 50  # files of one person that are read
LARGEST = 4 << 20  # bytes; a whole course fills some thirty thousand


def scorecards(submitted: Path) -> tuple[dict[str, tuple[Row, ...]], list[str]]:
    """(each person's scorecard, a sentence naming the person for each file that holds none).

    Files are those of submitted/<person>/…/my-progress*.json; a person's several are taken together, the
    later answer to each question counting. Nothing is changed in them.
    """
    people: dict[str, progress_data.Progress] = {}
    troubles: list[str] = []
    for path in files(submitted):
        person = path.relative_to(submitted).parts[0]
        try:
            answers = progress_data.from_bytes(content(path, LARGEST))
            if answers is None:
                raise Unreadable("what it holds is something else, or damaged.")
        except (CourseError, FileNotFoundError) as error:
            name = plain(path.relative_to(submitted.parent))
            troubles.append(f"{name} is no progress file that can be read: {plain(error)}")
            continue
        people[person] = progress_data.merge(people.get(person, progress_data.empty()), answers)
    from course_lib.widgets.scorecard import rows

    cards = {}
    for person, answers in sorted(people.items()):
        try:
            cards[person] = rows(answers=answers)
        except Exception:  # whatever they hold, the others are still read
            troubles.append(
                f"The answers in {plain(person)}'s progress file are not of the course's kind."
            )
    return cards, troubles


def files(submitted: Path) -> Iterator[Path]:
    """The progress files, or what is called so, by person, nearest first; for a person's folder that is a
    link, the link."""
    for person in students(submitted):
        own = submitted / person
        if os.path.islink(own):  # noqa: PTH114  # Path's may raise
            yield own
            continue
        named = (Path(e.path) for e in below(own) if fnmatchcase(e.name, PATTERN))
        yield from islice(named, MOST)
