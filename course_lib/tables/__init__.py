"""A shop and its tables: opened by name or folder, read when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from course_lib.tables.data_dictionary import DATE, DATETIME, TABLES, Column, Table
from course_lib.tables.reading import read_table, require_columns
from course_lib.tables.spreadsheet import TableError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TABLES", "Column", "Shop", "Table", "TableError", "samples_folder", "shop"]


class Shop:
    """A business as its tables: `oak.messages` is a DataFrame, columns as in `TABLES`.

    A table is read from the folder when first asked for, then kept; what is handed out is yours to
    change, the shop's own copy stays as it was. `name` is for showing to a reader, `folder` is None
    for a shop that lives in memory.
    """

    def __init__(self, name: str, folder: Path | None = None) -> None:
        self.name = name
        self.folder = folder
        self._frames: dict[str, pd.DataFrame] = {}

    @classmethod
    def of(cls, name: str, frames: Mapping[str, pd.DataFrame]) -> Shop:
        """A shop from tables in memory, already typed as `read_table` would type them.

        Raises TableError for a table that is not in `TABLES` or lacks a column.
        """
        made = cls(name)
        for table, frame in frames.items():
            if table not in TABLES:
                raise TableError(f'Expected tables out of {", ".join(TABLES)}, found "{table}".')
            require_columns(f"{name}'s table {table}", TABLES[table], list(frame.columns))
            made._frames[table] = frame.copy()
        return made

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise AttributeError(f"a shop has no {name!r}; its tables are {', '.join(TABLES)}")
        if name not in self._frames:
            if self.folder is None:
                raise TableError(f'{self.name} was made without the table "{name}".')
            self._frames[name] = read_table(self.folder / f"{name}.csv", TABLES[name])
        return self._frames[name].copy(deep=False)  # pandas copies on write

    def has(self, table: str) -> bool:
        """Whether the shop has this table, be it good or bad. Raises KeyError for an unknown name."""
        in_memory = TABLES[table].name in self._frames
        return in_memory or (self.folder is not None and (self.folder / f"{table}.csv").is_file())

    @property
    def today(self) -> pd.Timestamp:
        """The latest day, at midnight, found in any table there is; NaT if there is no date at all.

        Days that lie ahead by nature (`goals.due`) do not count. Reads every table that has dates.
        """
        import pandas as pd

        days = [
            getattr(self, name)[column.name].max()
            for name, table in TABLES.items()
            for column in table.columns
            if column.kind in (DATE, DATETIME) and not column.ahead and self.has(name)
        ]
        return pd.Series(days, dtype="datetime64[us]").dt.normalize().max()

    @property
    def now(self) -> pd.Timestamp:
        """The time (UTC) of the latest message; NaT if there are none."""
        return self.messages["ts"].max()

    @property
    def synthetic(self) -> bool:
        """Whether the tables are made up: a sample shop, or one that was simulated in memory."""
        return self.folder is None or self.folder.resolve().parent == samples_folder().resolve()

    def __repr__(self) -> str:
        return f"Shop({self.name!r})"


def shop(name_or_folder: str | Path) -> Shop:
    """A sample shop by its name ("oak-street"), or your own by its folder of CSV files.

    Anything with a slash, and any folder that exists and is no sample, is a folder.
    Raises TableError if there is neither; the tables themselves are read when asked for.
    """
    given = str(name_or_folder)
    folder = Path(given).expanduser()
    if given and folder.name == given and (samples_folder() / given).is_dir():
        return Shop(_pretty(given), samples_folder() / given)
    if given and folder.is_dir():
        return Shop(_pretty(folder.resolve().name), folder)
    if given and folder.name == given:
        samples = " or ".join(f'"{name}"' for name in _sample_names()) or "none here"
        raise TableError(f'Expected a sample shop ({samples}) or a folder, found "{given}".')
    raise TableError(f'Expected a folder of CSV files, found no folder at "{given}".')


def samples_folder() -> Path:
    """Where the sample shops are: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "content" / "datasets"
    return installed if installed.is_dir() else package.parent / "datasets"


def _sample_names() -> list[str]:
    return sorted(path.name for path in samples_folder().glob("*/") if path.is_dir())


def _pretty(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").strip().title() or "Your Shop"
