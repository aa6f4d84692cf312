"""What sells is counted by its kind, and talk is counted by posts, not by comments."""

import pandas as pd
import pytest

from course_lib import catalogue, chart, measure, shop
from course_lib.diagnosis import diagnose
from course_lib.reasons.r04_selling_not_engaging import sign
from course_lib.tables import Shop


def posts(*rows):
    """(kind, comments) rows as a table of posts."""
    frame = pd.DataFrame(rows, columns=["kind", "comments"]).astype({"kind": "str"})
    rest = {"week": 1, "platform": "facebook", "about": "self", "link_to": "none"}
    return frame.assign(**rest, saves=0, shares=0, clicks=0).astype({"comments": "int64"})


def test_only_posts_of_kind_pitch_sell():
    kinds = posts(("pitch", 0), ("contest", 1), ("help", 2))
    assert sign.sells(kinds).tolist() == [True, False, False]


def test_capitals_and_spaces_around_the_kind_do_not_matter():
    assert sign.sells(posts(("Pitch ", 0), ("PITCH", 1))).tolist() == [True, True]


def test_what_was_paid_for_is_no_post_of_ones_own():
    some = posts(*[("pitch", 0)] * 30, *[("help", 0)] * 20)
    some["paid"] = ["yes"] * 30 + ["no"] * 10 + [""] * 10
    finding = measure(4, Shop.of("Boosts its offers", {"posts": some}))
    assert (finding.k, finding.n, finding.verdict) == (0, 20, "fine")


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


@pytest.mark.parametrize("rows", [(), (("pitch", 0),), (("help", 0),), (("help", 1),) * 9])
def test_a_shop_with_few_posts_still_gets_a_chart(rows):
    few = Shop.of("Few", {"posts": posts(*rows)})
    assert "Few" in chart(4, few, 0.5).alt


def test_a_shop_without_posts_has_no_data():
    assert measure(4, Shop.of("New", {"posts": posts()})).verdict == "no data"


ROOM = catalogue.reason(4)
YES = {"gate": "yes", "bar": "50", "planned": "50"}


@pytest.mark.parametrize(
    ("k", "verdict"), [("35", "problem"), ("12", "fine"), ("27", "not sure yet")]
)
def test_the_share_of_fifty_posts_that_sell_is_held_against_the_owners_bar(k, verdict):
    assert diagnose(ROOM, YES | {"n": "50", "k": k}).verdict == verdict


def test_a_programme_channel_full_of_offers_is_no_fault():
    finding = diagnose(
        ROOM, {"gate": "programme", "bar": "50", "planned": "50", "n": "50", "k": "50"}
    )
    assert finding.verdict == "not for you"


@pytest.mark.parametrize(
    ("word", "verdict"),
    [("offer", "problem"), ("promo", "problem"), ("ad", "problem"), ("deal", "no data")],
)
def test_pitches_by_another_name_are_pitches_and_a_word_that_may_be_one_is_named(
    word, verdict, tmp_path
):
    table = "week,platform,kind,about,link_to,comments,saves,shares,clicks\n"
    table += "".join(f"{week},facebook,{word},self,own,0,0,0,0\n" for week in range(1, 51))
    (tmp_path / "posts.csv").write_text(table, encoding="utf-8")
    finding = measure(4, shop(tmp_path))
    assert finding.verdict == verdict
    assert verdict == "problem" or (word in finding.sentence and "pitch" in finding.sentence)
