"""How many reasons and claims there are is counted, never written: one more would make it false."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from course_lib import catalogue, overview

ROOT = Path(__file__).resolve().parents[1]
REASONS = len(catalogue.reasons())
CLAIMS = len(overview.read_claims())
# What a count of them looks like: the reasons, the lessons but one and all, `range` up to each; the claims.
COUNTS = {REASONS, REASONS + 1, REASONS + 2, CLAIMS, CLAIMS + 1}
# In words only as far as they stand for nothing else: a shop has twenty customers.
WORDS = {16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen"}
SPELT = "|".join(WORDS[n] for n in sorted(COUNTS) if n in WORDS) or "(?!)"
DIGITS = "|".join(map(str, sorted(COUNTS)))
THINGS = "reasons|lessons|exercises|claims|rooms|signs|checks|solutions|faults|intervals"
PROSE = re.compile(
    rf"\b(?:{SPELT}|{DIGITS}) (?:\w+ )?(?:{THINGS})\b"
    rf"|\b(?:all|the|an?) (?:{SPELT}(?:th)?)\b"
    rf"|\b{REASONS + 1}[-.](?:your-)?plan\b|\blessons? 00 and {REASONS + 1}\b"
    r"|1\[0-\d\]",
    re.IGNORECASE,
)
# A reason's own files speak of their own number.
NUMBERED = re.compile(r"(?:^|/)(?:test_)?r?\d\d[-_]")

# What may stand, by file and by the words around it: each is no count of what there is today.
ALLOWED = {
    "README.md": ("Seventeen reasons social media fails",),  # the course's name
    "pyproject.toml": ("Seventeen reasons social media fails",),
    "course_lib/__init__.py": ("seventeen reasons social media fails",),
    "lessons/00-start-here.ipynb": (
        "Seventeen reasons social media fails",
        "nineteen such intervals in twenty",  # what 95% means
    ),
    # The key of old progress files, and why.
    "course_lib/progress_data.py": ("18.plan", "17 reasons"),
    "tests/widgets/test_plan.py": ("18.plan",),  # such files
    "tests/test_lessons.py": ("max(map(len, lines)) <= 100",),  # characters of a line of code
    "tests/test_numbers.py": ("",),  # this list
}


def texts() -> Iterator[tuple[str, str]]:
    """(path, text) of what people write by hand: code, words, notebooks' cells. The rest is generated of it."""
    folders = ("course_lib", "lessons", "solutions", "tests", "docs")
    paths = [path for name in folders for path in sorted((ROOT / name).rglob("*"))]
    alone = ("README.md", "CONTRIBUTING.md", "pyproject.toml", "datasets/claims.csv")
    paths += [ROOT / name for name in alone]
    for path in paths:
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in (".py", ".toml", ".md", ".csv") and not NUMBERED.search(name):
            yield name, path.read_text(encoding="utf-8")
        elif path.suffix == ".ipynb" and ".ipynb_checkpoints" not in path.parts:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            yield name, "\n\n".join("".join(cell["source"]) for cell in cells)


def in_prose(text: str) -> list[str]:
    """The words of a text that count reasons, lessons or claims, each with what surrounds it."""
    return [text[max(m.start() - 40, 0) : m.end() + 40] for m in PROSE.finditer(text)]


def in_code(source: str) -> list[str]:
    """The expressions of Python code that compare with a count, range up to it or repeat so many times."""
    spots = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            numbers = [node.left, *node.comparators]
            # len(..) or int(..) against a count; with > and >= it would ask for enough, not for all.
            called = any(isinstance(part, ast.Call) for part in numbers)
            counting = called and not isinstance(node.ops[0], ast.Gt | ast.GtE)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "range":
            numbers, counting = node.args[1:], ast.unparse(node.args[0]) == "1"
        elif isinstance(node, ast.BinOp) and isinstance(node.left, ast.List | ast.Tuple):
            numbers, counting = [node.right], isinstance(node.op, ast.Mult)
        else:
            continue
        values = {part.value for part in numbers if isinstance(part, ast.Constant)}
        if counting and values & COUNTS:
            spots.append(ast.unparse(node))
    return spots


@pytest.mark.parametrize(("name", "text"), list(texts()), ids=lambda part: part[:60])
def test_no_file_says_how_many_reasons_or_claims_there_are(name, text):
    spots = in_prose(text) + (in_code(text) if name.endswith(".py") else [])
    allowed = ALLOWED.get(name, ())
    assert [spot for spot in spots if not any(words in spot for words in allowed)] == []


def test_what_is_allowed_is_still_there():
    there = dict(texts())
    for name, allowed in ALLOWED.items():
        assert all(words in there[name] for words in allowed), name


@pytest.mark.parametrize(
    "text",
    [
        f"range(1, {REASONS + 1})",
        f"[row(5)] * {REASONS}",
        f"assert len(lessons) == {REASONS + 2}",
        f"if 1 <= int(name[:2]) <= {REASONS}: pass",
        f"assert list(claims) == list(range(1, {CLAIMS + 1}))",
    ],
)
def test_a_count_in_code_is_seen(text):
    assert in_code(text)


@pytest.mark.parametrize(
    "text", ["x == (18, 14)", "range(2, 19)", "wilson(17, 20)", "f(1 << 17)", "a < 19.5"]
)
def test_data_are_no_counts(text):
    assert in_code(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"the {CLAIMS} claims",
        f"all {REASONS} reasons",
        f"{REASONS + 2} lessons",
        f"{REASONS + 1}-your-plan.ipynb",
        f'KEY = "{REASONS + 1}.plan"',
        r're.fullmatch(r"\d|1[0-7]", lesson)',
    ],
)
def test_a_count_in_words_is_seen(text):
    assert in_prose(text)
