"""A folder of downloads as a whole: its lines to print and its tables, read anew only where something changed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import course_lib
from course_lib import paths
from course_lib.collector import collector_at_rest
from course_lib.exports import answers as answers_toml
from course_lib.exports import guest, rows_of_tables, samples
from course_lib.exports.answers import Answers
from course_lib.exports.clinic import Clinic, Sample, clinic
from course_lib.exports.harvest import Harvest, Progress, harvest
from course_lib.exports.page import page
from course_lib.exports.records import Message, Post
from course_lib.exports.samples import Look
from course_lib.grammar import counted
from course_lib.planning.actions import next_monday
from course_lib.tables import Shop

CACHE = ".off-target-cache.json"  # beside the answers; safe to delete
TABLES = ".off-target-tables"  # beside the answers; made anew whenever a lesson opens the folder
PICKED = "whatsapp"  # whose owner saves talk by talk, and so chooses
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
    answers.toml that a file needs, `latest` is the last day in the records. `rows` has of each reason its
    title, verdict and sentence, `summary` adds them up, `plan` has a line an act, `page` is all of it as HTML.
    `picked`: whether talks are among it of which nobody said that they are all.
    """

    lines: tuple[str, ...]
    tables: Mapping[str, str]
    usable: bool
    questions: tuple[str, ...] = ()
    latest: date | None = None
    rows: tuple[tuple[str, str, str], ...] = ()
    summary: str = ""
    plan: tuple[str, ...] = ()
    page: str = ""
    picked: bool = False


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
    with collector_at_rest():
        result = told(opened(folder, answers, file.parent, progress), answers)
    if result.usable:
        _keep(store, key, result)
    return result


def write(downloads: Downloads, folder: Path) -> list[Path]:
    """Write the tables as CSV into a folder, which is made if need be. Raises OSError."""
    files: dict[Path, bytes | str] = {
        folder / f"{name}.csv": text for name, text in downloads.tables.items()
    }
    paths.write_all(files)
    return [*files]


@dataclass(frozen=True)
class Opening:
    """All that a folder holds, in memory: the `crop`, the secret by which names become ids, and `notes` on both.

    `beside` is the folder of the answers.
    """

    crop: Harvest
    salt: bytes
    notes: tuple[str, ...]
    beside: Path


def opened(
    folder: Path, answers: Answers, beside: Path, progress: Progress | None = None
) -> Opening:
    """The folder read. Messages are left out on a machine that others run, unless the owner insists."""
    crop = harvest(folder, answers.owner(), progress)
    # Nothing is left beside downloads of which nothing could be used.
    salt, notes = _salt(beside) if crop.usable else (b"", [])
    messages = sum(isinstance(record, Message) for record in crop.records)
    if messages and guest.host() and answers.text(guest.INSISTS) != "yes":
        crop.records[:] = [one for one in crop.records if not isinstance(one, Message)]
        notes.append(guest.refusal(guest.host(), messages))
    return Opening(crop, salt, tuple(notes), beside)


def look(opening: Opening, answers: Answers, sample: str) -> Look:
    """How far a sample was looked through, by its name in answers.toml."""
    records, salt, said = opening.crop.records, opening.salt, answers.samples.get(sample, {})
    if sample == "posts":
        return samples.posts([one for one in records if isinstance(one, Post)], said, salt)
    messages = [one for one in records if isinstance(one, Message)]
    if sample == "offers":
        return samples.offers(messages, said, salt)
    now = max((message.ts for message in messages), default=datetime.now(UTC))
    return samples.questions(messages, said, salt, now)


def shop(downloads: Downloads, name: str, beside: Path) -> Shop:
    """The downloads as a shop, its tables beside the answers, or where that cannot be, in a folder to lose."""
    if not downloads.tables:
        return Shop.of(name, {})
    folder = beside / TABLES
    try:
        shutil.rmtree(folder, ignore_errors=True)
        write(downloads, folder)
    except OSError:
        folder = Path(tempfile.mkdtemp())
        write(downloads, folder)
    return Shop(name, folder, typed=False)  # by programs, each of its own span of days


def diagnosed(downloads: Downloads, opening: Opening, answers: Answers) -> Clinic:
    """Each reason's verdict with the plan from next Monday."""
    seen: dict[int, Sample] = {}
    for sample in answers_toml.SAMPLES:
        seen |= look(opening, answers, sample).samples
    business = shop(downloads, name(answers), opening.beside)
    return clinic(business, answers, next_monday(), seen, picked(opening, answers))


def picked(opening: Opening, answers: Answers) -> bool:
    """Whether there are talks that the owner chose, or of which nobody said that they are all."""
    return answers.text("chats") != "all" and any(
        isinstance(one, Message) and one.platform == PICKED for one in opening.crop.records
    )


def name(answers: Answers) -> str:
    """What the business is called, where it said so."""
    names = answers.owner().names
    return names[0] if names else "Your Shop"


def told(opening: Opening, answers: Answers) -> Downloads:
    """What an opened folder comes to by these answers."""
    crop, latest = opening.crop, opening.crop.latest
    made, notes = rows_of_tables.tables(crop.records, answers.owner(latest), opening.salt)
    texts = {table: rows_of_tables.text(table, rows) for table, rows in made.items()}
    made.clear()  # of many messages a hundred megabytes
    lines = [*file_lines(crop.files), *crop.notes, *notes, *opening.notes]
    if not crop.usable:
        lines.append(f"Nothing in this folder could be used. {_ASK}")
    downloads = Downloads(tuple(lines), texts, bool(crop.records), tuple(crop.questions), latest)
    result = diagnosed(downloads, opening, answers)
    whole = page(result, downloads.lines, latest or date.today(), name(answers))
    return replace(
        downloads,
        rows=result.table,
        summary=result.summary,
        plan=result.acts,
        page=whole,
        picked=picked(opening, answers),
    )


def file_lines(files: Iterable[tuple[str, str]]) -> list[str]:
    """A line a file; files of one zip or folder of which the same is to be said are one line, numbers added up."""
    together: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for path, sentence in files:
        alike = _NUMBER.sub(r"# \2", sentence) if len(_NUMBER.findall(sentence)) == 1 else sentence
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
    place = f"{date.today()}\0{os.environ.get('TZ', '')}\0{guest.host()}"
    digest = hashlib.sha256(f"{_version()}\0{place}".encode())
    if answers_file.is_file():
        digest.update(answers_file.read_bytes())
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name in (CACHE, SALT) or Path(root).name == TABLES:
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
    """A digest of the course, so that a new reader, layout or sentence reads everything anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(course_lib.__file__).parent.rglob("*")):
        if path.suffix in (".py", ".toml", ".j2"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _stored(store: Path, key: str) -> Downloads | None:
    """What was kept under this key; None if there is nothing that can be used."""
    with suppress(OSError, ValueError, KeyError, TypeError):  # none, or an older course's
        data = json.loads(store.read_bytes())
        if data["key"] == key:
            return Downloads(
                tuple(data["lines"]),
                dict(data["tables"]),
                bool(data["usable"]),
                tuple(data["questions"]),
                date.fromisoformat(data["latest"]) if data["latest"] else None,
                tuple((title, verdict, words) for title, verdict, words in data["rows"]),
                str(data["summary"]),
                tuple(data["plan"]),
                str(data["page"]),
                bool(data["picked"]),
            )
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
