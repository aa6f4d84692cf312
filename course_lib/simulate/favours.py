"""Sharing and being shared: the tables received, given, promos and mentions, and the thanks sent."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from course_lib.simulate.rhythm import DAYS, START, dates, dice, moments, some_days, some_seconds
from course_lib.simulate.talk import END, Person
from course_lib.simulate.world import World

_SHARERS = 0.45  # of the people who were not pitched; assumption
_OTHER_GIVEN = 60  # acts for people whether or not they shared anything; assumption


class Favours(NamedTuple):
    """What people shared of ours, what we did for them, and whom we thanked when (seconds since START)."""

    received: pd.DataFrame
    given: pd.DataFrame
    thanks: list[tuple[str, float]]


def favours(world: World, seed: int, everybody: list[Person]) -> Favours:
    """All favours of a year. Nobody who was pitched is among the sharers."""
    rng = dice(seed, "favours")
    received: list[tuple[str, float]] = []
    given: list[tuple[str, float]] = []
    thanks: list[tuple[str, float]] = []
    for person in everybody:
        luck, times = rng.random(3), 1 + rng.poisson(0.7)
        # Eight are drawn and few taken, so that everybody uses up the same dice: a failure that stops
        # one person from sharing does not reshuffle the next. Below nothing is drawn any more.
        acts = np.sort(rng.uniform(person.start, END, 8)[:times])
        thank_after, return_after = rng.exponential([8 * 3600, 9 * 86400])  # means; assumptions
        if person.pitched or luck[0] > _SHARERS:
            continue
        received += [(person.id, float(at)) for at in acts]
        if luck[1] < world.thanked_share and acts[0] + thank_after < END:
            thanks.append((person.id, float(acts[0] + thank_after)))
        if luck[2] < world.returned_share and acts[0] + return_after < END:
            given.append((person.id, float(acts[0] + return_after)))
    places = rng.integers(len(everybody), size=_OTHER_GIVEN)
    at_any_time = some_days(rng, _OTHER_GIVEN) * 86400 + some_seconds(rng, _OTHER_GIVEN)
    given += [(everybody[c].id, float(t)) for c, t in zip(places, at_any_time, strict=True)]
    return Favours(_acts(received), _acts(given), thanks)


def _acts(acts: list[tuple[str, float]]) -> pd.DataFrame:
    """(person, seconds since START) as a table of person_id and ts, in order of time."""
    acts = sorted(((who, round(at)) for who, at in acts), key=lambda act: (act[1], act[0]))
    seconds = np.array([at for _, at in acts], dtype="int64")
    who = pd.Series([who for who, _ in acts], dtype="str")
    return pd.DataFrame({"person_id": who, "ts": moments(np.zeros(len(acts)), seconds)})


def promos(seed: int, everybody: list[Person], posts: pd.DataFrame) -> pd.DataFrame:
    """The person promoted by each post about somebody else, as in `TABLES["promos"]`.

    Those who talk with us are chosen more often: friends would mention us anyway.
    """
    rng = dice(seed, "promos")
    about = posts.loc[posts["about"] == "other", "posted"]
    weight = np.array([2.0 if person.deep else 1.0 for person in everybody])
    places = rng.choice(len(everybody), size=len(about), p=weight / weight.sum())
    return pd.DataFrame(
        {
            "person_id": pd.Series([everybody[place].id for place in places], dtype="str"),
            "date": pd.to_datetime(about).dt.normalize().astype("datetime64[us]").to_numpy(),
        }
    )


def mentions(
    world: World, seed: int, everybody: list[Person], promotions: pd.DataFrame
) -> pd.DataFrame:
    """Who mentioned us when, as in `TABLES["mentions"]`: at any time, and after a promotion."""
    rng = dice(seed, "mentions")
    # Mentions a year (Poisson) that make one or more in 30 days as likely as `mention_chance` says.
    rate = -np.log(1 - world.mention_chance) * DAYS / 30
    rows: list[tuple[str, int]] = []
    for person in everybody:
        rows += [(person.id, int(day)) for day in some_days(rng, rng.poisson(rate))]
    first = promotions.groupby("person_id")["date"].min()
    for who, day in first.items():
        is_returned, after = rng.random() < world.mention_lift, int(rng.integers(1, 29))
        at = (day - START).days + after
        if is_returned and at < DAYS:
            rows.append((str(who), at))
    rows.sort(key=lambda row: (row[1], row[0]))
    days = dates(np.array([day for _, day in rows], dtype=int))
    return pd.DataFrame({"person_id": pd.Series([w for w, _ in rows], dtype="str"), "date": days})
