"""exercises/ made from solutions/, by nbgrader itself."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from course_lib.errors import CourseError


class ExerciseError(CourseError):
    """An exercise could not be made from its solution."""


def slugs(root: Path) -> list[str]:
    """The names of the reasons' exercises that have a solution under `root`, in order; they begin with a number."""
    return [name for name in everything(root) if name[0].isdigit()]


def everything(root: Path) -> list[str]:
    """The names of all exercises that have a solution under `root`, in order: the reasons' and the capstone."""
    return sorted(path.parent.name for path in (root / "solutions").glob("*/*.ipynb"))


def generate(root: Path, into: Path) -> list[Path]:
    """Write the released form of every exercise to into/<slug>/<slug>.ipynb; returns these paths.

    nbgrader's generate_assignment does the work, with the nbgrader_config.py of `root` and no gradebook.
    The result depends on solutions/ and that file alone, byte for byte. What else
    lies in `into` is left alone. Raises ExerciseError naming the exercise that nbgrader refuses.
    """
    written = []
    with TemporaryDirectory() as folder:
        work = Path(folder).resolve()
        shutil.copytree(root / "solutions", work / "solutions", ignore=_CHECKPOINTS)
        config = _config(root, work)
        for slug in everything(root):
            _generate_one(config, slug)
            released = work / config.CourseDirectory.release_directory / slug / f"{slug}.ipynb"
            target = into / slug / released.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_normalised(released), encoding="utf-8", newline="\n")
            written.append(target)
    return written


_CHECKPOINTS = shutil.ignore_patterns(".ipynb_checkpoints")


def _config(root: Path, work: Path) -> Any:
    """The course's nbgrader configuration, with `work` as the course folder."""
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    config.CourseDirectory.root = str(work)
    config.GenerateAssignment.no_database = True  # these two are nbgrader's own --no-db
    config.SaveCells.enabled = False
    return config


def _generate_one(config: Any, slug: str) -> None:
    from nbgrader.converters.generate_assignment import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.utils import capture_log

    place = CourseDirectory(config=config, assignment_id=slug)
    result = capture_log(GenerateAssignment(coursedir=place, config=config))
    if not result["success"]:
        # Its first error names the cause; the rest is about giving up.
        errors = [line for line in result.get("log", "").splitlines() if "[ERROR]" in line]
        reason = errors[0].split("[ERROR]", 1)[1].strip() if errors else result["error"].strip()
        raise ExerciseError(
            f"nbgrader could not make an exercise from solutions/{slug}/{slug}.ipynb; its words: {reason}"
        )


def _normalised(path: Path) -> str:
    """A notebook as text: no outputs, no counts, keys in one order, one newline at the end."""
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nbformat.writes(notebook).rstrip("\n") + "\n"
