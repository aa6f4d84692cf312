"""The two documents that are written by hand, read as data: discussions by lesson, and words by term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from course_lib import catalogue
from course_lib.errors import CourseError

if TYPE_CHECKING:
    from markupsafe import Markup

DISCUSSIONS, GLOSSARY = "discussions.md", "glossary.md"


class DocumentError(CourseError):
    """A document lacks what the kit is made of."""


@dataclass(frozen=True)
class Discussion:
    """What an instructor needs for a lesson's question: what to listen for, what people say, how to close.

    All are Markdown; `answers` is a list of what people say, each with what to ask back. `asked` is the
    `mark` of the question for which it was written.
    """

    asked: str
    listen: str
    answers: str
    close: str


def discussions(folder: Path) -> dict[int, Discussion]:
    """By reason, what there is on its lesson's question. Raises DocumentError for a section without its parts."""
    text = (folder / DISCUSSIONS).read_text(encoding="utf-8")
    by_title = dict(re.findall(r"^## (.+)\n([^#]+)", text, re.M))
    titles = {catalogue.reason(number).title: number for number in catalogue.teaching_order()}
    if unknown := sorted(set(by_title) - set(titles)):
        raise DocumentError(
            f"docs/teaching/{DISCUSSIONS} has a section “{unknown[0]}”, and no lesson is called so; "
            "expected the titles of lessons."
        )
    return {titles[title]: _discussion(title, section) for title, section in by_title.items()}


def _discussion(title: str, section: str) -> Discussion:
    parts = re.fullmatch(
        r"\s*(?:<!-- asked: (\w+) -->\s*)?\*\*Listen for:\*\* (.+?)\n\n"
        r"\*\*You will hear:\*\*\n\n(.+?)\n\n\*\*Close:\*\* (.+?)\s*",
        section,
        re.DOTALL,
    )
    if parts is None:
        raise DocumentError(
            f"docs/teaching/{DISCUSSIONS}: the section “{title}” should have **Listen for:**, "
            "**You will hear:** with a list under it, and **Close:**; copy one from another lesson."
        )
    return Discussion(*parts.groups(default=""))


def mark(question: str) -> str:
    """A few letters that change with any word of a question."""
    return sha256(" ".join(question.split()).encode()).hexdigest()[:8]


def glossary(folder: Path) -> dict[str, str]:
    """By term, its explanation in Markdown, in the document's order."""
    text = (folder / GLOSSARY).read_text(encoding="utf-8")
    return dict(re.findall(r"^\*\*([^*]+)\*\*: (.+)$", text, re.M))


def as_html(text: str) -> Markup:
    """Markdown as HTML for a template. nbconvert, which takes a second to load, is needed for nothing else."""
    from markupsafe import Markup
    from nbconvert.filters import markdown2html

    return Markup(markdown2html(text))
