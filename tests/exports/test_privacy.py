"""No text and no name out of a download stands in anything that is written or printed."""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from course_lib import cli
from course_lib.exports import answers
from course_lib.exports.answers import Answers
from course_lib.exports.harvest import harvest
from course_lib.exports.owner import Owner

US = "Oak & Nail"
WHO = ("Kunigunde Sonderbar", "Žofie Křížová", "يوسف", "Ngọc Ánh", "O'Brien & Söhne")
TALK = (
    "Was kostet das Zwölf-Uhr-Muster?",
    "Only between us: my divorce",
    "+44 7700 900123 ring me",
)


def instagram(folder: Path) -> None:
    """A zip with a talk with each of WHO, as Instagram writes its text."""
    with zipfile.ZipFile(folder / "instagram-oak-2026-03-01.zip", "w") as archive:
        for n, name in enumerate(WHO):
            messages = [
                {
                    "sender_name": mangled(one),
                    "timestamp_ms": 1772500000000 + 1000 * k,
                    "content": mangled(words),
                }
                for k, (one, words) in enumerate(zip((name, US, name), TALK, strict=True))
            ]
            talk = {
                "participants": [{"name": mangled(name)}, {"name": mangled(US)}],
                "messages": messages[::-1], "title": mangled(name), "thread_path": f"inbox/{slug(name)}_{n}",
            }  # fmt: skip
            where = f"your_instagram_activity/messages/inbox/{slug(name)}_{n}/message_1.json"
            archive.writestr(where, json.dumps(talk))
        archive.writestr(
            f"your_instagram_activity/messages/inbox/{slug(WHO[0])}_9/message_1.json", "{"
        )  # damaged


def whatsapp(folder: Path) -> None:
    """A chat with each of WHO, each in a file of its own, one of them cut off."""
    for n, name in enumerate(WHO):
        lines = [
            f"{5 + k:02}/03/2026, 09:0{k} - {one}: {words}"
            for k, (one, words) in enumerate(zip((name, US, name), TALK, strict=True))
        ]
        text = "\n".join([f"13/02/2026, 08:00 - {name} joined", *lines])
        (folder / f"WhatsApp Chat with {name.replace('/', '')}.txt").write_bytes(
            text.encode()[: -n or None]
        )


def mangled(text: str) -> str:
    """UTF-8 read as Latin-1, as Meta writes it."""
    return text.encode().decode("latin-1")


def slug(name: str) -> str:
    return re.sub(r"\W", "", name).lower()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The cases of all layouts and talks of two kinds, read once by the command."""
    mine = tmp_path_factory.mktemp("private") / "my-exports"
    mine.mkdir()
    for path in sorted((Path(__file__).parent / "cases").glob("*.toml")):
        case = tomllib.loads(path.read_text("utf-8"))
        target = mine / path.stem
        target.mkdir()
        (target / case["file"]).write_bytes(
            case["text"].lstrip("\n").encode(case.get("encoding", "utf-8"))
        )
    instagram(mine)
    whatsapp(mine)
    answers.write(
        mine / answers.FILE,
        Answers({"names": (US,), "timezone": "Europe/London", "today": "2026-06-01"}),
    )
    return mine


def secrets(folder: Path) -> set[str]:
    """Every text and every name of the records, and all that is known of the talks."""
    owner = Owner(ZoneInfo("Europe/London"), datetime(2026, 6, 1, tzinfo=UTC).date(), (US,))
    fields = ("text", "person", "sender", "talk", "buyer", "referred_by")
    words = {*WHO, *TALK, *(slug(name) for name in WHO)}
    for record in harvest(folder, owner).records:
        words |= {str(getattr(record, name, "")) for name in fields}
        if type(record).__name__ == "Lead":
            words.add(record.id)
    # Short ones and bare numbers are anybody's: "Ad", "ok", "2026".
    return {word for word in words if len(word) > 4 and not word.isdigit()} - {US}


def test_no_text_and_no_name_is_written_or_printed(folder, tmp_path, capsys):
    page, tables = tmp_path / "page.html", tmp_path / "tables"
    assert cli.main(["clinic", str(folder), "--html", str(page), "--tables", str(tables)]) == 0
    out = capsys.readouterr()
    written = [*(folder / ".off-target-tables").iterdir()]
    written += [path for path in folder.glob(".off-target*") if path.is_file()]
    told = {"stdout": out.out, "stderr": out.err}
    told |= {str(path): path.read_text("utf-8") for path in [page, *tables.iterdir(), *written]}
    known = secrets(folder)
    assert len(known) > 40
    # As it is written: "Answering", which somebody's time entry says, is a word of ours in small letters.
    leaks = [(where, word) for where, text in told.items() for word in known if word in text]
    small = {where: text.casefold() for where, text in told.items()}
    leaks += [
        (where, who) for where, text in small.items() for who in WHO if who.casefold() in text
    ]
    assert leaks == []
