"""Which file of a folder is which table, and what to make of the files that are none."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from course_lib.tables.cells import quoted
from course_lib.tables.data_dictionary import TABLES
from course_lib.tables.spreadsheet import HOW_TO_SAVE, TableError

_ALIKE = 0.75  # for difflib, 1 is the same: "client" is clients, and "menu" is no table
_OF_THE_SYSTEM = {"thumbs.db", "desktop.ini"}  # what Windows leaves in a folder
_SPREADSHEETS = {"xlsx", "xls", "xlsm", "ods", "numbers"}
# Endings of text, and what browsers and people hang on to one; a name may also have none.
_TEXTS = {"", "csv", "txt", "text", "tsv", "tab", "download", "bak", "old"}
# ".csv.txt", ".xlsx", ".csv.download"; but "my.posts.csv" is of posts. ".numbers" at the end is Apple's.
_NAMES = "|".join(TABLES)
_LAST = "|".join(TABLES.keys() - _SPREADSHEETS)
_ENDINGS = re.compile(rf"(\.(?!(?:{_NAMES})\.|(?:{_LAST})$)[a-z]{{2,8}})+$")
# What people and systems add to a name: "spend - Copy", "weekly_export", "posts (1)".
_COPY = re.compile(r"copy|kopie|copie|copia|export|final|new|old|\d")


def tables(folder: Path) -> dict[str, Path]:
    """The file of each table that the folder has, in the dictionary's order.

    A name in other capitals will do where there is no other like it. What is called like a table counts
    even if it is a folder or a link to nowhere: reading it says so. Raises TableError for a folder that
    cannot be listed.
    """
    there = _names(folder)
    paths = {}
    for table in TABLES:
        alike = [name for name in there if name.lower() == f"{table}.csv"]
        exact = [name for name in alike if name == f"{table}.csv"]
        if exact or len(alike) == 1:
            paths[table] = folder / (exact or alike)[0]
    return paths


def renamed(folder: Path) -> list[str]:
    """A sentence for each file that is read although its name has other capitals."""
    return [
        f"{quoted(path.name)} is read as {table}.csv."
        for table, path in tables(folder).items()
        if path.name != f"{table}.csv"
    ]


def unknown(folder: Path) -> list[tuple[str, str]]:
    """(a sentence, the table it probably should be or "") for each thing in the folder that is no table.

    Left out are hidden files, what a system or an open spreadsheet leaves behind, and folders that no
    table is called like.
    """
    read = tables(folder)
    names = {path.name for path in read.values()}
    folders, spare = [], {}
    for name in _names(folder):
        hidden = name.startswith((".", "~$")) or name.lower() in _OF_THE_SYSTEM
        if name in names or hidden:
            continue
        table = probably(name)
        if not (folder / name).is_dir():
            spare[name] = table
        elif table:
            folders.append(
                (f"{quoted(name)} is a folder, where a file {table}.csv was expected.", "")
            )
    rivals = Counter(spare.values())
    return folders + [
        (_sentence(name, table, read, rivals[table]), table) for name, table in spare.items()
    ]


def probably(name: str) -> str:
    """The table that a file of this name is probably meant for, or ""."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    letters = re.sub(r"[\W_]", "", _COPY.sub("", _ENDINGS.sub("", folded)))
    if letters in TABLES:
        return letters
    within = [table for table in TABLES if table in letters]
    return (
        within[0]
        if len(within) == 1
        else next(iter(difflib.get_close_matches(letters, TABLES, 1, _ALIKE)), "")
    )


def _sentence(name: str, table: str, read: Mapping[str, Path], rivals: int) -> str:
    """What to say of a file that is not read.

    `table` is the one that it is probably meant for, or "", `rivals` how many such files there are, and
    `read` the file of each table that has one: that one no other is to overwrite.
    """
    if not table:
        return f"{quoted(name)} is no table of the course, and is not read."
    if name.lower() == f"{table}.csv":
        return f"{quoted(name)} is not read: there is another of that name; keep one, called {table}.csv."
    if table in read:
        return f"{quoted(name)} is not read; {read[table].name} is."
    kind = _kind(name)
    if kind in _SPREADSHEETS:
        what = f"it is probably {table}.csv; {HOW_TO_SAVE}, under the name {table}.csv"
    elif kind not in _TEXTS:
        what = f"it is probably meant for {table}.csv, which has to be a CSV file: export it as one"
    elif rivals > 1:
        what = f"it is one of {rivals} files that may be {table}.csv; rename the one that counts to {table}.csv"
    else:
        what = f"it is probably {table}.csv; rename it to {table}.csv"
    return f"{quoted(name)} is not read; {what}."


def _kind(name: str) -> str:
    """The ending of a name in small letters, without its dot; "" where it has none that says a kind."""
    _, dot, ending = name.lower().rpartition(".")
    is_table = ending in TABLES and ending not in _SPREADSHEETS
    return ending if dot and re.search("[a-z]", ending) and not is_table else ""


def _names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError as trouble:
        why = trouble.strerror or trouble
        raise TableError(
            f'Expected a folder that can be read at "{folder}", found: {why}.'
        ) from None
