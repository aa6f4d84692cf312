"""The checkpoints: after each block of lessons a business with some of its faults, and a task of its own kind."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from course_lib import catalogue, finding, mystery
from course_lib.grammar import spoken_day
from course_lib.intervals import wilson
from course_lib.overview import Listing
from course_lib.words import CatalogueError, Recall, build

if TYPE_CHECKING:
    from course_lib.tables import Shop

FILE = "checkpoints.toml"


@dataclass(frozen=True)
class Item:
    """A reason of the block: whether the business has it, and a sentence on why or why not."""

    number: int
    has: bool
    says: str


@dataclass(frozen=True)
class Line:
    """A line of a report, whether it is flawed, and what is to be said of it; {words} come from `facts`."""

    id: str
    text: str
    flawed: bool
    says: str


@dataclass(frozen=True)
class Checkpoint:
    """One block's checkpoint. `simulated` are the faults by which the simulation makes the business.

    `evidence` is what is shown when the guess is locked: "charts" or "words".
    """

    part: str
    business: str
    simulated: tuple[int, ...]
    evidence: str
    items: tuple[Item, ...]
    lines: tuple[Line, ...] = ()
    questions: tuple[Recall, ...] = ()

    @property
    def reasons(self) -> tuple[Item, ...]:
        """Every reason of the block in teaching order; one that the file does not know is not had."""
        items = {item.number: item for item in self.items}
        numbers = [n for n in catalogue.teaching_order() if catalogue.reason(n).part == self.part]
        return tuple(items.get(number, Item(number, False, "")) for number in numbers)


@cache
def checkpoints() -> dict[str, Checkpoint]:
    """Every checkpoint by its block. Raises CatalogueError for a key that is missing or unknown."""
    rows = tomllib.loads((Path(__file__).parent / FILE).read_text(encoding="utf-8"))["checkpoint"]
    every = [build(Checkpoint, row, f"{FILE}, checkpoint {i}") for i, row in enumerate(rows, 1)]
    return {one.part: one for one in every}


def checkpoint_of(part: str) -> Checkpoint:
    """The checkpoint of a block. Raises CatalogueError, naming those there are, if there is none."""
    if part not in checkpoints():
        there = ", ".join(checkpoints())
        raise CatalogueError(f"There is no checkpoint for {part!r}; the course has {there}.")
    return checkpoints()[part]


def slug(part: str) -> str:
    """A block as file names and keys have it: "where-and-time"."""
    return re.sub(r"\W+", "-", part.casefold())


@cache
def business_of(part: str) -> Shop:
    """The business of a block's checkpoint, in memory, the same every time; its tables show what was planted."""
    from course_lib.simulate.business import business

    one = checkpoint_of(part)

    def make(seed: int) -> Shop:
        return business(one.business, seed, dict.fromkeys(one.simulated, 1.0))

    return mystery.clear_shop(make, f"checkpoint {part}", one.simulated)


def facts(shop: Shop) -> dict[str, str]:
    """What a report may say of a business, in words by name: people asked, followers, numbers looked at."""
    clients, weekly, numbers = shop.clients, shop.weekly, shop.numbers
    sources = clients["source"].dropna()
    sources = sources[sources != ""]
    social = sources.isin(set(shop.accounts["platform"]))
    changed = numbers["decision"].fillna("") != ""
    return {
        "leads": f"{len(clients):,}",
        "known": f"{len(sources):,}",
        "known_share": finding.tell(wilson(len(sources), len(clients)), "share"),
        "social": f"{100 * social.mean():.0f}",
        "followers_first": f"{weekly['followers'].iloc[0]:,}",
        "followers_last": f"{weekly['followers'].iloc[-1]:,}",
        "looked": f"{len(numbers)}",
        "changed": f"{int(changed.sum())}",
    }


def goals_in_words(shop: Shop) -> list[str]:
    """What hangs on the wall: for each place why, what is to be reached by when, and when it is judged."""
    import pandas as pd

    sentences = []
    for goal in shop.goals.to_dict("records"):
        due = goal["due"]
        day = "no day is written" if pd.isna(due) else spoken_day(due)
        target = "none is written" if pd.isna(goal["target"]) else f"{goal['target']:g} a day"
        sentences.append(
            f"{goal['platform'].capitalize()}: “{goal['why']}.” Target: {target}; by when: {day}. Judged after "
            f"{goal['judge_days']:g} days, by {goal['judge_by']}."
        )
    return sentences


def places_on_paper(shop: Shop) -> Listing:
    """A business's places to draw by hand: time, customers asked, new customers, and the days since a post."""
    minutes = shop.timelog.groupby("platform")["minutes"].sum() / mystery.YEAR
    users = shop.presence.groupby("platform")["present"].agg(["sum", "count"])
    sources = shop.clients["source"].value_counts()
    silent = (shop.today - shop.accounts.set_index("platform")["last_post"]).dt.days
    rows = [
        (
            name.capitalize(),
            f"{minutes.get(name, 0):.0f}",
            f"{users['sum'].get(name, 0)} of {users['count'].get(name, 0)}",
            f"{sources.get(name, 0)}",
            f"{silent[name]}",
        )
        for name in shop.accounts["platform"]
    ]
    return Listing(
        (
            "Place",
            "Minutes a week",
            "Customers who use it",
            "New customers from it",
            "Days since a post",
        ),
        tuple(rows),
    )


def weeks_on_paper(shop: Shop, weeks: int = 13) -> Listing:
    """A business's last weeks to draw by hand, oldest first: hours planned and hours spent."""
    hours = shop.timelog.groupby("week")[["planned", "minutes"]].sum().tail(weeks) / 60
    pairs = zip(hours["planned"], hours["minutes"], strict=True)
    rows = tuple(
        (f"{i}", f"{plan:.1f}", f"{spent:.1f}") for i, (plan, spent) in enumerate(pairs, 1)
    )
    return Listing(("Week", "Hours planned", "Hours spent"), rows)
