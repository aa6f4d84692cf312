"""Modules imported ahead of a fork, so that nothing forked has to."""

from __future__ import annotations

import builtins
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import SimpleNamespace

# What an exercise's cells and tests use; loaded in half a second.
EXERCISES = (
    "IPython.core.interactiveshell",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "numpy",
    "pandas",
    "course_lib.expectation",
    "course_lib.intervals",
    "course_lib.tagged",
    "scipy.special",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
)
# OpenBLAS and OpenMP start threads when they are loaded, and only one thread survives a fork.
SINGLE = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


def preload(names: Iterable[str]) -> None:
    """Import these modules as they come, then set them aside from the collector."""
    with seeming_a_kernel():
        for name in names:
            # What cannot be imported fails again in the notebook that asks for it, and is seen there.
            with suppress(Exception):
                import_module(name)
    with suppress(ImportError):
        know_backends()
    gc.collect()
    gc.freeze()


def know_backends() -> None:
    """Have matplotlib find the backends that packages bring, as it does when it is first told to use one."""
    from matplotlib.backends import backend_registry

    backend_registry.list_all()


@contextmanager
def seeming_a_kernel() -> Iterator[None]:
    """While it is imported, pandas asks IPython whether it is in a terminal, which it is not."""
    builtins.get_ipython = lambda: SimpleNamespace(kernel=None)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del builtins.get_ipython  # type: ignore[attr-defined]
