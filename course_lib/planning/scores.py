"""The scorecard's rows: of each reason what the attendee believes, and what was counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from course_lib.finding import FINE, NO_DATA, NOT_FOR_YOU, NOT_SURE, PROBLEM, Finding

MOST = 12  # four statements, up to 3 points each
# Beliefs from here up, or down to here, are clear enough for evidence to be a surprise.
HIGH, LOW = 9, 4
BETTER, WORSE = "you believed better", "you believed worse"


@dataclass(frozen=True)
class Row:
    """One reason: the self-score (0 to 12, None if not scored) and the findings there are.

    `own` is from what was answered and counted in the lesson, `data` from the attendee's folder; None where
    there is nothing.
    """

    number: int
    title: str
    belief: int | None
    own: Finding | None
    data: Finding | None

    @property
    def evidence(self) -> Finding | None:
        """The finding to go by; None where there is none with data.

        What the attendee answered to a question that is the fault itself comes first, then the folder's tables,
        as they count more, then the attendee's own count.
        """
        answer = self.own if self.own is not None and self.own.by_question else None
        for finding in (answer, self.data, self.own):
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
            return BETTER
        if self.belief <= LOW and self.verdict == FINE:
            return WORSE
        return ""


def summary(rows: Iterable[Row]) -> str:
    """How many rows have which verdict, in a sentence. No total: the reasons overlap too much to add up."""
    verdicts = [row.verdict for row in rows]
    kinds = [PROBLEM, NOT_SURE, FINE, NO_DATA] + [NOT_FOR_YOU] * (NOT_FOR_YOU in verdicts)
    parts = [f"{verdicts.count(kind)} {kind}" for kind in kinds]
    return (
        f"Of {len(verdicts)} reasons: {', '.join(parts)}. A business exactly at its bar is called a problem about "
        "3 times in 100, a healthy one hardly ever. So count a lone problem again before you act on it."
    )
