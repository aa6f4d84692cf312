"""What a student may read of a test's sentence: the mistake always, the hidden data never."""

import json
import re
import textwrap

import pytest
from nbformat.v4 import new_code_cell, new_output

from course_lib.exercises import script
from course_lib.expectation import NotAttempted, NotRight
from course_lib.grading.feedback import sentences
from tests.grading.corpus import ROOT, SLUGS, answers

TESTS = """expect(f, (1,), 2, "Add one", wrong_answers={0: "You took one away"})
### BEGIN HIDDEN TESTS
expect(f, ([8, None],), 9, "The larger number comes first", wrong_answers={7: "Add one"})
### END HIDDEN TESTS
done = True"""


def stopped(ename, evalue):
    cell = new_code_cell("")
    cell.outputs = [new_output("error", ename=ename, evalue=evalue, traceback=[])]
    return cell


def test_the_visible_part_leaves_the_hidden_one_out():
    assert sentences.visible(TESTS).splitlines() == [TESTS.splitlines()[0], "done = True"]
    assert "[8, None]" in sentences.hidden(TESTS)


def test_hidden_tests_without_an_end_run_to_the_end_of_the_cell():
    assert sentences.visible("x = 1\n### BEGIN HIDDEN TESTS\nsecret") == "x = 1"


def test_a_sentence_of_ours_is_said_as_it_is_and_another_error_by_its_name():
    assert (
        sentences.outcome(stopped("NotRight", "Add one: f(1) gave 0.")) == "Add one: f(1) gave 0."
    )
    assert sentences.outcome(stopped("ValueError", "no\nway")) == "ValueError: no way"
    assert sentences.outcome(new_code_cell("")) == ""


def test_any_error_that_shows_as_a_sentence_alone_is_that_sentence():
    cell = stopped("NotRun", "The memory ran out before this task.")
    cell.outputs[0].traceback = ["The memory ran out before this task."]
    assert sentences.outcome(cell) == "The memory ran out before this task."


def test_an_endless_loop_is_told_in_words():
    assert "took too long" in sentences.outcome(stopped("KeyboardInterrupt", ""))


@pytest.mark.parametrize(
    ("said", "may_read"),
    [
        ("You took one away: f(1) gave 0, where 2 was expected.", None),  # None: all of it
        (
            "The larger number comes first: f([8, None]) gave 8, where 9 was expected.",
            "The larger number comes first (on data that are not shown).",
        ),
        (  # stands in both parts, so it may be about the hidden one
            "Add one: f([8, None]) gave 7, where 9 was expected.",
            "Add one (on data that are not shown).",
        ),
        (
            "f([8, None]) gave None, where 9 was expected (does every way through it end in a `return`?).",
            "f gave None (does every way through it end in a `return`?).",
        ),
        (  # nothing of a first difference, which shows the data
            "The larger number comes first: f([8, None]) gave a table of 2 rows, where another was "
            "expected (in row 1, column x: 8, where 9 was expected).",
            "The larger number comes first (on data that are not shown).",
        ),
        (
            "f([8, None]) gave {'a': 8}, where {'a': 9} was expected (for 'a': 8, where 9 was expected).",
            "f gave {'a': 8}.",
        ),
        (
            "You took one away: f(1) gave a table of 2 rows, where another was expected (in row 1, "
            "column x: 8, where 9 was expected).",
            None,
        ),
        ("f([8, None]) stopped with KeyError: 'x'.", "f stopped with KeyError: 'x'."),
        ("f changed the list it was given: work on a copy.", None),
        ("f is not attempted yet: put your own code there.", None),
        ("Odd: f gave 3 in case 2 of 5, whose data are not shown.", None),
    ],
)
def test_a_hidden_checks_sentence_keeps_the_mistake_and_loses_the_data(said, may_read):
    assert sentences.excerpt(said, "f", TESTS) == (said if may_read is None else may_read)


SPELT = {
    "on one line": ('expect(f, (1,), 2, "Add one, not two")', True),
    "over two lines": ('expect(f, (1,), 2, "Add one, "\n    "not two")', True),
    "in other quotation marks": ("expect(f, (1,), 2, 'Add one, not two.')", True),
    "by a hidden test too": (
        '"Add one, not two"\n### BEGIN HIDDEN TESTS\n"Add one, not "\n"two"',
        False,
    ),
    "by a hidden test alone": ("x = 1\n### BEGIN HIDDEN TESTS\n'Add one, not two'", False),
    "by no test": ("x = 1", False),
}


@pytest.mark.parametrize("how", SPELT)
def test_a_call_is_quoted_where_a_visible_test_alone_spells_its_mistake(how):
    tests, quoted = SPELT[how]
    said = "Add one, not two: f([8, None]) gave 7, where 9 was expected."
    hidden = "Add one, not two (on data that are not shown)."
    assert sentences.excerpt(said, "f", tests) == (said if quoted else hidden)


@pytest.mark.parametrize(
    ("said", "mistake"),
    [
        ("You took one away: f(1) gave 0, where 2 was expected.", "You took one away."),
        (
            "f(1) gave None, where 2 was expected (does every way through it end in a `return`?).",
            "f gave back nothing.",
        ),
        (
            "Odd: f(1) gave {1: 2}, where {1: 3} was expected (for 1: 2, where 3 was expected).",
            "Odd.",
        ),
        (
            "Odd: f(1) gave a table of 2 rows, where another was expected (in row 1, column a: the text "
            "'f(1) gave 3: x', where the number 3 was expected).",
            "Odd.",
        ),
        ("f(1) stopped with KeyError: 'x'.", "f stopped with KeyError."),
        ("Odd: f gave 3 in case 2 of 5, whose data are not shown.", "Odd."),
        ("NameError: name 'annas' is not defined", "The test stopped with NameError."),
        ("A function is tested here, and 3 is none.", "There is something else than a function."),
        ("f is not attempted yet: do it.", "f is not attempted yet: do it."),
    ],
)
def test_those_who_go_wrong_the_same_way_share_one_sentence(said, mistake):
    assert sentences.mistake(said, "f") == mistake


def test_an_output_that_quotes_a_hidden_line_gives_it_away():
    printed = repr(["", TESTS])  # what `print(In)` shows
    assert sentences.gives_away(printed, TESTS)
    assert not sentences.gives_away(repr(sentences.visible(TESTS)), TESTS)


@pytest.mark.parametrize(
    "quoted", [repr, json.dumps, lambda line: "\n".join(textwrap.wrap(line, 30))]
)
def test_a_hidden_line_is_known_however_a_text_quotes_it(quoted):
    line = """expect(f, ("it's", '"8"'), 9, "The larger number comes first")"""
    assert sentences.gives_away(quoted(line), f"x = 1\n### BEGIN HIDDEN TESTS\n{line}")


def told(tests, names, answer):
    """What a part of a test cell says of an answer; "" if nothing."""
    mine = dict(names)
    script.run(answer.source, mine, answer.function)
    try:
        script.run(tests, mine, f"{answer.function}-test")
    except (NotRight, NotAttempted) as error:
        return str(error)
    return ""


def untrue(said, source):
    """What a sentence says that cannot be seen, or is not so, of an answer; "" if nothing."""
    quoted = said.partition(" in the line `")[2].partition("`")[0]
    if re.search(r"\bline \d", said):
        return "it counts lines, and no numbers are shown beside them"
    if quoted not in source:
        return "it quotes another line than the answer has"
    if "bool(" in said and re.search(r" gave (True|False)\b", said):
        return "it asks for True or False, and that was one already"
    return ""


@pytest.mark.parametrize("slug", SLUGS)
def test_no_known_mistake_passes_the_visible_tests_in_silence(slug):
    notebook = script.read(ROOT / "solutions" / slug / f"{slug}.ipynb")
    for name, names in script.stages(notebook).items():
        tests = sentences.visible(script.source(notebook, f"{name}-test"))
        for answer in answers(slug, name):
            said = told(tests, names, answer)
            assert bool(said) == (answer.kind == "wrong"), f"{name}: {answer.label}: {said!r}"
            assert answer.says in said, f"{name}: {answer.label}: {said!r}"
            assert untrue(said, answer.source) == "", f"{name}: {answer.label}: {said!r}"


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("f(1) stopped with KeyError in line 9 of its cell.", "counts lines"),
        ("f(1) stopped with KeyError ('x') in the line `return y`: Look.", "another line"),
        ("f(1) gave False, where True was expected (wrap it in bool(...)).", "was one already"),
        ("f(1) stopped with KeyError ('x') in the line `return x`: Look.", ""),
        ("f(1) gave 1, where True was expected (wrap it in bool(...)).", ""),
    ],
)
def test_an_untrue_sentence_would_be_seen(said, complaint):
    words = untrue(said, "def f(x):\n    return x")
    assert complaint in words if complaint else words == ""


@pytest.mark.parametrize("slug", SLUGS)
def test_no_sentence_that_an_answer_of_the_corpus_gets_quotes_what_only_hidden_tests_expect(slug):
    notebook = script.read(ROOT / "solutions" / slug / f"{slug}.ipynb")
    for name, names in script.stages(notebook).items():
        tests = script.source(notebook, f"{name}-test")
        script.run(tests, names, f"{name}-test")  # the helpers of its visible part
        for answer in answers(slug, name):
            if said := told(sentences.hidden(tests), names, answer):
                read = sentences.excerpt(said, name, tests)
                assert "was expected" not in read and f"{name}(" not in read, read


HOSTILE = {
    "calls without an end": ": f(" * 25_000,
    "calls that do nothing": "f(1): g(2) gave" * 7_000,
    "many deeds": "f(1) gave " * 10_000,
    "brackets alone": "(" * 100_000,
    "one long word": f": {'w' * 100_000}",
    "nothing after the deed": "f(1) stopped with ",
    "a stop after the deed": "f(1) stopped with .",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_an_answer_raises_with_its_sentence_is_read_to_its_end(kind):
    for ename in ("NotRight", "ValueError"):
        sentence = sentences.outcome(stopped(ename, HOSTILE[kind]))
        assert sentences.mistake(sentence, "f") and sentences.excerpt(sentence, "f", TESTS)
        assert sentences.mistake(HOSTILE[kind], "f")


@pytest.mark.parametrize("length", [10, 3990, 5000, 100_000])
def test_a_call_by_a_long_name_gives_no_hidden_data_away(length):
    sentence = f"{'f' * length}([8, None]) gave 8, where 9 was expected."
    assert "None" not in sentences.excerpt(sentence, "f", TESTS)


@pytest.mark.parametrize("how", ["f([8]) stopped with", "f stopped with", "f changed"])
@pytest.mark.parametrize("words", ["KeyError ({})", "{}: g(8) gave 3", "{}"])
@pytest.mark.parametrize("mistake", ["", "Odd: "])
def test_an_answer_that_says_what_it_was_given_says_no_more_of_it_than_a_sentence(
    mistake, words, how
):
    said = f"{mistake}{how} {words.format('8, None, ' * 200)}."
    assert len(sentences.excerpt(said, "f", TESTS)) < 650
