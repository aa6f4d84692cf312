"""Every bench still finds what it measures, though the suite runs none of them."""

import importlib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "bench"
BENCHES = sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("__"))


@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_finds_everything_that_it_imports(name):
    assert importlib.import_module(f"tests.bench.{name}").__doc__
