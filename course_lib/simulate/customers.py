"""Who gets in touch, buys and visits: the tables clients, presence and visits."""

from __future__ import annotations

import numpy as np
import pandas as pd

from course_lib.simulate.clumps import swing, waves
from course_lib.simulate.effort import done_elsewhere
from course_lib.simulate.rhythm import DAYS, daily, dates, dice
from course_lib.simulate.world import World

# Assumption: how the leads that no platform brought found the shop, and the part platforms brought.
_ELSEWHERE = {"search": 0.13, "walk-in": 0.10, "friend": 0.10, "email": 0.06}
_WIN_SPREAD = 1.0  # of log days; assumption

# Assumption: where visits come from. Platforms share the rest as they share posts.
_VISITS_ELSEWHERE = {"search": 0.38, "direct": 0.20, "email": 0.10}
_SAW_SERVICES, _SAW_CONTACT = 0.35, 0.30  # of those a step before; assumption


def clients(world: World, seed: int) -> pd.DataFrame:
    """One row a lead in order of first contact, as in `TABLES["clients"]`."""
    rng = dice(seed, "clients")
    lift = np.repeat(1 + world.other_lift * (done_elsewhere(world, seed) > 0), 7)
    # Divided by its mean, the lift moves leads between weeks and adds none.
    busy = daily() * lift / lift.mean() * np.repeat(swing(world, seed), 7)
    per_day = rng.poisson(world.leads_a_day * busy)
    first = np.repeat(np.arange(DAYS), per_day)
    count = len(first)
    # All the luck at once, a column a question: an answer that a failure changes moves no other.
    luck, weeks = rng.random((count, 4)), waves(world, seed, "clients", 4)
    luck = np.column_stack([weeks.luck(luck[:, place], first // 7, place) for place in range(4)])
    lag = np.rint(world.win_days * np.exp(_WIN_SPREAD * rng.standard_normal(count)))
    won_on = np.where((luck[:, 0] < world.win_share) & (first + lag < DAYS), first + lag, np.nan)
    shares = source_shares(world)
    steps = np.cumsum(list(shares.values()))
    source = np.array(list(shares))[np.searchsorted(steps / steps[-1], luck[:, 1])]
    ids = np.array([f"p{number:04d}" for number in range(1, count + 1)])
    is_noted = luck[:, 2] < world.known_source
    sent_by = _referrers(ids, first, won_on, is_noted & (source == "friend"), luck[:, 3])
    return pd.DataFrame(
        {
            "person_id": pd.Series(ids, dtype="str"),
            "first_contact": dates(first),
            "won_on": dates(won_on),
            "source": pd.Series(np.where(is_noted, source, ""), dtype="str"),
            "referred_by": pd.Series(sent_by, dtype="str"),
            "referred_via": pd.Series(_known_from(world, seed, sent_by), dtype="str"),
            "reach": pd.Series(_reach(world, seed, source), dtype="str"),
        }
    )


def _reach(world: World, seed: int, source: np.ndarray) -> np.ndarray:
    """How each is reached off the platforms; "none" for some of those who came by one."""
    luck = dice(seed, "reach").random((len(source), 2))
    way = np.where(luck[:, 1] < 0.5, "email", np.where(luck[:, 1] < 0.8, "phone", "visit"))
    is_lost = np.isin(source, world.platforms) & (luck[:, 0] < world.unreached)
    return np.where(is_lost, "none", way)


def source_shares(world: World) -> dict[str, float]:
    """Share of leads by source: the platforms, then everything else. Sums to 1."""
    social = 1 - sum(_ELSEWHERE.values())
    main = social * world.main_odds / (1 + world.main_odds)
    rest = np.array(world.minute_shares[1:])
    others = dict(zip(world.platforms[1:], (social - main) * rest / rest.sum(), strict=True))
    shares = {world.platforms[0]: main, **others, **_ELSEWHERE}
    largest = max(shares, key=shares.__getitem__)
    moved = {name: share * (1 - world.eggs) for name, share in shares.items()}
    return {**moved, largest: moved[largest] + world.eggs}


def _referrers(
    ids: np.ndarray, first: np.ndarray, won_on: np.ndarray, by_friend: np.ndarray, luck: np.ndarray
) -> list[str]:
    """For those sent by a friend, somebody who had bought by then, if anybody had."""
    names = []
    for place, has_friend in enumerate(by_friend):
        buyers = ids[won_on < first[place]] if has_friend else ids[:0]
        names.append(str(buyers[int(luck[place] * len(buyers))]) if len(buyers) else "")
    return names


def _known_from(world: World, seed: int, sent_by: list[str]) -> np.ndarray:
    """The platform from which we know those who sent people; "" where it is another way, or nobody did."""
    luck = dice(seed, "referred_via").random((len(sent_by), 2))
    main = luck[:, 0] < world.main_odds / (1 + world.main_odds)
    others = np.array(world.platforms[1:])[
        (luck[:, 1] * 2 % 1 * (len(world.platforms) - 1)).astype(int)
    ]
    is_there = (np.array(sent_by) != "") & (luck[:, 1] < 0.8)
    return np.where(is_there, np.where(main, world.platforms[0], others), "")


def presence(world: World, seed: int, leads: pd.DataFrame) -> pd.DataFrame:
    """Some clients, looked up on each platform in use, as in `TABLES["presence"]`."""
    rng = dice(seed, "presence")
    count = min(world.clients_checked, len(leads))
    places = np.sort(rng.choice(len(leads), size=count, replace=False))
    luck = rng.random((count, len(world.platforms)))
    return pd.DataFrame(
        {
            "client_id": pd.Series(
                np.repeat(leads["person_id"].to_numpy()[places], len(world.platforms)), dtype="str"
            ),
            "platform": pd.Series(list(world.platforms) * count, dtype="str"),
            "present": (luck < np.array(world.presence)).ravel(),
        }
    )


def visits(world: World, seed: int) -> pd.DataFrame:
    """One row a visit, each step nested in the one before, as in `TABLES["visits"]`."""
    rng = dice(seed, "visits")
    count = int(rng.poisson(world.visits))
    social = 1 - sum(_VISITS_ELSEWHERE.values())
    platforms = dict(zip(world.platforms, social * np.array(world.post_shares), strict=True))
    weights = {**_VISITS_ELSEWHERE, **platforms}
    chances = dict.fromkeys(world.platforms, world.form_social)
    chances |= {"search": world.form_search, "direct": world.form_search, "email": world.form_email}
    odds = np.array(list(weights.values()))
    source = rng.choice(list(weights), size=count, p=odds / odds.sum())
    luck = rng.random((count, 3))
    services = luck[:, 0] < _SAW_SERVICES
    contact = services & (luck[:, 1] < _SAW_CONTACT)
    # `chances` are of all visits, and only those who saw both pages can send the form.
    sends = np.array([chances[name] for name in source]) / (_SAW_SERVICES * _SAW_CONTACT)
    form = contact & (luck[:, 2] < sends)
    return pd.DataFrame(
        {
            "source": pd.Series(source, dtype="str"),
            "services": services,
            "contact": contact,
            "form": form,
        }
    )
