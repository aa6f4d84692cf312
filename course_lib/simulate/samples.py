"""The two sample shops and datasets/README.md, written byte for byte alike every time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from course_lib import paths
from course_lib.simulate.business import business
from course_lib.simulate.readme import readme
from course_lib.simulate.rhythm import START, TODAY, WEEKS
from course_lib.simulate.world import World
from course_lib.tables import Shop
from course_lib.tables.data_dictionary import DATE, DATETIME, TABLES, YES_NO, Table


@dataclass(frozen=True)
class Sample:
    """A sample shop: its folder and name, its seed, the severity of each planted failure, and its pace."""

    folder: str
    name: str
    seed: int
    failures: dict[int, float] = field(default_factory=dict)
    leads_a_day: float = World().leads_a_day

    def build(self) -> Shop:
        """The shop in memory, all fifteen tables."""
        world = replace(World(), leads_a_day=self.leads_a_day)
        return business(self.name, self.seed, self.failures, world)


# Which shop has a failure must not be guessed from the lessons before: both have about as many, in no order.
_OAK = dict.fromkeys((1, 5, 7, 9, 11, 14, 15), 1.0)
_MAPLE = {3: 1.0, 6: 0.5, 8: 1.0, 11: 1.0, 12: 1.0, 13: 1.0}
SAMPLES = (
    # That Oak Street gets three leads in ten fewer is put in by hand: no failure takes leads away.
    Sample("oak-street", "Oak Street", 1, _OAK, leads_a_day=0.9),
    Sample("maple-street", "Maple Street", 8, _MAPLE),
)


def write_samples(folder: Path) -> None:
    """Write both shops' CSVs, truth.json and README.md into `folder` (made if need be), all or none.

    What else lies there, such as claims.csv, is left alone. Raises OSError.
    """
    files: dict[Path, bytes | str] = {
        folder / "truth.json": truth(),
        folder / "README.md": readme(),
    }
    for sample in SAMPLES:
        shop = sample.build()
        for name, table in TABLES.items():
            files[folder / sample.folder / f"{name}.csv"] = csv(getattr(shop, name), table)
    paths.write_all(files)


def csv(frame: pd.DataFrame, table: Table) -> str:
    """One table as CSV: UTF-8, LF, dates as 2026-06-28, times as 2026-06-28 14:05:00, yes/no."""
    shown = frame.copy()
    for column in table.columns:
        if column.optional and column.name not in shown:
            continue
        values = shown[column.name]
        if column.kind in (DATE, DATETIME):
            pattern = "%Y-%m-%d" if column.kind == DATE else "%Y-%m-%d %H:%M:%S"
            shown[column.name] = values.dt.strftime(pattern)
        elif column.kind == YES_NO:
            shown[column.name] = values.map({True: "yes", False: "no"})
    return shown.to_csv(index=False, lineterminator="\n", float_format="%.12g")


def truth() -> str:
    """What was planted in which shop, as the JSON text of truth.json."""
    shops = {
        sample.folder: {
            "name": sample.name,
            "seed": sample.seed,
            "leads_a_day": sample.leads_a_day,
            "planted": {str(number): severity for number, severity in sample.failures.items()},
        }
        for sample in SAMPLES
    }
    year = {"first_day": f"{START:%Y-%m-%d}", "last_day": f"{TODAY:%Y-%m-%d}", "weeks": WEEKS}
    return json.dumps({"synthetic": True, **year, "shops": shops}, indent=2) + "\n"
