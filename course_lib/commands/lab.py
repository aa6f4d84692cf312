"""JupyterLab as the course serves it: with the course's own pages, quiet, and apart from your own settings."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from course_lib import paths
from course_lib.commands import announce, extension, server, traces

PAGES = "course_lib.commands.pages"  # by its name: only a Jupyter server can import it
FULL = "OFF_TARGET_FULL"  # an environment variable; set to anything, the whole of JupyterLab opens
SETTINGS = Path(".jupyter")  # in the course's folder, so that nobody's own JupyterLab changes
# Extensions of the server that only instructors use, or another front end than JupyterLab.
NOT_FOR_ATTENDEES = (
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "jupyterlab_jupytext",
    "nbgitpuller",
    "notebook",
)
NEWS = Path("@jupyterlab/apputils-extension/notification.jupyterlab-settings")
NO_NEWS = {"fetchNews": "false", "checkForUpdates": False}


def jupyter_command(folder: Path, extra: list[str], full: bool = False) -> list[str]:
    """The command that serves a folder of the course; `extra` goes to JupyterLab as it stands.

    Unless it is the `full` JupyterLab, its server does without what no attendee needs.
    """
    import zmq

    options = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.extra_labextensions_path={extension.FOLDER}",
        # Not on Binder: its server starts before the course, with this hook in it, is pulled; and what
        # the hook is for, git and updates, ends there with the session.
        f"--FileContentsManager.pre_save_hook={traces.HOOK}",
        "--ServerApp.contents_manager_class=course_lib.commands.contents.CourseContents",
        # Warnings and what is worse; the address is the line that our own extension prints.
        "--Application.log_level=WARN",
        f"--ServerApp.jpserver_extensions={announce.__name__}=True",
        f"--ServerApp.jpserver_extensions={PAGES}=True",
    ]
    if not full:
        options += [f"--ServerApp.jpserver_extensions={name}=False" for name in NOT_FOR_ATTENDEES]
    if zmq.has("curve"):  # else every kernel warns that it talks in plain text
        options.append("--KernelManager.transport_encryption=auto")
    # Jupyter refuses to run as root without being told; a container often has no other user.
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [sys.executable, "-m", server.__name__, *options, *root, *extra]


def jupyter_variables(folder: Path, full: bool = False) -> dict[str, str]:
    """The environment variables for `jupyter_command`: settings and workspaces live in the course's folder.

    A variable that is set already stays as it is. `full` begins with the whole of JupyterLab.
    """
    own = {
        "JUPYTERLAB_SETTINGS_DIR": str(folder / SETTINGS / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / SETTINGS / "workspaces"),
    }
    return own | ({FULL: "yes"} if full else {}) | dict(os.environ)


def turn_news_off(folder: Path) -> None:
    """Write the setting that keeps JupyterLab from asking about news, unless it was written before."""
    path = folder / SETTINGS / "settings" / NEWS
    if not path.exists():
        paths.write(path, json.dumps(NO_NEWS))
