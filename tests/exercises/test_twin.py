"""The no-code twins: every entry is marked, every mistake has its sentence, and each cohort has its own data."""

import re
import shutil
from functools import cache

import pandas as pd
import pytest

from course_lib.commands.environment import ROOT
from course_lib.exercises import by_eye, cohort, handouts, script, twin
from course_lib.exercises.twin import TwinTrouble
from course_lib.expectation import NotAttempted, NotRight

SLUGS = handouts.slugs(ROOT)
COMMITTED, ANOTHER = 2026, 31
MOST = 0.85  # of an exercise's mistakes show in its data; some two never show together


@cache
def source(slug, seed):
    notebook = script.read(ROOT / "solutions" / slug / f"{slug}.ipynb")
    for cell in notebook.cells:
        cell.source = cell.source.replace(f"--seed {COMMITTED}`", f"--seed {seed}`")
    return notebook


@cache
def tasks(slug, seed):
    return twin.drawn(ROOT / "solutions" / slug, source(slug, seed))


@cache
def released(slug, seed):
    cells = twin.cells(source(slug, seed), ROOT / "solutions" / slug, tasks(slug, seed))
    return {cell.id: cell for cell in cells}


def told(cells, task, number, **entries):
    """What the test cell of a task's field says of these entries; "" if nothing."""
    names = script.fresh()
    script.run(task.cell(entries), names, task.function)
    field = task.fields[number]
    part = "" if number == len(task.fields) - 1 else f"-{field.name}"
    try:
        script.run(cells[f"{task.function}{part}-test"].source, names, "test")
    except (NotRight, NotAttempted) as said:
        return str(said)
    return ""


@pytest.mark.parametrize("slug", SLUGS)
def test_right_entries_are_right_and_each_mistake_gets_its_own_sentence(slug):
    cells = released(slug, COMMITTED)
    for task in tasks(slug, COMMITTED):
        for number, field in enumerate(task.fields):
            for right in field.values:
                assert told(cells, task, number, **{field.name: right}) == ""
            assert "not attempted yet" in told(cells, task, number)
            for wrong, sentence in field.wrong.items():
                if wrong and wrong not in field.values:
                    said = told(cells, task, number, **{field.name: wrong})
                    assert said.startswith(sentence.rstrip(".")), field.name
            silent = told(cells, task, number, **{field.name: "987654321"})
            assert silent, "no wrong entry is passed over in silence"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_data_show_nearly_every_mistake_and_are_small_enough_for_the_eye(slug):
    module = twin.authored(ROOT / "solutions" / slug)
    possible = [len(f.wrong) for t in module for f in t.fields if isinstance(f, by_eye.Number)]
    shown = [len(f.wrong) - 1 for t in tasks(slug, COMMITTED) for f in t.fields if not f.options]
    assert sum(shown) >= MOST * sum(possible), list(zip(possible, shown, strict=True))
    for task in tasks(slug, COMMITTED):
        assert task.text.count("\n|") < 32, f"{task.function}: too many rows"
        kinds = {bool(field.options) for field in task.fields}
        assert kinds and len(task.fields) <= 3


@pytest.mark.parametrize("slug", SLUGS)
def test_there_is_a_count_a_verdict_and_an_interval_if_there_is_any_and_no_code(slug):
    fields = [field for task in tasks(slug, COMMITTED) for field in task.fields]
    names = [field.name for field in fields]
    assert len(set(names)) == len(names)
    assert {bool(field.options) for field in fields} == {True, False}
    if "course_lib.intervals" in script.source(source(slug, COMMITTED), "data"):
        assert {"low_end", "high_end"} <= set(names)
    prose = "\n".join(
        c.source for c in released(slug, COMMITTED).values() if c.cell_type == "markdown"
    )
    for word in (
        "one blank",
        "two blanks",
        "YOUR CODE",
        "Fill in",
        "loop",
        "def ",
        "`return`",
        "`None`",
        "a dict",
    ):
        assert word not in prose, word


@pytest.mark.parametrize("slug", SLUGS)
def test_points_and_written_answer_are_those_of_the_exercise(slug):
    original = source(slug, COMMITTED)
    points = {}
    for cells in (original.cells, released(slug, COMMITTED).values()):
        sums = points.setdefault(len(points), {})
        for cell in cells:
            about = cell.metadata.get("nbgrader", {})
            if about.get("grade"):
                task = cell.id.removesuffix("-test").split("-")[0]
                sums[task] = sums.get(task, 0) + about["points"]
    assert points[0] == points[1]


@pytest.mark.parametrize("slug", SLUGS[::5])  # drawing is what takes time
def test_another_seed_draws_other_data_with_other_answers_and_the_same_seed_the_same(slug):
    mine, theirs = tasks(slug, COMMITTED), tasks(slug, ANOTHER)
    assert all(one.text != other.text for one, other in zip(mine, theirs, strict=True))
    assert [t.answer for t in mine] != [t.answer for t in theirs]
    assert twin.drawn(ROOT / "solutions" / slug, source(slug, COMMITTED)) == mine


@pytest.mark.parametrize("slug", SLUGS)
def test_no_answer_stands_in_what_is_handed_out(slug):
    for cell in released(slug, COMMITTED).values():
        assert "SOLUTION" not in cell.source and "HIDDEN" not in cell.source
    for task in tasks(slug, COMMITTED):
        assert released(slug, COMMITTED)[task.function].source == task.cell({})
        for field in task.fields:
            numbers = set() if field.options else set(field.values)
            assert not numbers & set(field.wrong)


def test_an_exercise_without_a_twin_or_a_seed_is_named(tmp_path):
    slug = SLUGS[0]
    folder = tmp_path / slug
    shutil.copytree(ROOT / "solutions" / slug, folder)
    notebook = script.read(folder / f"{slug}.ipynb")
    for cell in notebook.cells:
        cell.source = cohort.PLACE.sub("", cell.source)
    with pytest.raises(TwinTrouble, match=f"{slug}: no seed yet"):
        twin.drawn(folder, notebook)
    (folder / twin.FILE).write_text("TASKS = []")
    with pytest.raises(TwinTrouble, match=f"{slug}: TASKS in twin.py should be one for each of"):
        twin.drawn(folder)
    (folder / twin.FILE).unlink()
    with pytest.raises(TwinTrouble, match=f"{slug}: there is no twin.py"):
        twin.drawn(folder)


def readings(text):
    """The two ends of each interval drawn in a task, as an eye reads them off its line."""
    for block in re.findall(r"```text\n(.*?)\n```", text, re.DOTALL):
        _, line, scale, numbers = block.split("\n")
        marks = [float(one.replace("−", "-").replace(",", "")) for one in numbers.split()]
        ticks = [place for place, sign in enumerate(scale) if sign == "+"]
        step = (marks[-1] - marks[0]) / (ticks[-1] - ticks[0])
        places = (re.search(r"[\[\]]", line).start(), line.index("]"))
        yield tuple(marks[0] + (place - ticks[0]) * step for place in places)


@pytest.mark.parametrize("seed", [COMMITTED, ANOTHER])
@pytest.mark.parametrize("slug", ["02-no-target", "10-seeking-to-be-seen", "17-guru-money"])
def test_what_an_eye_reads_off_the_right_line_is_right(slug, seed):
    cells = released(slug, seed)
    for task in tasks(slug, seed):
        ends = [n for n, one in enumerate(task.fields) if one.name in ("low_end", "high_end")]
        lines = list(readings(task.text))
        if lines:
            low, high = lines[-1]  # the other one is there to be told from it
            said = [
                told(cells, task, number, **{task.fields[number].name: f"{end:.{decimals}f}"})
                for number, end in zip(ends, (low, high), strict=True)
                for decimals in (len(task.fields[number].unit) - 1 and 1, 2)
            ]
            assert set(said) == {""}


def test_two_mistakes_that_lead_to_one_number_are_both_named():
    number = by_eye.Number(
        "n", "", {"You left it out": lambda *_: 3, "You doubled it": lambda *_: 3}
    )
    assert twin._field(number, 5, ()).wrong["3"] == "You left it out. Or: you doubled it"


def test_in_a_table_with_times_of_day_midnight_has_its_time_too():
    days = [pd.Timestamp("2026-03-02"), pd.Timestamp("2026-03-02 01:00")]
    assert "2 Mar 2026, 00:00 |" in by_eye.table(pd.DataFrame({"when": days}))
    assert "2 Mar 2026 |" in by_eye.table(pd.DataFrame({"when": days[:1]}))
    assert "2 Mar 2026, 00:00 |" in by_eye.table(pd.DataFrame({"when": days[:1]}), times=True)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_tables_of_the_example_are_shown_whole(slug):
    shown = released(slug, COMMITTED)["data-story"].source
    assert not re.search(r"of its \d+ rows", shown)


@pytest.mark.parametrize(
    ("triple", "bar"), [((1, -9.5, 11.5), 0), ((2.0, 0.55, 7.29), 1), ((0.15, -0.11, 0.39), 0),
                        ((240, 100, 380), 0), ((-30, -41, -19), 0), ((52, 52, 52), 50)]
)  # fmt: skip
def test_a_ruler_can_be_read_to_less_than_a_quarter_of_its_marks(triple, bar):
    fence, bars, line, scale, numbers, end = by_eye.ruler(*triple, bar=bar).split("\n")
    assert (fence, end) == ("```text", "```")
    marks = [float(one.replace("−", "-").replace(",", "")) for one in numbers.split()]
    ticks = [place for place, sign in enumerate(scale) if sign == "+"]
    assert len(marks) == len(ticks) and 3 <= len(marks) <= 14

    def read(place):
        share = (place - ticks[0]) / (ticks[-1] - ticks[0])
        return marks[0] + share * (marks[-1] - marks[0])

    step = marks[1] - marks[0]
    middle, low, high = triple
    assert read(bars.index("v")) == pytest.approx(bar, abs=step / 10)
    assert read(re.search(r"[\[\]]", line).start()) == pytest.approx(low, abs=step / 6)
    assert read(line.index("]")) == pytest.approx(high, abs=step / 6)
