"""Files that are no notebooks, notebooks that lost or changed something, and honest ones that look odd."""

from __future__ import annotations

import copy
import json
import os

from tests.grading.klass import Klass
from tests.submissions.case import Case, cell, changed, code, raw, source

UNREADABLE = {"status": ("unreadable",), "points": None}


def link(klass: Klass, student: str) -> None:
    place = klass.place(student)
    place.mkdir(parents=True)
    target = klass.folder / "solutions" / klass.slug / f"{klass.slug}.ipynb"
    (place / target.name).symlink_to(target)


def folder(klass: Klass, student: str) -> None:
    (klass.place(student) / f"{klass.slug}.ipynb").mkdir(parents=True)


def linked_exercise(klass: Klass, student: str) -> None:
    klass.place(student).parent.mkdir(parents=True)
    klass.place(student).symlink_to(klass.folder / "solutions" / klass.slug)


def linked_student(klass: Klass, student: str) -> None:
    neighbour = min(path for path in (klass.folder / "submitted").iterdir() if path.is_dir())
    klass.place(student).parent.symlink_to(neighbour)


def pipe(klass: Klass, student: str) -> None:
    klass.place(student).mkdir(parents=True)
    os.mkfifo(klass.place(student) / f"{klass.slug}.ipynb")


def misnamed(klass: Klass, student: str) -> None:
    path = klass.hand_in(student, klass.solved())
    path.rename(path.with_name("my homework.ipynb"))


def extra(klass: Klass, student: str) -> None:
    path = klass.hand_in(student, klass.solved())
    path.with_name("scratch.ipynb").write_text("not a notebook", encoding="utf-8")


def bom(klass: Klass, student: str) -> None:
    klass.hand_in(student, b"\xef\xbb\xbf" + json.dumps(klass.solved()).encode())


def version_3(klass: Klass, student: str) -> None:
    import nbformat

    notebook = nbformat.convert(nbformat.from_dict(klass.solved()), 3)
    klass.hand_in(student, json.loads(json.dumps(notebook)))


def no_kernelspec(klass: Klass, student: str) -> None:
    klass.hand_in(student, klass.solved() | {"metadata": {"kernelspec": {"name": "julia"}}})


def about(cells: list[dict], name: str) -> dict:
    return cell(cells, name)["metadata"]["nbgrader"]


def twice(cells: list[dict]) -> None:
    for name in ("answered", "answered-test", "data", "written"):
        place = cells.index(cell(cells, name))
        cells.insert(place + 1, copy.deepcopy(cells[place]) | {"id": f"{name}-copy"})


def split(cells: list[dict]) -> None:
    place = cells.index(cell(cells, "honest_median"))
    lines = source(cells[place]).split("\n")
    cells.insert(place + 1, copy.deepcopy(cells[place]) | {"id": "half"})
    cells[place]["source"], cells[place + 1]["source"] = "\n".join(lines[:9]), "\n".join(lines[9:])


def scratch(cells: list[dict]) -> None:
    first = cell(cells, "answered")
    attempt = first | {"id": "scratch", "metadata": {}, "source": "# how it was\n1 + 1"}
    cells.insert(cells.index(first), attempt)


def plain_test(cells: list[dict]) -> None:
    cell(cells, "answered")["source"] = "def answered(*_):\n    return 0"
    cell(cells, "answered-test")["source"] = "pass"


CASES = {
    "json-cut-off": Case(raw(b'{"cells": [{"cell_type": "co'), **UNREADABLE),
    "empty-file": Case(raw(b""), **UNREADABLE),
    "latin-1": Case(raw('{"cells": [], "a": "é"}'.encode("latin-1")), **UNREADABLE),
    "utf-16": Case(raw('{"cells": []}'.encode("utf-16")), **UNREADABLE),
    "a-list": Case(raw(b"[1, 2]"), **UNREADABLE),
    "no-cells": Case(raw(b'{"nbformat": 4, "metadata": {}}'), **UNREADABLE),
    "cells-of-text": Case(raw(b'{"nbformat": 4, "cells": ["a"]}'), **UNREADABLE),
    "too-deep": Case(raw(b"[" * 200_000), **UNREADABLE),
    "link-to-the-solutions": Case(link, **UNREADABLE),
    "linked-exercise": Case(linked_exercise, says="it is a link", **UNREADABLE),
    "linked-student": Case(linked_student, says="it is a link", **UNREADABLE),
    "pipe": Case(pipe, **UNREADABLE),
    "folder-of-that-name": Case(folder, **UNREADABLE),
    "nothing": Case(
        lambda klass, student: klass.place(student).mkdir(parents=True), ("missing",), None
    ),
    "misnamed": Case(misnamed, says="handed in as"),
    "extra-notebook": Case(extra, quiet=True),
    "byte-order-mark": Case(bom, quiet=True),
    "version-3": Case(version_3),
    "no-kernelspec": Case(no_kernelspec, quiet=True),
    "pasted-twice": Case(changed(twice), says="times"),
    "split": Case(changed(split), says="split"),
    "reversed": Case(changed(list.reverse), says="moved"),
    "test-deleted": Case(
        changed(lambda cells: cells.remove(cell(cells, "give_back-test"))), says="put back"
    ),
    "data-deleted": Case(changed(lambda cells: cells.remove(cell(cells, "data"))), says="put back"),
    "metadata-gone": Case(changed(lambda cells: [c.update(metadata={}) for c in cells])),
    "test-replaced": Case(changed(plain_test), points={"answered": 0}, says="changed"),
    "points-raised": Case(
        changed(lambda cells: about(cells, "answered-test").update(points=100)), says="points"
    ),
    "grade-flag-off": Case(
        changed(lambda cells: about(cells, "answered-test").update(grade=False)), says="grade"
    ),
    "solution-flag-on-a-test": Case(
        changed(lambda cells: about(cells, "answered-test").update(solution=True)), says="solution"
    ),
    "retyped": Case(
        changed(lambda cells: cell(cells, "answered").update(cell_type="markdown")), says="code"
    ),
    "schema-of-old": Case(changed(lambda cells: about(cells, "answered").update(schema_version=1))),
    "scratch-cell": Case(changed(scratch), quiet=True),
    "class-with-eq": Case(
        code(
            answered="class Pair:\n    def __init__(self, k): self.k = k\n    def __eq__(self, other):"
            "\n        return isinstance(other, Pair) and self.k == other.k\n…"
        ),
        quiet=True,
    ),
    "patched-matplotlib": Case(
        code(give_back="import matplotlib.pyplot as plt\nplt.plot = print\n…"), quiet=True
    ),
    "scratch-files": Case(
        code(
            give_back="import os, tempfile\nfrom pathlib import Path\n"
            "notes = Path(f'/tmp/notes-{os.getuid()}-{os.getpid()}.txt')\n"
            "notes.write_text('kept')\nassert notes.read_text() == 'kept'\nnotes.unlink()\n"
            "with tempfile.TemporaryDirectory() as folder:\n    Path(folder, 'a').write_text('x')\n…"
        ),
        quiet=True,
    ),
    "prints-and-warns": Case(
        code(answered="import warnings, sys\nwarnings.warn('odd')\nprint('x', file=sys.stderr)\n…"),
        quiet=True,
    ),
}
