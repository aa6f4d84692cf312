"""Of two blanks the first alone has a point: with what the story says to put into the second."""

import re

import pytest

from course_lib.commands.environment import ROOT
from course_lib.exercises import handouts, script
from course_lib.expectation import NotRight

SLUGS = handouts.slugs(ROOT)
BLANK = re.compile(r"^( *)### BEGIN SOLUTION\n(.*?) *### END SOLUTION\n", re.MULTILINE | re.DOTALL)
IN_PLACE = re.compile(r"To have the first one marked alone, put `(.+?)` in place of the second\.")


def tasks(slug):
    """(cells by id, the name of a task with two blanks, the ids of the tests of its first one), for each."""
    notebook = script.read(ROOT / "solutions" / slug / f"{slug}.ipynb")
    cells = {cell.id: cell for cell in notebook.cells}
    for name in script.functions(notebook):
        if len(BLANK.findall(cells[name].source)) == 2:
            yield cells, name, [one for one in cells if re.fullmatch(f"{name}-.+-test", one)]


def names_with(cells, name, source):
    """What stands in the notebook when the tests of a task are reached, its answer being `source`."""
    names = script.fresh()
    for cell in cells.values():
        if cell.id == name:
            break
        if cell.cell_type == "code" and (cell.id == "data" or cell.id.endswith("-data")):
            script.run(cell.source, names, cell.id)
    script.run(source, names, name)
    return names


def filled(source, *answers):
    """A function with these answers in its blanks; None leaves the solution's own."""
    mine = iter(answers)

    def fill(blank):
        answer = next(mine)
        return blank[2] if answer is None else f"{blank[1]}{answer}\n"

    return BLANK.sub(fill, source)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_first_of_two_blanks_alone_gets_its_point_and_no_more(slug):
    for cells, name, tests in tasks(slug):
        assert len(tests) == 1, f"{name} has two blanks, and no point for the first alone"
        stand_in = IN_PLACE.search(cells[f"{name}-story"].source)
        assert stand_in, f"{name}: the story does not say what to put in place of the second"
        names = names_with(cells, name, filled(cells[name].source, None, stand_in[1]))
        script.run(cells[tests[0]].source, dict(names), tests[0])
        with pytest.raises(NotRight):
            script.run(cells[f"{name}-test"].source, dict(names), name)


def test_there_are_tasks_with_two_blanks_in_most_exercises():
    assert sum(1 for slug in SLUGS for _ in tasks(slug)) > len(SLUGS) / 2


@pytest.mark.parametrize("slug", SLUGS)
def test_test_cells_are_folded(slug):
    notebook = script.read(ROOT / "exercises" / slug / f"{slug}.ipynb")
    for cell in notebook.cells:
        if cell.id.endswith(script.TEST):
            assert cell.metadata.get("jupyter") == {"source_hidden": True}, cell.id
