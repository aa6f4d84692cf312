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

    async def rename_file(self, old_path: str, new_path: str) -> None:
        """Rename a file or a folder as Jupyter does; the outputs go with their notebooks."""
        await super().rename_file(old_path, new_path)
        old, new = old_path.strip("/"), new_path.strip("/")
        for path in self._at(old):
            self._outputs[new + path.removeprefix(old)] = self._outputs.pop(path)

    async def delete_file(self, path: str) -> None:
        """Delete a file or a folder as Jupyter does, and forget the outputs."""
        await super().delete_file(path)
        for gone in self._at(path.strip("/")):
            del self._outputs[gone]

    def _at(self, place: str) -> list[str]:
        """The paths of the notebooks with outputs that are this file, or in this folder."""
        return [path for path in self._outputs if path == place or path.startswith(f"{place}/")]
