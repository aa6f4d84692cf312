"""One number is one mystery shop, of a kind that nobody can guess from it, and a diagnosis is scored fairly."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import pytest

from course_lib import catalogue, mystery
from course_lib.finding import NO_DATA, PROBLEM
from course_lib.mystery import (
    NOTHING,
    TOO_LITTLE,
    Case,
    Diagnosis,
    MysteryTrouble,
    case,
    line,
    mystery_shop,
    points,
    read_line,
    read_lines,
    score,
    tally,
)

NUMBERS = range(1, 201)


def kind(shop: Case) -> tuple[int, bool]:
    return len(shop.faults), shop.enough


def first(count: int, enough: bool = True, lacks: bool = False) -> int:
    """The first number of a shop with so many faults."""
    return next(
        n for n in NUMBERS if kind(case(n)) == (count, enough) and bool(case(n).missing) == lacks
    )


ONE, TWO, THREE, NONE, THIN = first(1), first(2), first(3), first(0), first(1, False, True)


def test_of_any_ten_numbers_three_have_one_fault_two_two_two_three_two_none_and_one_too_little():
    for start in NUMBERS[::10]:
        kinds = Counter(kind(case(number)) for number in range(start, start + 10))
        assert kinds == {(1, True): 3, (2, True): 2, (3, True): 2, (0, True): 2, (1, False): 1}


def test_the_kinds_come_in_another_order_in_every_ten():
    assert len({tuple(kind(case(n)) for n in range(s, s + 10)) for s in NUMBERS[::10]}) > 15


def test_every_reason_is_planted_somewhere_and_none_in_every_third_shop():
    planted = Counter(fault for number in NUMBERS for fault in case(number).faults)
    assert set(planted) == {reason.number for reason in catalogue.reasons()}
    assert max(planted.values()) < len(NUMBERS) / 3


def test_no_shop_has_two_faults_of_one_family():
    for number in NUMBERS:
        families = [catalogue.reason(fault).act.family for fault in case(number).faults]
        assert len(set(families)) == len(families)


def test_an_owner_winces_at_three_things_of_which_at_most_one_was_planted():
    true = [len(set(case(n).symptoms) & set(case(n).faults)) for n in NUMBERS]
    assert set(true) == {0, 1}
    assert all(len(set(case(n).symptoms)) == 3 for n in NUMBERS)


def test_one_number_is_one_truth_whatever_the_hash_seed():
    code = "from course_lib.mystery import case; print([case(n) for n in range(1, 40)])"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert outputs == {str([case(number) for number in range(1, 40)])}


@pytest.mark.parametrize("number", [THREE, NONE, THIN])
def test_the_tables_show_every_fault_that_they_can_and_no_other(number):
    shop, secret = mystery_shop(number), case(number)
    verdicts = {one: catalogue.measure(one, shop).verdict for one in catalogue.teaching_order()}
    problems = {one for one, verdict in verdicts.items() if verdict == PROBLEM}
    assert problems == set(secret.truth.reasons)
    if not secret.enough:
        assert {verdicts[fault] for fault in secret.faults} == {NO_DATA}
        assert not shop.has(secret.missing)
        assert shop.posts["week"].max() <= secret.weeks


def test_one_number_is_one_shop_byte_for_byte():
    one, other = mystery_shop(TWO), mystery_shop(TWO)
    assert one.clients.to_csv() == other.clients.to_csv()
    assert one.messages.to_csv() == other.messages.to_csv()
    assert one.clients.to_csv() != mystery_shop(ONE).clients.to_csv()


@pytest.mark.parametrize("number", [0, -3, 1.5, True, "7", None, mystery.LARGEST + 1])
def test_what_is_no_number_has_no_shop(number):
    with pytest.raises(MysteryTrouble, match="a whole number from 1 up, such as 7; found"):
        case(number)


def other_than(*faults: int) -> int:
    return next(one for one in catalogue.teaching_order() if one not in faults)


def test_a_diagnosis_is_scored_by_hits_false_alarms_and_what_was_missed():
    one, two = case(TWO).faults
    wrong = other_than(one, two)
    result = score(Diagnosis((wrong, two)), TWO)
    assert (result.hits, result.false_alarms, result.missed) == ((two,), (wrong,), (one,))
    assert not result.right
    assert score(Diagnosis((two, one)), TWO).right


@pytest.mark.parametrize(("number", "word"), [(NONE, NOTHING), (THIN, TOO_LITTLE)])
def test_to_name_nothing_is_right_where_that_is_the_truth_and_nowhere_else(number, word):
    assert score(Diagnosis(word=word), number).right
    assert not score(Diagnosis(word=word), TWO).right
    assert not score(Diagnosis(word=NOTHING if word == TOO_LITTLE else TOO_LITTLE), number).right
    assert not score(Diagnosis((other_than(*case(number).faults),)), number).right


def test_a_fault_that_no_table_shows_is_neither_a_hit_nor_a_false_alarm():
    result = score(Diagnosis(case(THIN).faults), THIN)
    assert (result.hits, result.false_alarms, result.right) == ((), (), False)


@pytest.mark.parametrize(
    ("text", "number", "said"),
    [
        ("7: Not engaging; Not tracking", 7, "Not tracking; Not engaging"),
        ("  no. 7 - volume, not value, not human and AMBUSHING.", 7, "Not human; Volume, not value; Ambushing"),
        ("7: Selling, not engaging", 7, "Selling, not engaging"),
        ("7:ambush", 7, "Ambushing"),
        ("7 : not engagin; not engaging", 7, "Not engaging"),
        ("Shop 8: nothing", 8, NOTHING),
        ("8. Too little to say.", 8, TOO_LITTLE),
    ],
)  # fmt: skip
def test_a_line_is_read_as_people_write_it(text, number, said):
    read, diagnosis = read_line(text)
    assert (read, str(diagnosis)) == (number, said)
    assert read_line(line(read, diagnosis)) == (read, diagnosis)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Not engaging", "is no line such as"),
        ("7:", "is no line such as"),
        ("7: bad luck", "“bad luck” is the title of no lesson"),
        ("7: not", "“not” is the title of no lesson"),  # it may be any of several
        ("0: Not human", "a whole number from 1 up"),
        ("7: No why; No target; Not human; Ambushing", "name at most 3 reasons; there are 4"),
    ],
)
def test_a_line_that_cannot_be_read_gets_a_sentence(text, sentence):
    with pytest.raises(MysteryTrouble, match=sentence):
        read_line(text)


def test_the_board_counts_hits_and_false_alarms_by_reason_over_the_room():
    one, two = case(TWO).faults
    wrong = other_than(one, two)
    titles = {number: catalogue.reason(number).title for number in (one, two, wrong)}
    text = f"{TWO}: {titles[one]}\n\n{TWO}: {titles[one]}; {titles[wrong]}\n{NONE}: nothing wrong\nhello"
    diagnoses, troubles = read_lines(text)
    assert len(troubles) == 1 and "hello" in troubles[0]
    rows = {row.what: (row.had, row.hits, row.false_alarms) for row in tally(diagnoses)}
    assert rows == {
        titles[one]: (2, 2, 0),
        titles[two]: (2, 0, 0),
        titles[wrong]: (0, 0, 1),
        "Nothing wrong": (1, 1, 0),
    }


def test_points_fall_with_every_false_alarm_and_every_miss():
    one, two = case(TWO).faults
    wrong = other_than(one, two)
    for diagnosis, expected in {
        Diagnosis((one, two)): 6,
        Diagnosis((one,)): 4,
        Diagnosis((one, two, wrong)): 4,
        Diagnosis((one, wrong)): 2,
        Diagnosis((wrong,)): 0,
        Diagnosis(word=NOTHING): 0,
    }.items():
        assert points(diagnosis, TWO, 6) == expected, diagnosis
    assert points(Diagnosis(word=TOO_LITTLE), THIN, 6) == 6
    assert points(Diagnosis(case(THIN).faults), THIN, 6) == 0
