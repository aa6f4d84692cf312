"""Large downloads against the standard library's reading of the same files, and what a second run costs.

`python -m tests.bench.exports` makes 500 MB of Instagram (200,000 messages and 20,000 posts as JSON, the rest
pictures), a WhatsApp chat of 200,000 messages and ten years of a bank's lines in a temporary folder, and takes
about a minute. Each reading is a Python of its own, so that its memory is its own. The standard library's is
what anybody would write: the same members opened, and the same texts, times and amounts taken from them.
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
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from course_lib.exports import answers
from course_lib.exports.harvest import harvest, readers

ALLOWED = 3.0  # times the standard library's
MEMORY = 500  # MB
SECOND = 1.0  # seconds
THREADS, MESSAGES, POSTS, LINES = 400, 500, 20_000, 200_000
WHOLE = 500_000_000  # bytes of the Instagram download
WORDS = (
    "oil",
    "bench",
    "plane",
    "ash",
    "are you open?",
    "on Friday",
    "what does it cost",
    "thanks",
    "schön",
)
PAYEES = ("META PLATFORMS IRELAND", "Bäckerei Öhm", *(f"Holzhandel {n}" for n in range(18)))
START = datetime(2016, 6, 1, 8)


def main() -> None:
    """Print a line for each download."""
    for name, make in {"Instagram": instagram, "WhatsApp": whatsapp, "bank": bank}.items():
        with tempfile.TemporaryDirectory() as folder:
            make(Path(folder))
            plain, _, _ = run("plain", folder)
            ours, _, rows = run("ours", folder)
            whole, memory, _ = run("whole", folder)
            again, _, _ = run("whole", folder)
            print(
                f"{name}: {ours / plain:.1f} times the standard library ({ours:.1f} s / {plain:.1f} s; allowed "
                f"{ALLOWED:g}) for {rows:,.0f} rows; with verdicts and page {whole:.1f} s and {memory:.0f} MB at "
                f"most (allowed {MEMORY}); again without a change {again:.2f} s (allowed {SECOND:g})",
                flush=True,
            )


def run(what: str, folder: str) -> tuple[float, float, float]:
    """(CPU seconds, MB at most, rows) of one reading, in a Python of its own."""
    command = [sys.executable, "-m", "tests.bench.exports", what, folder]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, megabytes, rows = map(float, answer.split())
    return seconds, megabytes, rows


def measured(read: Callable[[Path], int], folder: Path) -> str:
    """CPU seconds, MB at most and rows of a reading; what it imports counts in the whole alone."""
    if read is ours:
        readers()
    before = time.process_time()
    rows = read(folder)
    seconds = time.process_time() - before
    return f"{seconds} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000} {rows}"


def whole(folder: Path) -> int:
    """All that `course clinic` does."""
    from course_lib.exports import download_folder

    downloads = download_folder.read(folder, None)
    return sum(text.count("\n") - 1 for text in downloads.tables.values())


def ours(folder: Path) -> int:
    """The folder's records."""
    return len(harvest(folder, answers.read(folder / answers.FILE).owner()).records)


def plain(folder: Path) -> int:
    """The same members with the standard library alone."""
    rows: list[object] = []
    for path in folder.iterdir():
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.endswith(".json"):
                        rows += entries(json.loads(archive.read(name)))
        elif path.suffix == ".csv":
            with path.open(encoding="cp1252", newline="") as lines:
                for _, day, _, text, payee, amount, _ in list(csv.reader(lines, delimiter=";"))[1:]:
                    when = datetime.strptime(day, "%d.%m.%y").date()
                    rows.append((when, f"{payee} {text}", float(amount.replace(",", "."))))
        elif path.suffix == ".txt":
            for line in path.read_text("utf-8").splitlines():
                stamp, _, rest = line.partition(" - ")
                sender, _, text = rest.partition(": ")
                rows.append((datetime.strptime(stamp, "%d/%m/%Y, %H:%M"), sender, text))
    return len(rows)


def entries(data: Any) -> Iterator[object]:
    """The messages of a talk, or the posts, with their times and their texts put right."""
    if isinstance(data, list):
        for post in data:
            for picture in post["media"]:
                text = picture["title"].encode("latin-1").decode("utf-8")
                yield datetime.fromtimestamp(picture["creation_timestamp"], UTC), text
        return
    for message in data["messages"]:
        text = message["content"].encode("latin-1").decode("utf-8")
        yield (
            datetime.fromtimestamp(message["timestamp_ms"] / 1000, UTC),
            message["sender_name"],
            text,
        )


def words(dice: random.Random) -> str:
    """A message of 3 to 25 words, one in ten with an emoji, which takes four times the memory."""
    tree = " \U0001fab5" if dice.random() < 0.1 else ""
    return " ".join(dice.choices(WORDS, k=dice.randint(3, 25))) + tree


def instagram(folder: Path) -> None:
    """A download in the new layout, indented as Instagram's is, with pictures that fill it up."""
    dice = random.Random(1)
    with zipfile.ZipFile(folder / "instagram-oak-2026.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for thread in range(THREADS):
            archive.writestr(
                f"your_instagram_activity/messages/inbox/person_{thread}/message_1.json",
                talk(dice, thread),
            )
        posts = [post(dice, n) for n in range(POSTS)]
        archive.writestr("your_instagram_activity/media/posts_1.json", json.dumps(posts, indent=2))
        picture = dice.randbytes(1_000_000)
        for n in range((WHOLE - sum(one.file_size for one in archive.infolist())) // len(picture)):
            archive.writestr(zipfile.ZipInfo(f"media/posts/{n}.jpg"), picture)


def post(dice: random.Random, n: int) -> dict[str, Any]:
    when = 1_500_000_000 + 9_000 * n
    title = mojibake(words(dice))
    return {"media": [{"uri": f"media/{n}.jpg", "creation_timestamp": when, "title": title}]}


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
    payee = "Beguenstigter/Zahlungspflichtiger"
    lines = [f"Auftragskonto;Buchungstag;Buchungstext;Verwendungszweck;{payee};Betrag;Waehrung"]
    for n in range(20 * 3652):
        day = START + timedelta(days=n // 20)
        text = words(dice).encode("cp1252", "ignore").decode("cp1252")
        amount = f"-{dice.randint(1, 999)},{dice.randint(0, 99):02}"
        cells = ("DE00", f"{day:%d.%m.%y}", "LASTSCHRIFT", text, dice.choice(PAYEES), amount, "EUR")
        lines.append(";".join(f'"{cell}"' for cell in cells))
    (folder / "umsatz.csv").write_text("\n".join(lines), "cp1252")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(
            measured({"ours": ours, "plain": plain, "whole": whole}[sys.argv[1]], Path(sys.argv[2]))
        )
    else:
        main()
