"""The pages that people read outside a notebook, and the commands they show, to be tried as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")),
)


def text(page: str) -> str:
    """A page's Markdown, by its path in the checkout."""
    return (ROOT / page).read_text(encoding="utf-8")


def sections(page: str) -> dict[str, str]:
    """A page's Markdown by the headings it stands under, in order; what stands above all is not in it."""
    parts = re.split(r"^#+ (.+)\n", text(page), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def commands(page: str, heading: str) -> list[str]:
    """The commands in a section's blocks of shell (```sh), a line each, without their comments."""
    blocks = re.findall(r"^```sh\n(.*?)^```", sections(page)[heading], re.DOTALL | re.MULTILINE)
    return [re.split(r"\s+# ", line)[0] for block in blocks for line in block.splitlines()]
