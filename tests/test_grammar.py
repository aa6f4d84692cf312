"""Computed sentences are written as people write them, whatever the numbers."""

import math
import re

import pytest

from course_lib import catalogue, kinds
from course_lib.counts import NumberError, whole
from course_lib.grammar import amount, counted, fill

NUMBERS = (0, 1, 2, 21, 1_200, 1_000_000)
SPACES = (" ", "\u00a0", "\u202f", "\u2009", "\u2007", ",")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (1, "1"), (21, "21"), (1_200, "1,200"), (1e12, "1,000,000,000,000"),
        (1.846153846, "1.85"), (10.25, "10.25"), (0.1 + 0.2, "0.3"), (999.6, "1,000"),
        (math.inf, "no limit"), (math.nan, "unknown"),
    ],
)  # fmt: skip
def test_a_number_has_no_more_digits_than_anybody_would_say(value, text):
    assert amount(value) == text


def test_one_of_a_thing_is_not_told_in_the_plural():
    template = "You got {k:# lead|# leads} in {n:# day|# days}"
    assert fill(template, 1, 1) == "You got 1 lead in 1 day"
    assert fill(template, 0, 21) == "You got 0 leads in 21 days"
    assert fill("{k} of {n} {k:is|are} late", 1, 1_200) == "1 of 1,200 is late"
    assert counted(1, "day", "days") == "1 day" and counted(1.004, "day", "days") == "1 day"


@pytest.mark.parametrize("space", SPACES)
def test_thousands_may_be_written_with_any_space(space):
    assert whole(f"1{space}200{space}000", "n") == 1_200_000


@pytest.mark.parametrize("text", ["1 20", "1\u00a02000", "1  200", "1.200"])
def test_what_may_be_no_thousands_is_refused(text):
    with pytest.raises(NumberError):
        whole(text, "n")


def nouns(template):
    """The nouns that follow {k} or {n} bare: with 1 they would be wrong."""
    return re.findall(r"\{[kn]\} (?:\w+s|people)\b", template)


@pytest.mark.parametrize("kind", kinds.vocabulary())
@pytest.mark.parametrize("number", catalogue.teaching_order())
def test_every_reasons_facts_are_grammatical_for_small_and_large_numbers(number, kind):
    reason = catalogue.reason(number, kind)
    count = reason.count
    templates = [reason.sign.facts]
    templates += [one for one in (count.facts, count.facts_minutes) if one] if count else []
    for template in templates:
        assert nouns(template) == [], template
        for k in NUMBERS:
            for n in NUMBERS:
                sentence = fill(template, k, n, who="Oak Street", horizon="1 day")
                assert amount(k) in sentence and amount(n) in sentence
                assert "{" not in sentence and "e+" not in sentence
                assert not any(f" 1 {word}" in sentence for word in ("leads", "days", "weeks"))
