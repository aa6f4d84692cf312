"""An estimate held against the bar of its reason: the Finding, with the words of both."""

from __future__ import annotations

from dataclasses import replace

from course_lib import grammar
from course_lib.finding import (
    PROBLEM,
    Estimate,
    Finding,
    nothing,
    show,
)
from course_lib.words import Sign


def finding_of(estimate: Estimate, sign: Sign, facts: str, who: str) -> Finding:
    """An estimate held against its bar: its own, else the sign's. `facts` is a template of `grammar.fill`."""
    if estimate.other is not None:
        return _bounded(estimate, estimate.other, sign, facts, who)
    bar = sign.bar if estimate.bar is None else estimate.bar
    bar_words = sign.bar_words if bar == sign.bar else show(bar, estimate.unit)
    finding = Finding(
        k=estimate.k,
        n=estimate.n,
        estimate=estimate.estimate,
        low=estimate.low,
        high=estimate.high,
        bar=bar,
        good=sign.good,
        unit=estimate.unit,
        facts=grammar.fill(estimate.facts or facts, estimate.k, estimate.n, who=who),
        bar_words=bar_words,
        counted=sign.counted,
        likely=estimate.likely,
        ruling=estimate.ruling,
        remark=estimate.remark,
    )
    if not estimate.instead:
        return finding
    if finding.verdict == PROBLEM:
        return replace(finding, ruling=estimate.instead)
    return replace(finding, remark="")  # it says why this is no problem


def _bounded(bad: Estimate, good: Estimate, sign: Sign, facts: str, who: str) -> Finding:
    """The finding of whichever is nearer to the bar, if both have the same verdict; else no data."""
    findings = [
        finding_of(replace(one, other=None, remark="", bar=bad.bar), sign, facts, who)
        for one in (bad, good)
    ]
    verdicts = {finding.verdict for finding in findings}
    if len(verdicts) == 1:
        same = f"{bad.remark} The verdict is the same whatever they are."
        return replace(findings[PROBLEM in verdicts], remark=same)
    unknown = nothing(bad.unit, f"{bad.remark} The verdict hangs on what they are")
    return finding_of(replace(unknown, bar=bad.bar), sign, facts, who)
