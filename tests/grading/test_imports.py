"""Imports among the folders of the grading go one way, as its docstring says; those inside functions too."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib import grading

HERE = Path(grading.__file__).parent
# What each folder may import of the others; what lies beside them may be imported by all.
FOLDERS = {
    "class_run": {"marking", "sandbox", "gradebook", "notebook"},
    "feedback": {"gradebook", "notebook"},
    "gradebook": {"notebook"},
    "hub": set(),
    "marking": {"sandbox", "notebook"},
    "notebook": set(),
    "sandbox": set(),
}
ABOVE = {"cli", "commands", "__main__"}  # of the course; only grading/commands.py may use them


def imports(path):
    """The modules that a file names, as dotted names; of `from x import y`, x.y."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports by dots"
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def folders(path):
    """Those of FOLDERS that a file imports."""
    parts = (name.split(".") for name in imports(path))
    return {part[2] for part in parts if part[:2] == ["course_lib", "grading"]} & FOLDERS.keys()


def test_every_folder_is_spoken_of():
    assert {path.parent.name for path in HERE.glob("*/*.py")} == set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_imports_those_below_it_alone(folder):
    for path in (HERE / folder).glob("*.py"):
        assert folders(path) - {folder} <= FOLDERS[folder], path


def test_no_folder_is_below_itself():
    def below(folder, above=()):
        assert folder not in above, above
        for one in FOLDERS[folder]:
            below(one, (*above, folder))

    for folder in FOLDERS:
        below(folder)


def test_what_lies_beside_the_folders_imports_none_of_them_but_the_commands():
    for path in HERE.glob("*.py"):
        assert path.name == "commands.py" or not folders(path), path


def test_nothing_of_the_course_but_its_command_line_and_validate_imports_the_grading():
    library = HERE.parent
    others = [path for path in library.rglob("*.py") if HERE not in path.parents]
    users = [
        path.relative_to(library).as_posix()
        for path in others
        if any(name.startswith("course_lib.grading") for name in imports(path))
    ]
    assert sorted(users) == ["cli.py", "commands/validation.py"]


def test_the_grading_imports_nothing_that_stands_above_it():
    for path in HERE.rglob("*.py"):
        parts = [name.split(".") for name in imports(path) if name.startswith("course_lib.")]
        above = {part[1] for part in parts} & ABOVE
        assert not above or path == HERE / "commands.py", path


def test_a_marker_and_what_is_forked_beside_it_carry_no_package_that_only_others_need():
    code = "import sys, course_lib.grading.marking.marker\nprint(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert {"nbformat", "nbgrader", "nbconvert", "sqlalchemy", "distributed"} & {*loaded} == set()
