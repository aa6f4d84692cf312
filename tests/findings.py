"""What an owner would type of a count, and the finding of it."""

from __future__ import annotations

from course_lib import catalogue
from course_lib.diagnosis import course_bar, diagnose
from course_lib.finding import Finding
from course_lib.inquiry import COUNT


def count_finding(number: int, k: int, n: int, bar: float | None = None) -> Finding:
    """The finding of k of n where reason `number` is counted, with the course's horizon and bar, or this bar."""
    reason = catalogue.reason(number)
    horizon = reason.horizon.usual if reason.horizon else None
    share = course_bar(reason, horizon) if bar is None else bar
    finding = diagnose(
        reason,
        {
            "gate": next(one.id for one in reason.gate.options if one.means == COUNT),
            "horizon": "" if horizon is None else str(horizon),
            "bar": f"{100 * share:g}",
            "planned": str(n),
            "n": str(n),
            "k": str(k),
        },
    )
    assert finding is not None
    return finding
