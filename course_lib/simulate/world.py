"""A healthy small business in numbers: every knob of the simulation, and where its value is from."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

ASSUMED = "assumption"


def _value(value: Any, meaning: str, source: str = ASSUMED) -> Any:
    """A field of `World` with its healthy value, what it is and where the value is from."""
    return field(default=value, metadata={"meaning": meaning, "source": source})


RIVAL_IQ = "Rival IQ 2023 via teknojava: Facebook 5.04, Instagram 4.5, X 3.9; brands with at least 25,000 fans"
ENGAGED = (
    "saves, shares and comments together lie within the 0.06% (Facebook) to 0.47% (Instagram) of followers "
    "of Rival IQ 2023 via wishu.io; medians of brands with at least 25,000 fans"
)
MONETATE = (
    "Monetate, Q4 2013, via ClickZ: visits to web shops that end in a sale; here, in the form sent"
)
REPLIES = (
    "own count over customer-support posts: median 12 minutes, upper quartile 56 (n = 2,198 answered "
    "pairs, large brands); a small shop is assumed slower"
)
OWN = ASSUMED + ": what one small shop might manage"


@dataclass(frozen=True)
class World:
    """One business. Shares and chances are 0..1; each field's metadata hold its `meaning` and `source`.

    A failure is planted by replacing some of these values: see `reasons/rNN_slug/plant.py`.
    """

    # Where it is, and the time it takes
    platforms: tuple[str, ...] = _value(
        ("facebook", "instagram", "x"),
        "platforms in use; the first takes most minutes",
        "Clutch 2018, n about 350: Facebook used by 86%, Instagram by 48%; the third is an assumption",
    )
    minute_shares: tuple[float, ...] = _value((0.60, 0.25, 0.15), "minutes by platform")
    post_shares: tuple[float, ...] = _value((0.38, 0.33, 0.29), "posts by platform", RIVAL_IQ)
    hours_a_week: float = _value(
        6.0,
        "hours a week planned for social media",
        "VerticalResponse 2012, n = 462 small businesses: 43% spend 6 hours or more",
    )
    weeks_over: float = _value(0.06, "weeks that run more than a tenth over plan")
    focus: float = _value(0.75, "minutes spent on creating and replying")
    extra_accounts: int = _value(0, "further accounts opened")
    dormant_accounts: int = _value(0, "of those, how many have fallen silent")

    # What it wants
    whys: tuple[str, ...] = _value(
        (
            "Neighbours ask us before a repair, seen in leads",
            "Renters see what they can do themselves, seen in visits to the website",
            "Local builders ask for stock at short notice, seen in enquiries",
        ),
        "the why of each platform in use",
    )
    whom: tuple[str, ...] = _value(
        ("neighbours", "renters", "local builders"), "for whom each platform in use is"
    )
    unexplained_time: float = _value(0.0, "minutes on accounts without a why", OWN)
    goals_complete: bool = _value(True, "goals have metric, target, due date and day written", OWN)
    target: float = _value(1.0, "leads a day aimed for")

    # What it posts
    posts_a_week: float = _value(
        9.0, "posts a week, all platforms", f"assumption: two thirds of {RIVAL_IQ}"
    )
    posts_spread: float = _value(0.45, "spread of weekly posts, as a share of their mean")
    pitch_share: float = _value(
        0.25, "posts that sell", "assumption; rules such as 80/20 are folklore"
    )
    other_share: float = _value(0.38, "posts about somebody else")
    comment_chance: float = _value(0.55, "posts that do not sell and draw a comment")
    pitch_comment_chance: float = _value(0.45, "posts that sell and draw a comment")
    link_share: float = _value(0.65, "posts with a link")
    saves: float = _value(0.9, "saves a post", ENGAGED)
    shares: float = _value(0.5, "shares a post", ENGAGED)
    clicks: float = _value(
        0.36,
        "link clicks a post",
        "1.8% of people reached, accounts of 1,000 to 10,000 followers (Fanpage Karma 2021, 96,000 "
        "profiles), at 2.2% reach (Ignite 2021) and a link in two posts of three",
    )
    flat_week: float = _value(
        0.0, "0: a busier week is worth more; 1: a week's worth stays the same"
    )

    # How it talks
    people: int = _value(250, "people who exchange messages with it in a year")
    deep_share: float = _value(0.38, "of them, with two turns or more each way")
    answered_share: float = _value(
        0.945,
        "questions answered at all",
        "assumption for a well-kept shop; large brands answer 11% (Sprout Social, Q2 2016)",
    )
    answer_hours: float = _value(1.0, "median hours to an answer, where there is one", REPLIES)
    thanked_share: float = _value(0.80, "people who share something of ours and are thanked")
    returned_share: float = _value(0.65, "people who share something of ours and get a share back")
    pitched_share: float = _value(0.28, "people who get a sales pitch by message")
    ambush_share: float = _value(0.10, "pitches before the person has written twice")
    mention_chance: float = _value(0.10, "people who mention us in any 30 days")
    mention_lift: float = _value(0.20, "added chance in the 30 days after being promoted")

    # What it gets
    leads_a_day: float = _value(1.3, "people a day who get in touch for the first time")
    known_source: float = _value(
        0.92,
        "leads of whom it is noted how they found us",
        "assumption; 35% of marketers could measure return (Social Media Examiner 2020)",
    )
    main_odds: float = _value(2.55, "leads by the main platform for each lead by the others")
    eggs: float = _value(0.0, "share of leads moved from all sources to the largest")
    unreached: float = _value(0.3, "people from social media whom no other way reaches")
    other_weeks: float = _value(0.6, "weeks in which something is done outside social media")
    other_lift: float = _value(0.25, "more leads in weeks when that is done")
    judge_days: float = _value(90.0, "days after which the business judges, by sales", OWN)
    win_share: float = _value(0.31, "leads who buy, sooner or later")
    win_days: float = _value(25.0, "median days from first contact to buying")
    presence: tuple[float, ...] = _value((0.75, 0.45, 0.20), "clients found on each platform")
    clients_checked: int = _value(60, "clients looked up")
    followers: float = _value(1500, "followers in mid-year")
    follower_growth: float = _value(
        0.42, "growth of followers in a year", "TrackMaven 2015, 26,965 brands, across networks"
    )
    followers_follow_leads: float = _value(0.5, "new followers for each lead more than usual")
    decisive: float = _value(0.67, "numbers looked at that changed a decision")
    competitions: int = _value(0, "competitions a year that win followers by the hundred")
    visits: int = _value(8000, "visits to the website in a year")
    form_social: float = _value(0.0074, "visits from social media that end in the form", MONETATE)
    form_search: float = _value(
        0.0223, "visits from search, or direct, that end in the form", MONETATE
    )
    form_email: float = _value(0.0384, "visits from email that end in the form", MONETATE)

    # How it hangs together: all 0 in the sample shops
    week_share: float = _value(0.0, "part of a row's luck that all rows of its week share")
    week_carry: float = _value(0.0, "part of a week's luck that carries over into the next")
    lead_swing: float = _value(
        0.0, "standard deviation of the logarithm of weekly leads, beside luck"
    )
    gone_round: float = _value(
        0.0,
        "variance of a post's factor for saves, shares and clicks; 2.4 in a year of clumps",
        "500 posts of one cosmetics brand's page (Moro, Rita & Vala 2016): variance over mean is 67 for shares "
        "and 60 for comments; at 2.4 it is 69 for all useful acts together",
    )
    heavy_share: float = _value(0.0, "people who talk with us and ask ten questions more")
    side_effects: float = _value(
        0.0, "how far a failure disturbs its neighbours: 0 not at all, 1 much"
    )

    # What it costs
    spend: float = _value(3000.0, "money a year")
    training_share: float = _value(0.12, "money spent on courses and advisers")


def calibration() -> list[tuple[str, str, str, str]]:
    """Every parameter of a healthy World as (name, meaning, value, source), in order."""
    rows = []
    for knob in fields(World):
        metadata = knob.metadata
        rows.append((knob.name, metadata["meaning"], shown(knob.default), metadata["source"]))
    return rows


def shown(value: Any) -> str:
    """A parameter's value for a reader: "0.25", "yes", "facebook, instagram, x"."""
    if isinstance(value, tuple):
        words = [shown(one) for one in value]
        return ("; " if any("," in word for word in words) else ", ").join(words)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.0f}" if value >= 1000 else f"{value:.4g}"
    return str(value)


def between(healthy: float, failing: float, severity: float) -> float:
    """The value `severity` (0..1) of the way from healthy to failing."""
    return healthy + (failing - healthy) * severity
