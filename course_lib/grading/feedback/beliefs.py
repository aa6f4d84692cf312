"""Belief beside evidence in a class, from the progress files that people handed in with their work."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from course_lib import progress_data
from course_lib.characters import plain
from course_lib.errors import CourseError
from course_lib.grading.notebook.files import below, content, students
from course_lib.planning.scores import Row

PATTERN = "my-progress*.json"
MOST = 50  # files of one person that are read
LARGEST = 4 << 20  # bytes of these together; a whole course fills some thirty thousand


def scorecards(submitted: Path) -> tuple[dict[str, tuple[Row, ...]], list[str]]:
    """(each person's scorecard, a sentence naming the person for each file that holds none).

    Files are those of submitted/<person>/…/my-progress*.json; a person's several are taken together, the
    later answer to each question counting. Nothing is changed in them.
    """
    from course_lib.widgets.scorecard import rows

    cards: dict[str, tuple[Row, ...]] = {}
    troubles: list[str] = []
    for person in students(submitted):
        folder, together, left = submitted / person, progress_data.empty(), LARGEST
        paths = (path for path, _ in below(folder) if path.match(PATTERN))
        for path in [folder] if os.path.islink(folder) else islice(paths, MOST):  # noqa: PTH114  # Path's may raise
            try:
                data = content(path, left)
                left -= len(data)
                if (progress := progress_data.from_bytes(data)) is None:
                    raise ValueError("what is no progress")
                # Whatever else it holds would be compared with that of all before it.
                answers = progress_data.merge(together, progress)["answers"]
                both = progress_data.empty() | {"answers": answers}
                cards[person], together = rows(answers=both), both
            except Exception as error:  # whatever it holds, the others are still read
                name = plain(path.relative_to(submitted.parent))
                ours = isinstance(error, CourseError | FileNotFoundError)
                why = plain(error) if ours else "it is damaged, or holds something else."
                troubles.append(f"{name} is no progress file that can be read: {why}")
    return cards, troubles
