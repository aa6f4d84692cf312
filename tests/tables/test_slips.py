"""One slip in the tables of a business turns no verdict round: it is refused, mended, told, or harmless.

Each slip is tried on a healthy business and on one with every fault. What the signs may say then is what they
said before, or less: no data, not sure yet. Never *problem* of what was fine, nor *fine* of a problem.
`test_bad_folders.py` holds each slip to the sentence that it must give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from course_lib import catalogue, tables
from course_lib.simulate import samples
from course_lib.simulate.business import business, plants
from course_lib.simulate.world import World
from course_lib.tables import TABLES, Table, reading, shop

Change = Callable[[pd.DataFrame], pd.DataFrame]
SMALL = World(people=140, visits=200)  # fewer rows to read; as ill or as well as any


def texts(failures: dict[int, float]) -> dict[str, str]:
    made = business("Corner", 41, failures, SMALL)
    return {name: samples.csv(getattr(made, name), table) for name, table in TABLES.items()}


@pytest.fixture(scope="module")
def files() -> dict[str, dict[str, str]]:
    return {"healthy": texts({}), "ailing": texts(dict.fromkeys(plants(), 1.0))}


@pytest.fixture(autouse=True, scope="module")
def files_read_once() -> Iterator[None]:
    """Read a file of the same bytes once: all but one of a case's files are as they ever were."""
    readings: dict[tuple[str, bytes], reading.Reading] = {}

    def read(path: Path, table: Table) -> reading.Reading:
        key = table.name, path.read_bytes() if path.is_file() else b""
        if key not in readings:
            readings[key] = reading.read(path, table)
        one = readings[key]
        return reading.Reading(
            **{**vars(one), "frame": one.frame.copy(), "troubles": dict(one.troubles)}
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "read", read)
        yield


def verdicts(folder: Path) -> dict[int, str]:
    opened = shop(folder)
    return {
        number: catalogue.measure(number, opened).verdict for number in catalogue.teaching_order()
    }


def written(folder: Path, contents: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in contents.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def honest(files, tmp_path_factory) -> dict[str, dict[int, str]]:
    place = tmp_path_factory.mktemp("honest")
    return {who: verdicts(written(place / who, contents)) for who, contents in files.items()}


def cell(column: str, value: str, row: int = -1) -> Change:
    """One cell, of the last row unless said."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[frame.index[row], column] = value
        return frame

    return change


def every(column: str, old: str, new: str) -> Change:
    """All cells of a column that say `old`."""
    return lambda frame: frame.assign(**{column: frame[column].where(frame[column] != old, new)})


def some(column: str, old: str, new: str) -> Change:
    """Every second cell of those that say `old`."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[frame.index[frame[column] == old][::2], column] = new
        return frame

    return change


def column(name: str, value: str) -> Change:
    return lambda frame: frame.assign(**{name: value})


def without(name: str) -> Change:
    return lambda frame: frame.drop(columns=name)


def until(name: str, day: str) -> Change:
    """An export that ends earlier."""
    return lambda frame: frame[frame[name] <= day]


def since(name: str, day: str) -> Change:
    """A list that begins later."""
    return lambda frame: frame[frame[name] >= day]


def gone(frame: pd.DataFrame) -> pd.DataFrame:
    """No row at all."""
    return frame.iloc[:0]


def copied(frame: pd.DataFrame) -> pd.DataFrame:
    """Planned minutes filled in afterwards from those spent."""
    return frame.assign(planned=frame["minutes"])


SLIPS: dict[str, tuple[str, Change]] = {
    "a lead of 2062": ("clients", cell("first_contact", "2062-06-28")),
    "a lead two months ahead": ("clients", cell("first_contact", "2026-08-28")),
    "a lead of 2016": ("clients", cell("first_contact", "2016-07-02", 0)),
    "a lead whose day has two readings": ("clients", cell("first_contact", "03/04/2026")),
    "a purchase of 2062": ("clients", cell("won_on", "2062-01-01")),
    "a message of 2062": ("messages", cell("ts", "2062-06-28 10:00:00")),
    "a message two months ahead": ("messages", cell("ts", "2026-08-28 10:00:00")),
    "a post on an account in 2062": ("accounts", cell("last_post", "2062-06-28", 0)),
    "a post on an account two months ahead": ("accounts", cell("last_post", "2026-08-28", 0)),
    "a payment of 2036": ("spend", cell("paid_on", "2036-06-22")),
    "a mention of 2027": ("mentions", cell("date", "2027-06-28")),
    "a goal written in 2062": ("goals", cell("written_on", "2062-07-06")),
    "Facebook in the goals alone": ("goals", every("platform", "facebook", "Facebook")),
    "fb in the goals alone": ("goals", every("platform", "facebook", "fb")),
    "FB in the time log alone": ("timelog", every("platform", "facebook", "FB ")),
    "some rows of the time log on Facebook": ("timelog", some("platform", "facebook", "Facebook")),
    "a zero-width mark in the time log": (
        "timelog",
        every("platform", "facebook", "face\u200bbook"),
    ),
    "a direction mark in the goals": ("goals", every("platform", "facebook", "\u200efacebook")),
    "Insta among the customers looked up": ("presence", every("platform", "instagram", "Insta")),
    "Facebook as a source": ("clients", every("source", "facebook", "Facebook")),
    "some leads from fb": ("clients", some("source", "facebook", "fb")),
    "IG in the accounts": ("accounts", every("platform", "instagram", "IG")),
    "pitches called offers": ("posts", every("kind", "pitch", "offer")),
    "some pitches called promo": ("posts", some("kind", "pitch", "promo")),
    "pitches with a question mark": ("posts", every("kind", "pitch", "?")),
    "posts about us": ("posts", every("about", "self", "us")),
    "posts about them": ("posts", every("about", "other", "them")),
    "answers called replies": ("messages", every("type", "answer", "reply")),
    "some messages sent, not out": ("messages", some("direction", "out", "sent")),
    "pitches by message called offers": ("messages", every("type", "pitch", "offer")),
    "training called coaching": ("spend", every("category", "training", "coaching")),
    "leads called bookings": ("goals", every("metric", "leads", "bookings")),
    "leads called new leads": ("goals", every("metric", "leads", "new leads")),
    "blank sources as ?": ("clients", every("source", "", "?")),
    "blank sources as unknown": ("clients", every("source", "", "unknown")),
    "blank sources as n/a": ("clients", every("source", "", "n/a")),
    "blank sources as a dash": ("clients", every("source", "", "-")),
    "the leads end half a year earlier": ("clients", until("first_contact", "2025-12-31")),
    "the leads end two months earlier": ("clients", until("first_contact", "2026-04-28")),
    "the messages end three months earlier": ("messages", until("ts", "2026-03-28")),
    "the leads of the last twelve weeks alone": ("clients", since("first_contact", "2026-04-06")),
    "the messages of the last ten weeks alone": ("messages", since("ts", "2026-04-20")),
    "accounts written down in March": ("accounts", column("last_post", "2026-03-01")),
    "weekly leads for the last twelve weeks alone": (
        "weekly",
        lambda frame: frame.assign(leads=frame["leads"].where(frame["week"].astype(int) > 40, "0")),
    ),
    "planned copied from spent": ("timelog", copied),
    "nothing planned": ("timelog", column("planned", "0")),
    "planned left blank": ("timelog", column("planned", "")),
    "no rows of customers looked up": ("presence", gone),
    "no rows of messages": ("messages", gone),
    "no column of saves": ("posts", without("saves")),
    "no column of kinds": ("posts", without("kind")),
    "no column of sources": ("clients", without("source")),
    "no column of days bought": ("clients", without("won_on")),
    "no column of whys": ("goals", without("why")),
    "followers with a full stop": ("weekly", cell("followers", "1.724")),
    "minutes with a comma": ("timelog", cell("minutes", "12,5")),
}
MISSING = {f"no {name}.csv": name for name in TABLES}


# What no slip may make of a business that is well, or ill.
FALSE = {"healthy": "problem", "ailing": "fine"}


def falsely(who: str, before: dict[int, str], after: dict[int, str]) -> list[int]:
    """The reasons with a confident verdict that is false, and that was not given without the slip."""
    return [number for number, word in after.items() if word == FALSE[who] != before[number]]


@pytest.mark.parametrize("who", ["healthy", "ailing"])
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_brings_no_false_verdict(slip, who, files, honest, tmp_path):
    table, change = SLIPS[slip]
    rows = pd.read_csv(pd.io.common.StringIO(files[who][table]), dtype=str, keep_default_na=False)
    spoilt = change(rows).to_csv(index=False, lineterminator="\n")
    after = verdicts(written(tmp_path / "corner", files[who] | {table: spoilt}))
    assert falsely(who, honest[who], after) == []


@pytest.mark.parametrize("who", ["healthy", "ailing"])
@pytest.mark.parametrize("missing", MISSING)
def test_a_missing_table_brings_no_false_verdict(missing, who, files, honest, tmp_path):
    rest = {name: text for name, text in files[who].items() if name != MISSING[missing]}
    after = verdicts(written(tmp_path / "corner", rest))
    assert falsely(who, honest[who], after) == []


def test_there_are_slips_enough_and_two_businesses_that_differ(honest):
    assert len(SLIPS) >= 40
    assert "problem" not in honest["healthy"].values()
    assert list(honest["healthy"].values()).count("fine") >= len(honest["healthy"]) - 3
    assert list(honest["ailing"].values()).count("problem") >= len(honest["ailing"]) - 5
