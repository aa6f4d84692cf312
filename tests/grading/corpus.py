"""The answers that people give, as tests/answers/README.md describes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = ROOT / "tests" / "answers"
SLUGS = sorted(path.name for path in ANSWERS.iterdir() if path.is_dir())
MARK = re.compile(r"^# %% (right|wrong): (.+)\n(?:# says: (.+)\n)?", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    function: str
    kind: str  # right, wrong, or untouched
    label: str
    says: str
    source: str


def answers(slug: str, function: str) -> list[Answer]:
    """The answers to one function, in their file's order."""
    path = ANSWERS / slug / f"{function}.py"
    _, *parts = MARK.split(path.read_text(encoding="utf-8"))
    return [
        Answer(function, kind, label, says or "", source.strip())
        for kind, label, says, source in zip(*(parts[i::4] for i in range(4)), strict=True)
    ]
