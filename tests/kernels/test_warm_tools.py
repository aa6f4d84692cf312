"""Warm kernels by their name alone, from the tools as they come."""

import nbclient
import nbformat
import papermill
from nbformat.v4 import new_code_cell, new_notebook

SLUG = "05-not-engaging"
WARM = "import sys; print('pandas' in sys.modules)"


def seen(notebook):
    return notebook.cells[0].outputs[0].text


def test_papermill_runs_a_notebook_in_a_warm_kernel(warm_kernel, tmp_path):
    source = tmp_path / "in.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(WARM)]), source)
    done = papermill.execute_notebook(
        source,
        tmp_path / "out.ipynb",
        kernel_name=warm_kernel,
        language="python",
        progress_bar=False,
    )
    assert seen(done) == "True\n"


def test_nbclient_runs_a_notebook_in_a_warm_kernel(warm_kernel):
    notebook = new_notebook(cells=[new_code_cell(WARM)])
    assert seen(nbclient.execute(notebook, kernel_name=warm_kernel)) == "True\n"


def test_nbgrader_marks_a_submission_in_a_warm_kernel(warm_kernel, course):
    here = course(SLUG)
    here.nbgrader("generate_assignment", SLUG)
    notebook = nbformat.read(here.notebook("exercises"), as_version=4)
    notebook.cells.insert(0, new_code_cell(WARM))
    paper = here.notebook("submitted", "ada")
    paper.parent.mkdir(parents=True)
    nbformat.write(notebook, paper)
    here.nbgrader("autograde", SLUG, f"--Execute.kernel_name={warm_kernel}")
    marked = nbformat.read(here.notebook("autograded", "ada"), as_version=4)
    assert seen(marked) == "True\n"
