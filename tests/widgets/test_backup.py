"""The download holds the file as it is when pressed; a restore says what it did."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime

from ipywidgets import HTML

from course_lib import progress, progress_data
from course_lib.widgets.backup import backup, saving


def offered(eye, panel) -> bytes:
    """What the download link holds."""
    links = " ".join(box.value for box in eye.every(panel, HTML))
    return base64.b64decode(re.search(r"base64,([^\"]+)\"", links)[1])


def upload(eye, panel, data: bytes) -> None:
    file = {"name": "x.json", "type": "", "size": len(data), "content": memoryview(data)}
    eye.find(panel, "Restore my progress").value = (file | {"last_modified": datetime.now(UTC)},)


def test_the_download_holds_what_was_saved_after_the_button_was_drawn(eye):
    panel = backup()
    progress.save("05.myth", "?", "Café")
    eye.find(panel, "Download my progress").click()
    assert progress_data.from_bytes(offered(eye, panel))["answers"]["05.myth"]["value"] == "Café"


def test_the_script_saves_the_same_bytes_under_the_files_name():
    code = saving(b"abc")
    assert base64.b64encode(b"abc").decode() in code
    assert "my-progress.json" in code


def test_a_downloaded_file_is_restored_and_what_was_done_is_said(eye, file):
    progress.save("05.myth", "?", "x")
    data = progress.backup()
    file.unlink()
    panel = backup()
    upload(eye, panel, data)
    assert "Answers restored: 1." in eye.said(panel)
    assert progress.load("05.myth", "?") == "x"


def test_a_file_that_is_not_ours_is_refused_in_a_sentence(eye):
    panel = backup()
    upload(eye, panel, b"hello")
    assert "not an Off Target progress file" in eye.said(panel)
