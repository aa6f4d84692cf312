"""Whether a notebook run in a warm kernel gives what it gives in a stock one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import papermill

# Every run has its own: addresses in memory, and the names of widgets and displays.
CHANGING = re.compile(
    r"0x[0-9a-f]{6,}|\b[0-9a-f]{32}\b|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)


def shown(path: Path, out: Path, options: Mapping[str, Any]) -> list[str]:
    """Run a notebook where it lies, with these options of papermill; what each of its code cells shows."""
    done = papermill.execute_notebook(path, out, cwd=path.parent, **options)
    outputs = [cell.outputs for cell in done.cells if cell.cell_type == "code"]
    return [CHANGING.sub("~", json.dumps(of_one, sort_keys=True)) for of_one in outputs]
