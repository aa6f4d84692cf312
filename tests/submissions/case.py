"""What a submission is, and what must become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.grading.klass import Klass

FULL = {"answered": 2.0, "give_back": 3.0, "honest_median": 3.0}


@dataclass(frozen=True)
class Case:
    """`make` hands it in; `points` are those of the tasks, None where there is no grade at all."""

    make: Callable[[Klass, str], object]
    status: tuple[str, ...] = ("graded",)
    points: dict[str, float] | None = field(default_factory=lambda: dict(FULL))
    says: str = ""  # words in what the instructor is told
    quiet: bool = False  # nothing at all may be told


def code(**cells: str) -> Callable[[Klass, str], object]:
    """A solved notebook with these lines in place of, or (if they end with `…`) before, an answer."""

    def make(klass: Klass, student: str) -> None:
        notebook = klass.solved()
        for cell in notebook["cells"]:
            lines = cells.get(cell["id"], "…")
            cell["source"] = lines[:-1] + source(cell) if lines.endswith("…") else lines
        klass.hand_in(student, notebook)

    return make


def changed(change: Callable[[list[dict]], object]) -> Callable[[Klass, str], object]:
    """A solved notebook with its list of cells changed in place."""

    def make(klass: Klass, student: str) -> None:
        notebook = klass.solved()
        change(notebook["cells"])
        klass.hand_in(student, notebook)

    return make


def raw(data: bytes) -> Callable[[Klass, str], object]:
    """A file with these bytes."""
    return lambda klass, student: klass.hand_in(student, data)


def source(cell: dict) -> str:
    return "".join(cell["source"])


def cell(cells: list[dict], name: str) -> dict:
    return next(found for found in cells if found["id"] == name)


def without(*tasks: str) -> dict[str, float]:
    """Full points but for these tasks."""
    return FULL | dict.fromkeys(tasks, 0.0)
