"""What every server on the hub has of the course: the part that writes its pages."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821  Jupyter puts it there

c.ServerApp.jpserver_extensions = {"course_lib.commands.pages": True}
