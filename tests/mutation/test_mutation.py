"""Each solution with one small thing wrong is caught by its tests, or its survivors.toml says why not.

That file stands with the exercise's answers. It lists mutants that behave the same on all allowed input,
or differ only in what the task leaves open.

The tests that never change must do it alone: a cohort's data, which luck draws, are left out.
"""

from __future__ import annotations

import contextlib
import signal
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from course_lib.exercises import script
from course_lib.exercises.cohort import PLACE
from course_lib.exercises.handouts import slugs
from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
SLUGS = slugs(ROOT)
SECONDS = 2  # of computing: the slowest test cell takes a tenth of one
ANSWERS = ROOT / "tests" / "answers"
Change = tuple[str, str, str]

# `x is 0` and the like are just the kind of thing that a mutant is.
pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning")


class TimeUp(BaseException):
    """A mutant ran in circles; no Exception, so that nothing on the way takes it for the mutant's own."""


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TimeUp after so many seconds of this process's computing, whatever else the machine does."""

    def ring(*_: object) -> None:
        raise TimeUp

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def survives(mutant: Mutant, names: dict, tests: str) -> bool:
    """Whether a test cell is content with a mutant. Whatever it raises, it is caught."""
    mine = dict(names)
    try:
        with limited(SECONDS):
            script.run(mutant.source, mine, mutant.function)
            script.run(tests, mine, f"{mutant.function}-test")
    except (Exception, TimeUp):
        return False
    return True


def argued(slug: str) -> dict[str, list[dict[str, str]]]:
    """The survivors of an exercise by function, each with `was`, `becomes` and `because`."""
    path = ANSWERS / slug / "survivors.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def listed(slug: str) -> set[Change]:
    return {
        (function, one["was"], one["becomes"])
        for function, ones in argued(slug).items()
        for one in ones
    }


def fixed_tests(notebook: Any, name: str) -> str:
    """The test cell of a function with no cases of a cohort in it."""
    return PLACE.sub('cohort = "[]"', script.source(notebook, f"{name}-test"))


def survivors(slug: str) -> set[Change]:
    notebook = script.read(ROOT / "solutions" / slug / f"{slug}.ipynb")
    alive = set()
    for name, names in script.stages(notebook).items():
        tests = fixed_tests(notebook, name)
        for mutant in mutants(script.source(notebook, name), name):
            if survives(mutant, names, tests):
                alive.add((name, mutant.was, mutant.becomes))
    return alive


@pytest.mark.parametrize("slug", SLUGS)
def test_every_mutant_is_caught_or_its_survival_is_argued(slug):
    alive = survivors(slug)
    assert alive - listed(slug) == set(), "strengthen the tests, or argue in survivors.toml"
    assert listed(slug) - alive == set(), "these are caught now: take them off survivors.toml"


def test_every_survivor_is_argued_and_belongs_to_an_exercise():
    lists = list(ANSWERS.rglob("survivors.toml"))
    assert lists and {path.parent.name for path in lists} <= set(SLUGS)
    for path in lists:
        for ones in argued(path.parent.name).values():
            assert all(set(one) == {"was", "becomes", "because"} for one in ones)
            assert all(len(one["because"].split()) >= 4 for one in ones)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_function_is_mutated_many_times_and_lives_unmutated(slug):
    notebook = script.read(ROOT / "solutions" / slug / f"{slug}.ipynb")
    for name, names in script.stages(notebook).items():
        source = script.source(notebook, name)
        assert survives(Mutant(name, "", "", source), names, fixed_tests(notebook, name))
        assert len(list(mutants(source, name))) >= 8, name


def test_a_mutant_that_runs_in_circles_is_caught():
    circles = Mutant("f", "", "", "def f():\n    while True:\n        pass")
    assert not survives(circles, {}, "f()")
