"""What Python and pandas complain of is said in words that are true of the slip, and of no other."""

import pandas as pd
import pytest

from course_lib import complaints

TABLE = pd.DataFrame(
    {"who": ["ann", "bob"], "n": [1, 2], "day": pd.to_datetime(["2026-01-01"] * 2)}
)
ROW = next(TABLE.itertuples())
NAMES = {
    "pd": pd,
    "table": TABLE,
    "row": ROW,
    "who": TABLE["who"],
    "n": TABLE["n"],
    "day": TABLE["day"],
}


def error(code):
    try:
        exec(code, dict(NAMES))
    except Exception as stop:
        return stop
    raise AssertionError(f"{code!r} should not run")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("days = [].append(1).append(2)", "`append` changes the list itself"),
        ("[].extend([1]).insert(0, 1)", "`insert` changes the list itself"),
        ("[].append(1, 2)", "round brackets of its own"),
        ("row.who = 'ann'", "two compare"),
        ("len = 3; len([])", "called like a function"),
        ("who.isin('ann')", "wants one list"),
        ("who.isin('ann', 'bob')", "wants one list"),
        ("day >= pd.Timestamp('2026-01-01') and 3 > 'x'", None),
        ("pd.Timestamp('2026-01-01') >= '2026-01-01'", "held against"),
        ("3 > '2'", "held against"),
        ("{}.get('a') + 1", "a sum starts at 0"),
        ("{} + 1", "to a whole dict"),
        ("[] + 1", "to a whole list"),
        ("pd.Timestamp('2026-01-01') - 91", "pd.Timedelta"),
    ],
)
def test_what_an_error_can_only_mean(code, words):
    said = complaints.always(error(code))
    assert words in said if words else said == ""


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("print(pitch)", "called `pitch` here"),
        ("def f():\n    training = training + 1\nf()", "`training` is used before"),
        ("who == 'ann' and n == 1", "each comparison in brackets"),
        ("not who.isin(['ann'])", "one of many"),
        ("(n == 1) & day > pd.Timestamp('2026-01-01')", "& and | are worked out"),
        ("'ann' | who", "& and | are worked out"),
        ("row['who']", "with a dot"),
        ("{'who': 1}.who", '["who"]'),
        ("row.name", "no column `name`"),
        ("(day - day).days", ".dt.days"),
        ("n.min.items()", "round brackets are missing"),
        ("a, b = None", "None has no parts"),
        ("for one in None: pass", "None has no parts"),
        ("a, b = 3", "a single value"),
        ("pow(2)", "wants more"),
        ("(lambda k, n: k)(2)", "wants more"),
        ("round((1, 2), 2)", "one number at a time"),
        ("who.count('ann')", "count the Trues"),
        ("len(True)", "a single value"),
        ("[1] * 0.5", "// divides"),
        ("range(0.5)", "// divides"),
        ("table.sum().sum() / 2; 3 + 'a'", None),
        ("3 + 'a'", "a text got in"),
        ("'a' - 3", "a text got in"),
        ("who.head(1) == who.tail(2)", "different lengths"),
        ("max([])", "the max of"),
        ("table['when']", "under that name"),
        ("[1][1]", "at that place"),
        ("1 / 0", "divide by"),
        ("float('x')", ""),
    ],
)
def test_what_an_error_usually_means(code, words):
    said = complaints.usually(error(code))
    assert words in said if words else said == ""


def test_a_phrase_is_no_whole_sentence_and_leaves_no_place_empty():
    for entry in (*complaints.page()["always"], *complaints.page()["usually"]):
        assert entry["means"][-1] not in ".?"
        assert "{0}" not in entry["means"] or "(" in entry["words"]
