"""Hidden test data that change with a cohort's seed, so that last year's numbers do not help this year.

Beside a solution stands cohort.py with one function for each that the exercise asks for, of the same
name: it takes a random.Random and draws one tuple of arguments. What is expected of them comes from the
solution itself. Both stand as tagged JSON in the notebook's hidden tests, and nowhere in what students get.
"""

from __future__ import annotations

import copy
import random
import re
import runpy
from pathlib import Path
from typing import Any

from course_lib import paths, tagged
from course_lib.errors import CourseError
from course_lib.exercises import script

CASES = 5  # a function
# Of so many draws the CASES with the most different answers are taken: five drawn blindly often agree.
DRAWS = 40
FILE = "cohort.py"
# From the comment that `BLOCK` begins with to the first line that is three quotation marks alone, which no
# line of the JSON between them is.
PLACE = re.compile(r'^# This cohort\'s data, drawn by .*?^"""$', re.MULTILINE | re.DOTALL)
BLOCK = '''\
# This cohort's data, drawn by `course cohort --seed {seed}`: see cohort.py beside this notebook.
cohort = r"""
{data}
"""'''


class CohortTrouble(CourseError):
    """A cohort's data could not be drawn or written."""


def write(root: Path, seed: int) -> list[Path]:
    """Draw the cohort's data for every exercise in root/solutions; returns the notebooks written.

    The same seed gives the same bytes. Nothing is written if any exercise is in trouble.
    Raises CohortTrouble naming the exercise and what it lacks, and OSError.
    """
    import nbformat

    texts = {}
    for path in sorted((root / "solutions").glob("*/*.ipynb")):
        notebook = script.read(path)
        fill(notebook, path.parent, seed)
        texts[path] = nbformat.writes(notebook).rstrip("\n") + "\n"
    paths.write_all(texts)
    return list(texts)


def fill(notebook: Any, folder: Path, seed: int) -> None:
    """Put the data that `seed` draws into the hidden tests of a solution from `folder`; of the capstone, its term."""
    if script.has_term(notebook):
        for cell in notebook.cells:
            cell.source = script.TERM.sub(f'term = "{seed}"', cell.source)
        return
    data = draw(notebook, folder, seed)
    for cell in notebook.cells:
        name = cell.id.removesuffix(script.TEST)
        if name in data and cell.id.endswith(script.TEST):
            if len(PLACE.findall(cell.source)) != 1:
                raise CohortTrouble(
                    f"{folder.name}: the cell {cell.id} should have one place for the cohort's data "
                    "among its hidden tests; copy its form from another exercise."
                )
            before, after = PLACE.split(cell.source)
            cell.source = before + BLOCK.format(seed=seed, data=data[name]) + after


def draw(notebook: Any, folder: Path, seed: int) -> dict[str, str]:
    """Tagged JSON of CASES pairs (arguments, expected) for each function of a solution."""
    draws = _draws(folder)
    solution = script.solved(notebook)
    data = {}
    for name in script.functions(notebook):
        if not callable(draws.get(name)):
            raise CohortTrouble(f"{folder.name}: {FILE} has no function {name}(luck).")
        luck = random.Random(f"{seed} {folder.name} {name}")
        arguments = [draws[name](luck) for _ in range(DRAWS)]
        cases = [(one, solution[name](*copy.deepcopy(one))) for one in arguments]
        data[name] = tagged.dumps(_varied(cases))
    return data


def _varied(cases: list[tuple]) -> list[tuple]:
    """CASES of them: the first of each different answer, and then whichever came first."""
    firsts: dict[str, tuple] = {}
    for case in cases:
        firsts.setdefault(tagged.dumps(case[1]), case)
    others = [case for case in cases if not any(case is first for first in firsts.values())]
    return [*firsts.values(), *others][:CASES]


def _draws(folder: Path) -> dict[str, Any]:
    path = folder / FILE
    if not path.is_file():
        raise CohortTrouble(f"{folder.name}: there is no {FILE} beside the notebook; write one.")
    return runpy.run_path(str(path))
