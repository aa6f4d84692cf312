"""The wheel as an attendee has it: built, installed into a new environment, and started there."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

from course_lib.commands.environment import ROOT, python_of

CARRIED = ("course_lib", "lessons", "exercises", "datasets")
LEFT_BY_A_RUN = ("my-progress.json", "plan.csv", ".ipynb_checkpoints/a.ipynb")


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


@pytest.fixture(scope="module")
def course(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `course` of a new environment with that wheel in it.

    The other packages come from this environment: what is tested is the wheel, not the registry.
    """
    folder = tmp_path_factory.mktemp("attendee") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = python_of(folder)
    here, there = site_packages(Path(sys.executable)), site_packages(python)
    install = ["install", "--quiet", "--no-deps", "--no-index", "--target", str(there), str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *install], check=True)
    # A .pth of another folder is not followed, so the editable install of the checkout stays out.
    (there / "others.pth").write_text(f"{here}\n")
    script = python.with_name("course")
    script.write_text(
        f"#!{python}\nimport sys\nfrom course_lib.cli import main\nsys.exit(main())\n"
    )
    script.chmod(0o755)
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
    course: Path, tmp_path: Path
) -> None:
    token, log = "off-target-test", tmp_path / "lab.log"
    command = [course, "lab", "--no-browser", "--port=0", f"--IdentityProvider.token={token}"]
    quiet = {name: str(tmp_path / name) for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR")}
    with log.open("w") as out:
        served = subprocess.Popen(
            command, cwd=tmp_path, env=os.environ | quiet, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        url = wait_for_url(served, log)
        listing = answer_of(f"{url}/api/contents/lessons?token={token}", served, log)
        assert b"00-start-here.ipynb" in listing
    finally:
        served.terminate()
        served.wait(20)
    assert (tmp_path / "off-target/datasets/oak-street").is_dir()
    assert "/lab/tree/lessons/00-start-here.ipynb" in log.read_text()


def wait_for_url(served: subprocess.Popen, log: Path) -> str:
    """The server's address, read from what it prints; fails with all it printed if it ends first."""
    for _ in range(300):
        for word in log.read_text().split():
            if word.startswith("http://127.0.0.1:") and "/lab" in word:
                return word.split("/lab")[0]
        assert served.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def answer_of(url: str, served: subprocess.Popen, log: Path) -> bytes:
    """What the server answers; on a loaded machine it prints its address a moment before it listens."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(url) as answer:
                return answer.read()
        except urllib.error.URLError:
            assert served.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_the_installed_course_reads_the_sample_shops(course: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [course, "check", "oak-street"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.endswith("All 14 tables read.\n"), done.stdout + done.stderr
