"""The course's pages on Binder, whose server starts before the course has been pulled into it.

postBuild installs this module; the course's own comes in with the first page that asks for it.
"""

import os

from jupyter_server.utils import url_path_join
from tornado.web import RequestHandler


def _jupyter_server_extension_points():
    """What jupyter_server asks a module for before it loads it."""
    return [{"module": __name__}]


def _load_jupyter_server_extension(server):
    """Answer under off-target/, and tell JupyterLab's page to begin as the course."""
    settings = server.web_app.settings
    settings.setdefault("websocket_max_message_size", 64_000_000)  # as the course's own pages do
    page = settings.setdefault("page_config_data", {})
    page["offTarget"] = "course"
    # As `copy_option` of the course's own module has it.
    if repository := os.environ.get("BINDER_REPO_URL"):
        page["offTargetCopy"] = repository
    address = url_path_join(
        settings["base_url"], "off-target", "(home|notebook|cells|progress|validate)"
    )
    server.web_app.add_handlers(".*$", [(address, Later)])


class Later(RequestHandler):
    """Gives the course's own handler in place of itself."""

    def __new__(cls, *arguments, **more):
        from course_lib.commands.pages import Pages

        return Pages(*arguments, **more)
