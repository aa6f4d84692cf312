"""Pages to print, from the templates beside this file; and minutes as people say them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from course_lib.grammar import counted

TEMPLATES = Path(__file__).with_name("templates")


def render(template: str, title: str, **values: Any) -> str:
    """A page from its template, whole and with nothing beside it."""
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(template).render(title=title, **values)


def spoken(minutes: int) -> str:
    """Minutes as people say them: "3 hours 39 minutes", "45 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "hour", "hours")] * bool(hours)
    parts += [counted(rest, "minute", "minutes")] * bool(rest)
    return " ".join(parts) or "no time"
