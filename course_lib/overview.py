"""Tables of the whole course for its first and last lesson: the reasons, the claims set aside, the truth."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course_lib import catalogue, tables

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop


@dataclass(frozen=True)
class Listing:
    """A table to read: `rows` of cells under `heads`. A cell may hold HTML that we wrote ourselves."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def _repr_html_(self) -> str:
        cell = (
            '<td style="text-align:left;vertical-align:top;white-space:normal;padding:.4em .8em">'
        )
        head = cell.replace("<td", '<th scope="col"')
        top = "".join(f"{head}{name}</th>" for name in self.heads)
        body = "".join("<tr>" + "".join(self._cells(cell, row)) + "</tr>" for row in self.rows)
        return f'<table style="max-width:60em"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'

    def _cells(self, cell: str, row: tuple[str, ...]) -> Iterator[str]:
        """A row's cells, each with its column's name for where a page has no room for columns."""
        for head, text in zip(self.heads, row, strict=True):
            yield cell.replace("<td", f'<td data-head="{html.escape(head)}"') + f"{text}</td>"

    def __repr__(self) -> str:
        return "\n".join(" | ".join(row) for row in (self.heads, *self.rows))


def contents() -> Listing:
    """The reasons in teaching order: how you notice it, the lesson with its link, what it asks."""
    rows = []
    for number in catalogue.teaching_order():
        reason = catalogue.reason(number)
        link = f'<a href="{reason.lesson}.ipynb">{html.escape(reason.title)}</a>'
        rows.append((html.escape(reason.symptom), link, html.escape(reason.question)))
    return Listing(("You notice", "Lesson", "It asks"), tuple(rows))


def set_aside() -> Listing:
    """The claims of datasets/claims.csv that no lesson answers, each with the reason."""
    claims = read_claims()
    table = claims.loc[claims["set_aside"] != "", ["claim", "source", "text", "set_aside"]]
    rows = tuple(tuple(html.escape(str(cell)) for cell in row) for row in table.to_numpy())
    return Listing(("Claim", "Source", "What it says", "Why it is set aside"), rows)


def read_claims() -> pd.DataFrame:
    """datasets/claims.csv: one row a claim; claim and lesson are whole numbers, the rest text."""
    import pandas as pd

    path = tables.samples_folder() / "claims.csv"
    return pd.read_csv(path, dtype={"claim": int, "lesson": int}, keep_default_na=False)


def truth(*shops: Shop) -> Listing:
    """One row a reason: for each sample shop whether the failure was planted, and the sign's verdict."""
    severities = [planted_severities(shop) for shop in shops]
    rows = []
    for number in catalogue.teaching_order():
        reason = catalogue.reason(number)
        cells = (
            _cell(severity.get(number, 0), catalogue.measure(number, shop).verdict)
            for shop, severity in zip(shops, severities, strict=True)
        )
        rows.append((html.escape(reason.title), *cells))
    return Listing(("Reason", *(shop.name for shop in shops)), tuple(rows))


def planted_severities(shop: Shop) -> dict[int, float]:
    """The severity (0..1) of each failure planted in a sample shop, by number, from datasets/truth.json."""
    truths = json.loads((tables.samples_folder() / "truth.json").read_text(encoding="utf-8"))
    folder = shop.folder.name if shop.folder else ""
    return {
        int(number): severity for number, severity in truths["shops"][folder]["planted"].items()
    }


def _cell(severity: float, verdict: str) -> str:
    there = "not planted" if not severity else "planted" if severity >= 1 else "planted mildly"
    return f"{there}; the sign says <strong>{verdict}</strong>"
