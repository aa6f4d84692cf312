"""Verdicts are honest: they follow the whole interval, and say so in words."""

import math

import pytest

from course_lib import finding
from course_lib.finding import Finding, judge, more_to_count, show, tell


def found(k=10, n=20, bar=0.8, good="above", **given):
    estimate = finding.share(k, n)
    more = more_to_count(estimate, bar, good)
    parts = {"k": k, "n": n, "bar": bar, "good": good, "unit": "share", "more": more}
    parts |= {"estimate": estimate.estimate, "low": estimate.low, "high": estimate.high}
    parts |= {"facts": "You answered 10 of 20 questions", "bar_words": "four in five"}
    parts |= {"counted": "questions"}
    return Finding(**(parts | given))


@pytest.mark.parametrize(
    ("low", "high", "good", "verdict"),
    [
        (0.1, 0.4, "above", "problem"),
        (0.6, 0.9, "above", "fine"),
        (0.4, 0.6, "above", "not sure yet"),
        (0.1, 0.4, "below", "fine"),
        (0.6, 0.9, "below", "problem"),
        (None, None, "above", "no data"),
    ],
)
def test_the_verdict_follows_the_whole_interval(low, high, good, verdict):
    assert judge(low, high, 0.5, good) == verdict


@pytest.mark.parametrize("good", ["above", "below"])
def test_reaching_the_bar_exactly_is_fine(good):
    assert judge(0.5, 0.5, 0.5, good) == "fine"


def test_a_side_that_is_neither_above_nor_below_is_refused():
    with pytest.raises(ValueError, match="'over'"):
        judge(0.1, 0.2, 0.5, "over")


def test_a_verdict_says_what_was_counted_the_interval_and_the_bar():
    sentence = found(k=10, n=20).sentence
    assert "You answered 10 of 20 questions: 50% (95% interval 30% to 70%)." in sentence
    assert "lies below the bar (four in five): a problem" in sentence


def test_not_sure_yet_says_how_many_more_to_count():
    sentence = found(k=14, n=20).sentence
    assert "not sure yet" in sentence
    assert "more questions would settle it" in sentence


def test_counting_as_many_more_as_advised_does_settle_it():
    k, n, bar = 14, 20, 0.8
    more = more_to_count(finding.share(k, n), bar, "above")
    grown = finding.share(round(k * (n + more) / n), n + more)
    assert judge(grown.low, grown.high, bar, "above") == "problem"
    fewer = finding.share(round(k * (n + more // 2) / n), n + more // 2)
    assert judge(fewer.low, fewer.high, bar, "above") == "not sure yet"


def test_an_estimate_on_the_bar_is_not_sent_counting_for_ever():
    assert more_to_count(finding.share(16, 20), 0.8, "above") is None
    assert "unlikely to settle it" in found(k=16, n=20).sentence


def test_a_settled_verdict_asks_for_no_more():
    assert more_to_count(finding.share(2, 20), 0.8, "above") == 0


def test_no_data_is_said_and_is_not_fine():
    nothing = found(k=0, n=0)
    assert nothing.verdict == "no data"
    assert "nothing here to judge by" in nothing.sentence


def test_a_complete_count_has_no_interval_and_always_a_verdict():
    estimate = finding.complete(1, 4)
    assert estimate.low == estimate.estimate == estimate.high == 0.25
    assert "complete count" in found(low=0.25, high=0.25, estimate=0.25).sentence


def test_a_rate_counts_per_what_it_is_asked_to():
    estimate = finding.rate(6, 1200, "leads per 10 hours", per=600)
    assert [round(part, 2) for part in (estimate.estimate, estimate.low, estimate.high)] == [
        3.0,
        1.1,
        6.53,
    ]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.345, "share", "34%"),
        (-0.05, "points", "-5 points"),
        (1.284, "leads a day", "1.28 leads a day"),
        (2.0, "leads a day", "2 leads a day"),
        (31234.0, "minutes", "31,234 minutes"),
        (math.inf, "times", "no limit"),
        (None, "share", "unknown"),
    ],
)
def test_numbers_are_written_as_a_reader_would(value, unit, text):
    assert show(value, unit) == text


def test_an_estimate_can_be_told_in_a_line():
    assert tell((0.5, 0.3, 0.7), "share") == "50% (30% to 70%)"
    assert tell((1.29, 0.76, 2.03)) == "1.29 (0.76 to 2.03)"
    assert tell((0.09, -0.01, 0.19), "points") == "9 points (-1 to 19)"
    assert tell(None) == "no data"


def test_a_finding_shown_in_a_notebook_escapes_what_the_reader_typed():
    assert "<script>" not in found(facts="<script>")._repr_html_()
