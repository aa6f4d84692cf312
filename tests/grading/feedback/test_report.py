"""The picture of the class: who went wrong where, who is stuck, and what they believed of themselves."""

import base64
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from html import unescape
from pathlib import Path

import nbformat
import pytest

from course_lib import catalogue, cli
from course_lib.errors import CourseError
from course_lib.finding import NOT_FOR_YOU, Finding
from course_lib.grading.configuration import course
from course_lib.grading.feedback import beliefs, report, tasks
from course_lib.grading.feedback.tasks import PARTLY, RIGHT, UNMARKED, UNTOUCHED, WRONG, Task
from course_lib.grading.gradebook import database
from course_lib.grading.gradebook.marks import Mark, Person
from course_lib.planning.scores import Row
from course_lib.progress_data import fingerprint
from tests.grading.corpus import ROOT

SLUG = "05-not-engaging"
TASKS = ("answered-test", "give_back-test", "honest_median-test", "written")
NOT_YET = ("NotAttempted", "{} is not attempted yet: put your own code there.")
YOUNG = (
    "NotRight",
    "You counted questions younger than 24 h: answered({}) gave {}, where 3 was expected.",
)
CRASH = ("NotRight", "honest_median([1]) stopped with TypeError: None cannot be sorted.")
# points of the four tasks (None: not marked yet), and what the tests of the first three said
CLASS = {
    "ann": ((2, 3, 3, 4), {}),
    "bob": ((0, 3, 3, None), {"answered": (YOUNG[0], YOUNG[1].format(1, 4))}),
    "cy": ((0, 0, 0, 1), {"answered": (YOUNG[0], YOUNG[1].format(7, 9)), "honest_median": CRASH}),
    "<i>dee": (
        (0, 0, 0, 0),
        dict.fromkeys(("answered", "give_back", "honest_median"), NOT_YET),
    ),
}


def graded(solution, told):
    """The notebook as nbgrader leaves it after grading, as far as the report reads it."""
    notebook = nbformat.from_dict(json.loads(json.dumps(solution)))
    for cell in notebook.cells:
        name = cell.id.removesuffix("-test")
        if cell.id.endswith("-test") and name in told:
            kind, words = told[name]
            cell.outputs = [
                nbformat.v4.new_output("error", ename=kind, evalue=words.format(name), traceback=[])
            ]
    return notebook


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A course folder with four people's graded work and a fifth who handed in nothing."""
    from nbgrader.api import Gradebook

    folder = tmp_path_factory.mktemp("report")
    shutil.copytree(ROOT / "solutions" / SLUG, folder / "solutions" / SLUG)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    solution = nbformat.read(folder / "solutions" / SLUG / f"{SLUG}.ipynb", as_version=4)
    with pytest.MonkeyPatch.context() as patch:  # nbgrader calls alembic by name
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
            book.add_assignment(SLUG)
            book.add_notebook(SLUG, SLUG)
            for name, most in zip(TASKS, (2, 3, 3, 4), strict=True):
                kind = "markdown" if name == "written" else "code"
                book.add_grade_cell(name, SLUG, SLUG, max_score=most, cell_type=kind)
            book.add_student("fay")
            for person, (points, told) in CLASS.items():
                hand_in(book, person, points)
                path = folder / "autograded" / person / SLUG / f"{SLUG}.ipynb"
                path.parent.mkdir(parents=True)
                nbformat.write(graded(solution, told), path)
            book.db.commit()
    return folder


def hand_in(book, person, points):
    book.add_student(person)
    book.add_submission(SLUG, person)
    for name, score in zip(TASKS, points, strict=True):
        grade = book.find_grade(name, SLUG, SLUG, person)
        grade.needs_manual_grade = score is None
        if name == "written":
            grade.manual_score = score
        else:
            grade.auto_score = score


def found(folder):
    place = course(folder)
    with database.gradebook(place) as book:
        return tasks.results(book, place, SLUG)[0]


def page(folder, **more):
    return report.page(course(folder), **more)


def words(shown):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown.split("</style>")[-1])).split())


def answers(belief, k, n):
    """A progress file of lesson 5 with this belief in all four statements and these two counts."""
    from course_lib.widgets.entries import wording

    room = catalogue.reason(5)
    saved = {
        f"05.self_score.{one.id}": (one.text, {"answer": belief, "evidence": "seen"})
        for one in room.statements
    }
    fixed = {"gate": "open", "horizon": "24", "bar": "80", "planned": str(n)}
    saved["05.own_numbers"] = (wording(room), fixed | {"k": str(k)})
    entries = {
        key: {"value": value, "wording": fingerprint(asked), "saved": "2026-03-11T12:00:00+00:00"}
        for key, (asked, value) in saved.items()
    }
    return json.dumps(
        {"what": "Off Target progress", "version": 1, "earlier": [], "answers": entries}
    )


def uncounted(belief):
    """The same without a count."""
    book = json.loads(answers(belief, 0, 0))
    del book["answers"]["05.own_numbers"]
    return json.dumps(book)


def put(folder, person, text, name="my-progress.json"):
    place = folder / "submitted" / person / SLUG
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_text(text)
    return place / name


def test_every_task_of_everybody_has_one_outcome(marked):
    by_person = {}
    for one in found(marked):
        by_person.setdefault(one.person, []).append(one.outcome)
    assert by_person["ann"] == [RIGHT] * 4
    assert by_person["bob"] == [WRONG, RIGHT, RIGHT, UNMARKED]
    assert by_person["cy"] == [WRONG, WRONG, WRONG, PARTLY]


def test_mistakes_are_counted_by_their_words_and_not_by_their_values(marked):
    counted = [(task.name, said, count) for task, said, count in tasks.mistakes(found(marked))]
    assert ("answered", "You counted questions younger than 24 h.", 2) in counted
    assert ("honest_median", "honest_median stopped with TypeError.", 1) in counted


def test_stuck_is_who_lacks_half_of_the_computers_points_and_the_lowest_comes_first(marked):
    people = tasks.stuck(found(marked))
    assert "ann" not in people and "bob" not in people
    assert [one.task.name for one in people["cy"]] == ["answered", "give_back", "honest_median"]


def test_not_attempted_is_not_wrong(marked):
    untouched = [one for one in found(marked) if one.person.startswith("<i>")]
    assert {one.outcome for one in untouched if not one.task.written} == {UNTOUCHED}
    assert "not attempted" not in " ".join(said for _, said, _ in tasks.mistakes(found(marked)))


def test_the_page_names_tasks_mistakes_and_people_and_needs_nothing_beside_it(marked):
    shown = page(marked)
    read = words(shown)
    assert "1 Count: how many people got an answer in time?" in read
    assert "You counted questions younger than 24 h. 2" in read
    assert "cy 1 Count" in read
    assert "Of 5 people" in read and "1 not handed in" in read
    assert re.findall(r'(?:src|href)="(?!data:)', shown) == [] and "<script" not in shown


def test_the_picture_is_a_picture_and_says_in_words_what_it_shows(marked):
    (data, alt) = re.search(r'base64,([^"]+)" alt="([^"]+)"', page(marked)).groups()
    assert base64.b64decode(data).startswith(b"\x89PNG")
    assert "1 Count: how many people got an answer in time?: 1 right, 2 wrong" in alt


def test_without_names_nobody_is_named_and_the_counts_stay(marked):
    read = words(page(marked, names=False))
    assert [name for name in ("ann", "bob", "cy", "dee", "fay") if f" {name} " in read] == []
    assert "You counted questions younger than 24 h. 2" in read
    assert "2 of 4 got less than half" in read


def test_a_name_cannot_become_part_of_the_page(marked):
    shown = page(marked)
    assert "<i>" not in shown and "&lt;i&gt;dee" in shown


def test_belief_stands_beside_what_was_counted(tmp_path):
    put(tmp_path, "ann", answers("always", 2, 40))  # believes well, counted badly
    put(tmp_path, "bob", answers("no", 39, 40))  # the other way round
    cards, troubles = beliefs.scorecards(tmp_path / "submitted")
    rows = {who: next(row for row in card if row.number == 5) for who, card in cards.items()}
    assert troubles == []
    assert (rows["ann"].belief, rows["ann"].verdict) == (12, "problem")
    assert (rows["bob"].belief, rows["bob"].verdict) == (0, "fine")
    read = words(report.belief(list(cards.values()), []))
    assert "they believed better than their count in 1, and worse in 1." in read
    assert "Not engaging 2 – 1 0 1 1 1" in read


@pytest.mark.parametrize(
    "people, said",
    [
        ([(40, 2, "always")], "1 case: they believed better than their count in 1, and worse in 0."),
        ([(40, 39, "no")], "1 case: they believed better than their count in 0, and worse in 1."),
        ([(40, 39, "always")] * 2, "2 cases: they believed better than their count in 0, and worse in 0."),
        ([(0, 0, "always")], "0 cases: they believed better than their count in 0, and worse in 0."),
    ],
)  # fmt: skip
def test_surprises_are_counted_however_few_they_are(tmp_path, people, said):
    for place, (n, k, belief) in enumerate(people):
        put(tmp_path, f"p{place}", answers(belief, k, n) if n else uncounted(belief))
    cards, _ = beliefs.scorecards(tmp_path / "submitted")
    assert said in words(report.belief(list(cards.values()), []))


@pytest.mark.parametrize("belief", [0, 6, 12])
def test_a_question_that_is_not_for_a_person_is_shown_and_is_no_count(belief):
    ruled = Finding(0, 0, None, None, None, 0, "above", "", "", "", "", ruling=NOT_FOR_YOU)
    shown = words(report.belief([[Row(9, "Wrong platform", belief, ruled, None)]]))
    assert "Wrong platform 1 – 0 0 0 0 0" in shown
    assert "scored and counted too in 0 cases" in shown


@pytest.mark.parametrize("people, shown", [(1, False), (2, False), (3, True)])
def test_without_names_a_screen_shows_no_beliefs_of_so_few_that_all_know_whose(
    tmp_path, people, shown
):
    for place in range(people):
        put(tmp_path, f"p{place}", answers("always", 2, 40))
    cards = list(beliefs.scorecards(tmp_path / "submitted")[0].values())
    read = words(report.belief(cards, ["p0 sent something odd."], names=False))
    assert ("Believed better" in read) == shown and "odd" not in read
    assert "Believed better" in words(report.belief(cards))


@pytest.mark.parametrize("people, middle", [(1, "–"), (2, "–"), (3, "12"), (4, "12")])
def test_there_is_no_middle_belief_of_one_or_two(tmp_path, people, middle):
    for place in range(people):
        put(tmp_path, f"p{place}", answers("always", 39, 40))
    cards, _ = beliefs.scorecards(tmp_path / "submitted")
    read = words(report.belief(list(cards.values()), []))
    assert f"Not engaging {people} {middle} 0 0 {people}" in read


@pytest.mark.parametrize(
    "scores, said",
    [
        ([9], "Of 1 person: 1 graded."),
        ([9, 5], "Of 2 people: 2 graded."),
        ([9, 5, 6], "Of 3 people: 3 graded. The middle score is 6 of 12."),
    ],
)
def test_a_middle_score_is_told_of_three_and_more(scores, said):
    marks = [Mark(Person(f"p{i}"), SLUG, "graded", score, 12) for i, score in enumerate(scores)]
    assert report.exercise("Not engaging", marks, [], True).endswith(f"<p>{said}</p>")


def test_each_belief_is_a_dot_on_the_line_of_its_verdict():
    fine = Finding(38, 40, 0.95, 0.9, 1.0, 0.8, "above", "", "", "", "")
    card = [Row(5, "Not engaging", 12, fine, None)]
    (strip,) = re.findall("<svg.*?</svg>", report.belief([card, card]))
    assert strip.count("<circle") == 1 and 'aria-label="2 at 12, fine"' in strip
    alone = report.belief([card, [Row(5, "Not engaging", 12, None, None)]])
    assert alone.count("<circle") == 2 and "1 at 12, no data" in alone


def test_an_exercise_goes_by_the_name_of_its_lesson(marked):
    assert "<h2>Not engaging</h2>" in page(marked) and SLUG not in page(marked)


def test_a_later_progress_file_of_the_same_person_counts(tmp_path):
    put(tmp_path, "ann", answers("no", 2, 40))
    later = answers("always", 2, 40).replace("2026-03-11", "2026-03-12")
    put(tmp_path, "ann", later, "my-progress (1).json")
    cards, _ = beliefs.scorecards(tmp_path / "submitted")
    assert next(row.belief for row in cards["ann"] if row.number == 5) == 12


@pytest.mark.parametrize(
    "text", ["", "[]", "{", answers("always", 1, 2).replace('"gate": "open"', '"gate": [[]]')]
)
def test_whatever_a_progress_file_holds_it_stays_as_it_is_and_the_others_are_read(text, tmp_path):
    assert text != answers("always", 1, 2)
    odd = put(tmp_path, "odd", text)
    put(tmp_path, "ann", answers("always", 2, 40))
    cards, _ = beliefs.scorecards(tmp_path / "submitted")
    assert "ann" in cards
    assert odd.read_text() == text
    assert [path.name for path in odd.parent.iterdir()] == ["my-progress.json"]


def test_a_broken_progress_file_is_reported(tmp_path):
    put(tmp_path, "odd", "{")
    _, (told,) = beliefs.scorecards(tmp_path / "submitted")
    assert "odd" in told and "no progress file" in told


def test_the_readers_own_progress_file_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("OFF_TARGET_PROGRESS", "/nowhere/mine.json")
    put(tmp_path, "ann", answers("always", 2, 40))
    beliefs.scorecards(tmp_path / "submitted")
    assert os.environ["OFF_TARGET_PROGRESS"] == "/nowhere/mine.json"


def test_the_command_writes_the_page_and_says_where(marked, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(marked)
    target = tmp_path / "screen.html"
    assert cli.main(["report", SLUG, "--no-names", "--to", str(target)]) == 0
    assert str(target) in capsys.readouterr().out
    assert " cy " not in words(target.read_text(encoding="utf-8"))


def nested(depth):
    return '{"what": "Off Target progress", "answers": ' + "[" * depth + "]" * depth + "}"


def fifo(path):
    os.mkfifo(path)


def into(text):
    return lambda path: path.write_bytes(text if isinstance(text, bytes) else text.encode())


ODD = {
    "a pipe": fifo,
    "a folder": Path.mkdir,
    "a socket": lambda path: socket.socket(socket.AF_UNIX).bind(os.fspath(path)),
    "a link to a neighbour's": lambda path: path.symlink_to("../ann/my-progress.json"),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link in a circle": lambda path: path.symlink_to(path.name),
    "a device": lambda path: os.mknod(path, 0o600 | 0o20000, os.makedev(1, 5)),
    "half an emoji": into(answers("always", 2, 40).replace('"seen"', r'"\ud83d"')),
    "fifty megabytes": into(b" " * (50 << 20)),
    "fifty megabytes of answers": into('{"answers": {' + ",".join(['"a": 1'] * 6_000_000) + "}}"),
    "JSON a hundred thousand deep": into(nested(100_000)),
    "JSON five hundred deep": into(nested(500)),
    "broken JSON": into('{"what": "Off Target progress", "answers": {'),
    "no UTF-8": into(b'{"what": "Off Target progress \xe9"}'),
    "UTF-16": into(answers("always", 2, 40).encode("utf-16")),
    "a number of ten thousand digits": into(answers("always", 2, 40).replace('"40"', "4" * 10_000)),
    "NaN": into(answers("always", 2, 40).replace('"40"', "NaN")),
    "an infinite number": into(answers("always", 2, 40).replace('"40"', "1e999")),
    "lists for answers": into(answers("always", 2, 40).replace('"always"', "[[]]")),
    "nothing": into(b""),
    "a newer course's": into(answers("always", 2, 40).replace('"version": 1', '"version": 2')),
}
# A person of such a file may still have a scorecard: what can be read of it counts.
READ = {
    "JSON five hundred deep",
    "half an emoji", "a number of ten thousand digits", "NaN", "an infinite number",
    "lists for answers",
}  # fmt: skip


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=pytest.mark.root) if kind == "a device" else kind for kind in ODD],
)
def test_no_progress_file_stops_the_report_or_changes_what_it_says_of_others(kind, tmp_path):
    put(tmp_path, "ann", answers("always", 2, 40))
    alone, _ = beliefs.scorecards(tmp_path / "submitted")
    place = tmp_path / "submitted" / "odd"
    place.mkdir()
    ODD[kind](place / "my-progress.json")
    cards, troubles = beliefs.scorecards(tmp_path / "submitted")
    assert cards["ann"] == alone["ann"]
    assert "odd" in cards or "odd" in " ".join(troubles)
    assert ("odd" in " ".join(troubles)) or kind in READ
    report.belief(list(cards.values()), troubles).encode()


PLACES = {
    "no UTF-8": b"caf\xe9",
    "half an emoji": "\ud83d".encode("utf-8", "surrogatepass"),
    "a line break": b"x\nzoe  graded  12 of 12",
    "escape codes": b"\x1b[2Jx",
    "markup": b"<script>alert(1)<",
}


@pytest.mark.parametrize("kind", PLACES)
def test_a_name_of_any_kind_is_shown_on_one_line_as_text(kind, tmp_path):
    put(tmp_path, "ann", answers("always", 2, 40))
    place = tmp_path / "submitted" / os.fsdecode(PLACES[kind])
    place.mkdir()
    (place / "my-progress.json").write_bytes(b"{")
    cards, (trouble,) = beliefs.scorecards(tmp_path / "submitted")
    assert "\n" not in trouble and trouble.isprintable()
    assert "<script>" not in report.belief(list(cards.values()), [trouble])


@pytest.fixture
def deep():
    """A folder for work with folders in it that pytest could not clear away."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    subprocess.run(["rm", "-rf", folder], check=True)


def test_folders_one_in_another_do_not_stop_the_report(deep):
    put(deep, "ann", answers("always", 2, 40))
    (deep / "submitted" / "odd").mkdir()
    here = os.open(deep / "submitted" / "odd", os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("x", dir_fd=here)
        inner = os.open("x", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    assert list(beliefs.scorecards(deep / "submitted")[0]) == ["ann"]


def test_a_folder_that_leads_to_a_neighbours_is_not_followed(tmp_path):
    put(tmp_path, "ann", answers("always", 2, 40))
    (tmp_path / "submitted" / "odd").symlink_to("ann")
    cards, (trouble,) = beliefs.scorecards(tmp_path / "submitted")
    assert list(cards) == ["ann"]
    assert "odd" in trouble and "link" in trouble


@pytest.mark.parametrize("target", ["a" * 300, "odd", "nowhere", "ann"], ids=len)
@pytest.mark.parametrize("place", ["odd", "odd/05-not-engaging", "odd/my-progress.json"])
def test_a_link_that_leads_nowhere_does_not_stop_the_report(place, target, tmp_path):
    put(tmp_path, "ann", answers("always", 2, 40))
    link = tmp_path / "submitted" / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(target)
    cards, troubles = beliefs.scorecards(tmp_path / "submitted")
    assert list(cards) == ["ann"]
    assert ["link" in trouble for trouble in troubles] == [True] * (place != "odd/05-not-engaging")


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"cells": 5}', '{"cells": [5]}', "\ud83d", None]
)
def test_a_graded_notebook_that_is_damaged_takes_nobody_elses_row(marked, damage, tmp_path):
    folder = tmp_path / "course"
    shutil.copytree(marked, folder)
    path = folder / "autograded" / "bob" / SLUG / f"{SLUG}.ipynb"
    path.unlink()
    if damage is None:
        os.mkfifo(path)
    else:
        path.write_bytes(damage.encode("utf-8", "surrogatepass"))
    rows = {one.person for one in found(folder)}
    assert rows == set(CLASS)
    assert "What the tests told bob is not known" in words(page(folder))


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "{}", '{"cells": 5}', '{"cells": [5]}', "\ud83d"]
)
def test_an_exercise_of_the_instructors_that_is_damaged_is_named(marked, damage, tmp_path):
    folder = tmp_path / "course"
    shutil.copytree(marked, folder)
    path = folder / "solutions" / SLUG / f"{SLUG}.ipynb"
    path.write_bytes(damage.encode("utf-8", "surrogatepass"))
    with pytest.raises(CourseError, match=re.escape(f"{path} is no exercise")) as error:
        page(folder)
    assert str(error.value).isprintable()


@pytest.mark.parametrize(
    "scores, low",
    [((None, None, None), False), ((2, None, None), False), ((0, None, None), True)],
    ids=["none is marked", "what is marked is right", "what is marked is wrong"],
)
def test_a_task_in_doubt_is_not_counted_as_no_points(scores, low):
    three = [Task(f"{n}-test", f"t{n}", "", 2, "", "assert True") for n in range(3)]
    found = [
        tasks.Result("ann", task, score, UNMARKED if score is None else RIGHT if score else WRONG)
        for task, score in zip(three, scores, strict=True)
    ]
    stuck = tasks.stuck(found)
    assert list(stuck) == (["ann"] if low else [])
    assert all(one.outcome != UNMARKED for lacking in stuck.values() for one in lacking)


def test_of_one_person_so_many_progress_files_are_read_and_no_more(tmp_path):
    for number in range(beliefs.MOST + 20):
        put(tmp_path, "odd", "{", f"my-progress-{number}.json")
    put(tmp_path, "zoe", answers("always", 2, 40))
    cards, troubles = beliefs.scorecards(tmp_path / "submitted")
    assert list(cards) == ["zoe"] and len(troubles) == beliefs.MOST


def test_so_much_of_one_persons_progress_is_read_and_each_file_costs_no_more_than_the_one_before(
    tmp_path, monkeypatch
):
    held, merge = [], beliefs.progress_data.merge
    monkeypatch.setattr(
        beliefs.progress_data,
        "merge",
        lambda mine, theirs: held.append(len(json.dumps(mine))) or merge(mine, theirs),
    )
    long = json.dumps(json.loads(answers("always", 2, 40)) | {"earlier": ["a"] * 9000, "b": "a"})
    monkeypatch.setattr(beliefs, "LARGEST", 4 * len(long))
    for number in range(6):
        put(tmp_path, "odd", long.replace('"a"', f'"{number}"'), f"my-progress-{number}.json")
    cards, troubles = beliefs.scorecards(tmp_path / "submitted")
    assert list(cards) == ["odd"] and len(troubles) == 2
    assert all("too large" in trouble for trouble in troubles)
    assert max(held) < len(long) / 4
