"""What a person would call the same answer is the same answer, whatever type carries it."""

import datetime
from collections import OrderedDict, defaultdict
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from course_lib.comparison import alike, plain

DAY = pd.Timestamp("2026-03-11")
ROWS = pd.DataFrame({"week": [1, 2], "useful": [2.0, 4.5]})
SAME = {
    "a numpy whole number": (3, np.int64(3)),
    "a float for a whole number": (3, 3.0),
    "a whole number for a float": (3.0, 3),
    "a numpy float": (0.5, np.float32(0.5)),
    "a fraction": (0.25, Fraction(1, 4)),
    "a decimal": (7.78, Decimal("7.78")),
    "a zero-dimensional array": (5, np.array(5)),
    "an unrounded number": (1.29, 18 / 14),
    "a number rounded to 2 decimals": (18 / 14, 1.29),
    "a numpy bool": (True, np.bool_(True)),
    "numpy's text": ("behind", np.str_("behind")),
    "a list for a tuple": ((1, 3), [1, 3]),
    "an array for a list": ([40, -5], np.array([40, -5])),
    "a Series for a tuple": ((1.29, 0.76), pd.Series([1.29, 0.76], index=["a", "b"])),
    "None for None": (None, None),
    "NaN for NaN": (float("nan"), np.nan),
    "endless for endless": (float("inf"), np.inf),
    "a nested pair": ({"early": (0, 2)}, {"early": [np.int64(0), 2.0]}),
    "keys in another order": ({"a": 1, "b": 2}, OrderedDict(b=2, a=1)),
    "a defaultdict": ({"a": 1}, defaultdict(int, a=1)),
    "numpy keys": ({1: (120, 160)}, {np.int64(1): (120, 160)}),
    "keys of pairs": ({("fb", "client"): 40}, {("fb", "client"): 40}),
    "a set in any order": ({"x", "y"}, frozenset(["y", "x"])),
    "a date": (DAY, datetime.date(2026, 3, 11)),
    "a datetime": (DAY, datetime.datetime(2026, 3, 11)),
    "numpy's date": (DAY, np.datetime64("2026-03-11")),
    "a date in ISO text": (DAY, "2026-03-11"),
    "a time span": (pd.Timedelta(hours=24), datetime.timedelta(days=1)),
    "a table in another order of rows": (ROWS, ROWS.iloc[::-1]),
    "a table in another order of columns": (ROWS, ROWS[["useful", "week"]]),
    "a table with other dtypes": (ROWS, ROWS.astype({"week": "float64", "useful": "object"})),
    "a table with another index": (ROWS, ROWS.set_axis(["x", "y"])),
    "a table with gaps": (pd.DataFrame({"a": [None, 1.0]}), pd.DataFrame({"a": [1, np.nan]})),
    "an empty table": (ROWS.head(0), pd.DataFrame(columns=["week", "useful"])),
}
DIFFERENT = {
    "True for 1": (1, True),
    "1 for True": (True, 1),
    "text for a number": (3, "3"),
    "a number for text": ("3", 3),
    "None for 0": (0, None),
    "0 for None": (None, 0),
    "NaN for None": (None, float("nan")),
    "None for NaN": (float("nan"), None),
    "NaN for 0": (0, float("nan")),
    "a count that is nearly right": (3, 3.001),
    "a share that is cut off, not rounded": (1.29, 1.28),
    "a capital letter": ("not sure", "Not sure"),
    "a list in another order": ([40, -5], [-5, 40]),
    "a list that is longer": ([1], [1, 1]),
    "one number for a list of one": ([1], 1),
    "text for a list of letters": (["a", "b"], "ab"),
    "a generator": ([1], (x for x in [1])),
    "another day": (DAY, "2026-03-12"),
    "text that is no date": (DAY, "yesterday"),
    "a missing key": ({"a": 1, "b": 2}, {"a": 1}),
    "a table with one column more": (ROWS, ROWS.assign(more=0)),
    "a table with one row twice": (ROWS, ROWS.iloc[[0, 0]]),
    "a table with one row more": (ROWS, pd.concat([ROWS, ROWS.head(1)])),
    "a list of rows for a table": (ROWS, ROWS.to_dict("records")),
    "a dict of columns for a table": (ROWS, {"week": [1, 2], "useful": [2.0, 4.5]}),
}


@pytest.mark.parametrize(("wanted", "got"), SAME.values(), ids=SAME)
def test_the_same_answer_in_another_type_is_accepted(wanted, got):
    assert alike(wanted, got)


@pytest.mark.parametrize(("wanted", "got"), DIFFERENT.values(), ids=DIFFERENT)
def test_a_different_answer_is_not_accepted(wanted, got):
    assert not alike(wanted, got)


def test_the_order_of_rows_counts_only_where_it_is_asked_for():
    assert not alike(ROWS, ROWS.iloc[::-1], ordered=True)
    assert alike(ROWS, ROWS.copy(), ordered=True)


def test_the_tolerance_follows_the_asked_decimals():
    assert alike(37.5, 37.46, decimals=1)
    assert not alike(37.5, 37.46, decimals=2)


def test_an_object_that_claims_to_equal_everything_is_not_accepted():
    class Agreeable:
        def __eq__(self, other):
            return True

    for wanted in (3, 1.5, "behind", None, True, [1], {"a": 1}, DAY, ROWS):
        assert not alike(wanted, Agreeable())


def test_plain_values_are_pythons_own():
    value = plain({"n": np.int64(3), "share": (np.float32(0.5), None)})
    assert value == {"n": 3, "share": [0.5, None]}
    assert type(value["n"]) is int and type(value["share"][0]) is float
