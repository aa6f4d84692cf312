"""A whole lesson in the real JupyterLab, against a notebook of one cell that only imports what charts need.

Both are run in one session of one browser, in turns, each in a new kernel, from the order to run until all is
on the page. And home, from its address to its button, against the launcher of a bare `jupyter lab`. Needs Chromium
and about two minutes of a quiet machine: `python -m tests.bench.lessons`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from course_lib.commands import browser as chromium
from tests.bench.first_chart import BARE
from tests.browser.conftest import QUIET
from tests.browser.notebook import DRAWN, Notebook, windows
from tests.browser.serving import ROOT, Server, free_port, patiently

ROUNDS = 5
LESSONS = ("05-not-engaging", "14-not-tracking")
TOKEN = "bench"
ONE_CELL = "bare.ipynb"
# Runs the whole notebook; since its start in milliseconds: its end, its first control, chart and the widget models
# that the kernel opened.
RUN = f"""async () => {{
    const panel = jupyterapp.shell.currentWidget, kernel = panel.sessionContext.session.kernel;
    const seen = {{models: 0, control: null, chart: null}}, began = performance.now();
    const since = () => performance.now() - began;
    kernel.iopubMessage.connect((_, message) => {{ seen.models += message.header.msg_type === 'comm_open'; }});
    // Once a frame, as who looks at the screen would: a search at each of a thousand changes is work of its own.
    let over = false;
    const look = () => {{
        if (panel.node.querySelector('.ot-panel input:enabled')) seen.control ??= since();
        if (panel.node.querySelector('.jp-OutputArea-output figure')) seen.chart ??= since();
        if (!over && !(seen.control && seen.chart)) requestAnimationFrame(look);
    }};
    look();
    await jupyterapp.commands.execute('notebook:run-all-cells');
    while (!({DRAWN})()) await new Promise(requestAnimationFrame);
    over = true;
    return {{...seen, end: since()}};
}}"""


@dataclass(frozen=True)
class Run:
    """Of one run: milliseconds to its end, to the first control and to the first chart, and widget models opened.

    None for what never came.
    """

    end: float
    control: float | None
    chart: float | None
    models: int


def run(notebook: Notebook, path: str, answers: str) -> Run:
    """Run a notebook in a new kernel, with this progress file ("" for none)."""
    notebook.turn_to(path)
    if answers:
        notebook.server.progress.write_text(answers, encoding="utf-8")
    return Run(**notebook.page.evaluate(RUN))


def figures(notebook: Notebook, stem: str) -> str:
    """A lesson's ratios in a sentence: as it opens the first time, and with all charts already to be drawn."""
    path = f"lessons/{stem}.ipynb"
    for_first = run(notebook, path, "")  # compiles, and looks through the fonts
    notebook.show_charts()
    answers = notebook.server.progress.read_text(encoding="utf-8")
    rounds = [
        (run(notebook, ONE_CELL, ""), run(notebook, path, ""), run(notebook, path, answers))
        for _ in range(ROUNDS)
    ]
    bare, new, drawn = (
        [
            median(getattr(one, what) or 0 for one in side) / 1000
            for what in ("end", "control", "chart")
        ]
        for side in zip(*rounds, strict=True)
    )
    return (
        f"{stem} / bare imports: {new[0] / bare[0]:.2f} when it is new ({new[0]:.2f} s / {bare[0]:.2f} s, first "
        f"control after {new[1]:.2f} s), "
        f"{drawn[0] / bare[0]:.2f} with its charts ({drawn[0]:.2f} s: first control after {drawn[1]:.2f} s, first "
        f"chart after {drawn[2]:.2f} s); {for_first.models} widget models"
    )


def seconds(browser: Browser, address: str, sight: str) -> float:
    """How long it takes from an address until what this selector finds is seen, in a new window."""
    page = browser.new_page()
    began = time.perf_counter()
    page.goto(address)
    page.locator(sight).first.wait_for(timeout=60_000)
    took = time.perf_counter() - began
    page.close()
    return took


def pages(browser: Browser, server: Server, folder: Path) -> str:
    """Home against the launcher of a bare JupyterLab, in a sentence."""
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"]
    own = {f"JUPYTER_{kind}_DIR": str(folder / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    with (folder / "log").open("w") as log:
        lab = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
    try:
        bare = f"http://localhost:{port}/lab?token={TOKEN}&reset"
        patiently(lambda: urlopen(bare).close())
        home = f"{server.base}/lab?token={server.token}&reset"
        ours, theirs = zip(
            *(
                (seconds(browser, home, ".ot-go"), seconds(browser, bare, ".jp-Launcher"))
                for _ in range(ROUNDS)
            ),
            strict=True,
        )
    finally:
        lab.terminate()
        lab.wait()
    ours_, theirs_ = median(ours), median(theirs)
    return f"home / bare jupyter lab: {ours_ / theirs_:.2f} ({ours_:.2f} s / {theirs_:.2f} s)"


def main() -> None:
    """Print home's figure, then those of each lesson."""
    # An attendee's machine keeps what it compiled.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        for name in ("bare", "course", "lab"):
            Path(folder, name).mkdir()
        course = Server(Path(folder, "course"))
        server = Server(Path(folder, "lab"), "--full")
        whole = json.loads((ROOT / f"lessons/{LESSONS[0]}.ipynb").read_bytes())
        whole["cells"] = [cell for cell in whole["cells"] if cell["cell_type"] == "code"][:1]
        whole["cells"][0]["source"] = BARE
        (server.folder / ONE_CELL).write_text(json.dumps(whole), encoding="utf-8")
        browser = play.chromium.launch(executable_path=chromium.find(), args=QUIET)
        try:
            print(pages(browser, course, Path(folder, "bare")), flush=True)
            with windows(browser, server) as opens:
                notebook = opens()
                notebook.open(ONE_CELL)
                for stem in LESSONS:
                    print(figures(notebook, stem), flush=True)
        finally:
            browser.close()
            server.stop()
            course.stop()


if __name__ == "__main__":
    main()
