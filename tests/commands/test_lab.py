import json
from pathlib import Path

from course_lib.commands import lab


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
    made = lab.variables(tmp_path)
    assert made["JUPYTERLAB_SETTINGS_DIR"] == str(tmp_path / ".jupyter/settings")
    assert made["JUPYTERLAB_WORKSPACES_DIR"] == str(tmp_path / ".jupyter/workspaces")


def test_a_folder_for_settings_that_is_set_already_is_respected(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("JUPYTERLAB_SETTINGS_DIR", "/elsewhere")
    assert lab.variables(tmp_path)["JUPYTERLAB_SETTINGS_DIR"] == "/elsewhere"
