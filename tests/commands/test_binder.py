"""Binder without Docker: the build recipe, and the two scripts that the image runs."""

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from course_lib.commands import links, pages
from course_lib.commands.environment import ROOT, python_of

BINDER = ROOT / "binder"


def recipe(folder: Path) -> str:
    """The Dockerfile that repo2docker makes of a folder."""
    tool = Path(sys.executable).with_name("jupyter-repo2docker")
    command = [tool, "--no-build", "--debug", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The two ways in: the branch whose root is binder/, and a plain launch of main."""
    folder = tmp_path_factory.mktemp("binder")
    shutil.copytree(BINDER, folder / "branch")
    shutil.copytree(BINDER, folder / "main/binder")
    shutil.copy(ROOT / "pyproject.toml", folder / "main")
    return {"branch": folder / "branch", "main": folder / "main"}


@pytest.mark.parametrize("layout, prefix", [("branch", ""), ("main", "binder/")])
def test_the_recipe_builds_our_python_with_our_pins_and_scripts(
    layouts: dict[str, Path], layout: str, prefix: str
) -> None:
    made = recipe(layouts[layout])
    python = (BINDER / "runtime.txt").read_text().strip().removeprefix("python-")
    assert f"Building conda environment for python={python}\n" in made
    assert f'pip install --no-cache-dir -r "{prefix}requirements.txt"' in made
    assert f"RUN ./{prefix}postBuild" in made
    assert f'R2D_ENTRYPOINT="${{REPO_DIR}}/{prefix}start"' in made


def test_the_environment_branch_comes_out_of_binder_alone() -> None:
    assert f"--prefix=binder --branch {links.ENVIRONMENT_BRANCH}" in links.PUBLISH[0]
    assert {path.name for path in BINDER.iterdir() if path.name != "__pycache__"} == {
        "off_target_binder.py",
        "requirements.txt",
        "runtime.txt",
        "postBuild",
        "start",
    }


@pytest.mark.parametrize("name", ["postBuild", "start"])
def test_the_scripts_can_be_executed(name: str) -> None:
    assert os.access(BINDER / name, os.X_OK)
    subprocess.run(["bash", "-n", BINDER / name], check=True)


def test_what_binder_builds_can_be_installed() -> None:
    """With the packages of this environment: pip finds every pin satisfied and no two at odds."""
    command = ["install", "--dry-run", "--no-index", "-r", str(BINDER / "requirements.txt")]
    done = subprocess.run(
        [sys.executable, "-m", "pip", *command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Would install" not in done.stdout


def test_post_build_turns_the_news_off_for_everybody(tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    here = subprocess.check_output(
        [sys.executable, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    )
    there = next(venv.glob("lib/python*/site-packages"))
    (there / "others.pth").write_text(here)
    variables = os.environ | {"PATH": f"{python_of(venv).parent}:{os.environ['PATH']}"}
    subprocess.run([BINDER / "postBuild"], env=variables, cwd=tmp_path, check=True)
    assert (there / "off_target_binder.py").is_file()
    config = venv / "etc/jupyter"
    assert "off_target_binder" in (config / "jupyter_server_config.d/off-target.json").read_text()
    assert "course_lib/labextension" in (config / "jupyter_lab_config.py").read_text()
    overrides = venv / "share/jupyter/lab/settings/overrides.json"
    assert '"fetchNews": "false"' in overrides.read_text()


@pytest.mark.parametrize("place", ["off-target", "."])
def test_start_makes_the_course_importable_from_where_it_lies(tmp_path: Path, place: str) -> None:
    (tmp_path / place).mkdir(exist_ok=True)
    (tmp_path / place / "course_lib").symlink_to(ROOT / "course_lib")
    found = started(tmp_path, "import course_lib; print(course_lib.__path__[0])")
    assert Path(found) == tmp_path / place / "course_lib"


def test_start_keeps_the_image_as_the_environment(tmp_path: Path) -> None:
    assert started(tmp_path, "import os; print(os.environ['OFF_TARGET_ENVIRONMENT'])") == "as-is"


def test_start_hands_over_to_the_command_with_its_exit_code(tmp_path: Path) -> None:
    variables = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    done = subprocess.run([BINDER / "start", "bash", "-c", "exit 7"], env=variables, check=False)
    assert done.returncode == 7


def test_start_names_one_place_for_the_progress_to_lessons_and_server(tmp_path: Path) -> None:
    found = started(tmp_path, "import os; print(os.environ['OFF_TARGET_PROGRESS'])")
    assert found == str(tmp_path / "my-progress.json")


def started(home: Path, code: str) -> str:
    """What Python prints when Binder's start runs it, with a bare home and no editable install."""
    variables = {"HOME": str(home), "REPO_DIR": str(home), "PATH": os.environ["PATH"]}
    command = [BINDER / "start", sys.executable, "-S", "-c", code]
    return subprocess.check_output(command, env=variables, cwd="/", text=True).strip()


@pytest.mark.parametrize(
    ("variables", "option"),
    [
        (
            {"BINDER_REPO_URL": "https://github.com/a/b"},
            {"offTargetCopy": "https://github.com/a/b"},
        ),
        ({"BINDER_REPO_URL": ""}, {}),
        ({"JUPYTERHUB_USER": "ann"}, {}),  # a hub keeps what its people write
    ],
)
def test_only_on_binder_a_page_is_told_to_keep_a_copy_of_the_answers(
    variables, option, monkeypatch
):
    assert pages.copy_option(variables) == option
    monkeypatch.delenv("BINDER_REPO_URL", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.syspath_prepend(ROOT / "binder")
    later = importlib.import_module("off_target_binder")
    settings: dict = {"base_url": "/"}
    server = SimpleNamespace(
        web_app=SimpleNamespace(settings=settings, add_handlers=lambda host, handlers: None)
    )
    later._load_jupyter_server_extension(server)
    assert settings["page_config_data"] == {"offTarget": "course"} | option
