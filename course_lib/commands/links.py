"""Links that open a lesson on Binder: the environment from one branch, the lessons pulled into it.

The environment branch changes only with the pins, so a changed lesson does not rebuild the image.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from course_lib.errors import CourseError

ENVIRONMENT_BRANCH = "environment"
TARGET = "off-target"  # the folder in the Binder home that the content is pulled into
BADGE = "https://mybinder.org/badge_logo.svg"
PUBLISH = (
    f"git subtree split --prefix=binder --branch {ENVIRONMENT_BRANCH}",
    f"git push origin {ENVIRONMENT_BRANCH}",
)


class LinkTrouble(CourseError):
    """The repository is not named as OWNER/NAME."""


@dataclass(frozen=True)
class Link:
    """One lesson's launch link: its file name without the ending, and the URL."""

    lesson: str
    url: str

    @property
    def badge(self) -> str:
        """The badge in Markdown."""
        return f"[![Open {self.lesson} on Binder]({BADGE})]({self.url})"


def launch(repo: str, path: str, branch: str = "main") -> str:
    """The Binder URL that opens one file of a GitHub repository OWNER/NAME. Raises LinkTrouble."""
    # GitHub's own rule for the names of users and repositories.
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+", repo):
        raise LinkTrouble(f'Expected the GitHub repository as OWNER/NAME, found "{repo}".')
    pull = {
        "repo": f"https://github.com/{repo}",
        "branch": branch,
        "targetPath": TARGET,
        "urlpath": f"lab/tree/{TARGET}/{path}",
    }
    # The whole pull link is one value of Binder's own query, hence quoted a second time.
    inner = quote(f"git-pull?{urlencode(pull, quote_via=quote, safe='')}", safe="")
    return f"https://mybinder.org/v2/gh/{repo}/{ENVIRONMENT_BRANCH}?urlpath={inner}"


def lesson_links(lessons: Path, repo: str, branch: str = "main") -> tuple[Link, ...]:
    """A link for every notebook in the lessons folder, in order of their names. Raises LinkTrouble."""
    return tuple(
        Link(path.stem, launch(repo, f"lessons/{path.name}", branch))
        for path in sorted(lessons.glob("*.ipynb"))
    )
