"""What every JupyterLab on the hub has of the course: the extension that shows its pages, and what writes them."""

from pathlib import Path

import course_lib

c = get_config()  # type: ignore[name-defined]  # noqa: F821  Jupyter puts it there

c.LabApp.extra_labextensions_path = [str(Path(course_lib.__file__).parent / "labextension")]
c.ServerApp.jpserver_extensions = {"course_lib.commands.pages": True}
