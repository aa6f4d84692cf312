"""What the business does and pays: the tables goals, accounts, posts, timelog, spend and weekly."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from course_lib.simulate.clumps import waves
from course_lib.simulate.rhythm import CHRISTMAS_WEEK, DAYS, START, WEEKS, dates, dice, season
from course_lib.simulate.world import World
from course_lib.tables.data_dictionary import TABLES

EXTRA_PLATFORMS = ("youtube", "pinterest", "tiktok", "threads", "linkedin", "snapchat")
SLOGAN = "We are there for you"  # what stands on every account that nobody has a reason for
_METRICS = (("leads", 0.9), ("visits", 2.0), ("enquiries", 0.1))  # of the platforms in use, a day
_FURTHER_METRIC = ("visits", 0.2)
_MISSING = (("target", "due"), ("metric", "target", "due", "written_on"), ("due", "written_on"))
_PURPOSES = ("create", "reply", "browse", "learn")
_FURTHER_MINUTES = 0.03  # of all minutes, for each further account that is alive; assumption
# Assumption: money not spent on training, by category.
_OTHER_SPEND = {"ads": 0.40, "tools": 0.20, "content": 0.28, "other": 0.12}


def platforms_of(world: World) -> tuple[str, ...]:
    """Every platform with an account: those in use, then the further ones."""
    return world.platforms + EXTRA_PLATFORMS[: world.extra_accounts]


def dormant_of(world: World) -> tuple[str, ...]:
    """The further accounts that have fallen silent."""
    return EXTRA_PLATFORMS[: world.extra_accounts][: world.dormant_accounts]


def accounts(world: World, posts: pd.DataFrame) -> pd.DataFrame:
    """Every account with the day of its last post, as in `TABLES["accounts"]`."""
    last = pd.to_datetime(posts["posted"]).dt.normalize().groupby(posts["platform"]).max()
    names = platforms_of(world)
    lost = set(dormant_of(world)[1::2])  # every second silent account has lost its password
    return pd.DataFrame(
        {
            "platform": pd.Series(names, dtype="str"),
            "last_post": pd.Series([last[name] for name in names], dtype="datetime64[us]"),
            "login_ok": [name not in lost for name in names],
        }
    )


# Numbers that a business may look at, and what each made it do where it made it do anything.
_NUMBERS = {
    "enquiries": "moved Thursday's hour from browsing to replies",
    "questions asked": "put the opening hours into the profile",
    "link clicks": "took the second page off the website",
    "reach": "posts before work instead of after it",
    "likes": "stopped ordering the blue tins",
    "followers": "closed the account that nobody wrote to",
}


def numbers(world: World) -> pd.DataFrame:
    """The numbers somebody looks at, as in `TABLES["numbers"]`; the first ones changed a decision."""
    last, changed = START + pd.Timedelta(days=DAYS - 3), round(world.decisive * len(_NUMBERS))
    decided = START + pd.Timedelta(days=DAYS - 40)
    rows = [
        (name, last, deed if place < changed else "", decided if place < changed else pd.NaT)
        for place, (name, deed) in enumerate(_NUMBERS.items())
    ]
    frame = pd.DataFrame(rows, columns=["name", "last_looked", "decision", "decided_on"])
    kinds = dict.fromkeys(("last_looked", "decided_on"), "datetime64[us]")
    return frame.astype(kinds | dict.fromkeys(("name", "decision"), "str"))


def goals(world: World) -> pd.DataFrame:
    """One goal an account, as in `TABLES["goals"]`. The first platform's is leads a day."""
    rows = []
    without_why = _without_why(world)
    purposes = zip(world.whys, world.whom, _METRICS, strict=True)
    in_use = dict(zip(world.platforms, purposes, strict=True))
    for place, name in enumerate(platforms_of(world)):
        further = (f"{name.title()} finds us people nearby", "people nearby", _FURTHER_METRIC)
        why, who, (metric, baseline) = in_use.get(name, further)
        target = world.target if place == 0 else 1.5 * baseline
        row = {
            "platform": name,
            "why": SLOGAN if name in without_why else why,
            "who": "" if name in without_why else who,
            "outcome": "" if name in without_why else metric,
            "judge_days": world.judge_days,
            "judge_by": "sales",
            "metric": metric,
            "baseline": baseline,
            "target": round(target, 2),
            "due": pd.Timestamp("2026-12-31"),
            "written_on": START + pd.Timedelta(days=3 * place),
        }
        if not world.goals_complete:
            blank = {"metric": "", "target": np.nan, "due": pd.NaT, "written_on": pd.NaT}
            row |= {key: blank[key] for key in _MISSING[place % len(_MISSING)]}
        rows.append(row)
    frame = pd.DataFrame(rows)[list(TABLES["goals"].names)]
    kinds = dict.fromkeys(("platform", "why", "who", "outcome", "judge_by", "metric"), "str")
    kinds |= {"target": "float64", "judge_days": "float64"}
    return frame.astype(kinds | {"due": "datetime64[us]", "written_on": "datetime64[us]"})


def _without_why(world: World) -> set[str]:
    """The platforms whose minutes together come nearest to the share that has no why."""
    shares = dict(zip(world.platforms, world.minute_shares, strict=True))
    sets = [set(some) for size in range(4) for some in combinations(shares, size)]
    return min(
        sets, key=lambda some: abs(sum(shares[name] for name in some) - world.unexplained_time)
    )


def timelog(world: World, seed: int) -> pd.DataFrame:
    """Minutes by week, platform and purpose, as in `TABLES["timelog"]`."""
    rng = dice(seed, "timelog")
    names = [name for name in platforms_of(world) if name not in dormant_of(world)]
    further = len(names) - len(world.platforms)
    shares = np.array(world.minute_shares + (_FURTHER_MINUTES,) * further)
    luck = waves(world, seed, "timelog").luck(rng.random(WEEKS), np.arange(WEEKS))
    over = luck < world.weeks_over
    # Minutes spent for one planned: clear of the tenth over plan on either side, so that nothing else
    # in a week, such as rounding, decides whether it ran over. The widths are assumptions.
    stretch = np.where(over, rng.uniform(1.2, 1.7, WEEKS), rng.uniform(0.75, 1.03, WEEKS))
    rows = []
    for week in range(1, WEEKS + 1):
        budget = 60 * world.hours_a_week * (0.4 if week == CHRISTMAS_WEEK else 1)
        # Dirichlet: shares that waver around the given ones, the less the larger the factor. Assumption:
        # 60 and 80 keep a week's share of a half within about 0.06 of it, in two weeks of three.
        mix = rng.dirichlet(60 * shares / shares.sum())
        planned = np.outer(shares / shares.sum(), _split(0.75)) * budget
        actual = np.outer(mix, rng.dirichlet(80 * _split(world.focus))) * budget * stretch[week - 1]
        for cell in np.ndindex(actual.shape):
            name, purpose = names[cell[0]], _PURPOSES[cell[1]]
            minutes, plan_minutes = (round(float(table[cell])) for table in (actual, planned))
            rows.append((week, name, minutes, plan_minutes, purpose, _whom(purpose, rng)))
    columns = ["week", "platform", "minutes", "planned", "purpose", "with_whom"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"minutes": "float64", "planned": "float64", "platform": "str"})


def _split(focus: float) -> np.ndarray:
    """Minutes by purpose: create and reply share the focused part, browse and learn the rest."""
    return np.array([0.6 * focus, 0.4 * focus, 0.75 * (1 - focus), 0.25 * (1 - focus)])


def _whom(purpose: str, rng: np.random.Generator) -> str:
    """With whom minutes of this purpose are spent; the chances are assumptions."""
    luck = rng.random()  # drawn for every purpose, so that all use up the same dice
    if purpose == "reply":
        return "client" if luck < 0.8 else "peer"
    if purpose == "browse":
        return "peer" if luck < 0.6 else "none"
    return "none"


def spend(world: World, seed: int, leads: pd.DataFrame) -> pd.DataFrame:
    """Payments, as in `TABLES["spend"]`, with `paid_on`.

    Training is bought after the quietest four weeks, as people do: the weeks after look better.
    """
    rng = dice(seed, "spend")
    week = ((leads["first_contact"] - START).dt.days // 7).to_numpy()
    per_week = np.bincount(week, minlength=WEEKS)[:WEEKS]
    # The four weeks from each week on, without the first six and the last nine: there must be weeks before
    # the course and after it to compare. It is paid for the day after them, 6 + 4 weeks in.
    month = np.convolve(per_week, np.ones(4), "valid")[6:40]
    first_day = 7 * (int(month.argmin()) + 10)
    amounts = {"training": world.training_share * world.spend}
    rest = (1 - world.training_share) * world.spend
    amounts |= {name: share * rest for name, share in _OTHER_SPEND.items()}
    rows = []
    for category, amount in amounts.items():
        parts = 3 if category == "training" else 12
        # Three instalments a fortnight apart; everything else is paid monthly. Assumption.
        days = first_day + 14 * np.arange(3) if parts == 3 else 30 * np.arange(12) + 3
        for day, part in zip(days, rng.dirichlet(np.full(parts, 20.0)), strict=True):
            rows.append((category, round(float(part * amount), 2), int(day)))
    frame = pd.DataFrame(rows, columns=["category", "amount", "day"]).sort_values(
        ["day", "category"], ignore_index=True
    )
    frame["paid_on"] = dates(frame.pop("day").to_numpy())
    return frame.astype({"category": "str"})


def done_elsewhere(world: World, seed: int) -> np.ndarray:
    """How many things are done outside social media in each of the 52 weeks; more in season."""
    rng = dice(seed, "elsewhere")
    busy = season().reshape(WEEKS, 7).mean(axis=1)
    is_busy = rng.random(WEEKS) < np.clip(world.other_weeks * busy, 0, 1)
    return np.where(is_busy, 1 + rng.poisson(0.8, WEEKS), 0)


def weekly(world: World, seed: int, posts: pd.DataFrame, leads: pd.DataFrame) -> pd.DataFrame:
    """One row a week, agreeing with posts and clients, as in `TABLES["weekly"]`."""
    rng = dice(seed, "weekly")
    week = ((leads["first_contact"] - START).dt.days // 7).to_numpy()
    per_week = np.bincount(week, minlength=WEEKS)
    return pd.DataFrame(
        {
            "week": np.arange(1, WEEKS + 1),
            "social": np.bincount(posts["week"], minlength=WEEKS + 1)[1:],
            "other": done_elsewhere(world, seed),
            "leads": per_week,
            "followers": _followers(world, rng, per_week),
        }
    )


def _followers(world: World, rng: np.random.Generator, leads: np.ndarray) -> np.ndarray:
    """Followers at the end of each week; competitions bring them by the hundred, and some leave."""
    # Growth is steady, so that mid-year, for which `followers` is given, lies half of it above the start.
    start = world.followers / (1 + world.follower_growth / 2)
    steady = world.follower_growth * start / WEEKS
    lift = world.followers_follow_leads * (leads - 7 * world.leads_a_day)
    new = rng.poisson(np.clip(steady + lift, 0.5, None)).astype(float)
    weeks = rng.choice(np.arange(2, WEEKS), size=world.competitions, replace=False)
    # Assumptions: a competition wins 1.5 to 3% of the crowd, and a tenth as many leave as join.
    new[weeks] += rng.uniform(0.015, 0.03, world.competitions) * start
    new -= rng.poisson(0.1 * steady, WEEKS)
    return np.rint(start + np.cumsum(new)).astype("int64")
