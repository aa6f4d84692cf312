"""What the readers have to be told, because no file knows it: read from answers.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Owner:
    """`names` are the business's own names in messages, `zone` the one whose clock it lives by.

    `zone_asked` is False where nobody said it and the machine's was taken. `day_first` is None where
    nobody said how 03/04 is to be read. `today` is the day to which everything is held.
    """

    zone: ZoneInfo
    today: date
    names: tuple[str, ...] = ()
    zone_asked: bool = False
    day_first: bool | None = None
    answers: dict[str, str] = field(
        default_factory=dict
    )  # whatever else answers.toml holds, by key
