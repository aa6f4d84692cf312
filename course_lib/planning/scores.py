"""The scorecard's rows: of each reason what the attendee believes, and what was counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from course_lib.finding import FINE, NO_DATA, PROBLEM, Finding

MOST = 12  # four statements, up to 3 points each
# Beliefs from here up, or down to here, are clear enough for evidence to be a surprise.
HIGH, LOW = 9, 4


@dataclass(frozen=True)
class Row:
    """One reason: the self-score (0 to 12, None if not scored) and the findings there are.

    `own` is from two counts entered in the lesson, `data` from the attendee's folder; None where there is nothing.
    """

    number: int
    title: str
    belief: int | None
    own: Finding | None
    data: Finding | None

    @property
    def evidence(self) -> Finding | None:
        """The finding to go by: the folder's where it has data, as it counts more, else the attendee's own."""
        for finding in (self.data, self.own):
            if finding is not None and finding.verdict != NO_DATA:
                return finding
        return None

    @property
    def verdict(self) -> str:
        """The evidence's verdict; "no data" where there is none, which is not "fine"."""
        return NO_DATA if self.evidence is None else self.evidence.verdict

    @property
    def surprise(self) -> str:
        """Where belief and evidence part company, in a few words; "" where they do not, or cannot be compared."""
        if self.belief is None:
            return ""
        if self.belief >= HIGH and self.verdict == PROBLEM:
            return "you believed better"
        if self.belief <= LOW and self.verdict == FINE:
            return "you believed worse"
        return ""


def false_alarm(checks: int) -> float:
    """The chance (0..1) that at least one of so many independent 95% intervals misses the truth."""
    return 1 - 0.95**checks  # all of them right: 0.95 to the power of their number


def summary(rows: Iterable[Row]) -> str:
    """How many rows have which verdict, in a sentence. No total: the reasons overlap too much to add up."""
    verdicts = [row.verdict for row in rows]
    parts = [f"{verdicts.count(kind)} {kind}" for kind in (PROBLEM, "not sure yet", FINE, NO_DATA)]
    chance = false_alarm(len(verdicts))
    return (
        f"Of {len(verdicts)} reasons: {', '.join(parts)}. A word of caution: with all {len(verdicts)} counted "
        f"and nothing wrong, the chance that at least one 95% interval misses the truth is still {chance:.0%}, so "
        "count again before you act on a lone problem."
    )
