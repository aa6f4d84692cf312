"""What is imported ahead of a fork, so that nothing forked has to."""

from __future__ import annotations

import builtins
import gc
import pkgutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
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
# What a kernel of any of the course's notebooks uses.
# Not matplotlib_inline.backend_inline: its import looks for the shell that it is to draw in. Not
# scipy.stats: the course does without, and a fork, and its end, take as long as what is loaded is large.
MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "tornado.platform.asyncio",
    # What IPython loads for every shell, and at a first widget or error.
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.magics.history",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "sqlite3",
    "ipywidgets",
    "numpy",
    "pandas",
    "pandas.io.formats.html",
    "pandas.io.formats.string",
    "scipy.special",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib_inline.config",
    # What Pillow loads when it first writes a picture.
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.PpmImagePlugin",
)
# OpenBLAS and OpenMP start threads when they are loaded, and only one thread survives a fork.
SINGLE = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # A kernel's debugger would say, on loading, what is of use to nobody here.
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def of_notebooks() -> Iterator[str]:
    """The names of all that a kernel may need: MODULES, then the course's own."""
    yield from MODULES
    yield from course_modules()


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


def course_modules() -> list[str]:
    """The full names of course_lib's modules that a notebook may use; not the commands' and graders'."""
    import course_lib

    apart = ("course_lib.__main__", "course_lib.cli", "course_lib.grading", "course_lib.simulate")
    found = pkgutil.walk_packages(course_lib.__path__, "course_lib.", onerror=lambda name: None)
    return [module.name for module in found if not module.name.startswith(apart)]


def threads() -> int:
    """How many threads this process has, those of libraries among them. Linux only."""
    return len(list(Path("/proc/self/task").iterdir()))
