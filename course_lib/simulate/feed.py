"""What the business posts and what comes back: the table posts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from course_lib.simulate.clumps import gone_round, waves
from course_lib.simulate.effort import EXTRA_PLATFORMS, dormant_of
from course_lib.simulate.rhythm import (
    CHRISTMAS_WEEK,
    DAYS,
    WEEKS,
    daily,
    dice,
    moments,
    season,
    some_seconds,
)
from course_lib.simulate.world import World

_KINDS = ("help", "question", "story")
_KIND_SHARES = (0.4, 0.25, 0.35)  # of posts that do not sell; assumption
_PITCH_ABOUT_OTHER = 0.3  # a pitch is this much less often about somebody else; assumption


def posts(world: World, seed: int) -> pd.DataFrame:
    """One row a post in order of time, as in `TABLES["posts"]`, with `posted` (text, UTC) besides."""
    usual, spare = _usual(world, dice(seed, "posts")), _spare(world, dice(seed, "accounts"))
    per_week = np.bincount(usual["week"], minlength=WEEKS + 1)
    per_week += np.bincount(spare["week"], minlength=WEEKS + 1)
    parts = [
        _filled(world, seed, "posts", usual, per_week),
        _filled(world, seed, "accounts", spare, per_week),
    ]
    frame = pd.concat(parts).sort_values(["posted", "platform"], kind="stable", ignore_index=True)
    frame["posted"] = frame["posted"].dt.strftime("%Y-%m-%d %H:%M:%S").astype("str")
    return frame


def _usual(world: World, rng: np.random.Generator) -> pd.DataFrame:
    """Week, platform and time of the posts on the platforms in use: bursts, and a silent Christmas."""
    busy = season().reshape(WEEKS, 7).mean(axis=1)
    shape = 1 / world.posts_spread**2  # a gamma factor with mean 1 and this standard deviation
    counts = np.rint(world.posts_a_week * busy * rng.gamma(shape, 1 / shape, WEEKS)).astype(int)
    counts = np.maximum(counts, 1)
    counts[CHRISTMAS_WEEK - 1] = 0
    counts[-1] = max(counts[-1], len(world.platforms))
    day, total = daily()[:7], int(counts.sum())
    days = 7 * np.repeat(np.arange(WEEKS), counts) + rng.choice(7, size=total, p=day / day.sum())
    platform = rng.choice(world.platforms, size=total, p=world.post_shares)
    platform[-len(world.platforms) :] = world.platforms  # each is alive in the last week
    return _placed(days, platform, rng)


def _spare(world: World, rng: np.random.Generator) -> pd.DataFrame:
    """The posts on further accounts: now and then on the live ones, long ago on the silent ones."""
    days: list[int] = []
    names: list[str] = []
    for name in EXTRA_PLATFORMS:
        # Drawn for accounts that are not there too, so that one more leaves the posts of the others alone.
        last, gaps = int(rng.integers(45, 300)), rng.integers(5, 15, size=60)
        if name not in EXTRA_PLATFORMS[: world.extra_accounts]:
            continue
        silent = name in dormant_of(world)
        end = DAYS - last if silent else DAYS - 3
        own = [end, *(end - np.cumsum(gaps[: 4 if silent else 60]))]
        days += [int(day) for day in own if day >= 0]
        names += [name] * (len(days) - len(names))
    return _placed(np.array(days, dtype=int), np.array(names, dtype=object), rng)


def _placed(days: np.ndarray, platform: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Posts as week (1 to 52), platform and posted (datetime), from their day numbers and platforms."""
    posted = moments(days, some_seconds(rng, len(days)))
    return pd.DataFrame(
        {"week": days // 7 + 1, "platform": pd.Series(platform, dtype="str"), "posted": posted}
    )


def _filled(
    world: World, seed: int, table: str, placed: pd.DataFrame, per_week: np.ndarray
) -> pd.DataFrame:
    """The posts with what they are about and what came back; `per_week` counts posts, week 0 unused."""
    rng, weeks = dice(seed, f"{table}.words"), waves(world, seed, "posts", 6)
    count, week = len(placed), placed["week"].to_numpy(dtype=int) - 1
    luck = rng.random((count, 5))
    luck = np.column_stack([weeks.luck(luck[:, place], week, place) for place in range(5)])
    pitch = luck[:, 0] < world.pitch_share
    soft = np.array(_KINDS)[np.searchsorted(np.cumsum(_KIND_SHARES)[:-1], luck[:, 1])]
    # So that posts of both sorts together come to `other_share`.
    usual = world.other_share / (1 - (1 - _PITCH_ABOUT_OTHER) * world.pitch_share)
    other = luck[:, 2] < usual * np.where(pitch, _PITCH_ABOUT_OTHER, 1)
    linked = luck[:, 3] < world.link_share
    chance = np.where(pitch, world.pitch_comment_chance, world.comment_chance)
    comments = np.where(luck[:, 4] < chance, 1 + rng.poisson(0.8, count), 0)
    # At 1, a week of twice the posts brings half as much for each, and so no more in all.
    worth = (world.posts_a_week / per_week[placed["week"]]) ** world.flat_week
    clicks = np.where(linked, world.clicks / world.link_share * worth, 0)
    acts = (world.saves + world.shares) * worth + clicks
    goes_round = weeks.luck(dice(seed, f"{table}.round").random(count), week, 5)
    factor = gone_round(world, acts, goes_round)
    worth, clicks = worth * factor, clicks * factor
    return pd.DataFrame(
        {
            "week": placed["week"].astype("int64"),
            "platform": placed["platform"],
            "kind": pd.Series(np.where(pitch, "pitch", soft), dtype="str"),
            "about": pd.Series(np.where(other, "other", "self"), dtype="str"),
            "link_to": pd.Series(
                np.where(linked, np.where(other, "other", "own"), "none"), dtype="str"
            ),
            "comments": comments,
            "saves": rng.poisson(world.saves * worth),
            "shares": rng.poisson(world.shares * worth),
            "clicks": rng.poisson(clicks),
            "posted": placed["posted"],
        }
    )
