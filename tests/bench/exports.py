"""Large downloads against the standard library's reading of the same files, and what a second run costs.

`python -m tests.bench.exports` makes 500 MB of Instagram (200,000 messages and 20,000 posts as JSON, the rest
pictures), a WhatsApp chat of 200,000 messages and ten years of a bank's lines in a temporary folder, and takes
about two minutes. Each reading is a Python of its own, so that its memory is its own.
"""

from __future__ import annotations

import csv
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

ALLOWED = 3.0  # times the standard library's
MEMORY = 500  # MB
SECOND = 1.0  # seconds
THREADS, MESSAGES, POSTS, LINES = 400, 500, 20_000, 200_000
WHOLE = 500_000_000  # bytes of the Instagram download
WORDS = "oil bench plane ash saw are you open on Friday what does it cost thanks a lot \U0001fab5 schön".split()  # noqa: SIM905
START = datetime(2016, 6, 1, 8)


def main() -> None:
    """Print a line for each download."""
    for name, make in {"Instagram": instagram, "WhatsApp": whatsapp, "bank": bank}.items():
        with tempfile.TemporaryDirectory() as folder:
            make(Path(folder))
            plain, _, _ = run("plain", folder)
            ours, memory, rows = run("ours", folder)
            again, _, _ = run("ours", folder)
            print(
                f"{name}: {ours / plain:.2f} times the standard library ({ours:.1f} s / {plain:.1f} s; allowed "
                f"{ALLOWED:g}), {memory:.0f} MB at most (allowed {MEMORY}), {rows:,.0f} rows; "
                f"again without a change {again:.2f} s (allowed {SECOND:g})",
                flush=True,
            )


def run(what: str, folder: str) -> tuple[float, float, float]:
    """(seconds, MB, rows) of one reading, in a Python of its own, its start not counted but for the second one."""
    command = [sys.executable, "-m", "tests.bench.exports", what, folder]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, megabytes, rows = map(float, answer.split())
    return seconds, megabytes, rows


def measured(read: Callable[[Path], int], folder: Path) -> str:
    """CPU seconds, the most memory in MB and the rows of a reading."""
    before = time.process_time()
    rows = read(folder)
    seconds = time.process_time() - before
    return f"{seconds} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000} {rows}"


def ours(folder: Path) -> int:
    """Read the folder as `course clinic` does, the modules it imports included."""
    from course_lib.exports import download_folder

    downloads = download_folder.read(folder, None)
    return sum(text.count("\n") - 1 for text in downloads.tables.values())


def plain(folder: Path) -> int:
    """Read the same members with the standard library alone: JSON, lines, or rows of cells."""
    rows = 0
    for path in folder.iterdir():
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.endswith(".json"):
                        rows += len(json.loads(archive.read(name)))
        elif path.suffix == ".csv":
            with path.open(encoding="cp1252", newline="") as lines:
                rows += sum(1 for _ in csv.reader(lines, delimiter=";"))
        elif path.suffix == ".txt":
            for line in path.read_text("utf-8").splitlines():
                stamp, _, rest = line.partition(" - ")
                datetime.strptime(stamp, "%d/%m/%Y, %H:%M")
                rows += len(rest.partition(": ")) > 1
    return rows


def words(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS, k=dice.randint(3, 25)))


def instagram(folder: Path) -> None:
    """A download in the new layout, indented as Instagram's is, with pictures that fill it up."""
    dice = random.Random(1)
    with zipfile.ZipFile(folder / "instagram-oak-2026.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for thread in range(THREADS):
            archive.writestr(
                f"your_instagram_activity/messages/inbox/person_{thread}/message_1.json",
                talk(dice, thread),
            )
        posts = [
            {"media": [{"uri": f"media/{n}.jpg", "creation_timestamp": 1_500_000_000 + 9_000 * n, "title": mojibake(words(dice))}]}
            for n in range(POSTS)
        ]  # fmt: skip
        archive.writestr("your_instagram_activity/media/posts_1.json", json.dumps(posts, indent=2))
        picture = dice.randbytes(1_000_000)
        for n in range((WHOLE - sum(one.file_size for one in archive.infolist())) // len(picture)):
            archive.writestr(zipfile.ZipInfo(f"media/posts/{n}.jpg"), picture)


def talk(dice: random.Random, thread: int) -> str:
    names = [f"Person {thread}", "Oak & Nail"]
    messages = [
        {
            "sender_name": names[n % 2],
            "timestamp_ms": 1_700_000_000_000 - 600_000 * n - thread,
            "content": mojibake(words(dice)),
            "is_geoblocked_for_viewer": False,
            "is_unsent_image_by_messenger_kid_parent": False,
        }
        for n in range(MESSAGES)
    ]
    whole = {
        "participants": [{"name": name} for name in names],
        "messages": messages,
        "title": names[0],
        "thread_path": f"inbox/person_{thread}",
    }
    return json.dumps(whole, indent=2)


def mojibake(text: str) -> str:
    """UTF-8 read as Latin-1, as Meta writes all text."""
    return text.encode().decode("latin-1")


def whatsapp(folder: Path) -> None:
    """One long chat, as Android writes it."""
    dice, when = random.Random(2), START
    lines = io.StringIO()
    for n in range(LINES):
        when += timedelta(minutes=dice.randint(0, 40))
        lines.write(f"{when:%d/%m/%Y, %H:%M} - {('Ada', 'Oak & Nail')[n % 2]}: {words(dice)}\n")
    (folder / "WhatsApp Chat with Ada.txt").write_text(lines.getvalue(), "utf-8")
    (folder / "answers.toml").write_text('names = ["Oak & Nail"]\n', "utf-8")


def bank(folder: Path) -> None:
    """Ten years of a bank's lines, twenty a day."""
    dice = random.Random(3)
    header = "Auftragskonto;Buchungstag;Buchungstext;Verwendungszweck;Beguenstigter/Zahlungspflichtiger;Betrag;Waehrung\n"
    lines = io.StringIO()
    lines.write(header)
    for n in range(20 * 3652):
        day = START + timedelta(days=n // 20)
        payee = dice.choice(
            ["META PLATFORMS IRELAND", "CANVA PTY", "Bäckerei Öhm", "Stadtwerke", "Holzhandel Süd"]
        )
        lines.write(
            f'"DE00";"{day:%d.%m.%y}";"LASTSCHRIFT";"{words(dice).encode("ascii", "ignore").decode()}";"{payee}";"-{dice.randint(1, 999)},{dice.randint(0, 99):02}";"EUR"\n'
        )
    (folder / "umsatz.csv").write_text(lines.getvalue(), "cp1252")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(measured({"ours": ours, "plain": plain}[sys.argv[1]], Path(sys.argv[2])))
    else:
        main()
