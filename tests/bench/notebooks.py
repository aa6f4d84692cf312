"""Running all lessons and solutions with papermill, against the time that their cells alone take."""

import tempfile
import time
from pathlib import Path

import papermill

from course_lib.environment import ROOT


def all_notebooks() -> list[Path]:
    """Every notebook that runs to its end; exercises stop at their first unanswered task."""
    return sorted((ROOT / "lessons").glob("*.ipynb")) + sorted(
        (ROOT / "solutions").glob("*/*.ipynb")
    )


def cells_alone(path: Path, folder: Path) -> float:
    """Run one notebook where it lies; how many seconds its cells took, by papermill's own clock."""
    done = papermill.execute_notebook(path, folder / path.name, cwd=path.parent, progress_bar=False)
    return sum(cell.metadata.papermill.duration or 0 for cell in done.cells)


def ratio() -> str:
    """The ratio over all notebooks, one after another, and the slowest one's cells."""
    paths = all_notebooks()
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        cells = {path: cells_alone(path, Path(folder)) for path in paths}
        whole = time.perf_counter() - start
    slowest = max(cells, key=lambda path: cells[path])
    return (
        f"all {len(paths)} notebooks / their cells alone: {whole / sum(cells.values()):.2f} "
        f"({whole:.1f} s / {sum(cells.values()):.1f} s; slowest cells: {slowest.stem}, {cells[slowest]:.2f} s)"
    )
