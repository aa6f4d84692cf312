"""Belief beside evidence in a class, from the progress files that people handed in with their work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from course_lib import progress, progress_data
from course_lib.errors import CourseError
from course_lib.planning.scores import Row

PATTERN = "my-progress*.json"


def handed_in(folder: Path) -> tuple[dict[str, tuple[Row, ...]], list[str]]:
    """(each person's scorecard, a sentence for each file that holds none).

    Files are those of submitted/<person>/…/my-progress*.json; a person's several are taken together, the
    later answer to each question counting. Nothing is changed in them.
    """
    people: dict[str, progress_data.Progress] = {}
    troubles: list[str] = []
    for path in sorted((folder / "submitted").glob(f"*/**/{PATTERN}")):
        person = path.relative_to(folder / "submitted").parts[0]
        try:
            found = None if path.is_symlink() else progress_data.from_bytes(path.read_bytes())
        except (CourseError, OSError):  # of a newer course, or not to be read
            found = None
        if found is None:
            troubles.append(f"{path.relative_to(folder)} is no progress file that can be read.")
            continue
        people[person] = progress_data.merge(people[person], found) if person in people else found
    cards = {}
    for person, answers in sorted(people.items()):
        try:
            cards[person] = scorecard(answers)
        except (
            CourseError,
            TypeError,
            ValueError,
        ):  # whatever they hold, the others are still read
            troubles.append(
                f"The answers in {person}'s progress file are not of the course's kind."
            )
    return cards, troubles


def scorecard(answers: progress_data.Progress) -> tuple[Row, ...]:
    """The rows that this person's own scorecard shows, in teaching order."""
    from course_lib.widgets.scorecard import rows

    with _standing_in(answers):
        return rows()


@contextmanager
def _standing_in(answers: progress_data.Progress) -> Iterator[None]:
    """A copy of these answers is the progress file for a moment, so that the widgets' own reading is used."""
    before = os.environ.get("OFF_TARGET_PROGRESS")
    with TemporaryDirectory() as folder:
        copy = Path(folder) / progress.NAME
        copy.write_bytes(progress_data.to_bytes(answers))
        os.environ["OFF_TARGET_PROGRESS"] = str(copy)
        try:
            yield
        finally:
            os.environ.pop("OFF_TARGET_PROGRESS")
            if before is not None:
                os.environ["OFF_TARGET_PROGRESS"] = before
