"""A class in a course folder of its own: submissions as they were handed in, graded as an instructor would."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import nbformat

from course_lib.grading.class_run import classroom, journal
from course_lib.grading.sandbox import bubblewrap
from tests.grading import here

ROOT = Path(__file__).resolve().parents[2]
SLUG = "05-not-engaging"


def graded(folder: Path, **how: Any) -> list[journal.Entry]:
    """Grade what was handed in there and has changed, in this process."""
    with classroom.class_run(folder, [], **how) as run:
        return run.grade(lambda done, of: None)


class Klass:
    """A course folder with one exercise, and its gradebook there or at the address `db`."""

    def __init__(self, folder: Path, slug: str = SLUG, db: str = "") -> None:
        self.folder, self.slug, self.db = folder, slug, db
        shutil.copytree(ROOT / "solutions" / slug, folder / "solutions" / slug)
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        self.environment = os.environ | {
            # nbgrader calls alembic by name, so the environment's programs must be on the path.
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }

    def place(self, student: str) -> Path:
        return self.folder / "submitted" / student / self.slug

    def handed_out(self) -> dict:
        """The exercise as it was handed out, as plain JSON."""
        path = ROOT / "exercises" / self.slug / f"{self.slug}.ipynb"
        return json.loads(path.read_text(encoding="utf-8"))

    def solved(self, **answers: str) -> dict:
        """The exercise with the instructor's answers, or these, in their places."""
        path = ROOT / "solutions" / self.slug / f"{self.slug}.ipynb"
        known = {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}
        notebook = self.handed_out()
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                cell["source"] = answers.get(cell["id"], known[cell["id"]])
        return notebook

    def hand_in(self, student: str, notebook: dict | bytes) -> Path:
        path = self.place(student) / f"{self.slug}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(notebook, dict):
            notebook = json.dumps(notebook).encode()
        path.write_bytes(notebook)
        return path

    def command(self, *words: str, name: str = "grade") -> list[str]:
        run = "import sys; from course_lib.cli import main; sys.exit(main(sys.argv[1:]))"
        there = ["--db", self.db] if self.db else []
        return [sys.executable, "-c", run, name, *there, *words]

    def grade(self, *words: str, code: int | None = 0) -> str:
        """Run `course grade`, in its sandbox where there is one; all it printed."""
        trust = ["--trust-submissions"] if bubblewrap.missing() else []
        return self.course("grade", *trust, *words, code=code)

    def course(self, name: str, *words: str, code: int | None = 0) -> str:
        """Run `course NAME` in the course folder; all it printed. Any code will do for None."""
        there = ["--db", self.db] if self.db else []
        done = here.course(self.folder, self.environment, name, *there, *words)
        assert code in (None, done.returncode), done.stdout + done.stderr
        self.stderr = done.stderr
        return done.stdout

    def nbgrader(self, *words: str) -> str:
        """Run nbgrader's own command in the course folder, on the same gradebook; all it printed."""
        there = ["--db", self.db] if self.db else []
        done = here.nbgrader(self.folder, self.environment, *words, *there)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def make_gradebook(self) -> None:
        """As nbgrader makes it; here that is quicker than in a program of its own."""
        from nbgrader.api import Gradebook

        with Gradebook(self.address, "off-target"):
            pass

    def entries(self) -> dict[str, journal.Entry]:
        return {student: e for (_, student), e in journal.read(self.folder).items()}

    def mark_by_hand(self, student: str, points: float) -> None:
        """What the instructor does in the formgrader with a written answer."""
        from nbgrader.api import Gradebook

        with Gradebook(self.address, "off-target") as book:
            grade = book.find_grade("written", self.slug, self.slug, student)
            grade.manual_score, grade.needs_manual_grade = points, False
            book.db.commit()

    @property
    def address(self) -> str:
        """The gradebook's."""
        return self.db or f"sqlite:///{self.folder / 'gradebook.db'}"

    def marks(self, student: str) -> dict[str, float | None]:
        """The points of each task in the gradebook."""
        from nbgrader.api import Gradebook

        with Gradebook(self.address, "off-target") as book:
            (notebook,) = book.find_submission(self.slug, student).notebooks
            return {grade.name.removesuffix("-test"): grade.auto_score for grade in notebook.grades}
