"""`course site FOLDER`: the pages, laid into a folder for any static host, or to be opened as they lie there."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path

from course_lib import paths
from course_lib.commands import fragments, home, links, neighbours
from course_lib.commands.home import Lesson
from course_lib.errors import CourseError
from course_lib.site import clinic, lesson
from course_lib.site.lesson import CLAIMS

HERE = Path(__file__).parent
COURSE_CSS = HERE.parent / "labextension" / "off-target" / "static" / "course.css"
STATIC = ("site.js", "icon.svg", "manifest.webmanifest")
WORKER = "sw.js"


class SiteError(CourseError):
    """The site cannot be laid there."""


def lay(folder: Path, root: Path, repo: str = "") -> list[str]:
    """Write the site of the checkout `root` into a new or empty folder; returns its files' paths within it.

    `repo` is the GitHub repository OWNER/NAME that the home page sends to. Raises SiteError if something lies
    in the folder already, and LinkTrouble for a repository that is not named so.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise SiteError(
            f"{paths.printable(folder)} is not empty, and the pages would be mixed with what is there; "
            "name a new folder, or delete that one first."
        )
    lessons = pages(root)
    binder = (
        links.launch(repo, f"lessons/{neighbours.names(lessons[0].stop)[1]}.ipynb") if repo else ""
    )
    files: dict[str, str | bytes] = {}
    for one, onward in zip(lessons, (*lessons[1:], None), strict=True):
        files |= lesson_page(one, onward, root)
    files["index.html"] = lesson.page(
        "home.html.j2",
        title="Off Target",
        mark=fragments.MARK,
        first=lessons[0],
        blocks=list(fragments.by_block(lessons)),
        checkpoint=neighbours.CHECKPOINT,
        repo=repo,
        binder=binder,
    )
    files["style.css"] = style()
    files[CLAIMS] = (root / "datasets" / CLAIMS).read_bytes()
    files |= {name: (HERE / name).read_bytes() for name in STATIC}
    paths.write_all({folder / name: content for name, content in files.items()})
    laid = sorted([*files, *clinic.write(folder, lessons=True)])
    paths.write(folder / WORKER, worker(folder, laid))
    return [*laid, WORKER]


def pages(root: Path) -> tuple[Lesson, ...]:
    """Every lesson in the order in which one comes to it; `path` is its page, which has its name."""
    lessons = []
    for stop in neighbours.order():
        stem = neighbours.names(stop)[1]
        minutes = home.minutes(root / "lessons" / f"{stem}.ipynb")
        lessons.append(home.lesson(stop, f"{_named(stem)}.html", minutes))
    return tuple(lessons)


def lesson_page(one: Lesson, onward: Lesson | None, root: Path) -> dict[str, str]:
    """The files of a lesson by their paths within the site: its page and its charts."""
    import nbformat

    by_file = {
        f"{neighbours.names(stop)[1]}.ipynb": f"{_named(neighbours.names(stop)[1])}.html"
        for stop in neighbours.order()
    }
    stem = neighbours.names(one.stop)[1]
    notebook = nbformat.read(root / "lessons" / f"{stem}.ipynb", as_version=4)
    body = lesson.body(notebook, one.path.removesuffix(".html"), by_file)
    question = re.search(r"^\*([^*].*?)\* · ", notebook.cells[0].source, re.M)
    page = lesson.page(
        "lesson.html.j2",
        title=notebook.cells[0].source.splitlines()[0].removeprefix("# "),
        lesson=one,
        question=question[1] if question else "",
        body=body.html,
        onward=onward,
    )
    return {one.path: page} | body.files


def style() -> str:
    """The style sheet: colours and type of the course's pages in JupyterLab, then what is these pages' own."""
    course = COURSE_CSS.read_text(encoding="utf-8")
    light, dark = re.findall(r"^body\.ot-course[^{]*\{([^}]*--ink:[^}]*)\}", course, re.M)
    own = (HERE / "style.css").read_text(encoding="utf-8")
    return f":root {{{light}}}\n@media (prefers-color-scheme: dark) {{ :root {{{dark}}} }}\n{own}"


def worker(folder: Path, files: Sequence[str]) -> str:
    """The service worker, which keeps these files; its version changes with any of them."""
    digest = hashlib.sha256()
    for name in files:
        digest.update(name.encode() + (folder / name).read_bytes())
    source = (HERE / WORKER).read_text(encoding="utf-8")
    kept = ["./", *files]
    return source.replace('"VERSION"', json.dumps(digest.hexdigest()[:12])).replace(
        '["FILES"]', json.dumps(kept)
    )


def _named(stem: str) -> str:
    """A notebook's file name without its number: "not-engaging"."""
    return re.sub(r"^\d+-", "", stem)
