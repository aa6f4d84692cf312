"""Verdicts are honest: they follow the whole interval, and say so in words."""

import math

import pytest

from course_lib import finding
from course_lib.finding import Finding, judge, show, tell


def found(k=10, n=20, bar=0.8, good="above", **given):
    estimate = finding.share(k, n)
    parts = {"k": k, "n": n, "bar": bar, "good": good, "unit": "share", "likely": estimate.likely}
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
    assert "You answered 10 of 20 questions: 50% (95% interval 27% to 73%)." in sentence
    assert "lies below the bar (four in five): a problem" in sentence


def test_not_sure_yet_says_when_to_look_again_and_not_to_count_until_it_settles():
    sentence = found(k=14, n=20).sentence
    assert "The interval straddles the bar (four in five): not sure yet" in sentence
    assert "on your review day, and not before" in sentence


@pytest.mark.parametrize(
    ("k", "n", "leaning"),
    [(13, 20, "problem"), (19, 20, "fine"), (15, 20, ""), (2, 20, ""), (0, 4, ""), (3, 5, "")],
)
def test_a_verdict_that_is_not_sure_leans_where_four_in_five_intervals_would_not_straddle(
    k, n, leaning
):
    assert found(k=k, n=n).leaning == leaning
    assert ("leaning" in found(k=k, n=n).outcome) == bool(leaning)


@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (0, 3), (4, 4), (0, 4)])
def test_fewer_than_five_say_nothing_whatever_their_interval(k, n):
    few = found(k=k, n=n)
    assert few.verdict == "not sure yet" and few.leaning == ""
    assert "Fewer than 5 questions say nothing yet" in few.sentence


def test_a_question_that_settles_it_pretends_no_interval():
    ruled = found(k=0, n=0, estimate=None, low=None, high=None, ruling="problem")
    assert ruled.verdict == "problem"
    assert ruled.sentence == "You answered 10 of 20 questions."
    assert ruled.figures == "settled by a question"


def test_what_softens_a_verdict_leaves_the_interval_to_be_seen():
    softened = found(k=2, n=20, ruling="not for you", remark="It is another reason.")
    assert softened.verdict == "not for you"
    assert "10%" in softened.sentence and "that alone would be a problem" in softened.sentence
    assert softened.sentence.endswith("It is another reason.")


def test_no_data_is_said_and_is_not_fine():
    nothing = found(k=0, n=0)
    assert nothing.verdict == "no data"
    assert "nothing here to judge by" in nothing.sentence


def test_a_complete_count_has_no_interval_and_always_a_verdict():
    estimate = finding.complete(1, 4)
    assert estimate.low == estimate.estimate == estimate.high == 0.25
    assert "complete count" in found(low=0.25, high=0.25, estimate=0.25).sentence


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.345, "share", "34%"),
        (-0.05, "points", "-5 points"),
        (0.012, "points", "1 point"),
        (-0.01, "points", "-1 point"),
        (0.21, "points", "21 points"),
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
