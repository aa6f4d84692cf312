"""answers.toml, beside the downloads: what no file knows, asked once, in words that its owner can edit."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from course_lib import catalogue, paths
from course_lib.exports.owner import Owner
from course_lib.exports.trouble import ExportError
from course_lib.words import build

FILE = "answers.toml"
SAMPLES = (
    "posts",
    "questions",
    "offers",
)  # what is looked through by eye, each a table of what was said
GATES = "reasons"  # the table of the reasons' own questions
EMPTY = '""'


@dataclass(frozen=True)
class Question:
    """One question that everything needs: its key in the file, its words, and an answer as an example.

    `options` are all the answers there are, where only some are; `several` says that the answer is a list,
    `reading` that files are read otherwise by it.
    """

    key: str
    text: str
    example: str
    options: tuple[str, ...] = ()
    several: bool = False
    reading: bool = False


@dataclass(frozen=True)
class Answers:
    """What the owner said. A question left open is not there.

    `plain` are the answers to `questions()` by key, text or a tuple of texts. `gates` are the options picked
    (ids) by the reasons' numbers, `samples` what was said of each thing looked through, by sample and hashed
    id.
    """

    plain: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    gates: Mapping[int, str] = field(default_factory=dict)
    samples: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The answer to a question that takes one; "" if it is open."""
        value = self.plain.get(key, "")
        return value if isinstance(value, str) else ", ".join(value)

    def whole(self, key: str) -> int | None:
        """The answer as a whole number; None if it is open."""
        return int(self.text(key)) if self.text(key) else None

    def owner(self, latest: date | None = None) -> Owner:
        """What the readers are told. Without an answer, today is the `latest` day of the downloads."""
        names = self.plain.get("names", ())
        asked = self.text("timezone")
        day_first = self.text("day_first")
        today = self.text("today")
        return Owner(
            zone=ZoneInfo(asked) if asked else _zone_of_machine(),
            today=date.fromisoformat(today) if today else latest or date.today(),
            names=tuple([names] if isinstance(names, str) else names),
            zone_asked=bool(asked),
            day_first=day_first == "yes" if day_first else None,
            answers={key: self.text(key) for key in self.plain},
        )

    def said(self, sample: str, item: str, answer: str) -> Answers:
        """The same with an answer about one thing of a sample."""
        table = {**self.samples.get(sample, {}), item: answer}
        return replace(self, samples={**self.samples, sample: table})


@cache
def questions() -> tuple[Question, ...]:
    """The questions that everything needs, in order."""
    rows = tomllib.loads((Path(__file__).parent / "questions.toml").read_text("utf-8"))["question"]
    return tuple(build(Question, row, f"questions.toml, {i}") for i, row in enumerate(rows, 1))


def asked_gates() -> tuple[int, ...]:
    """The reasons whose own question no download can answer, in teaching order."""
    return tuple(one for one in catalogue.teaching_order() if catalogue.reason(one).download.ask)


def read(path: Path) -> Answers:
    """The answers of a file; none if there is no file.

    Raises ExportError, naming the line or the key, for what cannot be read or is no answer.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except FileNotFoundError:
        return Answers()
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, UnicodeDecodeError) as trouble:
        raise ExportError(
            f"{path.name} cannot be read: {trouble}. An answer stands in quotation marks after =, such as "
            'timezone = "Europe/London".'
        ) from None
    plain = {one.key: value for one in questions() if (value := answer(path, one, data))}
    gates = _table(path, data, GATES)
    samples = {name: _texts(path, name, _table(path, data, name)) for name in SAMPLES}
    return Answers(
        plain,
        dict(_gate(path, name, option) for name, option in gates.items() if option),
        {name: table for name, table in samples.items() if table},
    )


def write(path: Path, answers: Answers) -> None:
    """Write the answers into the file, beside whatever else its owner wrote there; all questions into a new one.

    An answer that is there already keeps its line and its comments. Raises OSError, and ExportError for a
    file that cannot be read.
    """
    import tomlkit

    read(path)  # what is there is not written over unless it can be read
    words = path.read_bytes().decode("utf-8-sig") if path.exists() else questionnaire()
    document = tomlkit.parse(words)
    for key, value in answers.plain.items():
        _put(document, key, list(value) if isinstance(value, tuple) else value)
    by_slug = {slug(number): option for number, option in answers.gates.items()}
    for name, rows in {GATES: by_slug, **answers.samples}.items():
        if rows and name not in document:
            document.add(name, tomlkit.table())
        for key, value in rows.items():
            _put(document[name], key, value)
    paths.write(path, tomlkit.dumps(document))


def _put(table: Any, key: str, value: str | list[str]) -> None:
    if table.get(key) != value:
        table[key] = value


def questionnaire() -> str:
    """The file as it is before the first answer: every question in words, above the place for its answer."""
    lines = [
        "# What no download knows. Type your answers between the quotation marks and save: the next run counts",
        "# anew. It all stays on this machine, and your downloads are never changed.",
    ]
    for one in questions():
        choice = " or ".join(f'"{option}"' for option in one.options)
        lines += ["", f"# {one.text}", f"# {choice or 'Such as ' + one.example}."]
        lines += [f"{one.key} = {'[]' if one.several else EMPTY}"]
    lines += [
        "",
        f"[{GATES}]",
        "# Of each: the word in quotation marks before the answer that is yours.",
    ]
    for number in asked_gates():
        reason = catalogue.reason(number)
        lines += ["", f"# {reason.title}: {reason.gate.question}"]
        lines += [f'#   "{option.id}"  {option.text}' for option in reason.gate.options]
        lines += [f"{slug(number)} = {EMPTY}"]
    return "\n".join(lines) + "\n"


def slug(number: int) -> str:
    """How the file names a reason: "no-target"."""
    return catalogue.reason(number).lesson.partition("-")[2]


def answer(path: Path, question: Question, data: Mapping[str, Any]) -> str | tuple[str, ...]:
    """The answer to a question among `data`, "" or () if it is open. Raises ExportError for one that is none."""
    value = data.get(question.key, "")
    if question.several:
        rows = [value] if isinstance(value, str) else value
        if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
            raise ExportError(_wrong(path, question.key, question.example, value))
        return tuple(row.strip() for row in rows if row.strip())
    if isinstance(value, bool):
        value = "yes" if value else "no"
    text = str(value).strip() if isinstance(value, str | int | date) else None
    if text is None:
        raise ExportError(_wrong(path, question.key, question.example, value))
    if question.options and text and text.casefold() not in question.options:
        options = " or ".join(f'"{option}"' for option in question.options)
        raise ExportError(_wrong(path, question.key, options, value))
    text = text.casefold() if question.options else text
    if text:
        _check(path, question, text)
    return text


def _check(path: Path, question: Question, text: str) -> None:
    """Raise ExportError for a zone, a day or a number that is none."""
    try:
        if question.key in ("timezone", "meta_zone"):
            ZoneInfo(text)
        elif question.key == "today":
            date.fromisoformat(text)
        elif question.key in ("minutes_planned", "days_to_judge") and not 1 <= int(text) <= 10_080:
            raise ValueError
    except (ValueError, OSError, KeyError):
        raise ExportError(
            _wrong(path, question.key, f"an answer such as {question.example}", text)
        ) from None


def _wrong(path: Path, key: str, expected: str, found: Any) -> str:
    return f"{path.name}, {key}: expected {expected}, found {json.dumps(found, default=str)}."


def _table(path: Path, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise ExportError(f"{path.name}, {name}: expected lines below [{name}], found {table!r}.")
    return table


def _texts(path: Path, name: str, table: Mapping[str, Any]) -> dict[str, str]:
    for key, value in table.items():
        if not isinstance(value, str):
            raise ExportError(_wrong(path, f"[{name}] {key}", "a word in quotation marks", value))
    return {key: value for key, value in table.items() if value}


def _gate(path: Path, name: str, option: Any) -> tuple[int, str]:
    """The number of the reason and the option picked. Raises ExportError for either that is not there."""
    by_slug = {slug(one): one for one in catalogue.teaching_order()}
    if name not in by_slug:
        raise ExportError(
            f"{path.name}, [{GATES}]: expected one of {', '.join(by_slug)}, found {json.dumps(name)}."
        )
    options = [one.id for one in catalogue.reason(by_slug[name]).gate.options]
    if option not in options:
        raise ExportError(_wrong(path, name, " or ".join(f'"{one}"' for one in options), option))
    return by_slug[name], option


def _zone_of_machine() -> ZoneInfo:
    """The zone that this machine's clock is set to; UTC where that has no name."""
    try:
        name = (
            os.environ.get("TZ") or str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
        )
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return ZoneInfo("UTC")
