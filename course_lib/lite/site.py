"""The JupyterLite site: lessons, exercises and data as files, our own wheels, and a lock of all packages."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from course_lib import catalogue, paths
from course_lib.commands import extension, neighbours
from course_lib.errors import CourseError
from course_lib.lite import packages, pyodide

KERNEL = "@jupyterlite/pyodide-kernel-extension"
# What of this environment's JupyterLab the site has: its widgets and its Python, and nothing of nbgrader.
EXTENSIONS = (KERNEL, "@jupyter-widgets/jupyterlab-manager")
PACKAGES = "packages"  # the folder of the lock and of the wheels in the site
CONTENT = "course_lib/content/"  # of the course's wheel; see pyproject.toml


class SiteTrouble(CourseError):
    """The site cannot be built there."""


def build(folder: Path, root: Path) -> None:
    """Build the site of the checkout `root` into a new or empty folder. Raises CourseError.

    Nothing is fetched: what is not Pyodide's is taken from this environment.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise SiteTrouble(
            f"{paths.printable(folder)} is not empty, and a site is a folder of its own; name a new folder, or "
            "delete that one first."
        )
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        wheels, site = work / "wheels", work / "site"
        wheels.mkdir()
        lock = pyodide.read_lock()
        others = packages.split([packages.COURSE, *pyodide.KERNEL], lock).others
        course = packages.course_wheel(root, wheels)
        made = {name: packages.wheel(name, wheels) for name in others - {packages.COURSE}}
        made[packages.COURSE] = course
        lay_content(course, work / "lite")
        (work / "lite/jupyter-lite.json").write_text(json.dumps(settings()), encoding="utf-8")
        run_jupyterlite(work / "lite", site)
        shutil.copytree(wheels, site / PACKAGES)
        whole = complete(lock, made)
        (site / PACKAGES / "pyodide-lock.json").write_text(json.dumps(whole), encoding="utf-8")
        (site / "index.html").write_text(home(), encoding="utf-8")
        with paths.explained():
            shutil.copytree(site, folder, dirs_exist_ok=True)


def lay_content(wheel: Path, lite: Path) -> None:
    """Lay the files that an attendee opens, as the wheel carries them, into the folder JupyterLite reads."""
    with zipfile.ZipFile(wheel) as whole:
        for name in whole.namelist():
            if name.startswith(CONTENT):
                target = lite / "files" / name.removeprefix(CONTENT)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(whole.read(name))


def settings() -> dict[str, Any]:
    """The site's jupyter-lite.json: packages come from the site and from Pyodide's CDN, and from nowhere else."""
    kernel = {
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "lockFileURL": f"./{PACKAGES}/pyodide-lock.json",
            "packages": [packages.COURSE, *pyodide.KERNEL],
        },
    }
    config = {"appName": "Off Target", "litePluginSettings": {f"{KERNEL}:kernel": kernel}}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}


def run_jupyterlite(lite: Path, site: Path) -> None:
    """Have JupyterLite build a site of a folder. Raises SiteTrouble with its last words."""
    share = Path(sys.prefix, "share/jupyter/labextensions")
    extensions = [*(share / name for name in EXTENSIONS), *extension.FOLDER.glob("*/")]
    options = [
        f"--lite-dir={lite}",
        f"--output-dir={site}",
        "--contents=files",
        "--apps=lab",
        "--no-sourcemaps",
        "--no-unused-shared-packages",
        # Else all that is installed here would be served, nbgrader's buttons among it.
        "--ignore-sys-prefix",
        *(f"--LiteBuildConfig.federated_extensions={path}" for path in extensions),
    ]
    command = [sys.executable, "-m", "jupyterlite_core", "build", *options]
    # It keeps a database of what it did in the folder where it is started.
    done = subprocess.run(command, cwd=lite, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SiteTrouble(
            f"JupyterLite could not build the site; its last words: {(done.stdout + done.stderr).strip()[-800:]}"
        )


def complete(lock: Mapping[str, Any], wheels: Mapping[str, Path]) -> dict[str, Any]:
    """A lock of Pyodide with our own wheels in it, by name; what is Pyodide's comes from its CDN."""
    from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL

    known = {
        name: {**one, "file_name": f"{PYODIDE_CDN_URL}/{one['file_name']}"}
        for name, one in lock["packages"].items()
    }
    ours = {name: packages.entry(path, packages.needs(name, lock)) for name, path in wheels.items()}
    return {"info": lock["info"], "packages": known | ours}


def home() -> str:
    """The site's first page: what this is, and every lesson by name in teaching order."""
    items = []
    for stop in neighbours.order():
        title, stem = neighbours.names(stop)
        words = [f'<a href="lab/index.html?path=lessons/{stem}.ipynb">{escape(title)}</a>']
        if stop in catalogue.teaching_order():
            reason = catalogue.reason(int(stop))
            words += ["{} of {}".format(*catalogue.place(reason.number)), escape(reason.question)]
        items.append(f"<li>{' · '.join(words)}</li>")
    return _HOME.replace("LESSONS", "\n".join(items))


# JupyterLite reads the first script of its root; the redirect that stands there otherwise is left out.
_HOME = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Off Target</title>
<script id="jupyter-config-data" type="application/json" data-jupyter-lite-root=".">{}</script>
<style>
:root { color-scheme: light dark; }
body { max-width: 42em; margin: 0 auto; padding: 32px 20px 48px; font: 17px/1.5 system-ui, sans-serif; }
li { margin: 6px 0; }
</style>
</head>
<body>
<h1>Off Target</h1>
<p>Why social media fails a small business, and how to tell which of the reasons is yours.</p>
<p><strong>Experimental:</strong> here the course runs in your browser alone. Its first lesson fetches Python from
the internet, some tens of megabytes, and may take a minute. Open a lesson and choose <em>Run</em>, then
<em>Run All Cells</em>, in its menu. Your answers stay in this browser. Download them at the end of a lesson: a
private window forgets them, and so does a browser whose data are cleared.</p>
<ul>
LESSONS
</ul>
</body>
</html>
"""
