"""The attendee's folder: lessons, exercises and data laid out from a wheel, theirs never overwritten."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from course_lib import paths
from course_lib.commands import traces
from course_lib.errors import CourseError

CONTENT = Path(__file__).parent.parent / "content"  # only in a wheel: see pyproject.toml
MANIFEST = ".off-target.json"
SKIPPED = {".ipynb_checkpoints", "__pycache__"}


class FolderTrouble(CourseError):
    """The course cannot be laid into that folder."""


@dataclass
class Manifest:
    """What the course laid into a folder, or last offered there, by file.

    `files` holds the SHA-256 of the bytes, `cells` of notebooks also that of `traces.cells`. The first
    versions of the course wrote `files` alone.
    """

    files: dict[str, str]
    cells: dict[str, str]


@dataclass(frozen=True)
class Laid:
    """What laying did, as paths relative to the folder.

    `new` was not there, `updated` was as the course had left it. `offers` are pairs: a file that the
    attendee changed, which stays, and the new version beside it.
    """

    new: tuple[str, ...]
    updated: tuple[str, ...]
    offers: tuple[tuple[str, str], ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the attendee should know, one sentence each; none if nothing happened."""
        sentences = []
        if self.new:
            sentences.append(f"Laid out {len(self.new)} files.")
        if self.updated:
            sentences.append(f"Updated {len(self.updated)} files that you had not changed.")
        for name, beside in self.offers:
            sentences.append(
                f"You have changed {name}, so it stays; the new version is beside it: {beside}."
            )
        return tuple(sentences)


def choose(into: str | None, here: Path) -> Path:
    """The folder to lay into: the one asked for, else `here` if it is one already, else here/off-target."""
    if into is not None:
        return Path(into).expanduser().resolve()
    return here if (here / MANIFEST).is_file() else here / "off-target"


def lay(into: Path, content: Path = CONTENT, edition: str | None = None) -> Laid:
    """Lay every file of `content` into a folder and return what was done.

    A file is replaced only if it is what the course laid there before; a notebook that was only run is.
    `edition` names new versions beside changed files; the installed version if None. Safe to repeat, also
    after it was cut short. Raises FolderTrouble.
    """
    if not content.is_dir():
        raise FolderTrouble(f"The installed course has no lessons at {content}; install it again.")
    edition = edition or version("off-target")
    before = read_manifest(into)
    after = Manifest(dict(before.files), dict(before.cells))
    new, updated, offers = [], [], []
    try:
        for name, source in files(content).items():
            target = into / name
            expected, there = str(digest(source)), digest(target)
            after.files[name] = expected
            if (cells := traces.cells(source.read_bytes())) is not None:
                after.cells[name] = cells
            if there is None:
                put(source, target)
                new.append(name)
            elif there == expected or before.files.get(name) == expected:
                continue  # up to date but perhaps for a run, or theirs and offered before
            elif untouched(target, before, name) or same_cells(target, source):
                put(source, target)
                updated.append(name)
            else:
                beside = put_beside(source, target, edition)
                offers.append((name, beside.relative_to(into).as_posix()))
        write_manifest(into, after)
    except OSError as error:
        raise FolderTrouble(
            f"The course cannot write to {error.filename or into} ({error.strerror}); "
            "choose another folder with --into FOLDER."
        ) from error
    return Laid(tuple(new), tuple(updated), tuple(offers))


def files(content: Path) -> dict[str, Path]:
    """Every file to lay: its name relative to `content` (with slashes) and its path, sorted by name."""
    paths_by_name = {
        path.relative_to(content).as_posix(): path
        for path in content.rglob("*")
        if path.is_file() and not SKIPPED & set(path.parts)
    }
    return dict(sorted(paths_by_name.items()))


def digest(path: Path) -> str | None:
    """SHA-256 of a file's bytes, in hexadecimal; None if there is nothing at that path."""
    if not path.exists():
        return None
    return hashlib.sha256(path.read_bytes()).hexdigest()


def untouched(path: Path, laid: Manifest, name: str) -> bool:
    """Whether a file is what was laid under `name`, if need be without the traces of a run."""
    data = path.read_bytes()
    cells = traces.cells(data)
    if cells is not None and cells == laid.cells.get(name):
        return True
    forms = (data, *traces.as_handed_out(data))
    return laid.files.get(name) in [hashlib.sha256(form).hexdigest() for form in forms]


def same_cells(one: Path, other: Path) -> bool:
    """Whether two notebooks say the same; False for other files."""
    cells = traces.cells(one.read_bytes())
    return cells is not None and cells == traces.cells(other.read_bytes())


def put(source: Path, target: Path) -> None:
    """Copy a file so that a kill in between leaves the old one or the new one, never half of one."""
    paths.write(target, source.read_bytes())


def put_beside(source: Path, target: Path, edition: str) -> Path:
    """Copy a new version beside a changed file, as `NAME (new in EDITION).ext`, onto no other file."""
    expected = digest(source)
    for count in range(1, 1000):
        again = f" {count}" if count > 1 else ""
        beside = target.with_name(f"{target.stem} (new in {edition}{again}){target.suffix}")
        if digest(beside) in (None, expected):
            put(source, beside)
            return beside
    raise FolderTrouble(
        f"There are a thousand new versions beside {target}; move some of them away."
    )


def read_manifest(into: Path) -> Manifest:
    """What was laid into a folder before: empty for a new one. Raises FolderTrouble if unreadable."""
    path = into / MANIFEST
    if not path.is_file():
        return Manifest({}, {})
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        files, cells = data["files"], data.get("cells", {})
        return Manifest(
            {str(name): str(value) for name, value in files.items()},
            {str(name): str(value) for name, value in cells.items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FolderTrouble(
            f"{path} is damaged, so the course cannot tell which files you have changed. Delete it and "
            "start again: every file of yours stays, and newer versions are laid beside them."
        ) from error


def write_manifest(into: Path, laid: Manifest) -> None:
    """Write down what was laid, in one step."""
    paths.write(into / MANIFEST, json.dumps(asdict(laid), indent=1) + "\n")
