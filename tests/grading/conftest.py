"""A throw-away course folder with the real configuration and the real nbgrader."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from course_lib.grading.sandbox.fork_server import ForkServer
from course_lib.loading import lean
from tests.grading import here

ROOT = Path(__file__).resolve().parents[2]


class Course:
    """A course folder of its own, with its own exchange, gradebook and Jupyter settings."""

    def __init__(self, folder: Path, slug: str) -> None:
        self.folder, self.slug = folder / "course", slug
        self.exchange = folder / "exchange"
        self.exchange.mkdir(parents=True, mode=0o777)
        self.exchange.chmod(0o777)  # nbgrader insists that every student may write there
        shutil.copytree(ROOT / "solutions" / slug, self.folder / "solutions" / slug)
        shutil.copy(ROOT / "nbgrader_config.py", self.folder)
        self.environment = os.environ | {
            # nbgrader calls alembic by name, so the environment's programs must be on the path.
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "JUPYTER_CONFIG_DIR": str(folder / "jupyter"),
            "JUPYTER_DATA_DIR": str(folder / "data"),
            "IPYTHONDIR": str(folder / "ipython"),
        }

    def nbgrader(self, *words: str, cwd: Path | None = None) -> str:
        """Run an nbgrader command; returns all it said, and fails the test if it failed."""
        done = here.nbgrader(cwd or self.folder, self.environment, *words)
        assert done.returncode == 0, f"nbgrader {' '.join(words)}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def notebook(self, step: str, student: str = "") -> Path:
        """Where nbgrader keeps a notebook of a step: exercises, submitted, autograded, feedback."""
        return self.folder / step / student / self.slug / f"{self.slug}.ipynb"


@pytest.fixture(scope="session", autouse=True)
def alembic_is_asked_once() -> Iterator[None]:
    """For each gradebook that it makes, nbgrader asks alembic for its own version; that loads it anew."""
    with lean():
        from nbgrader import api
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(api, "get_alembic_version", cache(api.get_alembic_version))
        yield


@pytest.fixture
def course(tmp_path):
    """Makes a course folder that holds the one exercise named."""
    return lambda slug: Course(tmp_path, slug)


@pytest.fixture(scope="module")
def server():
    """The process that students' processes are forked from."""
    made = ForkServer()
    made.ready()
    yield made
    made.close()
