"""Of a wrong answer that is nearly right, the first difference is named, in words and once."""

import numpy as np
import pandas as pd
import pytest

from course_lib.difference import remark, short

ROWS = pd.DataFrame({"person": ["ann", "bob"], "posts": [2, 5]})
DAY = pd.Timestamp("2026-03-11")


@pytest.mark.parametrize(
    ("wanted", "got", "said"),
    [
        ("not sure", " Not sure", "only the spelling differs"),
        ("not sure", "not sure yet", "only the wording differs"),
        ("not for you", "not for", "only the wording differs"),
        ("fine", "", ""),
        ("not sure", "behind", ""),
        (True, "leads", "True or False is asked for, so compare or wrap it in bool(...)"),
        (True, 1, "True or False is asked for, so compare or wrap it in bool(...)"),
        (True, False, ""),  # it is one of the two, and only the wrong one
        (False, True, ""),
        (False, np.bool_(True), ""),
        (3, "3", "a number is asked for, and text came back"),
        (3, 4, ""),
        (3, [1, 2], "one number is asked for, and 2 came back"),
        (0.5, pd.Series([1, 2, 3]), "one number is asked for, and 3 came back"),
        (True, pd.Series([True, False]), "one True or False is asked for, and 2 came back"),
        ([1], (x for x in [1]), "wrap it in list(...) to get the values themselves"),
        ([1, 2], [1], "1 value in place of 2"),
        (ROWS, {"person": ["ann", "bob"]}, ""),
        ({"a": 1}, [1], ""),
        ({"a": 1}, {"a": 2}, ""),  # both are in the sentence, and short
        ({1}, [1], ""),
    ],
)
def test_a_nearly_right_answer_gets_a_remark(wanted, got, said):
    assert remark(wanted, got) == said


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (ROWS.assign(posts=[3, 5]), "in row 1, column posts: 3, where 2 was expected"),
        (ROWS.assign(posts=[2, 0.5])[::-1], "in row 1, column posts: 0.5, where 5 was expected"),
        (
            ROWS.assign(posts=["2", "5"]),
            "in row 1, column posts: the text '2', where the number 2 was expected",
        ),
        (ROWS.assign(posts=[1 / 3, 5]), "in row 1, column posts: 0.333333, where 2 was expected"),
        (ROWS.iloc[[0, 0]], "in row 2, column person: 'ann', where 'bob' was expected"),
        (ROWS[["person"]], "the column posts is missing"),
        (ROWS.assign(more=1), "the column more is one too many"),
        (
            ROWS.rename(columns={"posts": "post"}),
            "the column posts is missing, and post is one too many",
        ),
        (ROWS.head(1), ""),  # the numbers of rows stand in the sentence
    ],
)
def test_of_a_table_the_first_difference_is_named(got, said):
    assert remark(ROWS, got) == said


def test_the_row_is_held_against_the_wanted_one_that_is_most_like_it():
    got = pd.DataFrame({"person": ["bob", "ann"], "posts": [5, 7]})
    assert remark(ROWS, got) == "in row 2, column posts: 7, where 2 was expected"


def test_where_order_counts_a_wrong_order_is_told_and_a_wrong_cell_still_is():
    said = "the rows are right, and in another order than asked for"
    assert remark(ROWS, ROWS[::-1], ordered=True) == said
    wrong = ROWS.assign(posts=[2, 6])
    assert remark(ROWS, wrong, ordered=True) == "in row 2, column posts: 6, where 5 was expected"


def test_a_date_that_is_text_no_date_can_be_read_from_is_told_as_text():
    wanted, got = pd.DataFrame({"ts": [DAY]}), pd.DataFrame({"ts": ["11 March"]})
    assert remark(wanted, got) == (
        "in row 1, column ts: the text '11 March', where the date 2026-03-11 was expected"
    )


def test_a_difference_within_the_asked_decimals_is_none():
    wanted, got = pd.DataFrame({"x": [1.23, 2.0]}), pd.DataFrame({"x": [1.2, 3.0]})
    assert remark(wanted, got, decimals=1) == "in row 2, column x: 3.0, where 2.0 was expected"


@pytest.mark.parametrize(
    ("got", "said"),
    [
        ({"ann": (2, 1), "bob": (1, 0)}, "for 'ann': (2, 1), where (2, 2) was expected"),
        ({"ann": (2, 2)}, "the entry for 'bob' is missing"),
        ({"ann": (2, 2), "bob": (1, 0), "cy": (0, 1)}, "the entry for 'cy' is one too many"),
        (
            {"ann": (2, 2), "Bob": (1, 0)},
            "the entry for 'bob' is missing, and 'Bob' is one too many",
        ),
        ({"ann": "2, 2", "bob": (1, 0)}, "for 'ann': '2, 2', where (2, 2) was expected"),
    ],
)
def test_of_a_dict_the_first_difference_is_named(got, said):
    assert remark({"ann": (2, 2), "bob": (1, 0)}, got) == said


def test_a_difference_deep_inside_is_named_where_it_lies():
    assert remark({"all": ROWS}, {"all": ROWS.assign(posts=[3, 5])}) == (
        "for 'all', in row 1, column posts: 3, where 2 was expected"
    )
    wanted, got = list(range(40)), [*range(39), 0]
    assert remark({"all": wanted}, {"all": got}) == (
        "for 'all', in place 40: 0, where 39 was expected"
    )


@pytest.mark.parametrize(
    ("wanted", "got", "said"),
    [
        ((1, 3), (3, 1), "the values are right, and in another order than asked for"),
        ([1, 2, 3, 4, 5, 6], [1, 2, 0, 4, 5, 6], "in place 3: 0, where 3 was expected"),
        (["a" * 60, "b"], ["a" * 60, "c"], "in place 2: 'c', where 'b' was expected"),
        ((1, 3), (1, 2), ""),  # both are in the sentence, and short
        ({"x", "y"}, {"x"}, "the value 'y' is missing"),
        ({"x"}, {"x", "y"}, "the value 'y' is one too many"),
    ],
)
def test_of_lists_and_sets_the_first_difference_is_named_where_it_is_hard_to_see(wanted, got, said):
    assert remark(wanted, got) == said


def test_a_remark_stays_short_however_long_the_values_are():
    wanted = pd.DataFrame({"words": ["a " * 500]})
    assert len(remark(wanted, pd.DataFrame({"words": ["b " * 500]}))) < 120


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (ROWS, "a table of 2 rows"),
        (ROWS.head(1), "a table of 1 row"),
        (pd.Timestamp("2026-03-11"), "2026-03-11"),
        (pd.Timestamp("2026-03-11 12:00"), "2026-03-11 12:00"),
        (18 / 14, "1.28571"),
        (3.0, "3.0"),
        ((1, 3), "(1, 3)"),
        ([1, None], "[1, None]"),
        ([(1, 2)], "[(1, 2)]"),
        ({"ann": (1, 18 / 14)}, "{'ann': (1, 1.28571)}"),
        ({}, "{}"),
        ("not sure", "'not sure'"),
        (float("inf"), "inf"),
    ],
)
def test_values_are_shown_short(value, words):
    assert short(value) == words


def test_a_long_value_is_cut_off():
    assert len(short(list(range(1000)))) <= 61
