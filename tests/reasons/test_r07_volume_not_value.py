"""Weeks are compared total against total, and what counts is what the extra posts added."""

import pandas as pd
import pytest

from course_lib import catalogue, chart, measure, shop
from course_lib.grammar import counted
from course_lib.reasons.r07_volume_not_value import plant, sign
from course_lib.simulate import World
from course_lib.simulate.feed import posts as simulated
from course_lib.tables import Shop


def posts(*rows):
    """(week, saves, shares, clicks, comments) rows as a table of posts."""
    frame = pd.DataFrame(rows, columns=["week", "saves", "shares", "clicks", "comments"])
    rest = {"platform": "facebook", "kind": "help", "about": "self", "link_to": "none"}
    return frame.astype("int64").assign(**rest)


def year(counts, each):
    """One week for each count: so many posts, all with `each(count)` saves."""
    rows = [(week, each(n), 0, 0, 0) for week, n in enumerate(counts, 1) for _ in range(n)]
    return Shop.of("Few", {"posts": posts(*rows)})


def test_saves_shares_and_clicks_are_use_and_comments_are_not():
    assert list(sign.useful(posts((1, 1, 2, 3, 50)))) == [6]


def test_a_week_is_the_sum_of_its_posts():
    weekly = sign.by_week(posts((2, 1, 2, 3, 0), (1, 1, 2, 0, 0), (1, 0, 0, 1, 0)))
    assert weekly.to_dict("list") == {"week": [1, 2], "posts": [2, 1], "useful": [4, 6]}


def test_of_an_odd_number_of_weeks_the_middle_one_is_left_out():
    weekly = pd.DataFrame({"week": [1, 2, 3], "posts": [5, 1, 3], "useful": [0, 0, 0]})
    quiet, busy = sign.halves(weekly)
    assert (list(quiet["week"]), list(busy["week"])) == ([2], [1])


def test_of_two_weeks_with_as_many_posts_the_earlier_is_the_quieter():
    weekly = pd.DataFrame({"week": [4, 3], "posts": [2, 2], "useful": [0, 0]})
    quiet, busy = sign.halves(weekly)
    assert (list(quiet["week"]), list(busy["week"])) == ([3], [4])


def test_the_gap_is_divided_by_the_extra_posts():
    counts = [2, 2, 2, 2, 6, 6, 6, 6]
    finding = measure(7, year(counts, lambda n: 3))
    assert (finding.k, finding.n, finding.estimate) == (4, 8, 3)
    assert finding.sentence.startswith(
        "Over 8 weeks, Few put out 4 more posts a week in the busier half than in the quieter one: 3 "
    )


def test_posts_that_only_share_out_what_was_there_before_add_nothing():
    assert measure(7, year([2, 3, 2, 3, 6, 6, 6, 6], lambda n: 6 // n)).estimate == 0


@pytest.mark.parametrize("counts", [[], [1], [3] * 7])
def test_under_eight_weeks_there_are_no_data_and_still_a_chart(counts):
    few = year(counts, lambda n: 1)
    finding = measure(7, few)
    assert finding.verdict == "no data"
    weeks = counted(len(counts), "week", "weeks")
    assert finding.sentence.startswith(f"Few has {weeks} with posts, and it takes 8")
    assert "Few" in chart(7, few, 2.0).alt


def test_weeks_that_are_all_alike_cannot_be_compared():
    alike = year([3] * 12, lambda n: 0)
    assert measure(7, alike).verdict == "no data"
    assert "12 weeks" in chart(7, alike).alt


@pytest.mark.parametrize("name", ["oak-street", "maple-street"])
def test_the_samples_show_that_nothing_was_planted(name):
    assert measure(7, shop(name)).verdict == "fine"


@pytest.mark.parametrize(("severity", "verdict"), [(0, "fine"), (1, "problem")])
def test_the_planted_failure_shows(severity, verdict):
    world = plant.plant(World(), severity)
    busy = Shop.of("Busy", {"posts": simulated(world, seed=5)})
    assert measure(7, busy).verdict == verdict


def test_ones_own_busier_weeks_are_held_against_a_third_more():
    assert catalogue.own(7, 96, 190).verdict == "not sure yet"
    assert catalogue.own(7, 130, 190).verdict == "fine"
    finding = catalogue.own(7, 200, 400)
    assert finding.verdict == "problem"
    assert "(57%, which is a third more" in finding.sentence
