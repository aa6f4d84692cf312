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


def _bounded(one: Estimate, other: Estimate, sign: Sign, facts: str, who: str) -> Finding:
    """The finding of whichever is nearer to the bar, if both have the same verdict; else no data."""
    findings = [
        finding_of(replace(either, other=None, remark="", bar=one.bar), sign, facts, who)
        for either in (one, other)
    ]
    if len({finding.verdict for finding in findings}) == 1:
        nearest = min(findings, key=lambda finding: abs((finding.estimate or 0) - finding.bar))
        return replace(nearest, remark=f"{one.remark} The verdict is the same whatever they are.")
    unknown = nothing(one.unit, f"{one.remark} The verdict hangs on what they are")
    return finding_of(replace(unknown, bar=one.bar), sign, facts, who)
