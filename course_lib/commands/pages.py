"""The course's part of the Jupyter server, which course.js asks for its pages."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from course_lib.commands import fragments, home
from course_lib.commands.lab import FULL
from course_lib.errors import CourseError

LARGEST_MESSAGE = 64_000_000  # bytes; 50 MB of downloads, and what is said around them


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """What jupyter_server asks a module for before it loads it."""
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Answer under off-target/, and tell JupyterLab's page how to begin; nothing where the course does not lie."""
    settings = server.web_app.settings
    if home.place(_served(settings)) is None:
        return
    # Files that are put into a folder of downloads come to the kernel as one message.
    settings.setdefault("websocket_max_message_size", LARGEST_MESSAGE)
    page_config = settings.setdefault("page_config_data", {})
    page_config["offTarget"] = "full" if os.environ.get(FULL) else "course"
    page_config |= copy_option(os.environ)
    address = url_path_join(
        settings["base_url"], "off-target", "(home|notebook|cells|progress|validate)"
    )
    server.web_app.add_handlers(".*$", [(address, Pages)])


def copy_option(variables: Mapping[str, str]) -> dict[str, str]:
    """What tells the page to keep a copy of the answers in its browser: on Binder, where all ends with a visit.

    The repository's address keeps two courses apart that one Binder serves; {} elsewhere.
    """
    repository = variables.get("BINDER_REPO_URL")
    return {"offTargetCopy": repository} if repository else {}


class Pages(APIHandler):
    """GET home, notebook?path=… and progress; POST cells, validate, and progress, which restores it."""

    @web.authenticated
    async def get(self, what: str) -> None:
        """Send JSON with pieces of HTML, or the progress file."""
        if what == "progress":
            from course_lib import progress

            data = await self._answer(progress.backup)
            self.set_header("Content-Type", "application/json")
            self.set_header("Content-Disposition", f'attachment; filename="{progress.NAME}"')
            self.finish(data)
        elif what in _PIECES:
            path = self.get_query_argument("path", "")
            self.finish(await self._answer(_PIECES[what], _served(self.settings), path))
        else:
            raise web.HTTPError(405)

    @web.authenticated
    async def post(self, what: str) -> None:
        """Say whose the cells of a notebook are, or what its tests say, or take up a progress file."""
        served = _served(self.settings)
        if what == "cells":
            asked = json.loads(self.request.body)
            self.finish(await self._answer(home.cells_of, served, asked["path"], asked["cells"]))
        elif what == "validate":
            from course_lib.commands.validation import validate  # it takes nbgrader

            path = json.loads(self.request.body)["path"]
            self.finish({"result": fragments.result(await self._answer(validate, served, path))})
        elif what == "progress":
            from course_lib import progress

            self.finish({"said": await self._answer(progress.restore, self.request.body)})
        else:
            raise web.HTTPError(405)

    async def _answer(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What a function returns, called beside the server's own work; its sentence as the error."""
        try:
            return await asyncio.to_thread(function, *arguments)
        except CourseError as error:
            raise web.HTTPError(400, str(error)) from error


def _home(served: Path, _: str) -> dict[str, str]:
    course = home.course(served)
    return {"home": fragments.home(course) if course else ""}


def _notebook(served: Path, path: str) -> dict[str, str]:
    course = home.course(served)
    lesson = course.at(path) if course else None
    outcome = home.outcome(lesson) if lesson and lesson.place else None
    onward = course.after(lesson) if course and lesson else None
    return {"bar": fragments.bar(lesson), "end": fragments.end(outcome, onward)}


_PIECES = {"home": _home, "notebook": _notebook}


def _served(settings: dict[str, Any]) -> Path:
    return Path(settings["server_root_dir"]).expanduser()
