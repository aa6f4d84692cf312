"""Every layout has a case: a small file as its program writes it, and what is to be taken from it."""

from __future__ import annotations

import tomllib
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from course_lib.exports import delimited
from course_lib.exports.download_folder import file_lines
from course_lib.exports.harvest import Harvest, harvest
from course_lib.exports.layouts import RECORDS, Layout, layouts
from course_lib.exports.owner import Owner

LAYOUTS = Path(delimited.__file__).parent / "layouts"
CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
OWNER = Owner(ZoneInfo("UTC"), date(2026, 6, 1))


def crop(folder: Path, data: bytes, name: str, owner: Owner = OWNER) -> Harvest:
    (folder / name).write_bytes(data)
    return harvest(folder, owner)


def case(name: str) -> dict:
    return tomllib.loads((Path(__file__).parent / "cases" / f"{name}.toml").read_text("utf-8"))


def data(sample: dict) -> bytes:
    return sample["text"].lstrip("\n").encode(sample.get("encoding", "utf-8"))


def words(result: Harvest) -> str:
    return "\n".join([*file_lines(result.files), *result.notes])


def same(value: object, expected: object) -> bool:
    if isinstance(value, datetime) and isinstance(expected, datetime):
        return abs(value - expected) < timedelta(seconds=1)
    return value == expected


def test_every_layout_has_a_case():
    assert [path.stem for path in CASES] == sorted(path.stem for path in LAYOUTS.glob("*.toml"))


def test_every_layout_says_of_when_it_is_and_where_its_facts_are_from():
    for one in layouts():
        assert one.date and one.source and one.record in RECORDS
        assert set(one.required) <= {*one.columns}, one.name
        assert one.record != "nothing" or one.says, one.name


@pytest.mark.parametrize("name", [path.stem for path in CASES])
def test_a_layouts_case_is_read(tmp_path, name):
    layout = tomllib.loads((LAYOUTS / f"{name}.toml").read_text("utf-8"))["name"]
    hold(tmp_path, case(name), layout)


def test_the_layout_and_the_case_that_contributing_shows_work_as_they_stand(tmp_path, monkeypatch):
    walk = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text("utf-8")
    walk = walk.partition("## How to add a download")[2].partition("\n## ")[0]
    layout, sample = map(tomllib.loads, walk.split("```\n")[3:6:2])
    new = (*layouts(), Layout(**layout))
    monkeypatch.setattr("course_lib.exports.layouts.layouts", lambda: new)
    hold(tmp_path, sample, layout["name"])


def hold(folder: Path, sample: dict, layout: str) -> None:
    """Hold what comes of a case's file against the case."""
    result = crop(folder, data(sample), sample["file"])
    assert [take.what for take in result.takes] == [layout]
    rows = [asdict(record) for record in result.records]
    assert len(rows) == len(sample["records"]), rows
    for row, expected in zip(rows, sample["records"], strict=True):
        assert {key: row[key] for key in expected if not same(row[key], expected[key])} == {}, (
            expected
        )
        assert all(row[key] is None for key in sample.get("unknown", [])), row
    for sentence in sample["says"]:
        assert sentence in words(result)
    for sentence in sample.get("says_not", []):
        assert sentence not in words(result)
