import pytest

from course_lib.commands.environment import ROOT
from course_lib.exercises import script


@pytest.fixture(scope="module")
def notebook():
    return script.read(ROOT / "solutions" / "05-not-engaging" / "05-not-engaging.ipynb")


def test_a_solution_defines_its_three_functions(notebook):
    names = script.solved(notebook)
    assert script.functions(notebook) == ["answered", "give_back", "honest_median"]
    assert names["honest_median"]([1, None, None]) is None
    assert names["answered"](names["messages"], names["now"]) == (1, 3)


def test_a_test_cell_finds_what_stands_above_it_and_no_more(notebook):
    reached = script.stages(notebook)
    assert "received" not in reached["answered"] and "received" in reached["give_back"]
    assert "week" in reached["give_back"], "the cells of earlier tests have run as well"


def test_an_error_can_quote_the_line_of_the_cell_it_came_from():
    import linecache

    names = script.fresh()
    script.run("def broken():\n    return 1 / 0", names, "broken")
    with pytest.raises(ZeroDivisionError) as caught:
        names["broken"]()
    last = caught.traceback[-1].frame.code.raw
    assert linecache.getline(last.co_filename, 2) == "    return 1 / 0"


def test_a_cell_that_is_not_there_is_an_error(notebook):
    with pytest.raises(StopIteration):
        script.source(notebook, "nowhere")
