"""Rooms are found by their folder, and an incomplete one is refused by name and key."""

import re
import shutil

import pytest

from course_lib import catalogue, kinds, words
from course_lib.words import CatalogueError, read_room

ROOM = catalogue.ROOMS / "r05_not_engaging"


@pytest.fixture
def room(tmp_path):
    """A copy of a real room, to spoil."""
    return shutil.copytree(ROOM, tmp_path / ROOM.name)


def spoil(room, old, new):
    path = room / "words.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_room_reads_into_words_that_know_their_number(room):
    found = read_room(room)
    assert (found.number, found.slug, found.title) == (5, "not_engaging", "Not engaging")
    assert {asked.lesson for asked in found.recall} == {5}


@pytest.mark.parametrize("name", words.FILES)
def test_a_room_without_one_of_its_files_is_refused_by_name(room, name):
    (room / name).unlink()
    with pytest.raises(CatalogueError, match=f"r05_not_engaging has no {name}"):
        read_room(room)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('title = "Not engaging"', "", "'title' is missing"),
        ('title = "Not engaging"', 'titel = "x"', "'titel' is not known"),
        ("bar = 0.8", 'bar = "high"', "sign, bar: expected float, found 'high'"),
        ('good = "above"', 'good = "over"', "'good' must be one of above, below"),
        ('id = "b"', 'id = "c"', "expected four, with the ids a, b, c and d"),
        ("right = true", "right = false", "expected one right option"),
        (
            'text = "I ask people what they need before I tell them what we have."',
            'text = ""',
            "is empty",
        ),
        ("claims = [", "claims = [[", "not valid TOML"),
        ('family = "talk"', 'family = "chat"', "'family' must be one of aim, speak"),
        ('kind = "start"', 'kind = "begin"', "'kind' must be one of stop, write, start, move"),
        ('count = "sample"', 'count = "some"', "'count' must be one of sample, weeks, complete"),
        ("usual = 45", 'usual = "an hour"', "act, usual: expected int, found 'an hour'"),
        ("[count]", "[own]", "the key 'own' is not known"),
        (
            'all_of = "messages"',
            'all_of = "letters"',
            "all_of must be one of posts, messages, hours",
        ),
    ],
)
def test_words_that_are_not_right_are_refused_where_they_stand(room, old, new, complaint):
    spoil(room, old, new)
    with pytest.raises(CatalogueError, match="r05_not_engaging/words.toml") as caught:
        read_room(room)
    assert complaint in str(caught.value)


def test_a_room_takes_the_places_of_a_shared_list_and_its_own_lines_go_before_them(room):
    lines = {where.place: where.line for where in read_room(room).where}
    assert list(lines)[:3] == ["Instagram", "Facebook page", "WhatsApp"]
    assert "Its own response time" in lines["Facebook page"]  # the room's
    assert lines["LinkedIn"].startswith("Page inbox")  # the list's
    assert list(lines)[-1] == "E-mail and telephone"  # in no list


def test_the_name_of_a_place_begins_its_line_with_a_capital_whoever_reads_it():
    for kind in kinds.vocabulary():
        for reason in catalogue.reasons(kind):
            for one in reason.where:
                start = one.place[:2]  # such as X, iPhone
                assert start != start.lower(), (kind, reason.title, one.place)


def test_a_room_that_asks_no_question_is_refused(room):
    path = room / "words.toml"
    text = path.read_text(encoding="utf-8")
    asked = text[text.index("[gate]") : text.index("[horizon]")]
    path.write_text(text.replace(asked, ""), encoding="utf-8")
    with pytest.raises(CatalogueError, match="the key 'gate' is missing"):
        read_room(room)


def test_a_folder_with_another_kind_of_name_is_refused(room):
    moved = room.rename(room.with_name("five"))
    with pytest.raises(CatalogueError, match="should be called rNN_slug"):
        read_room(moved)


@pytest.mark.parametrize("name", ["r00_not_engaging", "r99_not_engaging"])
def test_the_numbers_of_the_first_lesson_and_the_last_are_refused(room, name):
    with pytest.raises(CatalogueError, match=f"{name} needs a number between 00 and 99"):
        read_room(room.rename(room.with_name(name)))


@pytest.mark.parametrize("number", catalogue.teaching_order())
def test_an_act_says_what_the_plan_must_know_of_it(number):
    reason = catalogue.reason(number)
    act, sign = reason.act, reason.sign
    assert act.least in (5, 15) and act.least <= act.usual
    assert 0 <= act.bar <= 1
    assert all(catalogue.reason(first).act.step for first in act.needs)
    if (
        act.failing is not None
    ):  # the failing business stands on the bad side, or a gap has no width
        assert (act.failing < sign.bar) == (sign.good == "above") and act.failing != sign.bar


@pytest.mark.parametrize("claims", ["", "claims = []"])
def test_a_reason_may_come_without_a_claim_of_the_articles(room, claims):
    path = room / "words.toml"
    text = re.sub(r"^claims = .*$", claims, path.read_text(encoding="utf-8"), flags=re.M)
    path.write_text(text, encoding="utf-8")
    assert read_room(room).claims == ()


@pytest.fixture
def rooms(room, monkeypatch):
    """A course of one room, to add others to; nobody remembers the real one."""
    monkeypatch.setattr(catalogue, "ROOMS", room.parent)
    catalogue.read_rooms.cache_clear()
    yield room.parent
    catalogue.read_rooms.cache_clear()


@pytest.mark.parametrize(
    ("name", "order", "complaint"),
    [
        ("r05_a_twin", 40, "05-a-twin and 05-not-engaging have the same number, 5"),
        ("r06_a_twin", 10, "05-not-engaging and 06-a-twin have the same order, 10"),
    ],
)
def test_a_copied_room_is_refused_as_long_as_it_has_anothers_number_or_place(
    rooms, room, name, order, complaint
):
    spoil(shutil.copytree(room, rooms / name), "order = 10", f"order = {order}")
    with pytest.raises(CatalogueError, match=complaint):
        catalogue.reasons()


@pytest.mark.parametrize(
    ("name", "order", "ask"),
    [
        ("r05_a_twin", 40, lambda: catalogue.reason(5)),
        ("r05_a_twin", 40, catalogue.teaching_order),
        ("r06_a_twin", 10, catalogue.teaching_order),
    ],
)
def test_who_asks_for_less_than_all_rooms_is_told_of_a_twin_too(rooms, room, name, order, ask):
    spoil(shutil.copytree(room, rooms / name), "order = 10", f"order = {order}")
    with pytest.raises(CatalogueError, match="have the same"):
        ask()


def test_a_room_that_is_not_right_spoils_its_own_lesson_alone(rooms, room):
    spoil(shutil.copytree(room, rooms / "r06_begun"), "bar = 0.8", 'bar = "high"')
    spoil(rooms / "r06_begun", "order = 10", "order = 9.5")
    assert catalogue.reason(5).title == "Not engaging"
    assert catalogue.teaching_order() == (6, 5)
    with pytest.raises(CatalogueError, match="r06_begun/words.toml, sign, bar"):
        catalogue.reason(6)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("order = 10", "", "'order' is missing"),
        ("order = 10", 'order = "late"', "order: expected float, found 'late'"),
        ("order = 10", "order = true", "order: expected float, found True"),
        ('part = "Behaviour"', "part = Behaviour", "not valid TOML"),
    ],
)
def test_a_place_that_cannot_be_read_is_refused_as_the_room_is(room, old, new, complaint):
    spoil(room, old, new)
    with pytest.raises(CatalogueError, match=complaint):
        words.read_order(room)


def test_a_place_is_found_where_a_line_before_it_only_looks_like_a_table(room):
    spoil(room, 'title = "Not engaging"', 'title = """Not\n[x]\nengaging"""')
    assert words.read_order(room) == 10


def test_a_room_without_its_words_is_refused_and_one_that_git_left_behind_is_none(rooms, room):
    (rooms / "r06_left_behind" / "__pycache__").mkdir(parents=True)
    assert [found.number for found in catalogue.reasons()] == [5]
    catalogue.read_rooms.cache_clear()
    shutil.copytree(room, rooms / "r07_begun", ignore=shutil.ignore_patterns("words.toml"))
    with pytest.raises(CatalogueError, match="r07_begun has no words.toml"):
        catalogue.reasons()


def test_an_unknown_number_is_refused_and_the_known_ones_named():
    with pytest.raises(CatalogueError, match="no reason number 99; the course has .*5"):
        catalogue.reason(99)


def test_every_lesson_recalls_two_different_questions_about_earlier_ones():
    order = catalogue.teaching_order()
    for place, number in enumerate(order):
        asked = catalogue.recall_for(number)
        assert len(asked) == len({(one.lesson, one.id) for one in asked}) == 2
        assert {one.lesson for one in asked} <= {0, *order[:place]}


def test_no_question_is_asked_in_two_lessons():
    asked = [catalogue.recall_for(number) for number in catalogue.teaching_order()]
    keys = [(one.lesson, one.id) for pair in asked for one in pair]
    assert len(keys) == len(set(keys))


def test_the_measure_of_a_shop_names_the_shop():
    from course_lib.tables import shop

    assert catalogue.measure(5, shop("oak-street")).sentence.startswith("Oak Street answered")


def test_a_chart_carries_alt_text_with_its_numbers_and_marks_synthetic_data():
    from course_lib.tables import shop

    picture = catalogue.chart(5, shop("oak-street"), guess=0.6)
    assert "people who asked, answered within a day" in picture.alt
    assert picture.caption.startswith("Synthetic data.")
    assert picture.image.startswith(b"\x89PNG")
