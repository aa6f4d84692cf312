"""The no-code twin of an exercise: the same three tasks, to be done by eye on data that the cohort's seed draws.

Beside a solution stands twin.py with TASKS, three `by_eye.Task`. Data come from cohort.py, answers from the
solution itself; of many draws one is taken on which each mistake gives a number of its own.
"""

from __future__ import annotations

import copy
import random
import re
import runpy
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from course_lib.entered import DOTS, LETTERS, canonical, sealed
from course_lib.errors import CourseError
from course_lib.exercises import script
from course_lib.exercises.by_eye import Choice, Number, Task, table
from course_lib.exercises.cohort import FILE as DRAWS_FILE
from course_lib.exercises.cohort import PLACE

FILE = "twin.py"
CODE = "<!-- code -->"  # in a story: what stands below it is for those who write code
DRAWS = 100
ROWS = 40  # of an example's table
SEED = re.compile(r"`course cohort --seed (-?\d+)`")
HOW = """\
**How it works.** You need no code. Do each task by eye or with strokes on paper. Then click into the grey box \
below it and type your answer between the two marks, in place of the dots: `posts = "12"`. Press **Validate** at \
the top: it says of each task which answers are not right yet, and why. A task without a mistake is right.

The last cell of each task is folded away, because it is only the machine that marks you. Leave it as it is."""
TRY = "**Your turn.**"
TESTS = "# What you typed is checked here: nothing to do."
TYPE = "# Type your answer between the two marks, in place of the dots."


class TwinTrouble(CourseError):
    """An exercise has no twin, or one that cannot be made."""


@dataclass(frozen=True)
class Field:
    """A field of a task with its data drawn. `values` are the right entries, the first as exact as can be."""

    name: str
    what: str
    values: list[str]
    wrong: dict[str, str]  # the sentence by what was entered; "" is any other
    unit: str = "1"
    options: tuple[str, ...] = ()
    slack: int = 0


@dataclass(frozen=True)
class Drawn:
    """A task with its data drawn."""

    function: str
    text: str
    fields: list[Field]
    salt: str

    @property
    def answer(self) -> str:
        """The cell with every field filled in."""
        return self.cell({one.name: one.values[0] for one in self.fields})

    def cell(self, entries: dict[str, str]) -> str:
        """The answer's cell with these entries, dots for the others."""
        lines = (
            f'{one.name} = "{entries.get(one.name, DOTS)}"  # {one.what}' for one in self.fields
        )
        return "\n".join([TYPE, *lines])


def cells(notebook: Any, folder: Path, tasks: Sequence[Drawn] = ()) -> list[Any]:
    """The cells of the twin of the solution in `folder`, as they are handed out.

    `notebook` is the solution with its answers cleared; its title and its written task are kept. `tasks` are
    those of `drawn`, if they are there already. Raises TwinTrouble.
    """
    from nbformat.v4 import new_code_cell, new_markdown_cell

    by_id = {cell.id: cell for cell in notebook.cells}
    source = script.read(folder / f"{folder.name}.ipynb")
    twin = [by_id["title"], new_markdown_cell(HOW, id="how")]
    example = "\n\n".join([above(by_id["data-story"].source), *_tables(source)])
    twin.append(new_markdown_cell(example, id="data-story"))
    for task in tasks or drawn(folder, source):
        name = task.function
        story = re.sub(r", \w+ blanks?[^()]*\)", ")", above(by_id[f"{name}-story"].source), count=1)
        twin.append(new_markdown_cell(f"{story}\n\n{TRY} {task.text}", id=f"{name}-story"))
        twin.append(new_code_cell(task.cell({}), id=name, metadata=_about(name, solution=True)))
        points = sum(
            int(cell.metadata.nbgrader.points)
            for cell in notebook.cells
            if cell.id.endswith(script.TEST) and cell.id.startswith((f"{name}-", f"{name}{script.TEST}"))
        )
        for number, one in enumerate(task.fields):
            part = name if number == len(task.fields) - 1 else f"{name}-{one.name}"
            share = points // len(task.fields)
            if part == name:
                share = points - share * number
            about = _about(part + script.TEST, points=share) | {"jupyter": {"source_hidden": True}}
            twin.append(new_code_cell(_test(one, task.salt), id=part + script.TEST, metadata=about))
    return [*twin, by_id["written-story"], by_id["written"]]


def drawn(folder: Path, source: Any = None) -> list[Drawn]:
    """The tasks of the twin of the solution in `folder`, with the data of its cohort's seed. Raises TwinTrouble."""
    if source is None:
        source = script.read(folder / f"{folder.name}.ipynb")
    tasks = authored(folder)
    names = script.functions(source)
    if [task.function for task in tasks] != names:
        raise TwinTrouble(
            f"{folder.name}: TASKS in {FILE} should be one for each of {', '.join(names)}."
        )
    seed = SEED.search("\n".join(cell.source for cell in source.cells))
    if seed is None:
        raise TwinTrouble(f"{folder.name}: no seed yet; run `course cohort --seed` with a number.")
    solution, draws = script.solved(source), runpy.run_path(str(folder / DRAWS_FILE))
    return [
        _drawn(task, solution[task.function], task.draw or draws[task.function], seed[1], folder)
        for task in tasks
    ]


def authored(folder: Path) -> Sequence[Task]:
    """TASKS of the twin.py beside a solution. Raises TwinTrouble if there is none."""
    path = folder / FILE
    if not path.is_file():
        raise TwinTrouble(f"{folder.name}: there is no {FILE} beside the notebook; write one.")
    tasks: Sequence[Task] = runpy.run_path(str(path)).get("TASKS", ())
    return tasks


def above(story: str) -> str:
    """The part of a story that is for everybody."""
    return story.partition(CODE)[0].rstrip()


def _drawn(task: Task, solve: Any, draw: Any, seed: str, folder: Path) -> Drawn:
    """The first of DRAWS on which each mistake shows, or the one on which the most do."""
    salt = f"{seed} {folder.name} {task.function}"
    luck = random.Random(f"twin {salt}")
    best: tuple[int, list[Field], str] | None = None
    possible = sum(len(one.wrong) for one in task.fields if isinstance(one, Number))
    for _ in range(DRAWS):
        arguments, answer = _case(task, solve, draw, luck)
        if not task.fits(answer, *arguments):
            continue
        fields = [_field(one, answer, arguments) for one in task.fields]
        shown = sum(len(one.wrong) - 1 for one in fields if not one.options)
        if best is None or shown > best[0]:
            best = shown, fields, task.ask(answer, *arguments)
        if shown == possible:
            break
    if best is None:
        raise TwinTrouble(f"{folder.name}: no draw for the twin of {task.function} has an answer.")
    options = [one for field in best[1] for one in zip(LETTERS, field.options, strict=False)]
    text = "\n\n".join([best[2], *(f"**{letter}** · {words}" for letter, words in options)])
    return Drawn(task.function, text, best[1], sha256(salt.encode()).hexdigest()[:8])


def _case(task: Task, solve: Any, draw: Any, luck: random.Random) -> tuple[tuple, Any]:
    """(arguments, the solution's answer) of one draw."""
    drawn = [draw(luck) for _ in range(task.cases or 1)]
    answers = [solve(*copy.deepcopy(arguments)) for arguments in drawn]
    return ((drawn,), answers) if task.cases else (drawn[0], answers[0])


def _field(one: Number | Choice, answer: Any, arguments: Sequence) -> Field:
    """A field with this draw's values."""
    right = answer if one.right is None else one.right(answer, *arguments)
    if isinstance(one, Choice):
        letters = dict(zip(one.options, LETTERS, strict=False))
        wrong = {letters[key]: why for key, (_, why) in one.options.items()}
        words = tuple(words for words, _ in one.options.values())
        what = f"{one.what}: {', '.join(letters.values())}"
        return Field(one.name, what, [letters[right]], wrong, "1", words)
    middle = Decimal(canonical(float(right), one.unit))
    around = sorted(range(-one.slack, one.slack + 1), key=abs)
    values = [canonical(middle + step * Decimal(one.unit), one.unit) for step in around]
    mistakes: dict[str, str] = {}
    for sentence, mistake in one.wrong.items():
        value = mistake(answer, *arguments)
        if value is None or canonical(float(value), one.unit) in values:
            continue
        entry = canonical(float(value), one.unit)
        # Where two mistakes lead to one number nobody knows which of them was made.
        mistakes[entry] = _either(mistakes[entry], sentence) if entry in mistakes else sentence
    wrong = mistakes | {"": one.otherwise}
    return Field(one.name, one.what, values, wrong, one.unit, slack=one.slack)


def _either(sentence: str, other: str) -> str:
    return f"{sentence}. Or: {other[0].lower()}{other[1:]}"


def _test(one: Field, salt: str) -> str:
    seal = sealed(one.name, one.values, salt)
    wrong = "".join(f"    {value!r}: {words!r},\n" for value, words in one.wrong.items())
    more = f", unit={one.unit!r}" if one.unit != "1" else ""
    more += f", slack={one.slack}" if one.slack else ""
    more += f", options={one.options!r}" if one.options else ""
    return (
        f"{TESTS}\nfrom course_lib.entered import expect_entered\n\n"
        f"wrong = {{\n{wrong}}}\n"
        f"expect_entered({one.name!r}, globals(), {seal!r}, wrong{more})"
    )


def _about(name: str, *, solution: bool = False, points: int = 0) -> dict[str, Any]:
    about = {"grade": bool(points), "grade_id": name, "locked": not solution}
    about |= {"schema_version": 3, "solution": solution, "task": False}
    return {"nbgrader": about | ({"points": points} if points else {})}


def _tables(source: Any) -> list[str]:
    """The tables that the solution's data cells make, in markdown, each below its name."""
    import pandas as pd

    names = script.fresh()
    for cell in source.cells:
        if cell.cell_type == "code" and (cell.id == "data" or cell.id.endswith("-data")):
            script.run(cell.source, names, cell.id)
    tables = {name: one for name, one in names.items() if isinstance(one, pd.DataFrame)}
    return [
        f"`{name}`{'' if len(one) <= ROWS else f', the first {ROWS} of its {len(one)} rows'}\n\n{table(one[:ROWS])}"
        for name, one in tables.items()
    ]
