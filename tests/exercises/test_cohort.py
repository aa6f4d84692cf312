import shutil
from pathlib import Path

import nbformat
import pytest

from course_lib import cli, tagged
from course_lib.commands.environment import ROOT
from course_lib.exercises import cohort, script
from course_lib.exercises.cohort import CohortTrouble

SLUG = "05-not-engaging"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course folder that holds one solution, with what stands beside it."""
    shutil.copytree(ROOT / "solutions" / SLUG, tmp_path / "solutions" / SLUG)
    return tmp_path


def cases(path: Path, function: str) -> list:
    """The cohort's cases in a notebook's test cell."""
    (block,) = cohort.PLACE.findall(script.source(script.read(path), f"{function}-test"))
    return tagged.loads(block.split('"""')[1])


def test_the_same_seed_gives_the_same_bytes_and_another_gives_other_data(course):
    (path,) = cohort.write(course, 1)
    first = path.read_bytes()
    cohort.write(course, 2)
    second = path.read_bytes()
    cohort.write(course, 1)
    assert path.read_bytes() == first != second


def test_what_is_wanted_comes_from_the_solution_itself(course):
    (path,) = cohort.write(course, 1)
    notebook = script.read(path)
    for name in script.functions(notebook):
        solution = script.solved(notebook)[name]
        pairs = cases(path, name)
        assert len(pairs) == cohort.CASES
        assert all(solution(*arguments) == expected for arguments, expected in pairs)


def test_the_cases_have_answers_as_different_as_can_be(course):
    (path,) = cohort.write(course, 1)
    answers = [expected for _, expected in cases(path, "honest_median")]
    assert len(set(answers)) == cohort.CASES


def test_the_written_notebook_is_in_the_committed_form(course):
    from course_lib.commands.refresh import normalise

    (path,) = cohort.write(course, 3)
    before = path.read_bytes()
    normalise([path])
    assert path.read_bytes() == before


def test_a_solution_without_its_draws_is_named_and_nothing_is_written(course):
    (path,) = (course / "solutions" / SLUG).glob("*.ipynb")
    before = path.read_bytes()
    (course / "solutions" / SLUG / cohort.FILE).unlink()
    with pytest.raises(CohortTrouble, match="05-not-engaging: there is no cohort.py"):
        cohort.write(course, 1)
    assert path.read_bytes() == before


def test_a_function_without_its_draw_is_named(course):
    draws = course / "solutions" / SLUG / cohort.FILE
    draws.write_text(draws.read_text().replace("def give_back(", "def gave_back("))
    with pytest.raises(CohortTrouble, match="no function give_back"):
        cohort.write(course, 1)


def test_a_test_cell_without_a_place_for_the_data_is_named(course):
    path = course / "solutions" / SLUG / f"{SLUG}.ipynb"
    notebook = script.read(path)
    cell = next(c for c in notebook.cells if c.id == "give_back-test")
    cell.source = cohort.PLACE.sub("", cell.source)
    nbformat.write(notebook, path)
    with pytest.raises(CohortTrouble, match="the cell give_back-test should have one place"):
        cohort.write(course, 1)


def test_the_command_says_what_it_drew_and_what_comes_next(course, monkeypatch, capsys):
    monkeypatch.setattr(cli, "ROOT", course)
    assert cli.main(["cohort", "--seed", "4"]) == 0
    out = capsys.readouterr().out
    assert "seed 4" in out and "1 exercise" in out and "generate_assignment --force" in out
    assert "--seed 4`" in (course / "solutions" / SLUG / f"{SLUG}.ipynb").read_text()


def test_a_seed_is_a_whole_number(capsys):
    with pytest.raises(SystemExit):
        cli.main(["cohort", "--seed", "spring"])
    assert "spring" in capsys.readouterr().err
