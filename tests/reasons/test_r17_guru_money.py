"""What part of the money went on training, and what leads did around the first course."""

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
from course_lib.reasons.r17_guru_money.sign import first_payment, leads_around, split, usual
from course_lib.simulate.business import business
from course_lib.tables import TABLES, Shop, shop

PAID = pd.Timestamp("2026-03-02")
TODAY = pd.Timestamp("2026-12-31")


def receipts(*rows):
    frame = pd.DataFrame(rows, columns=["category", "amount", "paid_on"])
    return frame.assign(paid_on=pd.to_datetime(frame["paid_on"]).astype("datetime64[us]"))


def contacts(*days):
    return pd.DataFrame({"first_contact": pd.to_datetime(pd.Series(days, dtype="str"))})


def test_money_is_training_or_everything_else():
    spend = receipts(("training", 10.0, ""), ("ads", 2.5, ""), ("Training ", 5.0, ""))
    assert split(spend) == (15.0, 2.5)


def test_the_first_dated_payment_for_training_is_the_day():
    spend = receipts(
        ("ads", 1.0, "2026-01-01"),
        ("training", 1.0, "2026-03-16"),
        ("training", 1.0, "2026-03-02"),
        ("training", 1.0, ""),
    )
    assert first_payment(spend) == PAID


def test_receipts_without_days_have_no_first_course():
    assert pd.isna(first_payment(receipts(("training", 1.0, ""))))
    assert pd.isna(first_payment(receipts(("training", 1.0, "")).drop(columns="paid_on")))


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        ("2026-02-01", 0, 0),
        ("2026-02-02", 1, 0),
        ("2026-03-01", 1, 0),
        ("2026-03-02", 0, 1),
        ("2026-03-29", 0, 1),
        ("2026-03-30", 0, 0),
    ],
)
def test_four_weeks_lie_before_the_day_and_four_begin_with_it(day, before, after):
    around = leads_around(contacts("2025-06-01", day), PAID, TODAY)
    assert around == ((before, 4.0), (after, 4.0))


def test_spans_are_shorter_where_the_table_begins_late_or_today_comes_soon():
    around = leads_around(contacts("2026-02-23"), PAID, pd.Timestamp("2026-03-08"))
    assert around == ((1, 1.0), (0, 1.0))


def test_every_lead_and_every_week_is_before_after_or_usual():
    clients = shop("maple-street").clients
    today = shop("maple-street").today
    parts = [*leads_around(clients, PAID, today), usual(clients, PAID, today)]
    days = (today - clients["first_contact"].min()).days + 1
    assert sum(k for k, _ in parts) == len(clients)
    assert sum(weeks for _, weeks in parts) == pytest.approx(days / 7)


def test_a_shop_that_pays_its_gurus_most_is_found_out():
    assert catalogue.measure(17, business("Disciple", 3, {17: 1.0})).verdict == "problem"


def test_small_sums_keep_their_pence_and_large_ones_do_not():
    spend = receipts(("training", 10.25, ""), ("ads", 20.5, ""))
    small = catalogue.measure(17, Shop.of("Stall", {"spend": spend}))
    large = catalogue.measure(17, Shop.of("Store", {"spend": spend.assign(amount=[999.6, 1000.0])}))
    assert "10.25 of 30.75" in small.sentence
    assert "1,000 of 2,000" in large.sentence


def test_a_shop_without_a_single_row_gets_no_data_and_still_a_chart():
    full = shop("maple-street")
    new = Shop.of("New", {name: getattr(full, name).head(0) for name in TABLES})
    assert catalogue.measure(17, new).verdict == "no data"
    assert "no weeks to count" in catalogue.chart(17, new).alt


def test_receipts_without_days_still_get_their_bars():
    spend = shop("maple-street").spend[["category", "amount"]]
    picture = catalogue.chart(17, Shop.of("Undated", {"spend": spend}))
    assert "training 360" in picture.alt
    assert "no days of payment" in picture.alt


def test_many_categories_are_gathered_but_training_is_always_shown():
    names = [f"kind {place}" for place in range(12)] + ["training"]
    spend = receipts(*[(name, 100.0 - place, "") for place, name in enumerate(names)])
    alt = catalogue.chart(17, Shop.of("Mixed", {"spend": spend.drop(columns="paid_on")})).alt
    assert "training 88" in alt
    assert "the rest" in alt


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        (
            [("training", 400, "2026-02-01"), ("training", 200, "2026-05-01"), ("ads", 300, "")],
            "problem",
        ),
        ([("training", 12.5, "2026-02-01")], "no data"),  # one book, and all that was spent
        ([("training", 900, "2024-01-01"), ("ads", 100, "2026-02-01")], "fine"),  # two years ago
        ([("training", 100, ""), ("ads", 900, "")], "fine"),
    ],
)
def test_last_years_money_for_teaching_is_held_against_the_rest(rows, verdict):
    assert catalogue.measure(17, Shop.of("Payer", {"spend": receipts(*rows)})).verdict == verdict


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        ({"gate": "no"}, "fine"),
        ({"gate": "unsure"}, "no data"),
        ({"gate": "yes", "n": "3000", "k": "2000"}, "problem"),
        ({"gate": "yes", "n": "3000", "k": "400"}, "fine"),
    ],
)
def test_typed_answers_are_judged_by_question_and_money(entries, verdict):
    assert diagnose(catalogue.reason(17), {"bar": "50"} | entries).verdict == verdict
