"""How it went with one submission: what a marker answers, wherever it runs."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Result:
    """How it went with one submission. `cells` are those of the marked notebook, if there is one."""

    # graded, partly graded, timed out, tampered, unreadable, missing or needs your eyes
    status: str
    why: list[str] = field(default_factory=list)  # sentences on what went wrong
    repairs: list[str] = field(default_factory=list)
    cells: list[dict] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)  # grades, by id, that wait for a person's eyes
    settled: bool = True  # False where grading itself failed, and is to be tried again


def failure(error: Exception) -> Result:
    """What becomes of a submission that the grading itself failed at."""
    why = f"Grading it failed ({type(error).__name__}: {error})."
    return Result("unreadable", [why], settled=False)
