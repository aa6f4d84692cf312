"""What there is to say of a folder of tables: `course check` prints it, and a lesson does when it opens one."""

from __future__ import annotations

from dataclasses import dataclass

from course_lib.tables import TABLES, Shop, files


@dataclass(frozen=True)
class Report:
    """Sentences on a shop's tables, the gravest first; `good` is whether all that is there could be read."""

    sentences: tuple[str, ...]
    good: bool


def report(business: Shop) -> Report:
    """Every table held to the data dictionary and against the others: what is wrong, missing or was guessed."""
    there = [name for name in TABLES if business.has(name)]
    strange = files.unknown(business.folder) if business.folder else []
    sentences = [*business.troubles, *(sentence for sentence, _ in strange)]
    if len(there) < len(TABLES):
        missing = ", ".join(f"{name}.csv" for name in TABLES if name not in there)
        sentences.append(f"Not there: {missing}. Lessons that need them have no data to judge by.")
    sentences += files.renamed(business.folder) if business.folder else []
    sentences += business.notes
    if there and not business.troubles:
        tables = f"{len(there)} table{'' if len(there) == 1 else 's'}"
        sentences.append(f"{'All ' if len(there) == len(TABLES) else ''}{tables} read.")
    # A file that should be a table and is not read is as good as a broken one.
    unread = any(table and table not in there for _, table in strange)
    return Report(tuple(sentences), bool(there) and not business.troubles and not unread)
