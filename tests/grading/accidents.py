"""What happens to honest notebooks in honest hands: each takes a list of cells and luck, and changes it."""

from __future__ import annotations

import copy
import random


def place(cells: list[dict], name: str) -> int:
    return next(i for i, cell in enumerate(cells) if cell["id"] == name)


def own(cells: list[dict], luck: random.Random) -> int:
    """The place of one of the student's own code cells."""
    found = [
        i
        for i, cell in enumerate(cells)
        if cell["metadata"].get("nbgrader", {}).get("solution") and cell["cell_type"] == "code"
    ]
    return luck.choice(found)


def ours(cells: list[dict], luck: random.Random) -> int:
    """The place of one of the exercise's locked cells."""
    found = [
        i for i, cell in enumerate(cells) if cell["metadata"].get("nbgrader", {}).get("locked")
    ]
    return luck.choice(found)


def copied(cells: list[dict], luck: random.Random) -> None:
    """Any cell copied and pasted below itself, or at the end; JupyterLab gives the copy a new id."""
    i = luck.randrange(len(cells))
    again = copy.deepcopy(cells[i]) | {"id": f"copy-{luck.random()}"}
    cells.insert(luck.choice([i + 1, len(cells)]), again)


def scratch(cells: list[dict], luck: random.Random) -> None:
    """An earlier attempt kept above the answer."""
    i = own(cells, luck)
    again = copy.deepcopy(cells[i]) | {"id": f"scratch-{luck.random()}"}
    again["source"] = again["source"].replace("return ", "return 99 or ")
    cells.insert(i, again)


def split(cells: list[dict], luck: random.Random) -> None:
    """A cell split at any line; the second half keeps the metadata, or not, by the tool."""
    i = luck.choice([own, ours])(cells, luck)
    lines = cells[i]["source"].split("\n")
    if len(lines) < 3:
        return
    cut = luck.randrange(1, len(lines))
    second = copy.deepcopy(cells[i]) | {
        "id": f"half-{luck.random()}",
        "source": "\n".join(lines[cut:]),
    }
    cells[i]["source"] = "\n".join(lines[:cut])
    if luck.random() < 0.3:
        second["metadata"] = {}
    cells.insert(i + 1, second)


def moved(cells: list[dict], luck: random.Random) -> None:
    """Any cell moved anywhere."""
    cells.insert(luck.randrange(len(cells)), cells.pop(luck.randrange(len(cells))))


def deleted(cells: list[dict], luck: random.Random) -> None:
    """A locked cell, or a story, deleted."""
    stories = [i for i, cell in enumerate(cells) if not cell["metadata"].get("nbgrader")]
    cells.pop(luck.choice([ours(cells, luck), luck.choice(stories)]))


def retyped(cells: list[dict], luck: random.Random) -> None:
    """A cell made text, or raw, by a slip of the keys."""
    i = luck.choice([own, ours])(cells, luck)
    cells[i]["cell_type"] = luck.choice(["markdown", "raw"])


def edited(cells: list[dict], luck: random.Random) -> None:
    """Keys that went into a locked cell."""
    cells[ours(cells, luck)]["source"] += luck.choice(["x", "\n\n", "\nprint(1)", "\n)"])


def stripped(cells: list[dict], luck: random.Random) -> None:
    """A tool that knows nothing of nbgrader's metadata, and drops it; the ids remain."""
    for cell in cells:
        cell["metadata"] = {}


def added(cells: list[dict], luck: random.Random) -> None:
    """A cell of her own, anywhere."""
    made = {"cell_type": "code", "metadata": {}, "id": f"added-{luck.random()}"}
    cells.insert(luck.randrange(len(cells)), made | {"source": luck.choice(["1 + 1", "", "x = 3"])})


ACCIDENTS = (copied, scratch, split, moved, deleted, retyped, edited, added)
