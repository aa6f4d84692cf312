"""What the kernel of a notebook may need, imported ahead of a fork."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from pathlib import Path

# What a kernel of any of the course's notebooks uses.
# Not matplotlib_inline.backend_inline: its import looks for the shell that it is to draw in. Not scipy:
# the course does without, and a fork, and its end, take as long as what is loaded is large.
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


def of_notebooks() -> Iterator[str]:
    """The names of all that a kernel may need: MODULES, then the course's own."""
    yield from MODULES
    yield from course_modules()


def course_modules() -> list[str]:
    """The full names of course_lib's modules that a notebook may use; not the commands' and graders'."""
    import course_lib

    apart = ("course_lib.__main__", "course_lib.cli", "course_lib.grading", "course_lib.simulate")
    found = pkgutil.walk_packages(course_lib.__path__, "course_lib.", onerror=lambda name: None)
    return [module.name for module in found if not module.name.startswith(apart)]


def threads() -> int:
    """How many threads this process has, those of libraries among them. Linux only."""
    return len(list(Path("/proc/self/task").iterdir()))
