"""Reason 14: what is known of the leads, and at which step visitors drop."""

import json

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
from course_lib.reasons.r14_not_tracking.sign import funnel, has_source, might_be, steps
from course_lib.simulate.business import business
from course_lib.tables import Shop, samples_folder, shop

TRUTH = json.loads((samples_folder() / "truth.json").read_text(encoding="utf-8"))["shops"]


def leads(*sources):
    frame = pd.DataFrame({"source": pd.Series(sources, dtype=object)})
    frame["person_id"] = [f"p{place}" for place in range(len(sources))]
    day = pd.Timestamp("2026-03-01")
    return frame.assign(first_contact=day, won_on=pd.NaT, referred_by="")


def visits(*rows):
    frame = pd.DataFrame(rows, columns=["source", "services", "contact", "form"])
    return frame.astype({"services": bool, "contact": bool, "form": bool})


WALK = visits(
    ("x", True, True, False),
    ("x", False, True, True),
    ("x", True, False, True),
    ("x", True, True, True),
)


def test_blank_spaces_and_none_are_no_source():
    assert has_source(leads("x", "", "  ", None)).tolist() == [True, False, False, False]


@pytest.mark.parametrize("word", ["internet", "Online", "social media"])
def test_a_word_that_names_no_way_is_no_note(word):
    assert not has_source(leads(word)).any()
    assert (
        catalogue.measure(14, Shop.of("Vague", {"clients": leads(*[word] * 40)})).verdict
        == "problem"
    )


def test_enquiries_from_before_the_noting_began_are_no_gap_in_it():
    people = leads(*[""] * 60, *["x"] * 40)
    days = pd.date_range("2026-01-01", periods=100).to_series(index=people.index)
    finding = catalogue.measure(14, Shop.of("Late", {"clients": people.assign(first_contact=days)}))
    assert (finding.k, finding.n, finding.verdict) == (40, 40, "fine")


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        ({"gate": "never"}, "problem"),
        ({"gate": "closed"}, "not for you"),
        ({"n": "40", "k": "38"}, "fine"),
        ({"n": "40", "k": "14"}, "problem"),
        ({"gate": "unsure", "n": "40", "k": "14"}, "problem"),
    ],
)
def test_typed_answers_are_judged_by_question_and_count(entries, verdict):
    fixed = {"gate": "noted", "bar": "70", "planned": "40"}
    assert diagnose(catalogue.reason(14), fixed | entries).verdict == verdict


def test_every_count_of_a_funnel_lies_within_the_one_before():
    assert funnel(WALK) == [4, 3, 2, 1]


def test_a_step_is_taken_by_those_just_before_it():
    assert steps([400, 60, 12, 0]) == [(60, 400), (12, 60), (0, 12)]


def test_a_lead_of_unknown_source_might_be_from_anywhere():
    assert might_be(leads("x", "search", "", ""), "x") == (1, 3)
    assert might_be(leads("x", "search", "", ""), "radio") == (0, 2)


def test_a_shop_without_leads_or_visits_gets_no_data_and_still_a_chart():
    empty = Shop.of("Empty", {"clients": leads(), "visits": visits()})
    assert catalogue.measure(14, empty).verdict == "no data"
    assert "nobody yet" in catalogue.chart(14, empty).alt


def test_the_chart_sets_visitors_from_our_accounts_beside_all_others():
    account = {"platform": ["x"], "last_post": pd.Timestamp("2026-03-01"), "login_ok": True}
    both = pd.concat([WALK, visits(("search", True, False, False))])
    tables = {"clients": leads("x", ""), "visits": both, "accounts": pd.DataFrame(account)}
    alt = catalogue.chart(14, Shop.of("Corner", tables)).alt
    assert "saw the services page 75% (3 of 4) from our accounts" in alt
    assert "saw the services page 100% (1 of 1) from elsewhere" in alt


def test_without_a_list_of_accounts_all_visitors_are_drawn_together():
    alt = catalogue.chart(14, Shop.of("Corner", {"clients": leads("x"), "visits": WALK})).alt
    assert "saw the services page 75% (3 of 4);" in alt


@pytest.mark.parametrize("word", ["?", "unknown", "", "n/a"])
def test_a_visit_of_unknown_source_is_from_nowhere_in_the_chart_and_is_told(word, tmp_path):
    (tmp_path / "clients.csv").write_text(
        "person_id,first_contact,won_on,source,referred_by\na,2026-03-01,,x,\n"
    )
    (tmp_path / "accounts.csv").write_text("platform,last_post,login_ok\nx,2026-03-01,yes\n")
    (tmp_path / "visits.csv").write_text(
        f"source,services,contact,form\nx,yes,no,no\nsearch,yes,no,no\n{word},no,no,no\n{word},no,no,no\n"
    )
    corner = shop(tmp_path)
    assert corner.troubles == ()
    alt = catalogue.chart(14, corner).alt
    assert "saw the services page 100% (1 of 1) from our accounts" in alt
    assert "saw the services page 100% (1 of 1) from elsewhere" in alt
    assert "without 2 visits whose source is not known" in alt


def test_visits_of_unknown_sources_alone_are_drawn_together():
    account = {"platform": ["x"], "last_post": pd.Timestamp("2026-03-01"), "login_ok": True}
    nowhere = visits(("", True, False, False), ("", False, False, False))
    tables = {"clients": leads("x"), "visits": nowhere, "accounts": pd.DataFrame(account)}
    alt = catalogue.chart(14, Shop.of("Corner", tables)).alt
    assert "saw the services page 50% (1 of 2);" in alt
    assert "without" not in alt


@pytest.mark.parametrize("name", TRUTH)
def test_the_verdict_on_a_sample_shop_is_what_was_planted(name):
    planted = TRUTH[name]["planted"].get("14", 0)
    assert catalogue.measure(14, shop(name)).verdict == ("problem" if planted else "fine")


def test_a_shop_with_the_failure_planted_is_a_problem():
    assert catalogue.measure(14, business("Planted", 3, {14: 1.0})).verdict == "problem"
