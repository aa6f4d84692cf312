"""`import course_lib` against a bare `import json`, each in a Python of its own."""

import subprocess
import sys
import time
from statistics import median

RUNS = 15


def seconds(module: str) -> float:
    """How long a new Python takes to import a module and end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
    return time.perf_counter() - start


def ratio() -> str:
    """The ratio of the medians, in a sentence. The two take turns, so that both meet the same noise."""
    seconds("course_lib"), seconds("json")  # the first run compiles
    pairs = [(seconds("course_lib"), seconds("json")) for _ in range(RUNS)]
    ours, bare = (median(side) for side in zip(*pairs, strict=True))
    return (
        f"import course_lib / import json: {ours / bare:.2f} "
        f"({1000 * ours:.0f} ms / {1000 * bare:.0f} ms, start of Python included)"
    )
