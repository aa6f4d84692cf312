"""answers.toml asks everything once, keeps what its owner wrote, and refuses what is no answer by its key."""

import pytest

from course_lib import catalogue
from course_lib.exports import answers
from course_lib.exports.answers import Answers
from course_lib.exports.trouble import ExportError

SOME = Answers(
    {"names": ("Oak & Nail", 'Say "oak"'), "timezone": "Europe/Berlin", "chats": "some"},
    {2: "head", 17: "yes"},
    {"posts": {"3fa": "offer", "0b": "neither"}, "questions": {"k 1": "yes"}},
)


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "answers.toml"
    answers.write(path, SOME)
    assert answers.read(path) == SOME
    more = SOME.said("posts", "zz", "other").said("offers", "1", "asked")
    answers.write(path, more)
    assert answers.read(path) == more


def test_a_new_file_asks_every_question_and_holds_no_answer(tmp_path):
    path = tmp_path / "answers.toml"
    answers.write(path, Answers())
    assert answers.read(path) == Answers()
    words = path.read_text("utf-8")
    assert all(one.text in words for one in answers.questions())
    for number in answers.asked_gates():
        gate = catalogue.reason(number).gate
        assert gate.question in words
        assert all(f'"{option.id}"  {option.text}' in words for option in gate.options)


def test_what_its_owner_wrote_beside_the_answers_stays(tmp_path):
    path = tmp_path / "answers.toml"
    own = '# ours\ntimezone = "Europe/Paris" # the shop\n[reasons]\nno-target = "none" # shame\n[mine]\nx = 1\n'
    path.write_text(own, "utf-8")
    answers.write(path, Answers({"names": ("B",)}, {3: "never"}))
    words = path.read_text("utf-8")
    assert all(line in words for line in own.splitlines())
    now = answers.read(path)
    assert now.plain == {"names": ("B",), "timezone": "Europe/Paris"}
    assert now.gates == {2: "none", 3: "never"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("timezone = Europe/London", "line 1"),
        ('timezone = "Mars"', "timezone"),
        ('timezone = "../../etc/passwd"', "timezone"),
        ("names = 3", "names"),
        ("names = [1]", "names"),
        ('minutes_planned = "many"', "minutes_planned"),
        ('days_to_judge = "-3"', "days_to_judge"),
        ('today = "1 June"', "today"),
        ('chats = "most"', "chats"),
        ("day_first = 1.5", "day_first"),
        ("reasons = 3", "reasons"),
        ('[reasons]\nno-such = "x"', "no-such"),
        ('[reasons]\nno-target = "perhaps"', "no-target"),
        ("[posts]\nab = 3", "[posts] ab"),
        ('posts = "x"', "posts"),
        ("\x00", "line 1"),
    ],
)
def test_what_is_no_answer_is_refused_by_its_key_and_not_written_over(tmp_path, text, key):
    path = tmp_path / "answers.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ExportError, match="answers.toml") as trouble:
        answers.read(path)
    assert key in str(trouble.value)
    with pytest.raises(ExportError):
        answers.write(path, SOME)
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("text", "key", "answer"),
    [
        ("minutes_planned = 120", "minutes_planned", "120"),
        ("today = 2026-06-01", "today", "2026-06-01"),
        ("day_first = true", "day_first", "yes"),
        ('chats = "ALL"', "chats", "all"),
        ('names = "Oak"', "names", ("Oak",)),
        ('\ufefftimezone = "UTC"', "timezone", "UTC"),
    ],
)
def test_an_answer_may_be_written_as_people_write_it(tmp_path, text, key, answer):
    path = tmp_path / "answers.toml"
    path.write_text(text, "utf-8")
    assert answers.read(path).plain == {key: answer}


def test_no_file_is_no_answer_and_the_readers_are_told_so(tmp_path):
    owner = answers.read(tmp_path / "answers.toml").owner()
    assert (owner.names, owner.zone_asked, owner.day_first) == ((), False, None)
    said = Answers(
        {"timezone": "America/New_York", "day_first": "no", "today": "2026-06-01"}
    ).owner()
    assert (said.zone.key, said.zone_asked, said.day_first) == ("America/New_York", True, False)
    assert said.today.isoformat() == "2026-06-01"
