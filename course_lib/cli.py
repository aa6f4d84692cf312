"""The command line `course …`: a parser and one function a command, which has the command's name.

Nothing but the standard library is imported at the start: `lab` must run on a bare Python.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

from course_lib import paths
from course_lib.commands import environment, folder, machine
from course_lib.commands.environment import ROOT
from course_lib.commands.lab import jupyter_command, jupyter_variables, turn_news_off
from course_lib.commands.links import PUBLISH, lesson_links
from course_lib.commands.refresh import PARTS, refresh_part
from course_lib.errors import CourseError
from course_lib.grading import commands
from course_lib.loading import lean

PASSES_ON = {"lab", "test"}  # commands that hand what they do not know to JupyterLab or pytest


def main(words: list[str] | None = None) -> int:
    """Run one command; return its exit code. Our own errors are one sentence on stderr and code 1.

    So is what the operating system refuses, such as a full disk or a name that is too long.
    """
    for stream in (sys.stdout, sys.stderr):
        # A name may have letters that the terminal has not.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    parser = make_parser()
    try:
        with paths.explained(), lean():
            options, extra = parser.parse_known_args(words)
            if extra and options.command not in PASSES_ON:
                parser.error(f"{options.command} does not know {' '.join(extra)}")
            options.extra = extra
            return options.run(options)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # who read what is printed, such as `head`, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was done by now is kept.", file=sys.stderr)
        return 130


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands; it sets `run` to the function of the chosen one."""
    parser = argparse.ArgumentParser(
        prog="course", description="Off Target: the course's commands."
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        name = run.__name__
        # No abbreviations: one may be an option of JupyterLab or pytest, and must reach them.
        command = subparsers.add_parser(name, help=about, description=about, allow_abbrev=False)
        command.set_defaults(run=run)
        return command

    lab_parser = add(
        lab, "Open the course; what else you add goes to JupyterLab (--port, --no-browser)."
    )
    lab_parser.add_argument(
        "--into",
        type=paths.folder,
        metavar="FOLDER",
        help="where an installed course lays its files",
    )
    lab_parser.add_argument(
        "--full",
        action="store_true",
        help="begin with the whole of JupyterLab, not the course's pages",
    )
    add(test, "Run the tests; what you add goes to pytest.")
    check_parser = add(check, "Read every table of a folder and say what is wrong.")
    check_parser.add_argument(
        "folder",
        type=paths.folder,
        metavar="FOLDER",
        help="a folder of CSV files, or a sample shop",
    )
    clinic_parser = add(
        clinic,
        "Read a folder of downloads, zips too: what is in it, each reason's verdict, the plan.",
    )
    clinic_parser.add_argument(
        "folder", type=paths.folder, metavar="FOLDER", help="a folder of downloads of any program"
    )
    clinic_parser.add_argument(
        "--tables",
        type=paths.folder,
        metavar="FOLDER",
        help="write the course's tables there, as CSV",
    )
    clinic_parser.add_argument(
        "--answers",
        type=paths.file,
        metavar="FILE",
        help="your answers, if not in FOLDER/answers.toml",
    )
    clinic_parser.add_argument(
        "--html", type=paths.file, metavar="FILE", help="write it all as a page to read or print"
    )
    links_parser = add(links, "Print the Binder link and badge of every lesson.")
    links_parser.add_argument("--repo", required=True, metavar="OWNER/NAME", help="on GitHub")
    links_parser.add_argument("--branch", default="main", help="the branch with the lessons (main)")
    refresh_parser = add(refresh, "Make everything that is generated anew.")
    refresh_parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    refresh_parser.add_argument(
        "--upgrade", action="store_true", help="move the pins to new versions"
    )
    cohort_parser = add(cohort, "Draw this class's own data for the exercises' hidden tests.")
    cohort_parser.add_argument(
        "--seed", type=int, required=True, metavar="N", help="such as the year"
    )
    kit_parser = add(kit, "Lay what a workshop prints and shows: times, talks, slides, a board.")
    kit_parser.add_argument(
        "folder", type=paths.folder, metavar="FOLDER", help="a new one, for the files"
    )
    lite_parser = add(
        lite, "Build a site of the lessons that runs in a browser alone (experimental)."
    )
    lite_parser.add_argument(
        "folder", type=paths.folder, metavar="FOLDER", help="a new one, for any static host"
    )
    site_parser = add(
        site, "Lay pages that need no server into a folder: the lessons, and the clinic."
    )
    site_parser.add_argument(
        "folder", type=paths.folder, metavar="FOLDER", help="a new one, for any static host"
    )
    site_parser.add_argument(
        "--repo", default="", metavar="OWNER/NAME", help="where the course is on GitHub"
    )
    add(bench, "Print the benchmarks' ratios.")
    commands.add_to(add)
    return parser


def lab(arguments: argparse.Namespace) -> int:
    """Serve the course; from a wheel, lay it into the attendee's folder first."""
    place = ROOT
    if not environment.is_checkout():
        place = folder.choose(arguments.into, Path.cwd())
        for sentence in folder.lay(place).sentences:
            environment.say(sentence)
    elif arguments.into:
        raise CourseError(
            f"--into is for an installed course; this is a checkout, served from {ROOT}."
        )
    turn_news_off(place)
    command = jupyter_command(place, arguments.extra, arguments.full)
    return environment.become(command, jupyter_variables(place, arguments.full), place)


def test(arguments: argparse.Namespace) -> int:
    """Run all tests over several workers, or what the extra arguments ask pytest for."""
    require_checkout("test")
    machine.fetch()
    # Two more than there are cores, for some tests wait: for a browser, a server, a deadline. Which of them
    # share a worker, and in what order they come, is said in tests/conftest.py.
    workers = (os.cpu_count() or 1) + 2
    over_workers = ["-n", str(workers), "--dist", "loadgroup", "--no-loadscope-reorder"]
    spread = [] if arguments.extra else over_workers
    command = [sys.executable, "-m", "pytest", *spread, *arguments.extra]
    variables = environment.activated(Path(sys.prefix))
    # Where it is set, each of some hundred processes would compile the course anew.
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment.become(command, variables, ROOT)


def check(arguments: argparse.Namespace) -> int:
    """Print what there is to say of a folder of tables; code 1 where something in it could not be read."""
    from course_lib.tables import shop
    from course_lib.tables.report import report

    verdict = report(shop(arguments.folder))
    print("\n".join(verdict.sentences))
    return 0 if verdict.good else 1


def clinic(arguments: argparse.Namespace) -> int:
    """Print what a folder of downloads holds and says; code 1 where nothing in it can be used."""
    from course_lib.exports import answers, download_folder
    from course_lib.exports.progress_line import ProgressLine

    folder = Path(arguments.folder).expanduser()
    if not folder.is_dir():
        raise paths.trouble(folder, errno.ENOENT)
    if arguments.answers and not arguments.answers.is_file():
        raise paths.trouble(arguments.answers, errno.ENOENT)
    progress = ProgressLine()
    file = arguments.answers or folder / answers.FILE
    downloads = download_folder.read(folder, file, progress)
    progress.end()
    print("\n".join(downloads.lines))
    if arguments.tables:
        download_folder.write(downloads, Path(arguments.tables).expanduser())
    rows = [f"{title}: {verdict}. {words}" for title, verdict, words in downloads.rows]
    print("", *rows, downloads.summary, *downloads.plan, sep="\n")
    if arguments.html:
        paths.write(arguments.html, downloads.page)
    return 0 if downloads.usable else 1


def links(arguments: argparse.Namespace) -> int:
    """Print each lesson's Binder link and badge, then how the environment branch is published."""
    require_checkout("links")
    for link in lesson_links(ROOT / "lessons", arguments.repo, arguments.branch):
        print(f"{link.lesson}\n{link.url}\n{link.badge}\n")
    print(
        "Binder builds from the branch `environment`. Publish it, and again whenever binder/ changes:"
    )
    for step in PUBLISH:
        print(f"    {step}")
    return 0


def refresh(arguments: argparse.Namespace) -> int:
    """Make the named parts anew, or all of them, in their order."""
    require_checkout("refresh")
    for part in arguments.parts:
        if part not in PARTS:
            raise CourseError(
                f'"{part}" is nothing that can be refreshed; expected {", ".join(PARTS)}.'
            )
    for part in PARTS:
        if not arguments.parts or part in arguments.parts:
            environment.say(f"Refreshing {part}.")
            refresh_part(ROOT, part, arguments.upgrade)
    return 0


def cohort(arguments: argparse.Namespace) -> int:
    """Draw the hidden tests' data anew; the exercises as handed out stay as they are."""
    from course_lib.exercises.cohort import write

    require_checkout("cohort")
    exercises = write(ROOT, arguments.seed)
    plural = "" if len(exercises) == 1 else "s"
    print(
        f"Drew the data of {len(exercises)} exercise{plural} with seed {arguments.seed}. "
        "Next: commit solutions/, and run `nbgrader generate_assignment --force NAME` for each "
        "before you release, so that nbgrader marks with these data."
    )
    return 0


def kit(arguments: argparse.Namespace) -> int:
    """Lay the workshop kit into a new folder, and say where to begin."""
    from course_lib.teaching.kit import lay

    require_checkout("kit")
    folder = Path(arguments.folder).expanduser()
    files = lay(folder, ROOT)
    print(f"Laid {len(files)} files; open {folder / 'index.html'} in a browser.")
    return 0


def lite(arguments: argparse.Namespace) -> int:
    """Build the JupyterLite site into a new folder, and say how to look at it."""
    from course_lib.lite.site import build

    require_checkout("lite")
    folder = Path(arguments.folder).expanduser()
    build(folder, ROOT)
    print(
        f"Built the site in {folder}; it is experimental. Put the folder on any static host. To look at it, "
        f"type: python3 -m http.server --bind 127.0.0.1 --directory {shlex.quote(str(folder))}\n"
        "and open http://127.0.0.1:8000. "
        "Whoever opens a lesson needs the internet, from which their browser fetches Pyodide."
    )
    return 0


def site(arguments: argparse.Namespace) -> int:
    """Lay the pages into a new folder, and say where to begin."""
    from course_lib.site.build import lay

    require_checkout("site")
    folder = Path(arguments.folder).expanduser()
    files = lay(folder, ROOT, arguments.repo)
    print(f"Laid {len(files)} files; open {folder / 'index.html'} in a browser.")
    return 0


def bench(arguments: argparse.Namespace) -> int:
    """Run the benchmarks and print their ratios."""
    require_checkout("bench")
    command = [sys.executable, "-m", "tests.bench"]
    return environment.become(command, environment.activated(Path(sys.prefix)), ROOT)


def require_checkout(command: str) -> None:
    """Raise CourseError where there is only an installed course, without tests and sources."""
    if not environment.is_checkout():
        raise CourseError(
            f"`course {command}` works on the course's sources: run `python3 -m course_lib {command}` "
            "in a git clone of the course."
        )
