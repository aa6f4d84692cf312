"""What sells is counted by its kind, and talk is counted by posts, not by comments."""

import pandas as pd
import pytest

from course_lib import catalogue, chart, measure, shop
from course_lib.reasons.r04_selling_not_engaging import sign
from course_lib.tables import Shop


def posts(*rows):
    """(kind, comments) rows as a table of posts."""
    frame = pd.DataFrame(rows, columns=["kind", "comments"]).astype({"kind": "str"})
    rest = {"week": 1, "platform": "facebook", "about": "self", "link_to": "none"}
    return frame.assign(**rest, saves=0, shares=0, clicks=0).astype({"comments": "int64"})


def test_only_posts_of_kind_pitch_sell():
    assert sign.pitches(posts(("pitch", 0), ("contest", 1), ("help", 2))) == (1, 3)


def test_capitals_and_spaces_around_the_kind_do_not_matter():
    assert sign.pitches(posts(("Pitch ", 0), ("PITCH", 1))) == (2, 2)


def test_a_post_with_many_comments_counts_once():
    assert sign.commented(posts(("help", 9), ("help", 0))) == (1, 2)


def test_one_may_ask_for_more_than_one_comment():
    assert sign.commented(posts(("help", 1), ("help", 2)), least=2) == (1, 2)


def test_the_gap_is_other_posts_minus_selling_posts():
    some = [("pitch", 1)] * 3 + [("pitch", 0)] * 9 + [("help", 2)] * 5 + [("story", 0)] * 3
    gap = sign.reply_gap(posts(*some))
    assert [round(number, 2) for number in gap] == [0.38, -0.05, 0.66]


def test_under_five_posts_on_a_side_there_is_no_gap_to_tell():
    assert sign.reply_gap(posts(*[("pitch", 1)] * 4, *[("help", 1)] * 9)) is None
    assert sign.reply_gap(posts(*[("pitch", 1)] * 9, *[("help", 1)] * 4)) is None


@pytest.mark.parametrize(("name", "verdict"), [("oak-street", "problem"), ("maple-street", "fine")])
def test_the_samples_show_what_was_planted(name, verdict):
    assert measure(4, shop(name)).verdict == verdict


@pytest.mark.parametrize("rows", [(), (("pitch", 0),), (("help", 0),), (("help", 1),) * 9])
def test_a_shop_with_few_posts_still_gets_a_chart(rows):
    few = Shop.of("Few", {"posts": posts(*rows)})
    assert "Few" in chart(4, few, 0.5).alt


def test_a_shop_without_posts_has_no_data():
    assert measure(4, Shop.of("New", {"posts": posts()})).verdict == "no data"


def test_twelve_of_twenty_posts_of_ones_own_are_not_sure_yet():
    finding = catalogue.own(4, 12, 20)
    assert finding.verdict == "not sure yet"
    assert finding.sentence.startswith("You sold something in 12 of 20 posts: 60%")
