"""A shop and its tables: opened by name or folder, read when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from course_lib.collector import collector_at_rest
from course_lib.tables import agreement, files
from course_lib.tables.data_dictionary import TABLES, Column, Table
from course_lib.tables.reading import Reading, empty, read, require_columns
from course_lib.tables.spreadsheet import TableError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TABLES", "Column", "Shop", "Table", "TableError", "samples_folder", "shop"]

Needs = Mapping[str, Collection[str]]  # columns by table


class Shop:
    """A business as its tables: `oak.messages` is a DataFrame, columns as in `TABLES`.

    All tables of the folder are read when the first is asked for, because they are held against each
    other; what is handed out is yours to change, the shop's own copy stays as it was. `name` is for
    showing to a reader, `folder` is None for a shop that lives in memory. Where another shop raises
    TableError, a `forgiving` one prints its sentence, once a table, and hands out an empty table.
    `typed` says that somebody typed the days, so that one far from all others is taken for a slip. `withheld`
    says by reason (number) why the tables alone give it no verdict, `doubts` by table why what is counted in
    it settles nothing.
    With `make`, which makes a shop in memory, its tables are made when they are first asked for.
    """

    def __init__(
        self,
        name: str,
        folder: Path | None = None,
        forgiving: bool = False,
        typed: bool = True,
        make: Callable[[], Shop] | None = None,
    ) -> None:
        self.name = name
        self.typed = typed
        self.folder = folder
        self.forgiving = forgiving
        self.withheld: Mapping[int, str] = {}
        self.doubts: Mapping[str, str] = {}
        self._make = make
        self._agreed: list[str] = []
        self._stand_ins: set[str] = set()

    @classmethod
    def of(cls, name: str, frames: Mapping[str, pd.DataFrame]) -> Shop:
        """A shop from tables in memory, already typed as `read_table` would type them.

        Raises TableError for a table that is not in `TABLES` or lacks a column.
        """
        business = cls(name)
        business._readings, business._agreed = {}, []
        for table, frame in frames.items():
            if table not in TABLES:
                raise TableError(f'Expected tables out of {", ".join(TABLES)}, found "{table}".')
            require_columns(f"{name}'s table {table}", TABLES[table], list(frame.columns))
            business._readings[table] = Reading(frame.copy(), list(range(2, len(frame) + 2)))
        return business

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise AttributeError(f"a shop has no {name!r}; its tables are {', '.join(TABLES)}")
        try:
            if self.folder and not self.has(name):
                # Bound to raise: its sentence says what lies there instead, such as a spreadsheet.
                read(self.folder / f"{name}.csv", TABLES[name])
            reading = self._reading(name, TABLES[name].names)
            return reading.frame.copy(deep=False)  # pandas copies on write
        except TableError as trouble:
            if not self.forgiving:
                raise
            if name not in self._stand_ins:
                self._stand_ins.add(name)
                print(f"{trouble} An empty table stands in for it here.")
            return empty(TABLES[name])

    def has(self, table: str) -> bool:
        """Whether the shop has this table, be it good or bad. Raises KeyError for an unknown name."""
        return TABLES[table].name in self._readings

    def narrowed(self, needs: Needs, also: Needs | None = None) -> Shop:
        """The same shop with these columns and no others, and with those of `also` that can be had.

        Of a table that `needs` does not name, all of them or none: half a table is no table to draw.
        Raises TableError, saying what is missing and what it would tell, or what is wrong with it.
        """
        missing = [name for name in needs if not self.has(name)]
        if missing:
            files = [f"no {name}.csv ({TABLES[name].meaning})" for name in missing]
            raise TableError(f"{self.name} has {' and '.join(files)}.")
        some = copy(self)
        some.forgiving = False
        some._spans = self._spans  # a column left out still tells which days the tables cover
        some._readings = {name: self._part(name, columns) for name, columns in needs.items()}
        for name, columns in (also or {}).items():
            there = [column for column in columns if self._holds(name, column)]
            if there and (name in needs or len(there) == len(columns)):
                # The sign and its chart may both ask for a column.
                wanted = dict.fromkeys([*needs.get(name, ()), *there])
                some._readings[name] = self._part(name, wanted)
        return some

    def amended(self, table: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Shop:
        """The same shop with what `change` makes of the columns of a table that could be read.

        Of a table that is not there it gets an empty one. What could not be read stays so, unless `change`
        supplies it. Raises KeyError for an unknown table.
        """
        reading = self._readings.get(TABLES[table].name)
        if not isinstance(reading, Reading):
            reading = Reading(empty(TABLES[table]), [])
        frame = change(reading.frame.copy())
        troubles = {name: why for name, why in reading.troubles.items() if name not in frame}
        other = copy(self)
        rows = list(range(2, len(frame) + 2))
        amended = replace(reading, frame=frame, rows=rows, troubles=troubles)
        other._readings = {**self._readings, table: amended}
        return other

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Sentences on what was read as something else than it says, and on days that tables do not share."""
        readings = [one for one in self._readings.values() if isinstance(one, Reading)]
        sentences = [sentence for reading in readings for sentence in reading.notes]
        return (*sentences, *self._agreed, *agreement.older_exports(self._spans))

    @property
    def troubles(self) -> tuple[str, ...]:
        """A sentence for each table, or column of one, that is there and cannot be read."""
        sentences: list[str] = []
        for reading in self._readings.values():
            sentences += (
                reading.troubles.values() if isinstance(reading, Reading) else [str(reading)]
            )
        return tuple(sentences)

    # No day at all is NaT, which stands for a Timestamp here as a blank cell does in a column.
    @property
    def today(self) -> pd.Timestamp:
        """The latest day, at midnight, found in any table there is; NaT if there is no date at all.

        Days of plans, in `goals`, do not count: they may lie ahead of all that has happened.
        """
        import pandas as pd

        ends = [last for _, last in self._spans.values()]
        return max(ends) if ends else cast("pd.Timestamp", pd.NaT)

    def until(self, *tables: str) -> pd.Timestamp:
        """The last day, at midnight, that all these tables cover; NaT if one of them has no date.

        A table covers the days up to `today`, as something may well not happen for a while; but one
        that ends more than a month before is an older export, and covers the days to its own last one.
        """
        import pandas as pd

        if not set(tables) <= set(self._spans):
            return cast("pd.Timestamp", pd.NaT)
        ends = [self._spans[name][1] for name in tables]
        return min(
            self.today if (self.today - end).days <= agreement.APART else end for end in ends
        )

    @property
    def now(self) -> pd.Timestamp:
        """The time (UTC) of the latest message; NaT if there are none."""
        return self.messages["ts"].max()

    @property
    def synthetic(self) -> bool:
        """Whether the tables are made up: a sample shop, or one that was simulated in memory."""
        return self.folder is None or self.folder.resolve().parent == samples_folder().resolve()

    @cached_property
    @collector_at_rest()  # most often it is this that loads pandas
    def _readings(self) -> dict[str, Reading | TableError]:
        """What each table holds that is there, or the error that says why it cannot be read."""
        if self._make is not None:
            made = self._make()
            all_there = made._readings
            self._agreed = made._agreed
            return all_there
        readings: dict[str, Reading | TableError] = {}
        for name, path in files.tables(self.folder).items() if self.folder else ():
            try:
                readings[name] = read(path, TABLES[name])
            except TableError as trouble:
                readings[name] = trouble
        readable = {name: one for name, one in readings.items() if isinstance(one, Reading)}
        self._agreed = agreement.spell_alike(readable)
        if self.typed:
            agreement.refuse_far_days(readable)
        return readings

    @cached_property
    def _spans(self) -> dict[str, agreement.Span]:
        """The first and the last day of each table that has dates."""
        readings = self._readings.items()
        return agreement.spans({name: one for name, one in readings if isinstance(one, Reading)})

    def _reading(self, name: str, columns: Collection[str]) -> Reading:
        """The table, if these columns of it could be read. Raises TableError."""
        reading = self._readings.get(name)
        if reading is None:
            raise TableError(f'{self.name} was made without the table "{name}".')
        if isinstance(reading, TableError):
            raise TableError(str(reading))
        for column in columns:
            if column in reading.troubles:
                raise TableError(reading.troubles[column])
        return reading

    def _part(self, name: str, columns: Collection[str]) -> Reading:
        """The table with these columns alone. Raises TableError for one that is missing or unreadable."""
        columns = [*dict.fromkeys(columns)]  # a sign and its chart may both ask for one
        reading = self._reading(name, columns)
        for column in columns:
            if column not in reading.frame.columns:
                raise TableError(f'{self.name} has no column "{column}" in {name}.csv.')
        return replace(reading, frame=reading.frame[[*columns]], troubles={})

    def _holds(self, name: str, column: str) -> bool:
        """Whether the table is there with this column, and both can be read."""
        try:
            self._part(name, [column])
        except TableError:
            return False
        return True

    def __repr__(self) -> str:
        return f"Shop({self.name!r})"


def shop(name_or_folder: str | Path) -> Shop:
    """A sample shop by its name ("oak-street"), or your own by its folder of CSV files.

    Anything with a slash, and any folder that exists and is no sample, is a folder.
    Raises TableError if there is neither; the tables themselves are read when asked for.
    """
    text = str(name_or_folder)
    folder = Path(text).expanduser()
    if text and folder.name == text and (samples_folder() / text).is_dir():
        return Shop(_pretty(text), samples_folder() / text)
    if text and folder.is_dir():
        return Shop(_pretty(folder.resolve().name), folder)
    if text and folder.name == text:
        samples = " or ".join(f'"{name}"' for name in _sample_names()) or "none here"
        raise TableError(f'Expected a sample shop ({samples}) or a folder, found "{text}".')
    raise TableError(f'Expected a folder of CSV files, found no folder at "{text}".')


def samples_folder() -> Path:
    """Where the sample shops are: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "content" / "datasets"
    return installed if installed.is_dir() else package.parent / "datasets"


def _sample_names() -> list[str]:
    return sorted(path.name for path in samples_folder().glob("*/") if path.is_dir())


def _pretty(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").strip().title() or "Your Shop"
