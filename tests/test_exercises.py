"""The exercises are what nbgrader makes of the solutions, and a learner can run them from the top."""

import ast
import re
from pathlib import Path

import nbclient
import nbformat
import papermill
import pytest

from course_lib.exercises import script
from course_lib.exercises.cohort import PLACE
from course_lib.exercises.handouts import ExerciseError, generate, slugs
from tests.kernels import quick

ROOT = Path(__file__).resolve().parents[1]
SLUGS = slugs(ROOT)
TASKS = 3
TESTS = re.compile(r"^expect(?:_that)?\(", re.MULTILINE)


def read(folder: str, slug: str, root: Path = ROOT) -> nbformat.NotebookNode:
    return nbformat.read(root / folder / slug / f"{slug}.ipynb", as_version=4)


def nbgrader(cell) -> dict:
    return cell.metadata.get("nbgrader", {})


def graded_code(notebook) -> list:
    return [c for c in notebook.cells if nbgrader(c).get("grade") and c.cell_type == "code"]


@pytest.fixture(scope="module")
def generated(tmp_path_factory) -> Path:
    into = tmp_path_factory.mktemp("exercises")
    generate(ROOT, into)
    return into


def secret_lines(slug: str) -> set[str]:
    """The lines that stand only within solutions and hidden tests, never in what a learner may see."""
    secret, shown = set(), set()
    for cell in read("solutions", slug).cells:
        inside = cell.id == "written"
        # A cohort's data are looked for by their name, as a line of them may be a word that anyone uses.
        for line in map(str.strip, PLACE.sub("", cell.source).splitlines()):
            if line.startswith("### "):
                inside = "BEGIN" in line
            elif len(line) > 12:  # shorter ones, such as `k = k + 1`, could be anybody's
                (secret if inside else shown).add(line)
    return secret - shown


def test_every_exercise_is_up_to_date_with_its_solution(generated):
    new = {p.relative_to(generated): p.read_bytes() for p in generated.rglob("*.ipynb")}
    committed = {
        p.relative_to(ROOT / "exercises"): p.read_bytes()
        for p in (ROOT / "exercises").rglob("*")
        if p.is_file() and ".ipynb_checkpoints" not in p.parts
    }
    assert committed == new, "run `course refresh` and commit exercises/"


def test_generating_twice_gives_the_same_bytes(generated, tmp_path):
    again = generate(ROOT, tmp_path)
    for path in again:
        assert path.read_bytes() == (generated / path.relative_to(tmp_path)).read_bytes()


@pytest.mark.parametrize("slug", SLUGS)
def test_no_solution_and_no_hidden_test_is_in_an_exercise(slug):
    text = "\n".join(c.source for c in read("exercises", slug).cells if not c.id.endswith("-hints"))
    secret = secret_lines(slug)
    assert len(secret) > 15, "there is something to look for"
    assert [line for line in secret if line in text] == []
    assert not any(word in text for word in ("BEGIN", "HIDDEN", "cohort"))


def test_an_exercise_that_nbgrader_refuses_is_named(tmp_path):
    (tmp_path / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
    notebook = read("solutions", "02-no-target")
    cell = next(c for c in notebook.cells if c.id == "pace")
    cell.source = cell.source.replace("### END SOLUTION", "")
    path = tmp_path / "solutions" / "02-no-target" / "02-no-target.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    with pytest.raises(ExerciseError, match="solutions/02-no-target.*solution"):
        generate(tmp_path, tmp_path / "exercises")


@pytest.mark.parametrize("slug", SLUGS)
def test_solution_markers_are_balanced(slug):
    for cell in read("solutions", slug).cells:
        for kind in ("SOLUTION", "HIDDEN TESTS"):
            marks = re.findall(rf"^\s*### (BEGIN|END) {kind}$", cell.source, re.MULTILINE)
            assert marks == ["BEGIN", "END"] * (len(marks) // 2), f"{cell.id}: {kind}"
            assert cell.source.count(kind) == len(marks), f"{cell.id}: a misspelt {kind} marker"


@pytest.mark.parametrize("slug", SLUGS)
def test_every_task_has_a_solution_and_tests_shown_and_hidden(slug):
    cells = {c.id: c for c in read("solutions", slug).cells}
    tests = graded_code(read("solutions", slug))
    assert len(script.functions(read("solutions", slug))) == TASKS
    for test in tests:
        name, part = test.id.removesuffix("-test"), 0
        if "-" in name:  # the first of two blanks alone
            name, part = name.split("-")[0], 1
        task = cells[name]
        assert nbgrader(task)["solution"] and "### BEGIN SOLUTION" in task.source
        shown, secret = test.source.split("### BEGIN HIDDEN TESTS")
        least = (len(TESTS.findall(shown)) + part, len(TESTS.findall(secret)) + part)
        assert least[0] >= 3 and least[1] >= 2, test.id
        assert cells[f"{task.id}-hints"].source.count("<details>") == 3


@pytest.mark.parametrize("slug", SLUGS)
def test_a_test_cell_ends_in_no_value_that_nbgrader_would_take_for_a_score(slug):
    for cell in graded_code(read("solutions", slug)):
        calls = [n for n in ast.parse(cell.source).body if isinstance(n, ast.Expr)]
        for statement in calls:
            assert isinstance(statement.value, ast.Call), cell.id
            assert ast.unparse(statement.value.func) in (
                "expect",
                "expect_that",
                "expect_each",
            ), cell.id


@pytest.mark.parametrize("slug", SLUGS)
def test_an_exercise_is_worth_twelve_points_in_the_agreed_shares(slug):
    points = {}
    for cell in read("solutions", slug).cells:
        if nbgrader(cell).get("grade"):
            task = cell.id.removesuffix("-test").split("-")[0]
            points[task] = points.get(task, 0) + nbgrader(cell)["points"]
    assert list(points.values()) == [2, 3, 3, 4]


@pytest.mark.parametrize("slug", SLUGS)
def test_ids_are_unique_readable_and_the_same_for_cell_and_grade(slug):
    cells = read("solutions", slug).cells
    ids = [c.id for c in cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9_-]+", name) for name in ids)
    assert all(nbgrader(c)["grade_id"] == c.id for c in cells if nbgrader(c))


@pytest.mark.parametrize("folder", ["solutions", "exercises"])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_notebook_is_committed_clean(folder, slug):
    notebook = read(folder, slug)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    code = [c for c in notebook.cells if c.cell_type == "code"]
    assert all(c.outputs == [] and c.execution_count is None for c in code)


@pytest.mark.parametrize("slug", SLUGS)
def test_as_released_exactly_the_graded_cells_fail_each_not_attempted_yet(
    slug, warm_kernel, tmp_path
):
    notebook = read("exercises", slug)
    # papermill would stop at the first of them, so nbclient runs on.
    client = nbclient.NotebookClient(
        notebook,
        allow_errors=True,
        kernel_name=warm_kernel,
        kernel_manager_class=quick.QuickManager,
        shutdown_kernel="immediate",
    )
    client.execute(cwd=str(tmp_path))
    outputs = {c.id: c.outputs for c in notebook.cells if c.cell_type == "code"}
    failed = {
        name: out for name, out in outputs.items() if any(o.output_type == "error" for o in out)
    }
    assert list(failed) == [c.id for c in graded_code(notebook)]
    for name, (error,) in failed.items():
        function = name.removesuffix("-test").split("-")[0]
        assert error.evalue.startswith(f"{function} is not attempted yet")
        assert error.traceback == [error.evalue], "one sentence and no traceback"
    assert not any(o.output_type == "stream" for out in outputs.values() for o in out)


@pytest.mark.parametrize("slug", SLUGS)
def test_papermill_runs_a_solution_through(slug, warm_kernel, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source = ROOT / "solutions" / slug / f"{slug}.ipynb"
    options = quick.papermill_options(warm_kernel)
    done = papermill.execute_notebook(source, "done.ipynb", **options)
    streams = [o for c in done.cells for o in c.get("outputs", []) if o.output_type == "stream"]
    assert streams == []
