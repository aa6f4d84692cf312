"""Every one of the 97 claims has its lesson, or a reason why none takes it up."""

from __future__ import annotations

import csv
import re

import pytest

from course_lib.catalogue import reasons
from course_lib.tables import samples_folder


@pytest.fixture(scope="module")
def claims() -> list[dict[str, str]]:
    with (samples_folder() / "claims.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_97_claims_from_five_sources(claims: list[dict[str, str]]) -> None:
    assert [int(claim["claim"]) for claim in claims] == list(range(1, 98))
    assert {claim["source"] for claim in claims} == {"S0", "S1", "S2", "S3", "S4"}
    assert all(claim["heading"] and claim["text"] for claim in claims)


def test_a_claim_has_a_lesson_or_a_reason_why_not(claims: list[dict[str, str]]) -> None:
    for claim in claims:
        assert re.fullmatch(r"\d|1[0-7]", claim["lesson"])
        assert (claim["lesson"] == "0") == bool(claim["set_aside"]), claim["claim"]


def test_every_room_answers_the_claims_that_are_filed_under_it(
    claims: list[dict[str, str]],
) -> None:
    for room in reasons():
        filed = {int(claim["claim"]) for claim in claims if claim["lesson"] == str(room.number)}
        assert set(room.claims) == filed, room.slug
