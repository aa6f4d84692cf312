"""Reason 2: is there a target that could be missed? Pace is told, and never judged."""

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
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


TODAY = "2026-01-14"


def fortnight(goal_rows, leads=18):
    """Fourteen days from the day the goal was written, with so many leads."""
    days = ["2026-01-01"] + ["2026-01-08"] * (leads - 2) + [TODAY]
    return corner(goal_rows, clients(*days))


@pytest.mark.parametrize("metric", ["leads", "bookings", "new leads", "Members", "happiness"])
def test_a_target_need_not_be_leads(metric):
    finding = catalogue.measure(2, fortnight(goals({"metric": metric})))
    assert (finding.k, finding.n, finding.verdict) == (1, 1, "fine")


@pytest.mark.parametrize(
    "gap",
    [
        {"metric": ""}, {"target": 0.0}, {"due": pd.NaT}, {"written_on": pd.NaT},
        {"due": pd.Timestamp("2026-01-13")},
    ],
    ids=str,
)  # fmt: skip
def test_what_nothing_can_miss_is_no_target_however_many_leads_come(gap):
    """The mirror case (a): 40 leads in 14 days, and nothing written to aim at."""
    finding = catalogue.measure(2, fortnight(goals(gap), leads=40))
    assert (finding.k, finding.verdict) == (0, "problem")


@pytest.mark.parametrize("leads", [3, 18, 28])
def test_whoever_is_behind_a_written_target_does_not_have_this_fault(leads):
    """The mirror case (b): a target of four a day, and far fewer come. It is told, and not judged."""
    finding = catalogue.measure(2, fortnight(goals({"target": 4.0}), leads))
    assert finding.verdict == "fine"
    assert "Told, and not judged" in finding.sentence
    assert "where the target is 4" in finding.sentence


def test_a_table_of_goals_without_one_is_a_problem_and_no_table_is_no_data():
    assert catalogue.measure(2, fortnight(goals())).verdict == "problem"
    without = Shop.of("Corner", {"clients": clients("2026-01-01", TODAY)})
    assert catalogue.measure(2, without).verdict == "no data"


def test_without_leads_to_tell_the_verdict_is_the_same():
    whole = fortnight(goals({}))
    only = Shop.of("Corner", {"goals": whole.goals})
    assert catalogue.measure(2, only).verdict == "fine"
    assert "Told" not in catalogue.measure(2, only).sentence


def test_no_goals_and_no_clients_is_no_data():
    assert catalogue.measure(2, corner(goals(), clients())).verdict == "no data"


@pytest.mark.parametrize(
    ("pick", "verdict"),
    [
        ("written", "fine"), ("part", "problem"), ("past", "problem"), ("head", "problem"),
        ("none", "problem"), ("unused", "not for you"), ("unsure", "no data"),
    ],
)  # fmt: skip
def test_a_question_alone_decides_and_pretends_no_interval(pick, verdict):
    """40 leads in 14 days without a target, and a target of four a day at two, are told by their answers."""
    finding = diagnose(catalogue.reason(2), {"gate": pick, "k": "40", "n": "14"})
    assert finding.verdict == verdict
    assert finding.estimate is None


@pytest.mark.parametrize("kind", ["shop", "firm", "club"])
def test_there_is_nothing_to_count(kind):
    assert catalogue.reason(2, kind).count is None
