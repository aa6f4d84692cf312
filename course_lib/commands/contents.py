"""How the course's server keeps notebooks: what running leaves stays on the page, and out of the file."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from course_lib.commands import traces


class CourseContents(AsyncLargeFileManager):
    """Jupyter's own manager of files, which gives a page that is loaded again its outputs back.

    The hook of `traces` saves the course's notebooks without them. As long as this server runs, so does the
    kernel that the widgets among them belong to; after that they would be dead, and are not kept.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._outputs: dict[str, traces.Outputs] = {}  # by a notebook's path

    async def save(self, model: dict[str, Any], path: str = "") -> dict[str, Any]:
        """Save as Jupyter does, and remember a notebook's outputs."""
        outputs = traces.outputs(model)
        saved = await super().save(model, path)
        self._outputs[path.strip("/")] = outputs
        return saved

    async def get(self, path: str, *args: Any, **more: Any) -> dict[str, Any]:
        """What Jupyter gets, with the outputs of the cells that are as they were when they ran."""
        model = await super().get(path, *args, **more)
        traces.put_back(model, self._outputs.get(path.strip("/"), {}))
        return model
