"""A folder of downloads is a shop like any other: its lines, its rows, its page, and a lesson that opens it."""

import csv
import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from traitlets.config.loader import PyFileConfigLoader

import course_lib
from course_lib import catalogue, cli, measure
from course_lib.exports import answers, download_folder
from course_lib.exports.answers import Answers
from course_lib.exports.clinic import PICKED

TOGGL = ("User", "Email", "Client", "Project", "Task", "Description", "Billable", "Start date", "Start time",
         "End date", "End time", "Duration", "Tags", "Amount ()")  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """Eight weeks of a time tracker, and a chat of somebody called Kunigunde."""
    mine = tmp_path / "my-exports"
    mine.mkdir()
    with (mine / "Toggl_time_entries_2026-01-01_to_2026-03-31.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(TOGGL)
        for week in range(8):
            day = f"2026-{1 + (4 + 7 * week) // 31:02}-{1 + (4 + 7 * week) % 31 % 28:02}"
            rows.writerow(
                ["me", "me@example.org", "", "Instagram", "", "posts", "No", day, "09:00:00", day, "10:00:00",
                 "01:00:00", "", ""]
            )  # fmt: skip
    inbox = mine / "your_instagram_activity/messages/inbox/kunigunde_1"
    inbox.mkdir(parents=True)
    talk = {
        "participants": [{"name": "Kunigunde Sonderbar"}, {"name": "Oak & Nail"}],
        "messages": [
            {
                "sender_name": "Kunigunde Sonderbar",
                "timestamp_ms": 1772500000000 + 1000 * n,
                "content": "Streng geheim?",
            }
            for n in range(3)
        ],
        "title": "Kunigunde Sonderbar",
        "thread_path": "inbox/kunigunde_1",
    }
    (inbox / "message_1.json").write_text(json.dumps(talk))
    answers.write(
        mine / answers.FILE,
        Answers({"names": ("Oak & Nail",), "timezone": "UTC", "minutes_planned": "30"}),
    )
    return mine


def run(folder, capsys, *more):
    code = cli.main(["clinic", str(folder), *more])
    return code, capsys.readouterr().out


def test_the_command_prints_a_line_a_file_every_row_and_the_plan_and_writes_a_page(
    folder, tmp_path, capsys
):
    page = tmp_path / "clinic.html"
    code, said = run(folder, capsys, "--html", str(page))
    assert code == 0
    assert "Toggl" in said and "message_1.json" in said
    for reason in course_lib.catalogue.reasons():
        assert f"{reason.title}: " in said
    assert "No time budget: problem. Oak & Nail spent 480 minutes" in said
    assert "1. No time budget: if " in said
    assert "No time budget" in page.read_text("utf-8")


def test_a_second_run_says_the_same_and_an_answer_that_changes_counts_anew(folder, capsys):
    before = run(folder, capsys)
    assert run(folder, capsys) == before
    file = folder / answers.FILE
    answers.write(file, Answers({"minutes_planned": "90"}))
    assert "No time budget: fine" in run(folder, capsys)[1]
    (folder / download_folder.CACHE).write_text("{")
    assert "No time budget: fine" in run(folder, capsys)[1]


def test_no_name_and_no_text_is_written_or_printed(folder, tmp_path, capsys):
    page = tmp_path / "page.html"
    tables = tmp_path / "tables"
    said = run(folder, capsys, "--html", str(page), "--tables", str(tables))[1]
    written = [path for path in folder.rglob("*") if path.is_file() and "inbox" not in path.parts]
    for path in [page, *tables.iterdir(), *written]:
        said += path.read_text("utf-8")
    for word in ("kunigunde", "sonderbar", "geheim"):
        assert word not in said.casefold()


@pytest.mark.parametrize("mark", ["BINDER_SERVICE_HOST", "JUPYTERHUB_API_URL"])
def test_messages_are_left_out_on_a_machine_that_others_run_unless_the_owner_insists(
    folder, tmp_path, capsys, monkeypatch, mark
):
    monkeypatch.setenv(mark, "https://hub.example.org")
    tables = tmp_path / "tables"
    said = run(folder, capsys, "--tables", str(tables))[1]
    assert "3 messages were left out: they are other people's" in said
    assert not (tables / "messages.csv").exists()
    answers.write(folder / answers.FILE, Answers({"messages_here": "yes"}))
    run(folder, capsys, "--tables", str(tables))
    assert len((tables / "messages.csv").read_text().splitlines()) == 4


def test_a_lesson_opens_a_folder_of_downloads_by_its_name(folder, capsys):
    own = course_lib.shop(folder)
    assert "message_1.json" in capsys.readouterr().out
    assert measure(13, own).verdict == "problem"
    assert own.name == "Oak & Nail"
    assert own.goals.empty  # no download has any, and the lesson runs on


def test_in_a_lesson_picked_talks_settle_nothing_until_they_are_said_to_be_all(folder, capsys):
    for number in range(12):
        lines = [
            f"[{day}/03/2026, {hour:02}:00:00] {who}: {words}"
            for day in (27, 28)
            for hour, who, words in ((9, f"Kim{number}", "Open?"), (10, "Oak & Nail", "Yes"))
        ]
        (folder / f"WhatsApp Chat - Kim{number}.txt").write_text("\n".join(lines))
    file = folder / answers.FILE
    answers.write(file, Answers({"day_first": "yes", "written_by": "people"}))
    own = course_lib.shop(folder)
    assert PICKED in capsys.readouterr().out
    assert measure(6, own).verdict == "not sure yet"
    assert PICKED in measure(6, own).sentence
    assert measure(13, own).verdict == "problem"
    answers.write(file, Answers({"chats": "all"}))
    own = course_lib.shop(folder)
    assert PICKED not in capsys.readouterr().out
    assert measure(6, own).verdict == "fine"


def test_in_a_lesson_money_gets_no_verdict_before_its_question_is_answered(folder):
    bank = [
        "Date,Description,Amount",
        *(f"2026-0{month}-03,Facebook Ads,-90.00" for month in range(1, 7)),
    ]
    (folder / "bank.csv").write_text("\n".join(bank))
    own = course_lib.shop(folder)
    assert not own.spend.empty
    assert measure(17, own).verdict == "no data"
    assert catalogue.reason(17).gate.question in measure(17, own).sentence
    answers.write(
        folder / answers.FILE, Answers(gates={17: catalogue.reason(17).gate.options[-1].id})
    )
    assert "question comes first" not in measure(17, course_lib.shop(folder)).sentence


def test_a_folder_with_tables_of_the_course_is_read_as_those(tmp_path, capsys):
    (tmp_path / "spend.csv").write_text("category,amount\ntraining,5\n")
    assert (
        "1 table read"
        in capsys.readouterr().out + str(course_lib.shop(tmp_path)) + capsys.readouterr().out
    )


def test_nothing_of_the_downloads_changes_and_git_sees_none_of_it(folder, capsys):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    run(folder, capsys)
    assert {path: path.read_bytes() for path in before} == before
    ask = ["git", "check-ignore", "-q", "my-exports/insta.zip"]
    assert subprocess.run(ask, cwd=Path(__file__).parents[2], check=False).returncode == 0


@pytest.mark.parametrize(
    "settings", ["nbgrader_config.py", "course_lib/grading/hub/nbgrader_config.py"]
)
def test_nbgrader_hands_in_and_collects_none_of_it(folder, settings):
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.utils import ignore_patterns

    config = PyFileConfigLoader(settings, str(Path(__file__).parents[2])).load_config()
    ignored = ignore_patterns(exclude=CourseDirectory(config=config).ignore)
    assert [*ignored(str(folder.parent), ["my-exports", "a.ipynb"])] == ["my-exports"]


def posted(*days):
    """X's analytics of posts on these days."""
    head = "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,retweets,replies,likes,url clicks"
    rows = [
        f"{n},https://x.com/us/status/{n},Hi,{day} 09:00 +0000,10,1,0,1,1,0"
        for n, day in enumerate(days)
    ]
    return "\n".join([head, *rows]) + "\n"


def test_an_older_download_does_not_make_its_account_a_silent_one(folder, capsys):
    (folder / "x.csv").write_text(posted("2025-12-01", "2025-12-08"))
    media = folder / "your_instagram_activity/media"
    media.mkdir()
    when = datetime(2026, 2, 20, tzinfo=UTC).timestamp()
    entry = {"media": [{"uri": "a.jpg", "creation_timestamp": int(when), "title": "Hi"}]}
    (media / "posts_1.json").write_text(json.dumps([entry]))
    assert (
        "Too many places: no data. Of 1 account nobody knows the last days"
        in run(folder, capsys)[1]
    )
    answers.write(folder / answers.FILE, Answers({"today": "2026-02-28"}))
    assert "Too many places: problem" in run(folder, capsys)[1]
