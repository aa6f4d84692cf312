"""Whom posts are about, and whether more mentions come back than would have come anyway."""

import json

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.reasons.r10_seeking_to_be_seen.sign import mention_back, other_share, stand_ins
from course_lib.simulate.business import business
from course_lib.tables import TABLES, Shop, samples_folder, shop

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


@pytest.mark.parametrize("name", ["oak-street", "maple-street"])
def test_the_sign_finds_in_a_sample_shop_what_was_planted_there(name):
    truth = json.loads((samples_folder() / "truth.json").read_text(encoding="utf-8"))
    planted = "10" in truth["shops"][name]["planted"]
    assert catalogue.measure(10, shop(name)).verdict == ("problem" if planted else "fine")


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
