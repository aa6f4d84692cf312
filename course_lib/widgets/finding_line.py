"""A finding as a picture of one line: the bar above it, the count with its interval below."""

from __future__ import annotations

from course_lib.finding import Finding, show
from course_lib.widgets.number_line import Mark, number_line


def picture(finding: Finding) -> str:
    """The bar above the line, the count with its interval below it, as inline SVG; empty without data."""
    if finding.estimate is None:
        return ""
    side = "or more" if finding.good == "above" else "or less"
    bar = Mark(finding.bar, f"The bar: {show(finding.bar, finding.unit)} {side} is fine")
    mine = Mark(
        finding.estimate, f"You: {show(finding.estimate, finding.unit)}", finding.low, finding.high
    )
    # The whole scale of a share; where that is no end, a fifth more than the larger mark.
    largest = max(finding.bar, finding.estimate)
    is_part = finding.unit == "share" and largest <= 1
    span = (0.0, 1.0 if is_part else 1.2 * largest)
    return number_line(bar, mine, span, finding.unit)
