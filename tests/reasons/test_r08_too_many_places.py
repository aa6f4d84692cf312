"""Reason 8: accounts that have fallen silent, and what the living ones live on."""

import json

import pandas as pd
import pytest

from course_lib import catalogue
from course_lib.diagnosis import diagnose
from course_lib.reasons.r08_too_many_places.sign import dormant, minutes_per_live
from course_lib.tables import Shop, samples_folder, shop

TRUTH = json.loads((samples_folder() / "truth.json").read_text(encoding="utf-8"))["shops"]
TODAY = pd.Timestamp("2026-03-31")


def accounts(**last_posts):
    return pd.DataFrame(
        {
            "platform": pd.Series(list(last_posts), dtype="str"),
            "last_post": [pd.Timestamp(day) for day in last_posts.values()],
            "login_ok": True,
        }
    ).astype({"last_post": "datetime64[us]"})


def timelog(*rows):
    frame = pd.DataFrame(rows, columns=["week", "platform", "minutes"])
    return frame.assign(planned=0.0, purpose="create", with_whom="none")


def test_exactly_thirty_days_of_silence_is_still_alive():
    sheet = accounts(c="2026-02-28", a="2026-03-30", b="2026-03-01")
    assert dormant(sheet, TODAY) == ["c"]


def test_silent_accounts_come_in_order_of_their_names():
    assert dormant(accounts(x="2025-01-01", a="2025-06-01"), TODAY) == ["a", "x"]


def test_minutes_on_a_silent_account_are_not_shared_among_the_living():
    log = timelog((1, "a", 100), (2, "b", 200), (2, "c", 40))
    assert minutes_per_live(log, {"a", "b"}, weeks=4) == 37.5


def test_a_live_account_that_the_log_never_mentions_takes_its_share_of_nothing():
    assert minutes_per_live(timelog((1, "a", 60)), {"a", "z"}, weeks=1) == 30


def test_without_a_live_account_or_a_week_there_is_no_rate():
    log = timelog((1, "a", 60))
    assert minutes_per_live(log, set(), weeks=4) is None
    assert minutes_per_live(log.head(0), {"a"}, weeks=0) is None


def test_all_accounts_are_counted_so_there_is_no_interval():
    finding = catalogue.measure(
        8, Shop.of("Corner", {"accounts": accounts(a=TODAY, b="2025-01-01")})
    )
    assert (finding.k, finding.n, finding.low, finding.high) == (1, 2, 0.5, 0.5)
    assert "complete count" in finding.sentence


def test_without_accounts_there_is_no_verdict_but_a_chart_all_the_same():
    corner = Shop.of("Corner", {"accounts": accounts()})
    assert catalogue.measure(8, corner).verdict == "no data"
    assert "none" in catalogue.chart(8, corner).alt


def test_a_chart_of_many_accounts_shows_the_longest_silences_and_says_so():
    days = pd.date_range("2025-05-01", periods=20)
    many = accounts(**{f"network {place}": day for place, day in enumerate(days)})
    alt = catalogue.chart(8, Shop.of("Corner", {"accounts": many})).alt
    assert "network 0 " in alt
    assert "network 19 " not in alt


@pytest.mark.parametrize("name", TRUTH)
def test_the_verdict_on_a_sample_shop_is_the_planted_truth(name):
    planted = "8" in TRUTH[name]["planted"]
    assert catalogue.measure(8, shop(name)).verdict == ("problem" if planted else "fine")


def seen(*rows):
    """A shop of accounts, (days since the last post, since somebody looked in or None, notice)."""
    day = pd.Timestamp("2026-06-30")
    ago = [
        [day - pd.Timedelta(days=n) if n is not None else pd.NaT for n in row[:2]] for row in rows
    ]
    frame = pd.DataFrame(ago, columns=["last_post", "last_seen"]).astype("datetime64[us]")
    names = [f"place {number}" for number in range(len(rows))]
    frame = frame.assign(platform=names, login_ok=True, notice=[row[2] for row in rows])
    return Shop.of("Seen", {"accounts": frame})


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([(0, 1, "")] * 2 + [(0, 90, "")] * 6, "problem"),  # a tool feeds eight, two are opened
        (
            [(0, 1, "")] * 2 + [(300, 300, "yes")] * 2,
            "fine",
        ),  # a festival's page asleep, and says so
        ([(0, 1, "")] * 2 + [(0, None, "")] * 2, "no data"),
        ([(0, 1, "")] * 9 + [(0, None, "")], "fine"),
    ],
)
def test_an_account_is_left_alone_if_nobody_looks_in_and_nothing_says_where(rows, verdict):
    assert catalogue.measure(8, seen(*rows)).verdict == verdict


def account(name, *ticks):
    return {"name": name, "words": "", "minutes": "", "ticks": list(ticks)}


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        ({"gate": "none"}, "not for you"),
        ({"gate": "unsure"}, "no data"),
        (
            {"rows": [account("a", "seen"), account("b", "seen"), account("c"), account("d")]},
            "problem",
        ),
        ({"rows": [account("a", "seen"), account("b", "notice")]}, "fine"),
    ],
)
def test_typed_answers_are_judged_by_question_and_list(entries, verdict):
    assert diagnose(catalogue.reason(8), {"gate": "yes", "bar": "25"} | entries).verdict == verdict


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [
        (None, "problem"),  # known to the last day of all
        ("2026-03-20", "problem"),  # the list ends eleven days before
        ("2026-01-05", "no data"),  # silent when it was saved, and it is old
    ],
)
def test_an_account_of_an_older_download_is_not_called_silent(as_of, verdict):
    sheet = accounts(a="2026-01-01", b="2025-12-30").assign(as_of=pd.Timestamp(as_of))
    live = sheet.assign(platform=["c", "d"], last_post=TODAY)
    both = pd.concat([sheet, live], ignore_index=True)
    finding = catalogue.measure(8, Shop.of("Corner", {"accounts": both}))
    assert finding.verdict == verdict
