"""Tests that a student's code cannot reach, in the notebook's own order, whatever that code does."""

import json
from dataclasses import replace
from itertools import zip_longest

import pytest

from course_lib.grading.limits import LIMITS
from tests.grading.corpus import SLUGS, answers
from tests.grading.paper import QUICK, SLUG, Paper

FULL = {"answered": 2, "give_back": 3, "honest_median": 3}


@pytest.fixture
def marked(server, tmp_path):
    """Marks a paper with these cells changed; gives the paper and what happened."""

    def run(slug=SLUG, **cells):
        paper = Paper(slug, **cells)
        return paper, paper.marked(server, tmp_path)

    return run


@pytest.mark.parametrize("slug", SLUGS)
def test_every_answer_that_people_give_gets_its_marks_and_its_sentence(slug, marked):
    columns = [answers(slug, name) for name in Paper(slug).names]
    complaints = []
    for row in zip_longest(*columns):  # each paper has one answer to each function
        given = [answer for answer in row if answer]
        paper, done = marked(slug, **{answer.function: answer.source for answer in given})
        assert done.status == "graded", done
        for answer in given:
            points = paper.points()[answer.function]
            said = paper.said(f"{answer.function}-test")
            if (points > 0) != (answer.kind == "right") or (points > 0) == bool(said):
                complaints.append(f"{answer.function}, {answer.label}: {points} points; {said}")
            elif answer.says not in said:
                complaints.append(f"{answer.label}: {answer.says!r} wanted, {said!r} said")
    assert complaints == []


def test_the_instructors_own_answers_get_full_marks(marked):
    paper, done = marked()
    assert (paper.points(), done.status) == (FULL, "graded")


def test_a_function_that_changes_its_arguments_hears_so(marked):
    paper, _ = marked(
        honest_median="def honest_median(waits):\n    waits.sort(key=str)\n    return 3.0"
    )
    assert "honest_median changed the list it was given" in paper.said("honest_median-test")


def test_an_error_in_a_function_is_told_with_its_line(marked):
    paper, _ = marked(honest_median="def honest_median(waits):\n    return waits['a']")
    assert (
        "stopped with TypeError (list indices must be integers or slices, not str) in the line `"
        in (paper.said("honest_median-test"))
    )


FORGE = (
    "import gc\ndef honest_median(waits): return 1\n"
    "process = next(o for o in gc.get_objects() if type(o).__name__ == 'StudentProcess')\n"
    "process.answers['call'] = lambda *_: {'value': VALUE}"
)
UNREADABLE = {
    "two columns of one name": (
        "import pandas as pd\n"
        "def honest_median(waits): return pd.DataFrame([[1, 2]], columns=['a', 'a'])"
    ),
    "no form of a value": FORGE.replace("VALUE", "5"),
    "no text of one": FORGE.replace("VALUE", "{'typed': 'x'}"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_no_line_but_the_students_is_quoted_where_what_came_back_cannot_be_read(what, marked):
    paper, _ = marked(honest_median=UNREADABLE[what])
    said = paper.said("honest_median-test")
    assert "stopped with TaggedError (" in said and "in the line" not in said


def test_a_function_that_is_not_there_is_a_name_that_is_not_defined(marked):
    paper, done = marked(answered="")
    assert paper.said("answered-test") == "NameError: name 'answered' is not defined"
    assert (paper.points(), done.status) == (FULL | {"answered": 0}, "graded")


SEARCH = """
def found(*backwards):
    needles = [word[::-1].encode() for word in backwards]
    hits = [0] * len(needles)
    with open("/proc/self/mem", "rb", 0) as memory:
        for line in open("/proc/self/maps"):
            place, mode, *_ = line.split()
            if mode.startswith("rw"):
                first, last = (int(number, 16) for number in place.split("-"))
                memory.seek(first)
                piece = memory.read(last - first)
                hits = [hit + piece.count(needle) for hit, needle in zip(hits, needles)]
    return hits
"""


def test_hidden_tests_are_nowhere_in_the_memory_of_the_process_that_runs_the_students_code(
    server, tmp_path
):
    said = (
        "You counted somebody who gave thanks, and",
        "You counted somebody who gave coffee, and",
    )
    paper = Paper(answered=SEARCH + f"print(found({said[0][::-1]!r}, {said[1][::-1]!r}))")
    test = next(cell.source for cell in paper.notebook.cells if cell.id == "answered-test")
    assert said[0] in test and said[1] not in test
    paper.marked(server, tmp_path, LIMITS)
    hidden, nowhere = json.loads(paper.said("answered"))
    assert hidden == nowhere  # the search finds its own copies of both, and no other


@pytest.mark.parametrize(
    ("last", "status"),
    [
        ("import os\ndef honest_median(waits):\n    os._exit(0)", "partly graded"),
        ("import os\nos._exit(1)", "partly graded"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "partly graded"),
        ("def honest_median(waits):\n    while True: pass", "timed out"),
        (
            "def honest_median(waits):\n    while True:\n        try:\n            while True: pass\n"
            "        except BaseException: pass",
            "timed out",
        ),
    ],
)
def test_work_done_before_a_crash_counts(last, status, marked):
    paper, done = marked(honest_median=last)
    assert paper.points() == FULL | {"honest_median": 0}
    assert done.status == status


def test_work_done_after_a_crash_counts_as_well(marked):
    paper, done = marked(answered="import os\ndef answered(*_):\n    os._exit(0)")
    assert paper.points() == FULL | {"answered": 0}
    assert done.status == "partly graded" and "answered-test" in done.crashes[0]


def test_after_a_crash_too_many_the_tests_that_are_left_say_so(server, tmp_path):
    deadly = "import os\ndef {}(*_):\n    os._exit(4)".format
    paper = Paper(give_back=deadly("give_back"))
    done = paper.marked(server, tmp_path, replace(QUICK, again=0))
    ended = "Its process ended itself with status 4."
    assert paper.points() == FULL | {"give_back": 0, "honest_median": 0}
    assert paper.said("give_back-test").endswith(f"its process did not live. {ended}")
    assert paper.said("honest_median-test") == f"Not run: give_back-test: {ended}"
    assert done.crashes == [f"give_back-test: {ended}"]


@pytest.mark.parametrize("task", ["answered", "give_back"])
def test_points_outlast_a_fresh_start_that_ends_where_they_were_earned(task, server, tmp_path):
    file = str(tmp_path / "again")
    paper = Paper(
        honest_median=f"import os\ndef honest_median(_):\n    open({file!r}, 'w'); os._exit(4)"
    )
    trap = f"\nimport os\nif os.path.exists({file!r}): os._exit(5)"
    next(c for c in paper.notebook.cells if c.id == task).source += trap
    done = paper.marked(server, tmp_path)
    ended = "Its process ended itself with status"
    assert paper.points() == FULL | {"honest_median": 0}
    assert done.crashes == [f"honest_median-test: {ended} 4.", f"{task}: {ended} 5."]


def test_a_process_that_ends_before_a_test_is_not_said_to_have_been_tested(server, tmp_path):
    paper = Paper(answered="import os\nos._exit(5)")
    paper.marked(server, tmp_path, replace(QUICK, again=0))
    assert paper.said("answered") == "Its process ended itself with status 5."


def test_too_much_memory_is_an_error_of_one_task(marked):
    paper, done = marked(answered="def answered(*_):\n    return bytearray(4 << 30)")
    assert paper.points() == FULL | {"answered": 0}
    assert "MemoryError" in paper.said("answered-test") and done.status == "graded"


def test_a_flood_of_output_is_cut(marked):
    paper, done = marked(answered="for _ in range(300_000):\n    print('x' * 100)")
    assert len(paper.said("answered")) < 101_000 and done.status == "graded"


ALWAYS = """
class Yes(int):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 1
    def __iter__(self): return iter((self, self))
    def __abs__(self): return 0
    def __sub__(self, other): return 0
    __rsub__ = __sub__
    def __le__(self, other): return True
    __lt__ = __ge__ = __gt__ = __le__
"""
STRIP = """
import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Strip())
def answered(*_): return 0
"""
TWO = """
import ast
class Two(ast.NodeTransformer):
    def visit_Module(self, node): return ast.parse("2.0")
get_ipython().ast_transformers.append(Two())
"""
PATCHED = """
import pandas.testing, course_lib.expectation, course_lib.comparison, pandas as pd
pandas.testing.assert_series_equal = lambda *a, **k: None
course_lib.expectation.expect = lambda *a, **k: None
course_lib.expectation.alike = course_lib.comparison.alike = lambda *a, **k: True
pd.DataFrame.equals = lambda *a: True
def answered(*_): return 0
"""
RUN_CODE = """
async def run_code(*a, **k): return False
get_ipython().run_code = run_code
"""


@pytest.mark.parametrize(
    "trick",
    [
        ALWAYS.replace("(int)", "") + "def answered(*_): return Yes()",
        ALWAYS + "def answered(*_): return Yes(7)",
        STRIP,
        TWO,
        PATCHED,
        RUN_CODE,
    ],
    ids=["equal to all", "an int equal to all", "no asserts", "2.0", "patched", "run_code"],
)
def test_tampering_earns_nothing_and_is_noticed(trick, marked):
    paper, done = marked(answered=trick)
    assert paper.points()["answered"] == 0
    if "Yes(int)" not in trick:  # which came over as the plain 7 that it is
        assert done.status == "tampered" and done.flags


@pytest.mark.parametrize(
    "harmless",
    [
        "class Pair:\n    def __init__(self, k, n): self.k, self.n = k, n\n"
        "    def __eq__(self, other): return isinstance(other, Pair) and self.k == other.k\n",
        "import matplotlib.pyplot as plt\nplt.plot = print\nplt.rcParams['lines.linewidth'] = 9\n",
        "import warnings, sys\nwarnings.warn('odd')\nprint('to stderr', file=sys.stderr)\n",
        "import random\nrandom.seed(1)\n%time sum(range(9))\n",
    ],
    ids=["a class with __eq__", "a patched matplotlib", "warnings", "a seed and a magic"],
)
def test_honest_looks_alike_are_left_alone(harmless, marked):
    answered = next(c.source for c in Paper().notebook.cells if c.id == "answered")
    paper, done = marked(answered=harmless + answered)
    assert (paper.points(), done.status, done.flags) == (FULL, "graded", [])


def test_a_function_that_warns_and_prints_keeps_its_marks(marked):
    answered = next(c.source for c in Paper().notebook.cells if c.id == "answered")
    noisy = answered.replace(
        "    return k, len(latest)",
        "    import warnings, sys\n    warnings.warn('odd')\n"
        "    print('also', file=sys.stderr)\n    return k, len(latest)",
    )
    paper, _ = marked(answered=noisy)
    assert noisy != answered and paper.points() == FULL


KEEPER = """
kept, honest = [], answered
def answered(*arguments):
    {keep}
    return honest(*arguments)
"""
SHOW = "print('so far', {kept})\n"
KEEPS = {  # how a wrapper keeps what a test gives it, and how a later cell looks at that
    "in a list": ("kept.append(arguments)", "kept"),
    "in a file": (
        "open('kept', 'w').write(repr(arguments))",
        "__import__('glob').glob('kept')",
    ),
    "in a module": (
        "import json; json.kept = arguments",
        "vars(__import__('json')).get('kept', [])",
    ),
    "in an attribute": ("answered.kept = arguments", "vars(answered).get('kept', [])"),
    "in the shell": ("get_ipython().kept = arguments", "getattr(get_ipython(), 'kept', [])"),
}


@pytest.mark.parametrize("how", KEEPS)
def test_what_a_test_gives_to_a_function_is_in_no_output(how, marked):
    answers = {c.id: c.source for c in Paper().notebook.cells}
    keep, kept = KEEPS[how]
    paper, done = marked(
        answered=answers["answered"] + KEEPER.format(keep=keep),
        honest_median=SHOW.format(kept=kept) + answers["honest_median"],
    )
    assert paper.said("honest_median") == "so far []\n"
    assert (paper.points(), done.status) == (FULL, "graded")


def test_nor_in_one_of_a_fresh_start_after_that_test(server, tmp_path):
    file, answers = str(tmp_path / "kept"), {c.id: c.source for c in Paper().notebook.cells}
    keep = f"import os\ndef answered(*arguments):\n    open({file!r}, 'w'); os._exit(4)"
    show = f"import os\nprint('kept', os.path.exists({file!r}))\n"
    paper = Paper(answered=keep, honest_median=show + answers["honest_median"])
    done = paper.marked(server, tmp_path)
    assert paper.said("honest_median") == "kept False\n"
    assert (paper.points(), done.status) == (FULL | {"answered": 0}, "partly graded")


@pytest.mark.parametrize(
    "helper, later",
    [
        ("def helper(pair): return pair", "def helper(pair): return 0"),
        ("helper = tuple", "helper = None"),
        ("helper = tuple", "del helper"),
        ("class helper(tuple): pass", "import math as helper"),
        ("honest = answered\nhelper = tuple", "def answered(*_): return 0"),
    ],
)
def test_a_test_calls_a_function_as_it_was_at_its_place_in_the_notebook(helper, later, marked):
    answers = {c.id: c.source for c in Paper().notebook.cells}
    wrapped = "\nfirst = answered\ndef answered(*a): return tuple(helper(first(*a)))\n"
    paper, done = marked(
        answered=f"{answers['answered']}\n{helper}{wrapped}",
        honest_median=f"{later}\n{answers['honest_median']}",
    )
    assert (paper.points(), done.status) == (FULL, "graded")


FLOODS = {  # what the student's process sends, as text that takes our process long to read
    "a set whose members all hash alike": (
        "'{\"set\": [' + ', '.join(str(n * (2**61 - 1)) for n in range(200_000)) + ']}'"
    ),
    "keys that all hash alike": (
        "'{\"dict\": [' + ', '.join(f'[{n * (2**61 - 1)}, 1]' for n in range(200_000)) + ']}'"
    ),
    "a table of 900,000 rows": (
        "'{\"table\": {\"a\": \"object\"}, \"rows\": [' + ', '.join(['[1]'] * 900_000) + ']}'"
    ),
    "a list of moments": (
        "'[' + ', '.join(['{\"moment\": \"2026-03-11 12:00\"}'] * 200_000) + ']'"
    ),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_what_takes_us_long_to_read_costs_one_task_and_no_more_time_than_it_may(
    flood, server, tmp_path
):
    source = (
        f"import course_lib.tagged as tagged\nflood = {FLOODS[flood]}\ndumps = tagged.dumps\n"
        "tagged.dumps = lambda value, width=0: flood if value == 'flood' else dumps(value, width)\n"
        "def answered(*_): return 'flood'"
    )
    paper = Paper(answered=source)
    done = paper.marked(server, tmp_path, replace(QUICK, reading=0.5, cell=20.0))
    assert paper.points() == FULL | {"answered": 0}
    assert done.status == "timed out"
    assert "takes more than 0.5 seconds to read and compare" in paper.said("answered-test")


@pytest.mark.parametrize(
    "half",
    [
        "print('\\ud83d')",
        "raise ValueError('\\ud83d')",
        "import pandas as pd\npd.Series(['\\udc00']).to_frame('\\ud83d')",
        "display({'text/html': '\\ud83d'}, raw=True)",
        "def honest_median(waits): return '\\ud83d'",
        "def honest_median(waits): raise KeyError('\\ud83d')",
    ],
)
def test_half_an_emoji_is_only_half_an_emoji(half, marked):
    paper, _ = marked(honest_median=half)
    assert paper.points() == FULL | {"honest_median": 0}
    said = paper.said("honest_median") + paper.said("honest_median-test")
    said.encode("utf-8")
    json.dumps(paper.notebook, ensure_ascii=False).encode("utf-8")
    assert "def" in half or "\ufffd" in said or "display" in half
