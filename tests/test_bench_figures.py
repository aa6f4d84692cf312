"""Figures that lessons quote of simulations stand in tests/bench/diagnosis.md, which a command makes anew."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from course_lib import catalogue

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "tests" / "bench" / "diagnosis.md").read_text(encoding="utf-8")
WORDS = ROOT / "course_lib" / "reasons" / "r15_vanity_metrics" / "words.toml"

# Where a simulation is quoted: by the words around its figures, each with its row on the page.
AS_THEY_ARE, DETRENDED = "both double in a year, as they are", "the same, trends taken out"
A_FIFTH = "and both have a season of a fifth (as in the sample shops)"
A_THIRD = "and both have a season of a third"
QUOTED = [
    ("lesson", r"Of the raw pairs (\d+)%", AS_THEY_ARE),
    ("lesson", r"with the trends out, (\d+)% did", DETRENDED),
    ("lesson", r"by a fifth, (\d+)% still looked linked", A_FIFTH),
    ("lesson", r"and (\d+)% when it was by a third", A_THIRD),
    ("words", r"linked in (\d+)% of simulations", AS_THEY_ARE),
    ("words", r"and in (\d+)% once detrended", DETRENDED),
    ("words", r"with one of a fifth it was (\d+)%", A_FIFTH),
]


def prose(number: int) -> str:
    """A lesson's Markdown cells."""
    path = ROOT / "lessons" / f"{catalogue.reason(number).lesson}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


@pytest.mark.parametrize(("place", "words", "row"), QUOTED)
def test_a_quoted_figure_is_the_one_on_the_page(place: str, words: str, row: str) -> None:
    text = prose(15) if place == "lesson" else WORDS.read_text(encoding="utf-8")
    quoted, on_page = re.search(words, text), re.search(rf"\| {re.escape(row)} \| (\d+)% \|", PAGE)
    assert quoted and on_page
    assert quoted[1] == on_page[1]


@pytest.mark.parametrize("number", catalogue.teaching_order())
def test_no_other_lesson_quotes_a_simulation(number: int) -> None:
    spots = re.findall(
        r"[^.]*\b(?:simulat\w+|made-up shops|computer draw)[^.]*\d+[^.]*\.", prose(number)
    )
    assert not spots or number == 15


@pytest.mark.parametrize("room", catalogue.reasons(), ids=lambda room: room.slug)
def test_every_reason_stands_in_each_table_of_the_page_that_has_all(room) -> None:
    assert PAGE.count(f"| {room.number} · {room.title} |") >= 5


def test_the_page_says_what_it_can_show_what_it_cannot_and_how_it_is_made_anew() -> None:
    for words in (
        "**What this can show:**",
        "**What it cannot:**",
        "python -m tests.bench.diagnosis --seed",
    ):
        assert words in PAGE
