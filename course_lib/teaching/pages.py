"""Pages to print, from the templates beside this file; and minutes and days as people write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

TEMPLATES = Path(__file__).with_name("templates")


def render(template: str, title: str, **values: Any) -> str:
    """A page from its template, whole and with nothing beside it."""
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["md"] = _markdown
    return environment.get_template(template).render(title=title, **values)


def _markdown(text: str) -> Markup:
    # Loaded where a page has any: it takes a second, for which nobody with a certificate need wait.
    from nbconvert.filters import markdown2html

    return Markup(markdown2html(text))


def spoken(minutes: int) -> str:
    """Minutes as people say them: "3 hours 39 minutes", "45 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'s' * (hours != 1)}"] * bool(hours) + [
        f"{rest} minute{'s' * (rest != 1)}"
    ] * bool(rest)
    return " ".join(parts) or "no time"


def spoken_day(day: date) -> str:
    """A day as people write it: "26 November 2026"."""
    return f"{day.day} {day:%B %Y}"
