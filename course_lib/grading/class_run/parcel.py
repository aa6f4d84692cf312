"""What a student handed in, as bytes that another machine lays out again; odd files stay as odd as they were."""

from __future__ import annotations

import json
import os
import zlib
from base64 import b64decode, b64encode
from pathlib import Path

from course_lib.grading.limits import LIMITS
from course_lib.grading.notebook.files import Unreadable, below, content

FILE, FOLDER, LINK, ODD, LARGE = "file", "folder", "link", "odd", "large"


def pack(folder: Path) -> bytes:
    """All that may be looked at of submitted/STUDENT/EXERCISE, or of all of the student's folder where the
    notebook is not in its place: compressed JSON of [path from `submitted`, kind, contents or a link's target].

    Never raises for what is handed in, and never waits; up to LIMITS.submission of each file is in memory.
    """
    submitted, student = folder.parent.parent, folder.parent
    links = [path for path in (student, folder) if os.path.islink(path)]  # noqa: PTH114  # never raises
    searched = folder if os.path.lexists(folder / f"{folder.name}.ipynb") else student
    closed: list[Path] = []
    paths = links[:1] or [Path(entry.path) for entry in below(searched, closed)]
    # What cannot be opened here is odd there, as an empty folder would be taken for nothing handed in.
    kinds = dict.fromkeys([*paths, *closed]) | dict.fromkeys(closed, (ODD, ""))
    items = [
        [path.relative_to(submitted).as_posix(), *(kind or _item(path))]
        for path, kind in kinds.items()
    ]
    return zlib.compress(json.dumps(items).encode(), 1)  # ASCII: a name may be no UTF-8


def unpack(data: bytes, submitted: Path, student: str, slug: str) -> Path:
    """Lay a parcel out in an empty folder; submitted/STUDENT/EXERCISE there, which may be missing as it was.

    Raises ValueError for a path that leads out of it, which `pack` does not write.
    """
    for name, kind, text in json.loads(zlib.decompress(data)):
        path = submitted / name
        if ".." in path.parts or submitted not in path.parents:
            raise ValueError(f"{name!r} leads out of the folder")
        (path if kind == FOLDER else path.parent).mkdir(parents=True, exist_ok=True)
        match kind:
            case "file":
                path.write_bytes(b64decode(text))
            case "link":
                path.symlink_to(text)
            case "odd":
                os.mkfifo(path)
            case "large":
                path.touch()
                os.truncate(path, LIMITS.submission + 1)
    return submitted / student / slug


def _item(path: Path) -> tuple[str, str]:
    """(kind, what there is to know of it). A file that cannot be opened is odd: no marker will read it."""
    if path.is_symlink():
        return LINK, str(path.readlink())
    if path.is_dir():
        return FOLDER, ""
    try:
        return FILE, b64encode(content(path)).decode()
    except (Unreadable, OSError):
        large = path.is_file() and path.stat().st_size > LIMITS.submission
        return (LARGE if large else ODD), ""
