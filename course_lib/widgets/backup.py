"""Two buttons that download the progress file and restore it, as a Binder session forgets everything."""

from __future__ import annotations

import json
from typing import Any

from course_lib import progress
from course_lib.widgets.controls import FileUpload, Output
from course_lib.widgets.parts import Note, Panel, button, data_url, text

KIND = "application/json"


def backup() -> Panel:
    """One button that downloads the progress file as it is now, and one that takes up a downloaded one."""
    panel, note = Panel("backup", "Your progress: keep it safe"), Note()
    download = button("Download my progress", f"Download {progress.NAME}")
    restore = FileUpload(
        accept=".json",
        multiple=False,
        description="Restore my progress",
        tooltip="Choose a my-progress.json that you downloaded",
    )
    # It carries a script to the browser; nothing is ever run inside it.
    messenger = Output(classes=("ot-messenger",))

    def hand_over(_: object) -> None:
        data = progress.backup()
        messenger.append_display_data(_Script(saving(data)))
        messenger.outputs = ()  # or the script would run again in every new view of the notebook
        note.value = link(data)

    def take_up(change: dict[str, Any]) -> None:
        note.clear()
        for file in change["new"]:
            sentence = progress.restore(bytes(file["content"]))
            note.say(
                f"{sentence} To see them, run this lesson again: Run, then Run All Cells.", "right"
            )
            # The course's own pages run again by themselves.
            announce = f"""document.dispatchEvent(
    new CustomEvent("off-target:restored", {{detail: {json.dumps(sentence)}}}));"""
            messenger.append_display_data(_Script(announce))
            messenger.outputs = ()

    download.on_click(panel.guard(hand_over))
    restore.observe(panel.guard(take_up), "value")
    where = text(
        f"Everything you answer is saved in {progress.path().name}, in the course's folder. On Binder "
        "that folder is gone ten minutes after you stop: download the file before, restore it after."
    )
    return panel.show(where, download, restore, messenger, note)


def link(data: bytes) -> str:
    """A status line with a link to the same data, for front ends that run no scripts."""
    return (
        '<div class="ot-note ot-plain" role="alert"><p>Your browser is saving the file now. If it is not, use '
        f'this link: <a download="{progress.NAME}" href="{data_url(KIND, data)}">{progress.NAME}</a></p></div>'
    )


def saving(data: bytes) -> str:
    """What makes the browser save these bytes under the progress file's name, in JavaScript."""
    return f"""
const link = document.createElement("a");
link.href = {json.dumps(data_url(KIND, data))};
link.download = {json.dumps(progress.NAME)};
document.body.appendChild(link);
link.click();
link.remove();
"""


class _Script:
    """JavaScript for the browser to run once."""

    def __init__(self, code: str) -> None:
        self.code = code

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"application/javascript": self.code, "text/plain": ""}
