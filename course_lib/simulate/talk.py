"""Conversations: the table messages, from people who ask once to people who keep talking."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from course_lib.simulate.clumps import Waves, waves
from course_lib.simulate.rhythm import DAYS, START, dice, some_days, some_seconds
from course_lib.simulate.world import World

# Assumptions, in turns, days and shares; no source was found for any of them.
_EXTRA_TURNS = 1.2
_QUESTIONS_OF_DEEP, _ASKS_ONCE = 1.15, 0.8
_QUESTIONS_OF_HEAVY = 10
_REPLY_TO_EARLY, _REPLY_TO_LATER = 0.12, 0.5
_CLIENTS_AMONG_DEEP, _CLIENTS_AMONG_OTHERS = 0.6, 0.3
_DAY = 24 * 3600
END = DAYS * _DAY - 1

Message = tuple[float, str, str]  # seconds since START, direction, type


@dataclass(frozen=True)
class Person:
    """Somebody who exchanges messages with us: `start` in seconds since START."""

    id: str
    start: float
    deep: bool
    pitched: bool
    early: bool
    heavy: bool


def people(world: World, seed: int, leads: pd.DataFrame) -> list[Person]:
    """Everybody who exchanges messages; some are leads, and those who talk more often so."""
    rng = dice(seed, "people")
    count = world.people + int(rng.integers(-10, 11))
    luck = rng.random((count, 4))
    deep = luck[:, 0] < world.deep_share
    weight = np.where(leads["won_on"].notna(), 3.0, 1.0)
    order = _weighted_order(rng, weight)
    first = ((leads["first_contact"] - START).dt.days).to_numpy()
    days, seconds = some_days(rng, count), some_seconds(rng, count)
    is_lead = luck[:, 1] < np.where(deep, _CLIENTS_AMONG_DEEP, _CLIENTS_AMONG_OTHERS)
    names = [f"p{5001 + place}" for place in range(count)]
    for place, lead in zip(np.flatnonzero(is_lead), order, strict=False):
        names[place], days[place] = str(leads["person_id"].iloc[lead]), first[lead]
    weeks = waves(world, seed, "people", 4)
    luck = np.column_stack([weeks.luck(luck[:, column], days // 7, column) for column in range(4)])
    heavy = dice(seed, "heavy").random(count) < world.heavy_share
    return [
        Person(
            id=names[place],
            start=float(days[place] * _DAY + seconds[place]),
            deep=bool(luck[place, 0] < world.deep_share),
            pitched=bool(luck[place, 2] < world.pitched_share),
            early=bool(luck[place, 3] < world.ambush_share),
            heavy=bool(heavy[place]),
        )
        for place in range(count)
    ]


def _weighted_order(rng: np.random.Generator, weight: np.ndarray) -> np.ndarray:
    """Places in random order, heavier ones tending to come first."""
    # Waiting times: whoever has three times the weight comes three times as fast.
    return np.argsort(rng.exponential(size=len(weight)) / weight)


def messages(
    world: World, seed: int, everybody: list[Person], thanks: list[tuple[str, float]]
) -> pd.DataFrame:
    """One row a message in order of time, as in `TABLES["messages"]`.

    `thanks` are messages sent to people who shared something of ours: (person, seconds since START).
    """
    talks: list[tuple[str, list[Message]]] = [(who, [(at, "out", "thanks")]) for who, at in thanks]
    weeks = waves(world, seed, "messages")
    for place, person in enumerate(everybody):
        # Dice of their own for everybody: one conversation more reshuffles nobody else's.
        rng = dice(seed, f"messages {place}")
        talks += [(person.id, talk) for talk in _talks(world, rng, person, weeks) if talk]
    talks.sort(key=lambda talk: (talk[1][0][0], talk[0]))
    rows = [
        (f"c{number:04d}", who, round(at), direction, kind)
        for number, (who, talk) in enumerate(talks, start=1)
        for at, direction, kind in talk
    ]
    frame = pd.DataFrame(rows, columns=["conv_id", "person_id", "ts", "direction", "type"])
    frame["by"] = "person"  # a machine that answers is no fault of the two sample shops
    frame["asked"] = _asked(frame, seed)
    frame["ts"] = (START + pd.to_timedelta(frame["ts"], "s")).astype("datetime64[us]")
    return frame.sort_values(["ts", "conv_id"], kind="stable", ignore_index=True)


def _asked(frame: pd.DataFrame, seed: int) -> np.ndarray:
    """Of each pitch whether they had asked for it: early ones no, of the later ones half; else ""."""
    inbound = (frame["direction"] == "in").groupby(frame["conv_id"]).cumsum()
    half = np.where(dice(seed, "asked").random(len(frame)) < 0.5, "yes", "no")
    return np.where(frame["type"] != "pitch", "", np.where(inbound < 2, "no", half))


def _talks(
    world: World, rng: np.random.Generator, person: Person, weeks: Waves
) -> list[list[Message]]:
    """All conversations with one person. Only deep people reach two turns each way."""
    count = rng.poisson(_QUESTIONS_OF_DEEP) if person.deep else rng.random() < _ASKS_ONCE
    if person.deep and person.heavy:
        count += _QUESTIONS_OF_HEAVY
    questions = [_question(world, rng, person, weeks) for _ in range(int(count))]
    pitch = _early_pitch(rng, person) if person.early else _later_pitch(rng, person)
    if person.deep:
        later = person.pitched and not person.early
        chats = [_long_chat(rng, person, later)]
        return chats + questions + ([pitch] if person.pitched and person.early else [])
    if person.pitched:
        return [pitch]
    return questions or [_short_chat(rng, person)]


def _question(
    world: World, rng: np.random.Generator, person: Person, weeks: Waves
) -> list[Message]:
    """A question, answered or not. Later questions of the same person come at any later time."""
    at = person.start if not person.deep else person.start + rng.random() * (END - person.start)
    # Log-normal around the median, with the upper quartile at three times it (1.6). Assumption.
    wait = 3600 * world.answer_hours * np.exp(1.6 * rng.standard_normal())
    luck, pleased = rng.random(), rng.random() < 0.3
    week = np.array([int(at // (7 * _DAY))])
    answered = weeks.luck(np.array([luck]), week)[0] < world.answered_share
    talk: list[Message] = [(at, "in", "question")]
    if answered and at + wait <= END:
        talk.append((at + wait, "out", "answer"))
        if person.deep and pleased and at + wait + 1800 <= END:
            talk.append((at + wait + 1800, "in", "thanks"))
    return talk


def _long_chat(rng: np.random.Generator, person: Person, pitch: bool) -> list[Message]:
    """Two turns or more each way; the pitch, if any, comes after they wrote twice."""
    turns = 2 + rng.poisson(_EXTRA_TURNS)
    directions = ["in", "out"] * turns
    if not pitch and rng.random() < 0.2:
        directions = ["out", "in"] * turns
    kinds = ["chat"] * len(directions)
    if pitch:
        kinds[3 if rng.random() < 0.7 else len(kinds) - 1] = "pitch"
    return _timed(rng, person.start, directions, kinds)


def _later_pitch(rng: np.random.Generator, person: Person) -> list[Message]:
    reply = ["in"] if rng.random() < _REPLY_TO_LATER else []
    directions = ["in", "in", "out", *reply]
    return _timed(rng, person.start, directions, ["chat", "chat", "pitch", "chat"])


def _early_pitch(rng: np.random.Generator, person: Person) -> list[Message]:
    """A pitch to somebody who wrote once or never; without a reply it is at times sent again."""
    before = ["in"] if rng.random() < 0.4 else []
    luck = rng.random()
    after = ["in"] if luck < _REPLY_TO_EARLY else ["out"] if luck < 0.4 else []
    kinds = ["chat"] * len(before) + ["pitch", "pitch" if after == ["out"] else "chat"]
    return _timed(rng, person.start, [*before, "out", *after], kinds)


def _short_chat(rng: np.random.Generator, person: Person) -> list[Message]:
    patterns = (["in"], ["in", "out"], ["out"], ["in", "in"])
    directions = patterns[rng.integers(len(patterns))]
    return _timed(rng, person.start, directions, ["chat"] * len(directions))


def _timed(
    rng: np.random.Generator, start: float, directions: list[str], kinds: list[str]
) -> list[Message]:
    """Messages with gaps of some hours, now and then days; all within the year."""
    gaps = 3600 * np.minimum(3 * np.exp(1.5 * rng.standard_normal(len(directions))), 120)
    times = start + np.concatenate([[0], np.cumsum(gaps[1:])])
    times -= max(0.0, times[-1] - END)  # a talk that would run past the year begins earlier instead
    return list(zip(times.tolist(), directions, kinds, strict=False))
