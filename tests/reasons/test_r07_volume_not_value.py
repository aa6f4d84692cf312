"""A post that somebody used counts once, however far it went; weeks are compared total against total."""

import numpy as np
import pandas as pd
import pytest

from course_lib import catalogue, chart, measure
from course_lib.diagnosis import diagnose
from course_lib.reasons.r07_volume_not_value import plant, sign
from course_lib.simulate.business import business
from course_lib.simulate.feed import posts as simulated
from course_lib.simulate.world import World
from course_lib.tables import Shop


def posts(*rows):
    """(week, saves, shares, clicks, comments) rows as a table of posts."""
    frame = pd.DataFrame(rows, columns=["week", "saves", "shares", "clicks", "comments"])
    rest = {"platform": "facebook", "kind": "help", "about": "self", "link_to": "none"}
    return frame.astype("int64").assign(**rest)


def year(is_used, a_week=3, **more):
    """`a_week` posts a week, each saved once where `is_used` (by the post's place in its year) says so."""
    rows = [
        (week, int(is_used(3 * week + place)), 0, 0, 0)
        for week in range(1, 53)
        for place in range(a_week)
    ]
    return Shop.of("Few", {"posts": posts(*rows).assign(**more)})


@pytest.mark.parametrize("act", range(1, 5))
def test_saves_shares_clicks_and_answers_are_each_a_use(act):
    row = [1, 0, 0, 0, 0]
    row[act] = 1
    assert sign.used(posts(row, (1, 0, 0, 0, 0))).tolist() == [True, False]


def test_one_may_ask_for_more_uses_than_one():
    assert sign.used(posts((1, 1, 1, 0, 0), (1, 1, 0, 0, 0)), uses=2).tolist() == [True, False]


def test_one_post_that_goes_round_is_one_post_of_use_and_45_idle_ones_stay_idle():
    rows = [(week, 0, 0, 0, 0) for week in range(1, 47)]
    rows[3] = (4, 9000, 800, 4000, 300)
    finding = measure(7, Shop.of("Once", {"posts": posts(*rows)}))
    assert (finding.k, finding.n, finding.verdict) == (1, 45, "problem")


def test_fewer_uses_for_each_post_in_a_busy_month_are_no_fault():
    rows = [(week, 3, 0, 0, 0) for week in range(1, 41)]
    rows += [(week, int(place < 4), 0, 0, 0) for week in range(41, 45) for place in range(6)]
    assert measure(7, Shop.of("Busy", {"posts": posts(*rows)})).verdict == "fine"


def test_posts_of_the_latest_week_have_not_had_their_time():
    rows = [(1, 1, 0, 0, 0)] * 6 + [(2, 0, 0, 0, 0)] * 6
    finding = measure(7, Shop.of("Young", {"posts": posts(*rows)}))
    assert (finding.k, finding.n) == (6, 6)


def test_what_was_paid_for_does_not_count():
    shop = year(lambda place: True, paid="yes")
    assert measure(7, shop).verdict == "no data"


@pytest.mark.parametrize("uses", [0, 1])
def test_a_quiet_account_is_no_volume_whatever_comes_back(uses):
    rows = [(week, uses, 0, 0, 0) for week in range(1, 53, 3)]
    finding = measure(7, Shop.of("Quiet", {"posts": posts(*rows)}))
    assert finding.verdict == "not for you"
    assert "18 posts in 52 weeks, fewer than one a week" in finding.sentence


def test_posts_that_nobody_ever_uses_have_an_interval_and_are_no_complete_count():
    finding = measure(7, year(lambda place: False, a_week=1))
    assert (finding.k, finding.n, finding.verdict) == (0, 51, "problem")
    assert "95% interval" in finding.sentence


@pytest.mark.parametrize("count", range(1, 5))
def test_fewer_than_five_posts_settle_nothing(count):
    rows = [(1, 0, 0, 0, 0)] * count + [(2, 0, 0, 0, 0)] * 9
    assert measure(7, Shop.of("New", {"posts": posts(*rows)})).verdict == "not sure yet"


def test_weeks_that_hang_together_make_the_interval_wider():
    scattered = measure(7, year(lambda place: place % 2))
    in_waves = measure(7, year(lambda place: (place // 30) % 2))
    assert scattered.high - scattered.low < in_waves.high - in_waves.low


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


@pytest.mark.parametrize(
    "rows", [[], [(1, 0, 0, 0, 0)], [(week, 0, 0, 0, 0) for week in range(1, 13)]]
)
def test_few_posts_or_weeks_all_alike_still_have_a_chart(rows):
    few = Shop.of("Few", {"posts": posts(*rows)})
    assert "Few" in chart(7, few, 0.5).alt


@pytest.mark.parametrize(("severity", "verdict"), [(0, "fine"), (1, "problem")])
def test_the_planted_failure_shows(severity, verdict):
    world = plant.plant(World(), severity)
    busy = Shop.of("Busy", {"posts": simulated(world, seed=5)})
    assert measure(7, busy).verdict == verdict


def test_the_planted_failure_leaves_a_quarter_of_the_posts_of_use():
    shares = [
        sign.used(business("Any", seed, {7: 1.0}, only=["posts"]).posts).mean() for seed in range(8)
    ]
    assert np.mean(shares) == pytest.approx(catalogue.reason(7).act.failing, abs=0.03)


ROOM = catalogue.reason(7)
SEEN = {"gate": "seen", "horizon": "1", "bar": "50", "planned": "50"}


@pytest.mark.parametrize(
    ("k", "verdict"), [("12", "problem"), ("40", "fine"), ("27", "not sure yet")]
)
def test_the_same_is_asked_of_ones_own_fifty_posts(k, verdict):
    finding = diagnose(ROOM, SEEN | {"n": "50", "k": k})
    assert finding.verdict == verdict
    assert f"{k} of your 50 posts had 1 use or more" in finding.sentence


@pytest.mark.parametrize("pick", ["seldom", "unseen"])
def test_who_posts_seldom_or_unseen_is_not_judged_by_any_count(pick):
    assert diagnose(ROOM, SEEN | {"gate": pick, "n": "50", "k": "0"}).verdict == "not for you"


def test_with_many_followers_one_may_ask_for_more_uses():
    finding = diagnose(ROOM, SEEN | {"horizon": "20", "n": "50", "k": "10"})
    assert finding.verdict == "problem"
    assert "20 uses or more" in finding.sentence


UNKNOWN = float("nan")


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ((2, UNKNOWN, UNKNOWN, UNKNOWN), "fine"),  # somebody saved it, whatever else
        ((UNKNOWN, UNKNOWN, 1, 0), "fine"),
        ((UNKNOWN, 0, 0, 0), "no data"),
        ((UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN), "no data"),
    ],
)
def test_a_use_that_a_download_does_not_tell_is_not_none(row, verdict):
    rows = [(week, *row) for week in range(1, 41)]
    frame = pd.DataFrame(rows, columns=["week", *sign.USES]).assign(
        platform="tiktok", kind="help", about="self", link_to="none"
    )
    business = Shop.of("Partly", {"posts": frame})
    finding = measure(7, business)
    assert finding.verdict == verdict
    assert ("Of 39 posts not all uses are known" in str(finding)) == (verdict == "no data")


def test_no_figure_is_given_for_a_few_posts_of_which_nothing_is_known():
    few = posts(*((week, 0, 0, 0, 0) for week in range(1, 5))).assign(
        saves=UNKNOWN, shares=UNKNOWN, clicks=UNKNOWN, comments=UNKNOWN
    )
    finding = measure(7, Shop.of("Few", {"posts": few}))
    assert (finding.verdict, finding.estimate) == ("no data", None)


def test_a_chart_leaves_out_posts_of_unknown_use_and_says_how_many():
    known = posts((1, 1, 0, 0, 0), (2, 3, 0, 0, 0))
    both = pd.concat([known, known.assign(saves=UNKNOWN)], ignore_index=True)
    some = Shop.of("Some", {"posts": both})
    assert sign.by_week(some.posts)["useful"].tolist() == [1, 3]
    assert "2 of unknown use left out" in chart(7, some).alt
    none = Shop.of("None", {"posts": known.assign(saves=UNKNOWN)})
    assert "No posts whose uses are known of None" in chart(7, none).alt
