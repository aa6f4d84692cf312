"""Lines that are no Python are idle while marking, and nothing else about a cell changes."""

from __future__ import annotations

import ast
import textwrap

import pytest

from course_lib.grading.notebook.code import idle, python

ANSWER = "def answered(*_):\n    return 1"


@pytest.mark.parametrize(
    "line",
    [
        "!ls",
        "!pip install pandas",
        "!!ls -l",
        "%pip install é",
        "%conda install x",
        "%cd ..",
        "%load_ext autoreload",
        "%%bash",
        "?len",
        "%run other.py",
        "!echo {x} $y",
    ],
)
def test_such_a_line_is_idle_and_told_as_it_was_written(line):
    code, lines = python(line)
    assert lines == [line] and ast.parse(code)
    assert "install" not in code or code.startswith("# ")


@pytest.mark.parametrize(
    "line",
    [
        *("!ls", "%pip install x", "names = !ls", "?len", "len?", "rows[0]?", "Is this right?"),
        *("d['a'].head?", "d['a#'].b[0]?", "%time?", "%timeit?", "%%time?", "(a, b) = !ls"),
        *("!ls \\\n -l", "!echo \\\n it's", "names = !ls \\\n ) \\\n 'b", "# C:\\\n!ls"),
    ],
)
def test_the_rest_of_the_cell_keeps_its_lines(line):
    code, lines = python(f"{line}\n{ANSWER}\n# the end")
    assert lines == [line.removeprefix("# C:\\\n")] and ast.parse(code)
    assert code.split("\n")[-3:] == [*ANSWER.split("\n"), "# the end"]
    assert code.count("\n") >= 3


@pytest.mark.parametrize("line", ["    !ls", "    names = !ls", "    %pip install x"])
def test_within_a_function_too(line):
    code, lines = python(f"def f():\n{line}\n    return 1")
    names: dict = {}
    exec(code, names)
    assert names["f"]() == 1 and len(lines) == 1


@pytest.mark.parametrize("line", ["!ls", "names = !ls", "%pip install x", "?len", "len?"])
@pytest.mark.parametrize("indent", ["  ", "    ", "\t"])
def test_in_a_cell_that_is_indented_as_a_whole_too(indent, line):
    code, lines = python(textwrap.indent(f"{line}\n{ANSWER}", indent))
    assert lines == [line] and code.endswith(f"\n{textwrap.indent(ANSWER, indent)}")


@pytest.mark.parametrize(
    "source",
    [
        "text = '''\n!ls\n'''",
        "z = (1\n% 2)",
        "print('?')",
        "def f(:\n    !ls",
        "# what?",
        "x = 3 3  # what?",
        "x = 3 'what?",
        "a = b if c else 'd?'",
        "",
    ],
)
def test_what_is_python_or_cannot_be_read_stays(source):
    assert python(source) == (source, [])


@pytest.mark.parametrize(
    "first", ["%%time", "%%capture out", "\n\n%%timeit -n1", "%%time -q", "%%prun -s time"]
)
def test_a_head_of_a_cell_that_times_it_goes_and_its_lines_stay(first):
    code, lines = python(f"{first}\n!ls\nx = 1")
    assert code.strip() == "None\nNone\nx = 1" and lines == ["!ls"]


@pytest.mark.parametrize(
    "line", ["%time x = 1", "%timeit -n1 -r 3 x = 1", "    %time x = 1", "%time  x = 1"]
)
def test_a_statement_that_is_timed_is_run_without_a_clock(line):
    before = "def f():\n    y = 1\n" if line.startswith(" ") else ""
    code, lines = python(f"{before}{line}\n!ls")
    assert code.split("\n")[-2].strip() == "x = 1" and lines == ["!ls"] and ast.parse(code)


@pytest.mark.parametrize("head", ["%%bash", "%%html", "%%writefile mine.py", "%%javascript"])
def test_a_cell_in_another_language_is_idle_as_a_whole(head):
    code, lines = python(f"{head}\nanything 'at all")
    assert lines == [head] and ast.parse(code).body == []


def test_lines_are_told_once_and_not_all_of_them():
    cells = [{"cell_type": "code", "source": f"!ls\n!ls {n}"} for n in range(9)]
    (sentence,) = idle([*cells, {"cell_type": "markdown", "source": "!no"}])
    assert sentence.startswith("Not run while marking: !ls, !ls 0,") and sentence.endswith(
        "and 5 more."
    )
    assert idle([{"cell_type": "code", "source": ANSWER}]) == []


def test_a_line_moves_no_cursor_and_fills_no_screen():
    (sentence,) = idle([{"cell_type": "code", "source": "!ls \x1b[2J" + "x" * 5000}])
    assert sentence.isprintable() and len(sentence) < 200


@pytest.mark.parametrize("line", ["!ls", "x = !ls", "?print", "x?"])
def test_hundreds_of_such_lines_are_idle_like_one(line):
    code, lines = python(f"{line}\n" * 501)
    assert lines == [line] * 501 and len(ast.parse(code).body) == 501
    assert python("!ls\n" * 60_000) == ("!ls\n" * 60_000, [])  # no answer is as long


@pytest.mark.parametrize("quotes", ["'''", '"""'])
@pytest.mark.parametrize("text", ["!ls", "%pip install x", "what?", "?len", "x = !ls"])
def test_a_line_of_a_text_stays_beside_one_that_is_idle(text, quotes):
    source = f"# it's {quotes}\nz = (1\n% 2 != 0)\na = '#'\ntext = {quotes}\n{text}\n{quotes}\n"
    code, lines = python(f"{source}!ls -l")
    assert code == f"{source}None" and lines == ["!ls -l"]


@pytest.mark.parametrize(
    "line",
    [
        *('print("n=%s" % 3)', 'print(f"{n=!r}")', "print('a = !ls')  # b = !ls", "'it\\'s =?'"),
        *("x = ('%s'\n     %name)", "x = 7 \\\n  %name", "t = 'a\\\n!ls'", "t = 'a\\\n%time b'"),
        *("print('it\\'s', '= !ls')", 'print("""a" = !ls""")', "x = 'a\\'b'  # it's so?"),
        *('t = """\\"""\nwhat?\n"""', "print('''n=%s''' % 3)", 'q["n=%d" % 3] = 1'),
    ],
)
@pytest.mark.parametrize("idle", ["!ls -l", "%pip install x", 'd["k=%s"] = !ls', "\f!ls"])
def test_a_sign_within_python_stays_beside_a_line_that_is_idle(line, idle):
    code, lines = python(f"{line}\n{idle}\n{line}")
    assert lines == [idle.strip()]
    assert code.split(line)[::2] == ["", ""] and "ls" not in code.split(line)[1]


@pytest.mark.parametrize(
    "line",
    [
        *(" " * 100_000 + "x y", "'''" * 30_001 + "'", "a?" * 50_000 + " b", "= " * 90_000),
        *(
            "x =" + " " * 190_000 + "y z",
            "\\'" * 90_000,
            "\\\"\\'" * 40_000,
            "x = " + "a?b " * 40_000,
        ),
        *("\\'\\\na" * 35_000, "'' a?" * 35_000 + "b"),
    ],
    ids=[
        "blanks",
        "quotes",
        "questions",
        "signs",
        "value",
        "escapes",
        "both",
        "answers",
        "lines",
        "texts",
    ],
)
def test_a_line_of_nonsense_is_soon_read(line):
    assert python(f"!ls\n{line}") == (f"!ls\n{line}", [])


@pytest.mark.parametrize("window", ["widget", "qt", "notebook", "tk"])
def test_a_window_for_plots_that_cannot_be_opened_here_is_not_asked_for(window):
    code, lines = python(f"%matplotlib {window}\n{ANSWER}")
    assert lines == [f"%matplotlib {window}"] and code.endswith(ANSWER)


@pytest.mark.parametrize("line", ["%matplotlib inline", "%matplotlib inline  # here"])
def test_what_every_notebook_begins_with_is_not_told(line):
    assert python(f"{line}\n{ANSWER}") == (f"None\n{ANSWER}", [])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\x1c"])
def test_a_sign_that_only_some_take_for_a_line_break_is_none(sign):
    code, lines = python(f"# a{sign}b\n!ls\n{ANSWER}")
    assert lines == ["!ls"] and code.startswith(f"# a{sign}b\n")
