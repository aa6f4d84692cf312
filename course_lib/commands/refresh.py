"""Everything that is generated, made anew: pins, Pyodide's too, datasets, exercises, and notebooks, linked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from course_lib.commands import cells, extension, home, pins
from course_lib.errors import CourseError

# In this order: what Pyodide is to have comes of the pins, and exercises of notebooks.
PARTS = ("pins", "pyodide", "datasets", "notebooks", "exercises")
WRITTEN_BY_HAND = ("lessons", "solutions")
# What a run leaves and says nothing about the notebook; nbstripout takes outputs and counts by itself.
LANGUAGE = ("version", "codemirror_mode", "file_extension", "mimetype", "nbconvert_exporter")
TRACES = " ".join(
    [
        *(f"metadata.language_info.{name}" for name in (*LANGUAGE, "pygments_lexer")),
        *("metadata.papermill", "cell.metadata.papermill", "cell.metadata.execution"),
    ]
)


class RefreshTrouble(CourseError):
    """Something generated could not be made; the tool's own words are in the sentence."""


def refresh_part(root: Path, part: str, upgrade: bool = False) -> None:
    """Make one of PARTS anew in a checkout; `upgrade` moves the pins. Raises CourseError."""
    if part == "pins":
        pins.refresh(root, upgrade)
    elif part == "pyodide":
        from course_lib.lite import pyodide

        pyodide.refresh()
    elif part == "datasets":
        from course_lib.simulate.samples import write_samples

        write_samples(root / "datasets")
    elif part == "notebooks":
        from course_lib.commands.neighbours import set_links
        from course_lib.teaching.timetable import set_minutes

        set_links(root / "lessons")
        set_minutes(root / "lessons")
        protect(root / "lessons")
        normalise([path for name in WRITTEN_BY_HAND for path in (root / name).rglob("*.ipynb")])
        home.write_digests(root / "lessons")
        extension.stamp()
    else:
        from course_lib.exercises.handouts import generate

        generate(root, root / "exercises")


def protect(lessons: Path) -> None:
    """Set the metadata of every cell of a lesson that keep it from being changed by accident (`cells.mark`)."""
    for path in lessons.glob("*.ipynb"):
        notebook = json.loads(path.read_bytes())
        for cell in notebook["cells"]:
            cells.mark(cell)
        text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True)
        path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def normalise(notebooks: list[Path]) -> None:
    """Bring notebooks into the committed form: no outputs, cell ids kept, code cells as ruff formats them.

    Raises RefreshTrouble with the words of the tool that failed.
    """
    names = sorted(str(path) for path in notebooks if ".ipynb_checkpoints" not in path.parts)
    if not names:
        return
    for tool in (
        ["nbstripout", "--keep-id", "--extra-keys", TRACES],
        ["ruff", "format", "--quiet"],
    ):
        command = [sys.executable, "-m", *tool, *names]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise RefreshTrouble(f"{tool[0]} could not read a notebook: {result.stderr.strip()}")
