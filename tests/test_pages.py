"""README and docs are true: their links lead somewhere, and every command in them is tried as it stands there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests import first_page, pages
from tests.pages import PAGES, ROOT

KUBERNETES = "needs a cluster; tests/grading/class_run/test_cluster.py reads docs/cluster.yaml"
# What no test reads from its page and runs, and why not.
NOT_RUN = {
    "python -m tests.bench.diagnosis": "takes minutes; tests/simulate tries every sign on its own fault",
    "python -m tests.bench.plan": "takes a minute; tests/planning/test_choice.py tries the rule on fewer",
    "python -m tests.bench.grading": "takes minutes; tests/grading grades classes with both graders",
    "python -m tests.bench.cluster": "takes minutes; tests/grading/class_run/test_cluster.py grades on a cluster",
    'pip install "off-target[cluster]"': "the tests' own environment has it, and runs a cluster",
    "pip install dask-jobqueue": "needs a machine with Slurm",
    "kubectl create secret generic off-target-tls --from-file cert.pem --from-file key.pem": KUBERNETES,
    "kubectl apply -f docs/cluster.yaml": KUBERNETES,
    "kubectl port-forward service/off-target-scheduler 8786:8786": KUBERNETES,
    "sudo apt install bubblewrap": "what `course test` does by itself where it is root",
    'pip install "psycopg[binary]"': "the tests' own environment has it, and tests/grading uses it",
    "jupyter-repo2docker --no-run --push --image-name REGISTRY/off-target:TAG --ref environment "
    "https://github.com/OWNER/NAME": "needs Docker and a registry to push to",
    "helm upgrade --install off-target jupyterhub/jupyterhub --namespace off-target --create-namespace "
    "--values docs/kubernetes.yaml": "needs a cluster; tests/grading/test_kubernetes.py reads its values",
    "OFF_TARGET_HUB=1 python3 -m course_lib test tests/grading/hub": "is a test",
    "python3 -m course_lib test tests/exports -k pinterest_pins": "is a test, of a file that its reader writes",
}
# Commands that stand in a sentence and in no block: the file that tries each, and the words that do.
IN_A_SENTENCE = {
    "python3 -m course_lib refresh datasets notebooks exercises": (
        "tests/test_new_reason.py",
        '"refresh", "datasets", "notebooks", "exercises"',
    ),
    "python3 -m course_lib test tests/test_finding.py": (
        "tests/test_cli.py",
        'cli.main(["test", "tests/',
    ),
    "python3 -m course_lib cohort --seed 2026": ("tests/exercises/test_cohort.py", "cohort.write("),
    "python3 -m course_lib refresh pins pyodide": (
        "tests/lite/test_packages.py",
        "run `course refresh pyodide`",
    ),
    "python3 -m course_lib clinic FOLDER --tables OUT": (
        "tests/exports/test_download_folder.py",
        '"--tables"',
    ),
    "course clinic": ("tests/exports/test_download_folder.py", 'cli.main(["clinic"'),
    "course refresh notebooks": ("tests/test_new_reason.py", '"refresh", "datasets", "notebooks"'),
    "python3 -m course_lib lab --full": ("tests/browser/conftest.py", '"--full"'),
    "nbgrader autograde": ("tests/grading/class_run/test_same_marks.py", '"autograde"'),
}
PROGRAMS = r"(?:python3?|py|course|nbgrader|pip|npm|sudo|source|git) "
ENVIRONMENT = os.environ | {
    "OFF_TARGET_ENVIRONMENT": "as-is",  # a copy shall not install an environment of its own
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
}


def shell(line: str, folder: Path, **more: str) -> str:
    """Run a command of a page in a folder, with this environment's Python; what it printed."""
    words = shlex.split(line)
    if words[0].startswith("python"):
        words[0] = sys.executable
    words[0] = shutil.which(words[0], path=ENVIRONMENT["PATH"]) or words[0]
    done = subprocess.run(words, cwd=folder, env=ENVIRONMENT | more, capture_output=True, text=True)
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the checkout, for what a command changes."""
    made = tmp_path / "checkout"
    for name in ("course_lib", "lessons", "exercises", "solutions", "datasets"):
        skip = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(ROOT / name, made / name, ignore=skip)
    for name in ("pyproject.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, made)
    return made


def test_the_two_commands_of_the_readme_open_the_course_and_run_its_tests(checkout) -> None:
    lab, test = pages.commands("README.md", "Two commands")
    words = [sys.executable, *shlex.split(lab)[1:]]
    environment = ENVIRONMENT | {"PYTHONPATH": str(checkout)}
    with first_page.served(words, checkout, environment) as course:
        assert "jupyter-config-data" in course.page(f"lab/tree/{first_page.FIRST}")
        assert '"cells"' in course.page(f"api/contents/{first_page.FIRST}")
    assert "passed" in shell(f"{test} tests/test_intervals.py", ROOT)


def test_the_attendees_command_reads_a_folder_of_ones_own(checkout) -> None:
    (command,) = pages.commands("docs/attendees.md", "Your own shop in every chart")
    shutil.copytree(checkout / "datasets" / "oak-street", checkout / "my-data")
    assert "tables read" in shell(command, checkout, PYTHONPATH=str(checkout))


def test_the_attendees_command_reads_a_folder_of_downloads(checkout) -> None:
    (command,) = pages.commands("docs/attendees.md", "Your downloads")
    mine = checkout / "lessons" / "my-exports"
    mine.mkdir()
    (mine / "contacts.csv").write_text("Name,First contact\nAda,2026-03-13\n", "utf-8")
    assert "1 record of 2026-03-13" in shell(command, checkout, PYTHONPATH=str(checkout))
    assert "2026-03-13" in (checkout / "my-downloads.html").read_text("utf-8")
    kept = pages.text(".gitignore").splitlines()
    assert "my-exports/" in kept and "my-downloads.html" in kept


@pytest.mark.skipif(sys.platform == "win32", reason="the page says it for a shell such as bash")
def test_the_instructors_environment_holds_the_commands() -> None:
    (command,) = pages.commands("docs/instructors.md", "For instructors")
    activate = command.replace(".venv", sys.prefix)
    done = subprocess.run(["bash", "-c", f"{activate} && command -v course nbgrader"], check=False)
    assert done.returncode == 0


def test_a_class_gets_data_of_its_own(checkout) -> None:
    (command,) = pages.commands("docs/instructors.md", "What the marks are")
    assert "with seed 2027" in shell(command, checkout, PYTHONPATH=str(checkout))
    for path in (checkout / "solutions").glob("*/*.ipynb"):
        # The capstone draws no data: its shops follow from its term.
        text = path.read_text(encoding="utf-8")
        assert "course cohort --seed 2027" in text or 'term = \\"2027\\"' in text


def test_an_instructor_gets_a_link_for_every_lesson() -> None:
    (command,) = pages.commands("docs/instructors.md", "Links for your attendees")
    printed = shell(command, ROOT)
    assert printed.count("https://mybinder.org/v2/gh/OWNER/NAME/") == 2 * len(
        list((ROOT / "lessons").glob("*.ipynb"))
    )


def blocks() -> list[tuple[str, str]]:
    """Every section that shows commands, as its page and heading."""
    return [
        (page, head)
        for page in PAGES
        for head in pages.sections(page)
        if pages.commands(page, head)
    ]


@pytest.mark.parametrize(("page", "heading"), blocks())
def test_every_command_is_run_as_it_stands_or_has_its_reason_here(page, heading) -> None:
    read = f'commands("{page}", "{heading}")'
    tests = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    if not any(read in test for test in tests):
        assert [line for line in pages.commands(page, heading) if line not in NOT_RUN] == []


def test_no_reason_outlives_its_command() -> None:
    shown = {line for page, heading in blocks() for line in pages.commands(page, heading)}
    assert set(NOT_RUN) <= shown.union(*map(in_sentences, PAGES))


def in_sentences(page) -> list[str]:
    prose = re.sub(r"^```.*?^```", "", pages.text(page), flags=re.DOTALL | re.MULTILINE)
    return re.findall(rf"`({PROGRAMS}[^`]+)`", prose)


@pytest.mark.parametrize("page", PAGES)
def test_a_command_in_a_sentence_is_one_that_is_tried(page) -> None:
    shown = [line for one, heading in blocks() for line in pages.commands(one, heading)]
    for command in in_sentences(page):
        listed = command in IN_A_SENTENCE or command in NOT_RUN
        assert listed or any(line.startswith(command) for line in shown), command


def test_what_tries_a_command_in_a_sentence_is_there() -> None:
    for path, words in IN_A_SENTENCE.values():
        assert words in (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", pages.text(page)):
        if not re.match(r"https?://", target):
            name, _, anchor = target.partition("#")
            path = ((ROOT / page).parent / name).resolve() if name else ROOT / page
            assert path.exists(), target
            if anchor:
                heads = pages.sections(path.relative_to(ROOT).as_posix())
                slugs = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
                assert anchor in slugs, target


def test_the_readme_is_a_door_with_two_pictures_and_two_commands() -> None:
    text = pages.text("README.md")
    assert 350 <= len(re.findall(r"[^\W_]\S*", text)) <= 440
    assert len(re.findall(r"!\[[^\]]{20,}\]\(", text)) == 2
    assert len(pages.commands("README.md", "Two commands")) == 2


def test_a_workflow_publishes_what_the_command_lays_and_only_its_last_step_may() -> None:
    path = ROOT / ".github" / "workflows" / "pages.yml"
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    build, publish = workflow["jobs"]["build"], workflow["jobs"]["publish"]
    (lay,) = [step["run"] for step in build["steps"] if "run" in step]
    (command,) = pages.commands("docs/site.md", "Building them")
    assert lay.startswith(f"python -m course_lib {command.split()[1]} ")
    assert build["steps"][-1]["with"] == {"path": lay.split()[4]}
    assert workflow["permissions"] == {"contents": "read"} and "permissions" not in build
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}
    for step in [*build["steps"], *publish["steps"]]:
        if "uses" in step:
            assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])


def test_the_workflow_runs_the_two_commands_everywhere_and_trusts_nobody() -> None:
    path = ROOT / ".github" / "workflows" / "two-commands.yml"
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    systems = {name.split("-")[0] for name in job["strategy"]["matrix"]["os"]}
    assert systems == {"ubuntu", "macos", "windows"}
    steps = job["steps"]
    assert [step["run"] for step in steps if "run" in step] == [
        "python tests/first_page.py",
        *(
            line.replace("python3", "python")
            for line in pages.commands("README.md", "Two commands")[1:]
        ),
    ]
    assert workflow["permissions"] == {"contents": "read"} and "permissions" not in job
    for step in steps:
        if "uses" in step:
            assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])
