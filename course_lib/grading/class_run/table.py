"""What `course grade` says: how far it is, and at the end a line for each student."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence

from course_lib.characters import plain
from course_lib.grading.class_run.journal import Entry

NOTHING = "Nothing was handed in: notebooks belong in submitted/NAME/ASSIGNMENT/, as `nbgrader collect` lays them."


def progress() -> Callable[[int, int], None]:
    """What says on stderr how many of how many are done and how long the rest may take, on one line."""
    start = time.monotonic()

    def say(done: int, of: int) -> None:
        left = (time.monotonic() - start) / done * (of - done)
        words, end = f"{done} of {of} graded, about {left:.0f} s left", "\r" if done < of else "\n"
        print(f"{words:40}", end=end, file=sys.stderr, flush=True)

    return say


def table(entries: Sequence[Entry]) -> str:
    """One line a student, under a heading for each exercise; then how many ended how."""
    lines: list[str] = []
    for slug in dict.fromkeys(entry.slug for entry in entries):
        own = [(plain(entry.student), entry) for entry in entries if entry.slug == slug]
        width = max(len(name) for name, _ in own)
        lines += [plain(slug), *(f"  {name:{width}}  {line(entry)}" for name, entry in own), ""]
    return "\n".join([*lines, closing(entries)])


def closing(entries: Sequence[Entry]) -> str:
    """How many ended how, how many have something to mark by hand, and how many somebody should look at."""
    counts = Counter(entry.status for entry in entries if entry.status != "needs your eyes")
    counts["to mark by hand"] = sum(entry.by_hand for entry in entries)
    noted = [e for e in entries if e.why and (e.status != "missing" or e.by_hand)]
    counts["for your eyes"] = len(noted)
    sums = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"{sums}." if sums else NOTHING


def arrival(entry: Entry) -> str:
    """One line that stands by itself."""
    return f"{plain(entry.slug)}  {plain(entry.student)}  {line(entry)}"


def line(entry: Entry) -> str:
    """Status, points, and what an instructor should know."""
    score = f"{entry.score:g} of {entry.most:g}" if entry.most else ""
    notes = ["needs manual grading"] if entry.by_hand else []
    notes += [*entry.why, *(f"Repaired: {sentence}" for sentence in entry.repairs)]
    sentences = " ".join(f"{plain(note).removesuffix('.')}." for note in notes)
    return f"{entry.status:15}  {score:>10}  {sentences}".rstrip()
