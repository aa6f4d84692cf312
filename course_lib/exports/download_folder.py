"""A folder of downloads as a whole: its lines to print and its tables, read anew only where something changed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

from course_lib import paths
from course_lib.exports import answers as answers_toml
from course_lib.exports import rows_of_tables
from course_lib.exports.answers import Answers
from course_lib.exports.harvest import Progress, harvest
from course_lib.grammar import counted

CACHE = ".off-target-cache.json"  # beside the answers; safe to delete
SALT = ".off-target-salt"  # beside the answers; without it the same person gets another id
_NUMBER = re.compile(r"\b(\d[\d,]*) (\w+?)(s?)\b")  # "1 message", "4 messages"
_CHAT = re.compile(
    r"(?i)(whatsapp.*?(?:\bwith|\bmit|\bcon|\bcom|\bavec|\bmet|-) )(.)[^/]*?(\.\w+)$"
)
_ASK = (
    "Of most use to a small shop are Meta Business Suite's Content (as a CSV, Lifetime), Instagram's or "
    'Facebook\'s "Download your information" in the format JSON, a WhatsApp chat exported without media, any '
    "list of contacts with the day on which each got in touch, a time tracker's detailed report or a "
    "calendar, and the CSV of a bank or of adverts."
)


@dataclass(frozen=True)
class Downloads:
    """What a folder of downloads holds: the course's tables as the text of their files, and what is to be said.

    `lines` has one a file, then the notes. `usable` says whether anything was taken, `questions` are keys of
    answers.toml that a file needs, `latest` is the last day in the records.
    """

    lines: tuple[str, ...]
    tables: Mapping[str, str]
    usable: bool
    questions: tuple[str, ...] = ()
    latest: date | None = None


def read(
    folder: Path, answers_file: Path | None = None, progress: Progress | None = None
) -> Downloads:
    """Read the folder with the answers beside it, or those of a file elsewhere; what lies there stays as it is.

    Raises ExportError for answers that cannot be read.
    """
    file = answers_file or folder / answers_toml.FILE
    answers = answers_toml.read(file)
    key = _key(folder, file)
    store = file.parent / CACHE
    known = _stored(store, key)
    if known:
        return known
    result = _read(folder, answers, file.parent, progress)
    _keep(store, key, result)
    return result


def write(downloads: Downloads, folder: Path) -> list[Path]:
    """Write the tables as CSV into a folder, which is made if need be. Raises OSError."""
    files: dict[Path, bytes | str] = {
        folder / f"{name}.csv": text for name, text in downloads.tables.items()
    }
    paths.write_all(files)
    return [*files]


def _read(folder: Path, answers: Answers, beside: Path, progress: Progress | None) -> Downloads:
    salt, notes = _salt(beside)
    crop = harvest(folder, answers.owner(), progress)
    latest = crop.latest
    owner = answers.owner(latest)
    made, more = rows_of_tables.tables(crop.records, owner, salt)
    texts = {name: rows_of_tables.text(name, rows) for name, rows in made.items()}
    lines = [*file_lines(crop.files), *crop.notes, *more, *notes]
    if not crop.usable:
        lines.append(f"Nothing in this folder could be used. {_ASK}")
    return Downloads(tuple(lines), texts, crop.usable, tuple(crop.questions), latest)


def file_lines(files: Iterable[tuple[str, str]]) -> list[str]:
    """A line a file; files of one zip or folder of which the same is to be said are one line, numbers added up."""
    together: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for path, sentence in files:
        alike = _NUMBER.sub("#", sentence) if len(_NUMBER.findall(sentence)) == 1 else sentence
        together.setdefault((path.partition("/")[0], alike), []).append((path, sentence))
    lines = []
    for (top, _), pairs in together.items():
        sentences = [sentence for _, sentence in pairs]
        words, name = sentences[0], shown(pairs[0][0])
        if len(pairs) > 1:
            name = f"{shown(top)} ({counted(len(pairs), 'file', 'files')})"
        if len(set(sentences)) > 1:
            words, name = _added(sentences), name.replace(" files)", " files together)")
        # What begins with a small letter goes on from the file's name: "is empty".
        lines.append(f"{name}{' ' if words[:1].islower() else ': '}{words}")
    return lines


def _added(sentences: Sequence[str]) -> str:
    """Sentences that differ in one number alone, as one with their sum."""
    numbers = [number[1] for one in sentences if (number := _NUMBER.search(one))]
    total = sum(int(number.replace(",", "")) for number in numbers)
    many = next((one for one in sentences if not re.search(r"\b1 ", one)), sentences[0])
    return _NUMBER.sub(lambda number: f"{total:,} {number[2]}{number[3]}", many)


def shown(path: str) -> str:
    """A path as it may be printed: the folders between its ends may be named after people, a chat's file is."""
    parts = [_CHAT.sub(r"\1\2…\3", part) for part in path.split("/")]
    return "/".join([parts[0], "…", parts[-1]] if len(parts) > 2 else parts)


def _key(folder: Path, answers_file: Path) -> str:
    """What the outcome depends on: the files, the answers, the day and the course itself."""
    digest = hashlib.sha256(f"{_version()}\0{date.today()}\0{os.environ.get('TZ', '')}".encode())
    if answers_file.is_file():
        digest.update(answers_file.read_bytes())
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name in (CACHE, SALT):
                continue
            path = Path(root, name)
            there = path.lstat()
            digest.update(
                f"{path.relative_to(folder)}\0{there.st_size}\0{there.st_mtime_ns}\0".encode(
                    "utf-8", "surrogateescape"
                )
            )
    return digest.hexdigest()


@cache
def _version() -> str:
    """A digest of the readers and layouts, so that a new one reads everything anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _stored(store: Path, key: str) -> Downloads | None:
    """What was kept under this key; None if there is nothing that can be used."""
    with suppress(OSError, ValueError, KeyError, TypeError):  # none, or an older course's
        data = json.loads(store.read_bytes())
        if data["key"] == key:
            latest = date.fromisoformat(data["latest"]) if data["latest"] else None
            lines, questions = tuple(data["lines"]), tuple(data["questions"])
            return Downloads(lines, dict(data["tables"]), bool(data["usable"]), questions, latest)
    return None


def _keep(store: Path, key: str, result: Downloads) -> None:
    data = {"key": key, **asdict(result), "latest": result.latest and result.latest.isoformat()}
    _write(store, json.dumps(data))  # where it cannot be kept, the next run is only slower


def _salt(folder: Path) -> tuple[bytes, list[str]]:
    """(the folder's own secret, by which names become ids, what is to be said where none can be kept)."""
    file = folder / SALT
    with suppress(OSError, ValueError):
        salt = bytes.fromhex(file.read_text("ascii"))
        if len(salt) >= 16:
            return salt, []
    salt = secrets.token_bytes(32)
    if _write(file, salt.hex()):
        return salt, []
    return salt, [
        f"Nothing can be written beside the answers, in {paths.printable(folder)}: people get other ids in the "
        "next run."
    ]


def _write(file: Path, text: str) -> bool:
    """Write for this account's eyes alone; whether the place lets us."""
    try:
        paths.write(file, text)
        file.chmod(0o600)
    except OSError:
        return False
    return True
