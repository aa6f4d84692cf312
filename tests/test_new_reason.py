"""One more reason is one room, one lesson, one exercise and its answers: nothing else is edited.

A whole reason is made in a copy of the course from one that is there, put into the middle of the teaching
order, without a claim of the articles. Then the copy is asked whom it knows, and its own tests are run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from course_lib import catalogue
from course_lib.commands import neighbours
from course_lib.words import Reason

ROOT = Path(__file__).resolve().parents[1]
# What an author writes; exercises/ and datasets/ are generated.
WRITTEN = ("course_lib/reasons", "lessons", "solutions", "tests/answers")
CARRIED = ("course_lib", "lessons", "exercises", "solutions", "datasets", "tests", "pyproject.toml",
           "nbgrader_config.py", "README.md", "CONTRIBUTING.md")  # fmt: skip
LEFT = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "my-progress*")

MODEL = catalogue.reason(10)  # copied; its failure is planted in neither sample shop
NUMBER = max(room.number for room in catalogue.reasons()) + 1
TITLE, SLUG = "Copying rivals", "copying_rivals"
LESSON = f"{NUMBER:02}-{SLUG.replace('_', '-')}"
BEFORE, AFTER = catalogue.teaching_order()[7:9]  # it comes between these two

# What it counts itself, so that it is no twin of its model: posts that lead nowhere.
SIGN = '''

NEEDS = {"posts": ("link_to", "week")}


def sign(shop):
    """Share of posts without a link to anything."""
    return finding.share_over_time(shop.posts["link_to"] == "none", shop.posts["week"])
'''
PLANT = '''

def plant(world, severity):
    """The world with this failure in it, from 0 (as it was) to 1 (plain)."""
    return replace(world, link_share=between(world.link_share, 0.1, severity))
'''
# The verdict on a shop's tables and on what an owner types, which comes from here alone.
QUESTIONS = """[sign]
bar = 0.5
good = "below"
unit = "share"
what = "posts that lead nowhere"
counted = "posts"
facts = "{k} of {who}'s {n:# post|# posts} {k:leads|lead} nowhere"
bar_words = "half of the posts"
why_bar = "A course convention: where most posts lead nowhere, that is the habit."

[gate]
question = "Is there anything that {a_customer} could be sent to from a post: a page, an address, a number?"
[[gate.options]]
id = "none"
text = "No, there is nothing"
means = "problem"
answer = "You have nothing to send anybody to, so every post leads nowhere"
[[gate.options]]
id = "silent"
text = "There is, and we post nothing"
means = "not for you"
answer = "You post nothing, so no post can lead nowhere"
[[gate.options]]
id = "yes"
text = "Yes, and we post"
means = "count"
answer = "Then count how many send nobody there."
[[gate.options]]
id = "unsure"
text = "I cannot say"
means = "no data"
answer = "Read your profile as {a_customer} would, and see where it sends you."

[horizon]
question = "How many days may a post be old and still send somebody on?"
unit = "days"
one = "day"
usual = 60
why = "Ours, as good as any."

[count]
kind = "sample"
n = 40
which = "Your latest posts, newest first, none older than {horizon}."
k = "How many of them lead nowhere: without a link, an address or a number?"
facts = "{k} of your {n:# post|# posts} of the last {horizon} {k:leads|lead} nowhere"
healthy = 0.25

[[where]]
place = "Instagram"
line = "The grid of your profile."

"""
WORDS = {
    "title": f'"{TITLE}"',
    "about": '"Whether your posts send anybody on."',
    "order": f"{(catalogue.reason(BEFORE).order + catalogue.reason(AFTER).order) / 2}",
    "claims": "[]",
}
ACT = {
    "number": '"posts that lead nowhere"',
    "day0": '"Take the last 40 posts of your own. How many lead nowhere?"',
    "good": '"below"',
    "bar": "0.5",
    "failing": "0.9",
}
EXAMPLE = {"name": '"Dead End Signs"', "trade": '"a sign painter"', "seed": "999"}

ASKED = """
import json
import re
from pathlib import Path
from course_lib import catalogue, overview
from course_lib.commands.links import lesson_links
from course_lib.exercises.handouts import slugs
from course_lib.simulate.business import plants
from course_lib.widgets.scorecard import rows
from tests.grading import corpus
from tests.mutation import test_mutation

root = Path.cwd()
moved = (root / "datasets" / "README.md").read_text(encoding="utf-8")
order = catalogue.teaching_order()
numbers = {room.title: room.number for room in catalogue.reasons()}
print(json.dumps({
    "teaching order": [f"{number:02}" for number in order],
    "lesson 00's list": [row[1].split('"')[1][:2] for row in overview.contents().rows],
    "truth": [f"{numbers[row[0]]:02}" for row in overview.truth().rows],
    "scorecard": [f"{row.number:02}" for row in rows()],
    "simulation": [f"{number:02}" for number in plants()],
    "exercises": [slug[:2] for slug in slugs(root)],
    "handed out": [path.parent.name[:2] for path in root.glob("exercises/[0-9]*/*.ipynb")],
    "answers": [slug[:2] for slug in corpus.SLUGS],
    "mutation": [slug[:2] for slug in test_mutation.SLUGS],
    "binder": [
        link.lesson[:2] for link in lesson_links(root / "lessons", "me/course") if link.lesson[0].isdigit()
    ][1:-1],
    "what a failure moves": re.findall(r"^[|] (\\d+) [|] `", moved, re.MULTILINE),
}))
"""


@dataclass(frozen=True)
class Course:
    """A copy of the course with one reason more; `before` holds what its author did not write anew."""

    folder: Path
    before: dict[str, bytes]

    def run(self, *arguments: str) -> str:
        """What Python prints, run in the copy with this environment's packages."""
        environment = os.environ | {"PYTHONPATH": str(self.folder)}
        # A worker's name would have the copy's own tests take themselves for part of this run.
        environment = {k: v for k, v in environment.items() if not k.startswith("PYTEST_")}
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
        return done.stdout

    def test(self, *arguments: str) -> None:
        """Run some of the copy's own tests; they must pass, and there must be some."""
        # In a folder of its own, as pytest clears away what other runs left in the common one.
        temporary = f"--basetemp={self.folder.with_name('temporary')}"
        quiet = ("-q", "-n", "0", "-p", "no:cacheprovider", temporary)
        self.run("-m", "pytest", *quiet, *arguments)


def files(folder: Path) -> dict[str, bytes]:
    found = (
        path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def copied(text: str, model: Reason) -> str:
    """A file of the model's as an author makes it the new reason's: names, number and title."""
    pairs = {
        model.lesson: LESSON,
        f"r{model.number:02}_{model.slug}": f"r{NUMBER:02}_{SLUG}",
        f"# {model.title}": f"# {TITLE}",
        f"# Exercise: {model.title}": f"# Exercise: {TITLE}",
        model.example.name: EXAMPLE["name"].strip('"'),
    }
    for old, new in pairs.items():
        text = text.replace(old, new)
    text = re.sub(rf"\b([Ll]esson) {model.number}\b", rf"\1 {NUMBER}", text)
    calls = "recall|predict|guess|chart|example|measure|myth|parsons|self_score|own_numbers|decide"
    return re.sub(rf"\b({calls})\({model.number}\b", rf"\1({NUMBER}", text)


def add_reason(course: Path) -> None:
    """Everything that CONTRIBUTING asks an author to write, made from the model's."""
    room, new = (f"r{MODEL.number:02}_{MODEL.slug}", f"r{NUMBER:02}_{SLUG}")
    for old, name in ((room, new), (MODEL.lesson, LESSON)):
        for folder in WRITTEN:
            for path in sorted((course / folder).rglob("*")):
                inside = path.relative_to(course)
                if path.is_file() and old in inside.as_posix():
                    target = course / inside.as_posix().replace(old, name)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    text = path.read_text(encoding="utf-8")
                    target.write_text(copied(text, MODEL), encoding="utf-8", newline="\n")
    here = course / "course_lib" / "reasons" / new
    for name, code in (("sign.py", SIGN), ("plant.py", PLANT)):
        with (here / name).open("a", encoding="utf-8", newline="\n") as file:
            file.write(code)
    words = (here / "words.toml").read_text(encoding="utf-8")
    top, rest = words.split("[sign]\n")
    middle, act = rest[rest.index("[predict]\n") :].split("[act]\n")
    words = f"{rewritten(top, WORDS)}{QUESTIONS}{middle}[act]\n{rewritten(act, ACT | EXAMPLE)}"
    (here / "words.toml").write_text(words, encoding="utf-8", newline="\n")


def rewritten(text: str, values: dict[str, str]) -> str:
    """Lines of TOML with these values, each in the place of the one that its key has."""
    for key, value in values.items():
        text, count = re.subn(rf"^{key} = .*$", f"{key} = {value}", text, flags=re.M)
        assert count == 1, key
    return text


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("authors") / "course"
    folder.mkdir()
    for name in CARRIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=LEFT)
        else:
            shutil.copy(ROOT / name, folder / name)
    before = files(folder)
    add_reason(folder)
    grown = Course(folder, before)
    command = "import sys; from course_lib.cli import main; sys.exit(main(sys.argv[1:]))"
    grown.run("-c", command, "cohort", "--seed", "2026")
    grown.run("-c", command, "refresh", "datasets", "notebooks", "exercises")
    return grown


def test_nothing_but_what_refresh_writes_is_changed(course: Course) -> None:
    after = files(course.folder)
    changed = {name for name, was in course.before.items() if after[name] != was}
    placed = {f"lessons/{room.lesson}.ipynb" for room in catalogue.reasons()}  # 10 of so many
    cells = "course_lib/commands/lessons.json"  # by which a lesson's own cells are known
    assert changed == placed | {"datasets/README.md", cells}


def test_every_collector_takes_a_new_reason_up(course: Course) -> None:
    number = f"{NUMBER:02}"
    numbers = [f"{n:02}" for n in catalogue.teaching_order()]
    place = numbers.index(f"{AFTER:02}")
    asked = json.loads(course.run("-c", ASKED))
    assert asked["teaching order"] == [*numbers[:place], number, *numbers[place:]]
    for collector, known in asked.items():
        assert sorted(f"{int(n):02}" for n in known) == sorted([*numbers, number]), collector
    for collector in ("lesson 00's list", "truth", "scorecard"):
        assert asked[collector] == asked["teaching order"], collector


def test_a_new_reason_is_recalled_in_the_lesson_after_it(course: Course) -> None:
    code = f"from course_lib import catalogue; print([one.lesson for one in catalogue.recall_for({AFTER})])"
    assert NUMBER in json.loads(course.run("-c", code))


TYPED = """
import json
import sys
from course_lib import catalogue, kinds, progress
from course_lib.widgets.entries import wording
from course_lib.widgets.own_numbers import own_finding, own_numbers

number = int(sys.argv[1])
fixed = {"gate": "yes", "horizon": "60", "bar": "50", "planned": "40"}
entries = [{"gate": "none"}, {"gate": "silent"}, {"gate": "unsure"}, fixed]
entries += [fixed | {"k": k} for k in ("8", "20", "36")] + [fixed | {"bar": "95", "k": "30"}]
for one in entries:
    progress.save(f"{number:02}.own_numbers", wording(catalogue.reason(number)), one)
    finding = own_finding(number)
    print(json.dumps(finding and [finding.verdict, finding.facts]))
assert own_numbers(number).children
for kind in kinds.vocabulary():
    assert "{" not in catalogue.reason(number, kind).gate.question
"""


def test_what_an_owner_types_of_a_new_reason_is_judged_from_its_words_alone(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFF_TARGET_PROGRESS", str(tmp_path / "my-progress.json"))
    lines = course.run("-c", TYPED, str(NUMBER)).splitlines()
    silent = "You post nothing, so no post can lead nowhere"
    assert [json.loads(line) for line in lines] == [
        ["problem", "You have nothing to send anybody to, so every post leads nowhere"],
        ["not for you", silent],
        ["no data", "Read your profile as a customer would, and see where it sends you"],
        None,
        ["fine", "8 of your 40 posts of the last 60 days lead nowhere"],
        ["not sure yet", "20 of your 40 posts of the last 60 days lead nowhere"],
        ["problem", "36 of your 40 posts of the last 60 days lead nowhere"],
        ["fine", "30 of your 40 posts of the last 60 days lead nowhere"],
    ]


def test_what_holds_of_all_reasons_together_still_holds(course: Course) -> None:
    # Of the widgets' tests those that look at all reasons; the others press the panels of one.
    widgets = ("certificate", "diagnose", "names", "plan", "recall", "review", "scorecard")
    course.test(
        "tests/test_catalogue.py", "tests/test_claims.py", "tests/test_overview.py",
        "tests/test_numbers.py", "tests/planning",
        *(f"tests/widgets/test_{name}.py" for name in widgets),
        "tests/commands/test_neighbours.py", "tests/commands/test_links.py",
        "tests/simulate/test_business.py", "tests/simulate/test_samples.py",
        "tests/simulate/test_examples.py",
    )  # fmt: skip


def test_what_holds_of_every_reason_holds_of_the_new_one(course: Course) -> None:
    ends = [
        name
        for stop in neighbours.order()
        if stop in neighbours.ENDS
        for name in neighbours.names(stop)[1:]
    ]
    others = [*ends, *(room.lesson for room in catalogue.reasons())]
    singly = [f"[{room.number}{end}" for room in catalogue.reasons() for end in ("]", "-")]
    # nbgrader's own autograde takes longest; test_cohort holds the same answers to the same marks.
    unasked = " or ".join([*others, *singly, "autograde", "sample_shops"])
    course.test(
        "tests/reasons/test_every_reason.py", "tests/test_lessons.py", "tests/test_exercises.py",
        "tests/test_diagnosis.py", "tests/test_grammar.py",
        "tests/simulate/test_plants.py", "tests/mutation/test_mutation.py",
        "tests/grading/test_cohort.py", "tests/grading/test_answers.py", "tests/exercises/test_twin.py",
        "-k", f"not ({unasked})",
    )  # fmt: skip
