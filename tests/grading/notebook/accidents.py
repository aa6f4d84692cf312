"""What happens to honest notebooks in honest hands: each takes a list of cells and luck, and changes it.

Beside what a notebook holds, each cell has a `task`: whose answer or test it is part of, so that an accident
can leave alone what nobody could put right. The repair knows nothing of it.
"""

from __future__ import annotations

import copy
import random

SCRAPS = (
    "1 + 1",
    "",
    "x = 3",
    "print(1",
    "for row in []:",
    "def mine(a):\n    return a",
    "%time 1",
)
MARKDOWN = "A note to myself: *look at this again*."


def place(cells: list[dict], name: str) -> int:
    return next(i for i, cell in enumerate(cells) if cell["id"] == name)


def answers_of(cells: list[dict], kind: str = "code") -> list[int]:
    """The places of the student's own cells, or parts of them."""
    return [i for i, cell in enumerate(cells) if cell.get("answer") == kind]


def own(cells: list[dict], luck: random.Random) -> int:
    """The place of one of the student's own code cells."""
    return luck.choice(answers_of(cells))


def ours(cells: list[dict], luck: random.Random) -> int:
    """The place of one of the exercise's locked cells; of her own, if none is left."""
    found = [i for i, cell in enumerate(cells) if cell.get("locked")]
    return luck.choice(found or answers_of(cells))


def new_id(luck: random.Random) -> str:
    return f"{luck.getrandbits(32):08x}"


def copied(cells: list[dict], luck: random.Random) -> None:
    """Any cell copied and pasted below itself, or at the end; JupyterLab gives the copy a new id."""
    i = luck.randrange(len(cells))
    again = copy.deepcopy(cells[i]) | {"id": new_id(luck)}
    cells.insert(luck.choice([i + 1, len(cells)]), again)


def scratch(cells: list[dict], luck: random.Random) -> None:
    """An earlier attempt kept above the answer, or above a fragment of it."""
    i = own(cells, luck)
    again = copy.deepcopy(cells[i]) | {"id": new_id(luck)}
    again["source"] = again["source"].replace("return ", "return 99 or ")
    cells.insert(i, again)
    for cell in cells:  # from here on, the order of the two says which counts
        if cell["task"] == again["task"]:
            cell["settled"] = True


def split(cells: list[dict], luck: random.Random) -> None:
    """A cell split at any lines, once or twice; a fragment may lose the id, and the metadata, by the tool."""
    i = luck.choice([own, own, ours, spoken])(cells, luck)
    for _ in range(luck.choice([1, 1, 2])):
        lines = cells[i]["source"].split("\n")
        if len(lines) < 3:
            return
        cut = luck.randrange(1, len(lines))
        fragments = [copy.deepcopy(cells[i]) for _ in range(2)]
        fragments[0]["source"], fragments[1]["source"] = (
            "\n".join(lines[:cut]),
            "\n".join(lines[cut:]),
        )
        if luck.random() < 0.5:  # as JupyterLab does it
            for fragment in fragments:
                fragment["source"] = fragment["source"].strip("\n")
        fragments[luck.choice([0, 1, 1])]["id"] = new_id(luck)
        if luck.random() < 0.3:
            fragments[1] |= {"metadata": {}, "id": new_id(luck)}
        cells[i : i + 1] = fragments
        i += luck.choice([0, 1])


def spoken(cells: list[dict], luck: random.Random) -> int:
    """The place of the written answer, or of a part of it."""
    return luck.choice(answers_of(cells, "markdown"))


def parted(cells: list[dict], luck: random.Random) -> None:
    """A cell split, with a cell of her own between the fragments."""
    before = [cell["source"] for cell in cells]
    split(cells, luck)
    after = [cell["source"] for cell in cells]
    first = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    if first is not None:
        cells.insert(first + 1, _hers(luck))


def moved(cells: list[dict], luck: random.Random) -> None:
    """Any cell moved anywhere, unless its place says which of two answers counts."""
    free = [i for i, cell in enumerate(cells) if not cell.get("settled")]
    if free:
        cell = cells.pop(luck.choice(free))
        cells.insert(luck.randrange(len(cells) + 1), cell)


def deleted(cells: list[dict], luck: random.Random) -> None:
    """A locked cell, or a story, deleted."""
    stories = [i for i, cell in enumerate(cells) if cell.get("story")]
    cells.pop(luck.choice([i for i, cell in enumerate(cells) if cell.get("locked")] + stories))


def retyped(cells: list[dict], luck: random.Random) -> None:
    """A cell made text, or raw, by a slip of the keys."""
    i = luck.choice([own, ours])(cells, luck)
    cells[i]["cell_type"] = luck.choice(["markdown", "raw"])


def edited(cells: list[dict], luck: random.Random) -> None:
    """Keys that went into a locked cell."""
    locked = [cell for cell in cells if cell.get("locked")]
    if locked:
        luck.choice(locked)["source"] += luck.choice(["x", "\n\n", "\nprint(1)", "\n)"])


def stripped(cells: list[dict], luck: random.Random) -> None:
    """A tool that knows nothing of nbgrader's metadata, and drops it; the ids remain."""
    for cell in cells:
        cell["metadata"] = {}


def renamed(cells: list[dict], luck: random.Random) -> None:
    """A tool that gives every cell an id of its own; nbgrader's metadata remain."""
    for cell in cells:
        cell["id"] = new_id(luck)


def added(cells: list[dict], luck: random.Random) -> None:
    """A cell of her own, anywhere."""
    cells.insert(luck.randrange(len(cells)), _hers(luck))


def _hers(luck: random.Random) -> dict:
    kind = luck.choice(["code", "code", "code", "markdown"])
    words = luck.choice(SCRAPS) if kind == "code" else MARKDOWN
    made = {"cell_type": kind, "metadata": {}, "id": new_id(luck), "task": ""}
    return made | {"source": words, "hers": True}


ACCIDENTS = (
    copied,
    scratch,
    split,
    split,
    parted,
    moved,
    moved,
    deleted,
    retyped,
    edited,
    added,
    stripped,
    renamed,
)
