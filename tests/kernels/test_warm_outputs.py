"""A notebook shows the same in a warm kernel as in a stock one. `course bench` compares every one."""

from functools import partial
from pathlib import Path

import papermill
import pytest

from tests.bench import sameness
from tests.kernels import quick

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "notebook", ["lessons/05-not-engaging.ipynb", "solutions/05-not-engaging/05-not-engaging.ipynb"]
)
def test_a_notebook_shows_the_same_warm_and_cold(notebook, warm_kernel, tmp_path, monkeypatch):
    monkeypatch.setenv("OFF_TARGET_PROGRESS", str(tmp_path / "my-progress.json"))
    monkeypatch.setenv("OFF_TARGET_CHARTS", "at-once")
    source = ROOT / notebook
    run = partial(papermill.execute_notebook, source, tmp_path / "out.ipynb", cwd=source.parent)
    cold = sameness.shown(run(progress_bar=False))
    warm = sameness.shown(run(**quick.papermill_options(warm_kernel)))
    assert sum(map(len, cold)) > 1000, "there is something to compare"
    assert warm == cold
