import math

import numpy as np
import pandas as pd
import pytest

from course_lib import tagged
from course_lib.tagged import TaggedError

MESSAGES = pd.DataFrame(
    {
        "who": pd.Series(["ann", None, 'he said "hi"'], dtype="str"),
        "n": [1, 2, 3],
        "share": [0.5, math.nan, math.inf],
        "ok": [True, False, True],
        "ts": pd.to_datetime(["2026-03-11 12:00", None, "2026-03-12 09:30"]),
        "mixed": pd.Series([1, "a", None], dtype=object),
    }
)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        -3.25,
        math.inf,
        "",
        'a "quoted" word, and – a dash\n',
        [1, [2.0, "x"], []],
        (1, (2, [3])),
        {"a", "b"},
        {"early": (1, 2), ("fb", "client"): 40, 1: {}},
        pd.Timestamp("2026-03-11 12:00:30.5"),
        pd.Timedelta(days=2, hours=3),
    ],
)
def test_a_value_comes_back_as_it_was_types_and_all(value):
    back = tagged.loads(tagged.dumps(value))
    assert back == value and repr(back) == repr(value)


def test_what_is_not_a_number_or_not_a_time_comes_back_too():
    nan, nat = tagged.loads(tagged.dumps([math.nan, pd.NaT]))
    assert math.isnan(nan) and nat is pd.NaT


@pytest.mark.parametrize(
    "table",
    [
        MESSAGES,
        MESSAGES.head(0),
        MESSAGES.iloc[[2, 0]],
        MESSAGES[["n"]],
        pd.DataFrame(),
        pd.DataFrame({"pair": [[1, 2], [3, 4]], "both": [(1, "a"), {"b"}]}),
        pd.DataFrame({"whole": pd.Series([1, None, 2**60], dtype=object)}),
    ],
    ids=["whole", "empty", "shuffled", "one column", "nothing", "nested", "large beside missing"],
)
def test_a_table_comes_back_with_its_dtypes_and_its_rows_labels(table):
    back = tagged.loads(tagged.dumps(table))
    pd.testing.assert_frame_equal(back, table, check_index_type=False, check_column_type=False)


def test_numpys_scalars_come_back_as_pythons_own():
    back = tagged.loads(tagged.dumps((np.int64(2), np.float64(0.5), np.bool_(True), np.str_("a"))))
    assert back == (2, 0.5, True, "a")
    assert [type(item) for item in back] == [int, float, bool, str]


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (object(), "object"),
        (len, "builtin_function_or_method"),
        (pd.Period("2026-03", "M"), "Period"),
        (np.timedelta64(1, "D"), "timedelta64"),
        (pd.Series([1]), "Series"),
        (np.array([1, 2]), "ndarray"),
        (pd.Timestamp("2026-03-11", tz="UTC"), "Timestamp"),
        ([{"a": b"x"}], "bytes"),
        (pd.DataFrame({"a": pd.Categorical(["x"])}), "category"),
        (pd.DataFrame({1: [2]}), "Column 1"),
    ],
)
def test_nothing_else_is_written(value, named):
    with pytest.raises(TaggedError, match=named):
        tagged.dumps(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1,",
        "NaN",
        '{"pickle": "gASV"}',
        '{"tuple": [1], "set": [2]}',
        '{"float": "1e5"}',
        '{"moment": "someday"}',
        '{"dict": [1]}',
        '{"table": {"a": "category"}, "rows": [["x"]]}',
        '{"table": {"a": "int64"}, "rows": [["x"]]}',
        '{"table": {"a": "int64"}, "rows": [[1, 2]]}',
        '{"table": {"a": "int64"}}',
    ],
)
def test_nothing_else_is_read(text):
    with pytest.raises(TaggedError, match="^This is not tagged JSON as the course writes it: "):
        tagged.loads(text)


def test_long_values_are_broken_into_lines_that_fit():
    value = [({"ann": MESSAGES}, list(range(200)))]
    text = tagged.dumps(value, width=60)
    assert max(map(len, text.splitlines())) <= 60 + len('{"table": ')
    assert "\n" not in tagged.dumps([1, 2, 3], width=60)


def test_the_same_value_gives_the_same_text_whatever_the_order_in_a_set():
    assert tagged.dumps(set("abcdef")) == tagged.dumps(set("fedcba"))
