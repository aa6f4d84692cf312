"""What a notebook showed, in a form in which two runs of it can be compared."""

from __future__ import annotations

import json
import re

from nbformat import NotebookNode

# Every run has its own: addresses in memory, and the names of widgets and displays.
CHANGING = re.compile(
    r"0x[0-9a-f]{6,}|\b[0-9a-f]{32}\b|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)


def shown(notebook: NotebookNode) -> list[str]:
    """What each code cell of a notebook that was run shows, as text."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [CHANGING.sub("~", json.dumps(joined(cell.outputs), sort_keys=True)) for cell in cells]


def joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs, with what was printed in pieces in one: where it is cut is a matter of moments."""
    whole: list[NotebookNode] = []
    for output in outputs:
        last = whole[-1] if whole else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last["text"] += output.text
        else:
            whole.append(output.copy())
    return whole
