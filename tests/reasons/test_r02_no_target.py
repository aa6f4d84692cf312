"""Reason 2: is there a target at all, and is the shop on pace, or just lucky?"""

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.reasons.r02_no_target.sign import complete, leads_since, pace_to_keep
from course_lib.tables import Shop

START = pd.Timestamp("2026-01-01")
WHOLE = {
    "platform": "facebook", "why": "", "metric": "leads", "baseline": 0.5, "target": 2.0,
    "due": pd.Timestamp("2026-12-31"), "written_on": START,
}  # fmt: skip


def goals(*rows):
    return pd.DataFrame([WHOLE | row for row in rows] or [WHOLE])[: max(len(rows), 0)]


def clients(*days):
    first = pd.to_datetime(list(days)).astype("datetime64[us]")
    frame = pd.DataFrame({"person_id": [f"p{i}" for i in range(len(days))], "first_contact": first})
    return frame.assign(won_on=pd.NaT, source="", referred_by="")


def corner(goal_rows, client_rows):
    return Shop.of("Corner", {"goals": goal_rows, "clients": client_rows})


@pytest.mark.parametrize(
    "gap",
    [
        {"metric": "  "},
        {"target": 0.0},
        {"target": float("nan")},
        {"due": pd.NaT},
        {"written_on": pd.NaT},
    ],
    ids=str,
)
def test_a_goal_that_could_not_be_missed_is_not_complete(gap):
    assert len(complete(goals({}, gap))) == 1


def test_targets_for_leads_add_up_and_count_from_the_day_the_last_was_written():
    later = START + pd.Timedelta(days=10)
    shop = corner(goals({}, {"target": 0.5, "written_on": later}, {"metric": "likes"}), clients())
    assert pace_to_keep(shop) == (2.5, later)


def test_without_a_complete_goal_the_days_count_from_the_first_lead():
    shop = corner(goals({"metric": ""}), clients("2026-02-01", "2026-02-03"))
    assert pace_to_keep(shop) == (None, pd.Timestamp("2026-02-01"))


def test_both_the_first_and_the_last_day_count():
    days = ["2025-12-31", "2026-01-01", "2026-01-14", "2026-01-15"]
    assert leads_since(clients(*days), START, pd.Timestamp("2026-01-14")) == (2, 14)


def test_eighteen_leads_in_a_fortnight_against_two_a_day_is_not_sure_yet():
    days = ["2026-01-01"] + ["2026-01-08"] * 16 + ["2026-01-14"]
    finding = catalogue.measure(2, corner(goals({}), clients(*days)))
    assert (finding.k, finding.n, finding.bar, finding.verdict) == (18, 14, 2.0, "not sure yet")


def test_a_shop_without_a_target_is_held_to_the_one_the_course_lends_and_told_so():
    finding = catalogue.measure(
        2, corner(goals({"target": 0.0}), clients("2026-01-01", "2026-03-01"))
    )
    assert (finding.bar, finding.verdict) == (2, "problem")
    assert "wrote down no complete target" in finding.sentence


def test_no_goals_and_no_clients_is_no_data():
    assert catalogue.measure(2, corner(goals(), clients())).verdict == "no data"
