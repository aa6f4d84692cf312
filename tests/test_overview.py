"""The first and the last lesson show the whole course: every reason, every claim set aside, and the truth."""

from pathlib import Path

import pytest

from course_lib import catalogue, overview, tables


def test_the_contents_list_every_reason_once_in_teaching_order_with_a_link_that_leads_there():
    listing = overview.contents()
    assert len(listing.rows) == len(catalogue.reasons())
    lessons = Path(__file__).parent.parent / "lessons"
    for number, row in zip(catalogue.teaching_order(), listing.rows, strict=True):
        file = row[1].split('"')[1]
        assert file.startswith(f"{number:02}-")
        assert (lessons / file).is_file()


def test_every_claim_is_answered_by_a_lesson_or_set_aside_with_a_reason():
    claims = overview.read_claims()
    assert claims["claim"].is_unique and len(claims)
    unanswered = claims[(claims["lesson"] == 0) & (claims["set_aside"] == "")]
    assert unanswered["claim"].tolist() == []


def test_a_claim_is_answered_by_the_room_that_says_so():
    claims = overview.read_claims()
    for room in catalogue.reasons():
        mine = claims.loc[(claims["lesson"] == room.number) & (claims["set_aside"] == ""), "claim"]
        assert sorted(room.claims) == sorted(mine), room.title


def test_the_claims_set_aside_are_shown_with_their_reason():
    listing = overview.set_aside()
    assert listing.rows
    assert all(all(cell.strip() for cell in row) for row in listing.rows)


@pytest.mark.parametrize("name", ["oak-street", "maple-street"])
def test_the_signs_find_what_was_planted_and_nothing_else_at_plain_severity(name):
    shop = tables.shop(name)
    planted = overview.planted_severities(shop)
    for room in catalogue.reasons():
        severity = planted.get(room.number, 0)
        if severity in (0, 1):
            wanted = "problem" if severity else "fine"
            assert catalogue.measure(room.number, shop).verdict == wanted, room.title


def test_the_truth_stands_beside_what_the_signs_say():
    listing = overview.truth(tables.shop("oak-street"), tables.shop("maple-street"))
    assert listing.heads == ("Reason", "Oak Street", "Maple Street")
    answering = next(row for row in listing.rows if row[0] == "Not engaging")
    assert answering[1] == "planted; the sign says <strong>problem</strong>"
    assert answering[2] == "not planted; the sign says <strong>fine</strong>"
