"""`expect` is silent about a right answer and says one sentence about any other."""

import math
import subprocess
import sys
import warnings

import pandas as pd
import pytest

from course_lib import tagged
from course_lib.errors import CourseError
from course_lib.expectation import NotAttempted, NotRight, expect, expect_each, expect_that

TABLE = pd.DataFrame({"a": [1, 2, 3]})


def sentence(function, *arguments, wanted=1, mistake="You missed something", **options):
    with pytest.raises(NotRight) as caught:
        expect(function, arguments, wanted, mistake, **options)
    said = str(caught.value)
    assert "\n" not in said and said.endswith(".")
    return said


def double(number):
    return 2 * number


def test_a_right_answer_is_met_with_silence(capsys):
    assert expect(double, (2,), 4, "You did not double it") is None
    assert capsys.readouterr() == ("", "")


def test_a_wrong_answer_gets_the_mistake_the_call_the_answer_and_the_right_one():
    assert sentence(double, 2, wanted=5, mistake="You forgot to add 1.") == (
        "You forgot to add 1: double(2) gave 4, where 5 was expected."
    )


def test_of_a_table_with_a_wrong_cell_the_sentence_says_which():
    said = sentence(lambda: TABLE.assign(a=[1, 2, 4]), wanted=TABLE, mistake="Count again")
    assert said.endswith(
        "() gave a table of 3 rows, where another was expected (in row 3, column a: 4, where 3 was "
        "expected)."
    )


def test_of_a_known_mistake_the_difference_is_told_too_with_the_asked_decimals_and_order():
    wanted = pd.DataFrame({"x": [1.23, 2.0]})
    got = pd.DataFrame({"x": [3.0, 1.2]})
    said = sentence(
        lambda: got,
        wanted=wanted,
        wrong_answers=[(got, "You began at 1")],
        decimals=1,
        ordered=True,
    )
    assert said.startswith("You began at 1: ")
    assert said.endswith("(in row 1, column x: 3.0, where 1.23 was expected).")


def test_a_known_wrong_answer_gets_its_own_mistake():
    said = sentence(
        double, 2, wanted=5, wrong_answers={3: "Not this one", 4: "You only doubled it"}
    )
    assert said.startswith("You only doubled it: double(2) gave 4")


def test_a_known_wrong_answer_that_cannot_be_a_key_is_given_as_a_pair():
    said = sentence(dict, wanted={"a": 1}, wrong_answers=[({}, "You left all of it out")])
    assert said.startswith("You left all of it out: dict() gave {}")


def test_an_error_is_named_with_its_line_in_the_learners_function():
    def divide(a, b):
        return a / b

    said = sentence(divide, 1, 0)
    assert said == (
        "divide(1, 0) stopped with ZeroDivisionError (division by zero) in the line `return a / b`: ask "
        "first whether there is anything to divide by."
    )


def test_an_error_deep_in_a_library_is_laid_at_the_line_that_called_it():
    def column(table):
        return table["b"]

    said = sentence(column, TABLE)
    assert "KeyError ('b') in the line `return table[\"b\"]`: nothing stands" in said


def test_a_part_of_an_answer_can_be_asked_for_alone():
    def both():
        return 3, 8

    expect(both, (), 8, "The total is 8", part=lambda answer: answer[1])
    with pytest.raises(NotRight, match=r"The total is 9: both\(\) gave 8, where 9 was expected"):
        expect(both, (), 9, "The total is 9", part=lambda answer: answer[1])
    with pytest.raises(NotRight, match=r"There is no total: both\(\) gave \(3, 8\)"):
        expect(both, (), 8, "There is no total", part=lambda answer: answer["total"])


def test_a_known_error_is_explained():
    said = sentence(math.sqrt, -1, wrong_answers={ValueError: "Look at the sign first"})
    assert said.endswith("(expected a nonnegative input, got -1.0): Look at the sign first.") or (
        said.endswith("(math domain error): Look at the sign first.")
    )


def test_an_error_that_can_mean_one_thing_alone_is_not_explained_as_another():
    def careless(numbers):
        numbers = numbers.append(4).append(5)

    said = sentence(careless, [], wrong_answers={AttributeError: "Take the days of it"})
    assert "write it on a line of its own" in said and "days" not in said


def test_what_the_exercise_says_of_an_error_comes_before_what_it_usually_means():
    said = sentence(lambda name: {}[name], "ann", wrong_answers={KeyError: "Ann may be unknown"})
    assert said.endswith(": Ann may be unknown.")


def test_a_function_with_the_wrong_number_of_inputs_is_told_so():
    assert "takes 1 positional argument but 2 were given" in sentence(double, 1, 2)


def test_a_call_to_exit_does_not_end_the_test_run():
    assert "stopped with SystemExit" in sentence(lambda: sys.exit())


def test_the_untouched_starter_is_not_attempted_rather_than_wrong():
    def starter(number):
        raise NotAttempted

    with pytest.raises(NotAttempted, match="starter is not attempted yet"):
        expect(starter, (2,), 4, "You did not double it")


def test_what_the_starter_raises_is_a_sentence_of_its_own():
    assert "is not attempted yet" in str(NotAttempted())


@pytest.mark.parametrize("error", [NotRight("No."), NotAttempted()])
def test_every_refusal_is_an_assertion_and_shows_as_one_sentence(error):
    assert isinstance(error, AssertionError) and isinstance(error, CourseError)
    assert error._render_traceback_() == [str(error)]


def test_no_answer_asks_for_return_and_blames_nothing_else():
    said = sentence(lambda: None, mistake="You counted twice")
    assert "gave None, where 1 was expected (does every way through it end in a `return`?)" in said
    assert "counted twice" not in said


def test_a_printed_answer_is_recognised():
    assert "did you print it" in sentence(lambda: print(1))


def test_nothing_that_the_function_writes_or_warns_gets_out(capfd):
    def loud():
        print("one")
        print("two", file=sys.stderr)
        warnings.warn("three", stacklevel=1)
        return 1

    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        expect(loud, (), 1, "Not 1")
    assert capfd.readouterr() == ("", "") and seen == []


def test_the_function_gets_copies_and_a_change_to_them_is_a_mistake():
    table, numbers = TABLE.copy(), [3, 1]

    def careless(table, numbers):
        table["b"] = 1
        return 1

    assert sentence(careless, table, numbers).startswith("careless changed the table it was given:")
    assert list(table) == ["a"]


def test_sorting_a_list_in_place_is_a_change():
    numbers = [3, 1]

    def smallest(numbers):
        numbers.sort()
        return numbers[0]

    assert sentence(smallest, numbers).startswith("smallest changed the list it was given:")
    assert numbers == [3, 1]


def test_untouched_inputs_with_nan_count_as_untouched():
    expect(lambda goal: 1, ({"target": float("nan")},), 1, "Not 1")


def test_an_untouched_set_counts_as_untouched_whatever_order_it_is_written_in():
    members = {0, 8, 16, 24, 1}  # these share places, so a copy lists them in another order
    for size in range(200):
        expect(len, ({f"word {n}" for n in range(size)} | members,), size + 5, "Not its size")


def positive(*answers):
    return all(answer > 0 for answer in answers)


def test_a_property_that_all_answers_have_is_met_with_silence():
    assert expect_that(double, [(1,), (2,)], positive, "It should be above 0") is None


def test_a_property_that_fails_is_told_with_the_call_that_failed_it():
    with pytest.raises(NotRight) as caught:
        expect_that(double, [(1,), (-2,), (3,)], positive, "It should be above 0.")
    assert str(caught.value) == "It should be above 0: double(-2) gave -4."


def test_a_property_may_hold_the_answers_against_each_other():
    def same(*answers):
        return len(set(answers)) == 1

    expect_that(double, [(2,), (2,)], same, "Both should be the same")
    with pytest.raises(NotRight, match=r"Both should be the same: double\(2\) gave 4"):
        expect_that(double, [(2,), (3,)], same, "Both should be the same")


def test_an_answer_that_the_property_cannot_look_at_is_not_right():
    with pytest.raises(NotRight, match=r"above 0: print\(1\) gave None \(did you print it"):
        expect_that(print, [(1,)], positive, "It should be above 0")


def test_a_property_of_an_untouched_starter_is_not_attempted():
    def starter(number):
        raise NotAttempted

    with pytest.raises(NotAttempted, match="^starter is not attempted yet"):
        expect_that(starter, [(1,)], positive, "It should be above 0")


def test_something_that_is_no_function_is_told_so():
    assert sentence(12) == "A function is tested here, and 12 is none."


def test_a_table_is_compared_in_order_only_if_asked():
    backwards = TABLE.iloc[::-1]
    expect(lambda: backwards, (), TABLE, "Not this table")
    sentence(lambda: backwards, wanted=TABLE, ordered=True)


def test_importing_the_checks_loads_no_heavy_library():
    code = "import sys, course_lib.expectation; print({'pandas', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


COHORT = tagged.dumps([(([1, 2],), 3), (([],), 0), (([40, 2],), 42)])


def test_a_cohorts_cases_are_silent_if_all_are_right():
    expect_each(sum, COHORT, "On this class's own list the sum is not right")


def test_a_cohorts_case_says_what_came_back_and_shows_neither_data_nor_what_is_wanted():
    def total(numbers):
        return numbers[0] + 2 if numbers else 1

    with pytest.raises(NotRight) as caught:
        expect_each(total, COHORT, "On this class's own list the sum is not right")
    assert str(caught.value) == (
        "On this class's own list the sum is not right: total gave 1 in case 2 of 3, whose data are "
        "not shown."
    )


def test_a_cohorts_table_shows_no_cell_of_what_is_wanted():
    cohort = tagged.dumps([((), TABLE)])
    with pytest.raises(NotRight) as caught:
        expect_each(lambda: TABLE.assign(a=[7, 8, 9]), cohort, "Not this table")
    said = str(caught.value)
    assert said.endswith("gave a table of 3 rows in case 1 of 1, whose data are not shown.")
    assert not set("789") & set(said)


def test_a_cohorts_case_that_stops_names_the_error_and_the_line():
    def total(numbers):
        return numbers[0] + sum(numbers[1:])

    with pytest.raises(NotRight, match=r"total stopped with IndexError .* in case 2 of 3"):
        expect_each(total, COHORT, "The sum is not right")


def test_a_cohorts_case_notices_changed_data_printing_and_the_untouched_starter():
    def spoils(numbers):
        numbers.append(1)
        return sum(numbers) - 1

    def prints(numbers):
        print(sum(numbers))

    def starter(numbers):
        raise NotAttempted

    with pytest.raises(NotRight, match="spoils changed the list it was given in case 1"):
        expect_each(spoils, COHORT, "No")
    with pytest.raises(NotRight, match="prints gave None .did you print it"):
        expect_each(prints, COHORT, "No")
    with pytest.raises(NotAttempted, match="starter is not attempted yet"):
        expect_each(starter, COHORT, "No")
    with pytest.raises(NotRight, match="is no function"):
        expect_each(3, COHORT, "No")


def test_a_cohort_can_be_held_against_a_property_of_answer_and_arguments():
    def within(answer, numbers):
        return min(numbers) <= answer <= max(numbers)

    expect_each(lambda numbers: numbers[0], tagged.dumps([(([3, 1],), 0)]), "No", holds=within)
    with pytest.raises(NotRight):
        expect_each(sum, tagged.dumps([(([3, 1],), 4)]), "No", holds=within)
