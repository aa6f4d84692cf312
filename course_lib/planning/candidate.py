"""What a plan weighs of a reason: what was settled about it, what leans, what is believed, and its act."""

from __future__ import annotations

from dataclasses import dataclass

from course_lib import catalogue
from course_lib.finding import NO_DATA, NOT_SURE, PROBLEM, Finding
from course_lib.planning.scores import Row
from course_lib.words import Act


@dataclass(frozen=True)
class Candidate:
    """One reason as the plan's rule sees it.

    `gap` (0..1) is None unless a problem is settled; 1 is where the course's failing business stands. `lean`
    (0..1) is the part of an unsettled interval that lies on the bad side, None where there is no such
    interval. `fine` and `known` say whether it was settled as fine, and whether anything was counted or
    answered. `belief` is the self-score of 0 to 12, None if not scored.
    """

    number: int
    act: Act
    gap: float | None = None
    lean: float | None = None
    fine: bool = False
    known: bool = False
    belief: int | None = None

    @property
    def settled(self) -> bool:
        """Whether it is settled that this is a problem."""
        return self.gap is not None


def candidate(row: Row) -> Candidate:
    """The candidate of a scorecard's row."""
    reason, finding = catalogue.reason(row.number), row.evidence
    few = finding is not None and finding.few  # says nothing, not even which way it leans
    verdict = NO_DATA if few else row.verdict
    problem, unsure, known = verdict == PROBLEM, verdict == NOT_SURE, verdict != NO_DATA
    return Candidate(
        row.number,
        reason.act,
        gap=_gap(finding, reason.sign.bar, reason.act.failing) if finding and problem else None,
        lean=_lean(finding) if finding and unsure else None,
        fine=known
        and not problem
        and not unsure,  # a reason that is not for them is no problem either
        known=known,
        belief=row.belief,
    )


def _gap(finding: Finding, bar: float, failing: float | None) -> float:
    """How far past its bar, 0 to 1, in steps of the way to the failing business; 1 without such a scale.

    An owner's own bar moves both ends: the way stays as wide.
    """
    if finding.estimate is None or failing is None:
        return 1.0  # settled by a question
    return min(abs(finding.estimate - finding.bar) / abs(failing - bar), 1.0)


def _lean(finding: Finding) -> float | None:
    if finding.low is None or finding.high is None or finding.high <= finding.low:
        return None
    below = (min(max(finding.bar, finding.low), finding.high) - finding.low) / (
        finding.high - finding.low
    )
    return below if finding.good == "above" else 1 - below
