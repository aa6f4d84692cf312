import asyncio
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import zmq

from course_lib.commands import announce, lab


def test_news_are_off_in_the_courses_own_settings(tmp_path: Path) -> None:
    lab.turn_news_off(tmp_path)
    path = tmp_path / ".jupyter/settings" / lab.NEWS
    assert json.loads(path.read_text()) == {"fetchNews": "false", "checkForUpdates": False}


def test_a_setting_that_the_attendee_changed_stays(tmp_path: Path) -> None:
    lab.turn_news_off(tmp_path)
    path = tmp_path / ".jupyter/settings" / lab.NEWS
    path.write_text("{}")
    lab.turn_news_off(tmp_path)
    assert path.read_text() == "{}"


def test_settings_and_workspaces_lie_in_the_courses_folder(tmp_path: Path, monkeypatch) -> None:
    for name in ("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"):
        monkeypatch.delenv(name, raising=False)
    made = lab.jupyter_variables(tmp_path)
    assert made["JUPYTERLAB_SETTINGS_DIR"] == str(tmp_path / ".jupyter/settings")
    assert made["JUPYTERLAB_WORKSPACES_DIR"] == str(tmp_path / ".jupyter/workspaces")


def test_a_folder_for_settings_that_is_set_already_is_respected(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("JUPYTERLAB_SETTINGS_DIR", "/elsewhere")
    assert lab.jupyter_variables(tmp_path)["JUPYTERLAB_SETTINGS_DIR"] == "/elsewhere"


class Served:
    """What the announcement asks of a Jupyter server."""

    connect_url = "http://localhost:8888/lab?token=abc\n    http://127.0.0.1:8888/lab?token=abc"

    def __init__(self) -> None:
        self.log = logging.getLogger("announced")


@pytest.fixture
def served() -> Iterator[Served]:
    """A server whose log is not for us."""
    made = Served()
    yield made
    made.log.filters.clear()


def test_one_line_says_where_the_course_is_and_how_to_stop_it(served: Served, capsys) -> None:
    asyncio.run(announce._start_jupyter_server_extension(served))
    assert capsys.readouterr().out == (
        "The course is open at http://localhost:8888/lab?token=abc (stop it with Ctrl+C)\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        "To access the server, open this file:\n    file:///x\nOr one of these:\n    "
        + Served.connect_url,
        "Notebook lessons/05-not-engaging.ipynb is not trusted",
        "Notebook exercises/05-not-engaging/05-not-engaging.ipynb is not trusted",
    ],
)
def test_what_jupyter_says_besides_is_kept_from_the_terminal(served: Served, caplog, words) -> None:
    announce._load_jupyter_server_extension(served)
    served.log.critical(words)
    assert caplog.messages == []


@pytest.mark.parametrize(
    "words",
    [
        "Unrecognized alias: 'prot', it will have no effect.",
        "The Jupyter server could not be started because port 8888 is not available.",
        "AsyncIOLoopKernelRestarter: restarting kernel (1/5), keep random ports",
    ],
)
def test_what_went_wrong_is_shown(served: Served, caplog, words) -> None:
    announce._load_jupyter_server_extension(served)
    served.log.warning(words)
    assert caplog.messages == [words]


def test_kernels_talk_in_secret_so_that_none_warns_that_it_does_not(tmp_path: Path) -> None:
    assert zmq.has("curve")
    assert "--KernelManager.transport_encryption=auto" in lab.jupyter_command(tmp_path, [])


def test_what_only_instructors_use_is_loaded_with_the_whole_of_jupyterlab_alone(
    tmp_path: Path,
) -> None:
    course, full = (lab.jupyter_command(tmp_path, [], full) for full in (False, True))
    off = "--ServerApp.jpserver_extensions=nbgrader.server_extensions.formgrader=False"
    assert off in course and off not in full
    assert not any("validate_assignment" in option for option in course)
