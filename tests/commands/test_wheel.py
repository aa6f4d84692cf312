"""The wheel as an attendee has it: built, installed into a new environment, and started there."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from course_lib.commands.environment import ROOT
from tests import first_page, pages

CARRIED = ("course_lib", "lessons", "exercises", "datasets")
LEFT_BY_A_RUN = (
    "my-progress.json",
    "plan.csv",
    ".ipynb_checkpoints/a.ipynb",
    "my-exports/chat.txt",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the checkout as somebody has used it, built with the hatchling of this environment."""
    used, folder = tmp_path_factory.mktemp("used"), tmp_path_factory.mktemp("dist")
    for name in CARRIED:
        shutil.copytree(ROOT / name, used / name)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, used)
    for name in LEFT_BY_A_RUN:
        (used / "lessons" / name).parent.mkdir(exist_ok=True)
        (used / "lessons" / name).touch()
    options = ["--wheel", "--no-isolation", "--outdir", str(folder), str(used)]
    command = [sys.executable, "-m", "build", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def attendee(line: str, wheel: Path) -> list[str]:
    """A command of the attendees' page as Python can start it: this system's names, and the wheel's own."""
    if sys.platform == "win32":  # as the page says
        line = line.replace("/bin/", "/Scripts/")
    program, *words = line.replace("off_target-*.whl", wheel.name).split()
    return [sys.executable if program == "python3" else program, *words]


@pytest.fixture(scope="module")
def course(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `course` that an attendee gets by the commands of the page.

    The other packages come from this environment: what is tested is the wheel, not the registry.
    """
    folder = tmp_path_factory.mktemp("attendee")
    shutil.copy(wheel, folder)
    alone = {"PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1"}
    make, install, start = pages.commands("docs/attendees.md", "Without git")
    for line in (make, install):
        subprocess.run(attendee(line, wheel), cwd=folder, env=os.environ | alone, check=True)
    script = folder / attendee(start, wheel)[0]
    here, there = (
        site_packages(python) for python in (Path(sys.executable), script.with_name("python"))
    )
    # A .pth of another folder is not followed, so the editable install of the checkout stays out.
    (there / "others.pth").write_text(f"{here}\n")
    return script


def site_packages(python: Path) -> Path:
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return Path(subprocess.check_output([python, "-I", "-c", code], text=True).strip())


def test_a_wheel_carries_the_lessons_exercises_and_data_and_no_solution(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    carried = {name.split("/")[2] for name in names if name.startswith("course_lib/content/")}
    assert carried == {"lessons", "exercises", "datasets"}
    assert not [name for name in names if "solutions" in name or "tests/" in name]


def test_a_wheel_carries_every_file_of_the_package_that_git_knows(wheel: Path) -> None:
    listed = subprocess.check_output(["git", "ls-files", "course_lib"], cwd=ROOT, text=True)
    known = {name for name in listed.splitlines() if (ROOT / name).is_file()}
    assert known - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_a_wheel_carries_nothing_that_a_run_left_behind(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    left = ("__pycache__", *LEFT_BY_A_RUN)
    assert [name for name in names if any(part in name for part in left)] == []


def test_the_installed_course_is_the_wheels_not_the_checkouts(course: Path) -> None:
    code = "import course_lib; print(course_lib.__file__)"
    found = subprocess.check_output([course.with_name("python"), "-I", "-c", code], text=True)
    assert found.startswith(str(course.parent.parent))


def test_an_installed_course_serves_the_first_lesson_from_a_folder_of_ones_own(
    course: Path, wheel: Path, tmp_path: Path
) -> None:
    *_, start = pages.commands("docs/attendees.md", "Without git")
    quiet = {name: str(tmp_path / name) for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR")}
    command = [course, *attendee(start, wheel)[1:]]
    with first_page.served(command, tmp_path, os.environ | quiet) as served:
        assert "jupyter-config-data" in served.page(f"lab/tree/{first_page.FIRST}")
        assert '"cells"' in served.page(f"api/contents/{first_page.FIRST}")
    assert (tmp_path / "off-target/datasets/oak-street").is_dir()


def test_the_installed_course_reads_the_sample_shops(course: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [course, "check", "oak-street"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.endswith("All 15 tables read.\n"), done.stdout + done.stderr
