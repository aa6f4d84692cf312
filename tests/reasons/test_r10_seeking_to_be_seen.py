"""Whom posts are about, and whether more mentions come back than would have come anyway."""

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
from course_lib.reasons.r10_seeking_to_be_seen.sign import mention_back, other_share, stand_ins
from course_lib.simulate.business import business
from course_lib.tables import TABLES, Shop, shop

TODAY = pd.Timestamp("2026-06-30")


def acts(*rows):
    frame = pd.DataFrame(rows, columns=["person_id", "date"])
    return frame.assign(date=pd.to_datetime(frame["date"]))


def empty(name="maple-street"):
    full = shop(name)
    return Shop.of("Empty", {table: getattr(full, table).head(0) for table in TABLES})


def test_only_what_a_post_is_about_decides_not_where_it_links():
    posts = pd.DataFrame({"about": ["self", "self", "other"], "link_to": ["other", "other", "own"]})
    assert other_share(posts) == (1, 3)


def test_a_person_promoted_and_mentioning_twice_is_one_person():
    promos = acts(("ann", "2026-03-02"), ("ann", "2026-03-20"))
    mentions = acts(("ann", "2026-03-10"), ("ann", "2026-03-25"))
    assert mention_back(promos, mentions, TODAY) == (1, 1)


@pytest.mark.parametrize(
    ("day", "k"), [("2026-03-01", 0), ("2026-03-02", 0), ("2026-04-01", 1), ("2026-04-02", 0)]
)
def test_a_mention_counts_after_the_day_of_promotion_and_up_to_30_days_later(day, k):
    assert mention_back(acts(("ann", "2026-03-02")), acts(("ann", day)), TODAY) == (k, 1)


def test_those_promoted_too_lately_have_not_had_their_time():
    promos = acts(("ann", "2026-03-02"), ("ben", "2026-06-20"))
    assert mention_back(promos, acts(("ben", "2026-06-21")), TODAY) == (0, 1)


def test_stand_ins_wrote_to_us_and_were_never_promoted():
    promos = acts(("ann", "2026-03-02"), ("ben", "2026-05-02"))
    messages = pd.DataFrame({"person_id": ["ann", "cleo", "dot", "eve", "cleo", "fay"]})
    others = stand_ins(promos, messages)
    assert list(others["person_id"]) == ["cleo", "dot", "eve", "fay"]
    assert list(others["date"].dt.month) == [3, 3, 5, 5]


def test_without_promotions_there_is_nobody_to_stand_in():
    messages = pd.DataFrame({"person_id": ["ann"]})
    assert stand_ins(acts(), messages).empty
    assert mention_back(acts(), acts(("ann", "2026-03-02")), TODAY) == (0, 0)


def test_a_shop_that_only_wants_to_be_seen_is_found_out():
    assert catalogue.measure(10, business("Glitter", 3, {10: 1.0})).verdict == "problem"


def test_a_shop_without_a_single_row_gets_no_data_and_still_a_chart():
    picture = catalogue.chart(10, empty())
    assert catalogue.measure(10, empty()).verdict == "no data"
    assert "nobody yet" in picture.alt


def test_without_promotions_and_mentions_on_file_the_chart_says_what_is_missing():
    posts = Shop.of("Posts Only", {"posts": shop("maple-street").posts})
    alt = catalogue.chart(10, posts).alt
    assert "no promos.csv (we promoted a person in public) and no mentions.csv" in alt
    assert "posts" in alt


YES = {"gate": "yes", "bar": "20", "planned": "50"}


@pytest.mark.parametrize(
    ("k", "verdict"), [("2", "problem"), ("20", "fine"), ("9", "not sure yet")]
)
def test_the_share_of_fifty_posts_about_others_is_held_against_the_owners_bar(k, verdict):
    assert diagnose(catalogue.reason(10), YES | {"n": "50", "k": k}).verdict == verdict


def feed(rows):
    """A shop with these posts, (about, paid), one a week."""
    posts = pd.DataFrame(rows, columns=["about", "paid"]).assign(week=range(1, len(rows) + 1))
    posts = posts.assign(platform="instagram", kind="story", link_to="none")
    posts = posts.assign(comments=0, saves=0, shares=0, clicks=0)
    return Shop.of("Feed", {"posts": posts})


def test_half_the_posts_praising_others_for_money_is_still_wanting_to_be_seen():
    paid = catalogue.measure(10, feed([("other", "yes")] * 25 + [("self", "no")] * 25))
    assert (paid.k, paid.n, paid.verdict) == (0, 25, "problem")


def test_a_shop_that_names_no_client_and_credits_its_makers_is_fine():
    makers = catalogue.measure(10, feed([("other", ""), ("self", "")] * 20 + [("self", "")] * 10))
    assert makers.verdict == "fine"


def test_without_posts_of_its_own_the_question_is_not_for_this_business():
    assert diagnose(catalogue.reason(10), {"gate": "no"}).verdict == "not for you"
