"""Running all lessons and solutions with papermill, against the time that their cells alone take.

Three ways: stock kernels one after another; warm kernels one after another; and warm kernels on as many
cores as there are, as the tests run them. The cells' time is taken in the same run, so that a busy machine
slows both alike: by papermill's clock, from sending a cell to having all that it shows, and by the
kernel's, from busy to idle.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import nbformat

from course_lib.commands.environment import ROOT
from tests.kernels import quick, warm

STOCK = {"progress_bar": False}


@dataclass(frozen=True)
class Run:
    """All notebooks, one way: seconds by the clock, their cells' by two clocks, and what they showed."""

    whole: float
    papermill: float
    kernel: float
    shown: dict[str, list[str]]


@dataclass(frozen=True)
class Ran:
    """One notebook: seconds of its cells by the two clocks, and what they showed."""

    name: str
    papermill: float
    kernel: float
    shown: list[str]


def all_notebooks() -> list[Path]:
    """Every notebook that runs to its end; exercises stop at their first unanswered task."""
    return sorted((ROOT / "lessons").glob("*.ipynb")) + sorted(
        (ROOT / "solutions").glob("*/*.ipynb")
    )


def kernel_seconds(notebook: nbformat.NotebookNode) -> float:
    """How long the cells of a notebook that was run took, by the clock of their kernel."""
    from dateutil.parser import isoparse

    marks = [cell.metadata.get("execution", {}) for cell in notebook.cells]
    return sum(
        (isoparse(mark["iopub.status.idle"]) - isoparse(mark["iopub.status.busy"])).total_seconds()
        for mark in marks
        if "iopub.status.idle" in mark
    )


def run(path: Path, options: dict[str, Any]) -> Ran:
    """Run one notebook where it lies."""
    import papermill

    from tests.bench.sameness import shown

    with tempfile.TemporaryDirectory() as folder:
        os.environ["OFF_TARGET_PROGRESS"] = f"{folder}/my-progress.json"
        os.environ["OFF_TARGET_CHARTS"] = "at-once"
        done = papermill.execute_notebook(path, f"{folder}/{path.name}", cwd=path.parent, **options)
    by_papermill = sum(cell.metadata.papermill.duration or 0 for cell in done.cells)
    return Ran(str(path.relative_to(ROOT)), by_papermill, kernel_seconds(done), shown(done))


def timed(results: Iterable[Ran]) -> Run:
    """The results, taken as they come, with the time by the clock."""
    start = time.perf_counter()
    found = list(results)
    return Run(
        time.perf_counter() - start,
        sum(one.papermill for one in found),
        sum(one.kernel for one in found),
        {one.name: one.shown for one in found},
    )


@contextmanager
def warm_options():
    """papermill's options for warm kernels, while there are such."""
    with warm.kernels() as kernels:
        before = dict(os.environ)
        os.environ.update(kernels.environment)
        try:
            yield quick.papermill_options(kernels.name)
        finally:
            os.environ.clear()
            os.environ.update(before)


def ratio() -> str:
    """The times of the three ways and their ratios, and whether warm and stock showed the same."""
    paths = all_notebooks()
    run(paths[0], STOCK)  # the first loads papermill
    cold = timed(run(path, STOCK) for path in paths)
    with warm_options() as options, ProcessPoolExecutor(cores := os.cpu_count() or 1) as workers:
        list(workers.map(partial(run, options=options), paths[: 2 * cores]))
        serial = timed(run(path, options) for path in paths)
        parallel = timed(workers.map(partial(run, options=options), paths))
    differ = [name for name in cold.shown if cold.shown[name] != serial.shown[name]]
    return (
        f"all {len(paths)} notebooks on {cores} cores / their cells alone: "
        f"{cores * parallel.whole / parallel.papermill:.2f} "
        f"({parallel.whole:.1f} s / {parallel.papermill / cores:.1f} s; "
        f"by the kernel's clock {cores * parallel.whole / parallel.kernel:.2f})\n"
        f"  one after another: stock {cold.whole:.1f} s, of which cells {cold.papermill:.1f} s; "
        f"warm {serial.whole:.1f} s, of which cells {serial.papermill:.1f} s\n"
        f"  shown the same warm as stock: {len(paths) - len(differ)} of {len(paths)}"
        + "".join(f"\n  differs: {name}" for name in differ)
    )
