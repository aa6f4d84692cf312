"""Things are drawn at random and in the same order each time, and only what was said of them counts."""

from datetime import UTC, datetime, timedelta

import pytest

from course_lib.exports import samples
from course_lib.exports.records import Message, Post

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SALT = b"salt"


def post(number, days=0, **more):
    day = NOW - timedelta(days=days)
    return Post("instagram", "us", str(number), day, day.date(), text=f"post {number}", **more)


def message(person, hours, ours=False, text="?"):
    name = "us" if ours else person
    return Message(
        "whatsapp",
        person,
        f"{person}{hours}",
        person,
        name,
        NOW - timedelta(hours=hours),
        ours,
        text,
    )


def look_through(look, answer):
    """Everything of a sample, answered by `answer(item)`, to its end."""
    said, shown = {}, []
    while (now := look(said)).item:
        shown.append(now.item)
        said[now.item.id] = answer(now.item)
        assert len(shown) < 500
    return said, shown, now


def test_fifty_posts_of_the_last_year_are_drawn_and_none_that_was_paid_for():
    everything = [post(n, days=n) for n in range(400)] + [
        post(f"ad{n}", paid=True) for n in range(50)
    ]
    _, shown, _ = look_through(
        lambda said: samples.posts(everything, said, SALT), lambda _: "neither"
    )
    texts = {item.paragraphs[0] for item in shown}
    assert len(texts) == 50
    assert texts <= {f"post {n}" for n in range(365)}
    assert texts != {f"post {n}" for n in range(50)}  # at random, not the latest


def test_the_draw_is_the_same_at_every_visit_and_another_download_hardly_moves_it():
    some = [post(n) for n in range(200)]
    order = [
        item.id
        for item in look_through(lambda s: samples.posts(some, s, SALT), lambda _: "neither")[1]
    ]
    again = look_through(lambda s: samples.posts(some[::-1], s, SALT), lambda _: "neither")[1]
    assert [item.id for item in again] == order
    more = look_through(
        lambda s: samples.posts([*some, post("new")], s, SALT), lambda _: "neither"
    )[1]
    assert len({item.id for item in more} & set(order)) >= 49
    other = look_through(lambda s: samples.posts(some, s, b"another"), lambda _: "neither")[1]
    assert [item.id for item in other] != order


def test_one_key_says_of_a_post_whether_it_sells_and_whether_it_helps_others():
    everything = [post(n) for n in range(40)]
    answers = {"0": "offer", "1": "other", "2": "both"}
    _, _, end = look_through(
        lambda said: samples.posts(everything, said, SALT),
        lambda item: answers.get(item.paragraphs[0][-1], "neither"),
    )
    assert end.samples[4] == samples.Sample(40, 40, 8, 40)
    assert end.samples[10] == samples.Sample(40, 40, 8, 40)


def test_of_people_who_ask_each_counts_once_by_the_latest_question_a_day_old():
    talks = [
        message("anna", 100), message("anna", 99, ours=True),  # answered in an hour
        message("ben", 100), message("ben", 60, ours=True),  # after forty
        message("cara", 100), message("cara", 99, ours=True), message("cara", 98, text="thanks"),
        message("dan", 5),  # not a day old
        message("emil", 300, text="hello"),  # asked nothing
    ]  # fmt: skip
    _, shown, end = look_through(
        lambda said: samples.questions(talks, said, SALT, NOW),
        lambda item: "yes" if item.paragraphs[-1] == "?" else "no",
    )
    assert end.samples[5] == samples.Sample(5, 5, 2, 3)
    assert len(shown) == 5  # both turns of cara, none of dan


def test_offers_are_looked_for_until_twenty_are_found_and_unasked_ones_count():
    talks = [message(f"p{n}", h, ours=h % 2 == 0) for n in range(60) for h in (2, 3)]
    half = lambda item: "unasked" if int(item.id, 16) % 2 else "none"  # noqa: E731
    said, shown, end = look_through(lambda said: samples.offers(talks, said, SALT), half)
    assert end.samples[11] == samples.Sample(20, 20, 20, 20)
    assert samples.OFFERS < len(shown) < 60
    assert shown[0].paragraphs == ("They: ?", "We: ?")
    few = look_through(lambda said: samples.offers(talks, said, SALT), lambda _: "none")[2]
    assert few.samples[11].n == 0


def test_a_message_without_words_is_said_to_be_one():
    talk = [message("anna", 5), message("anna", 4, ours=True, text=" ")]
    item = samples.offers(talk, {}, SALT).item
    assert item.paragraphs == ("They: ?", f"We: {samples.NO_WORDS}")


def test_a_sample_that_is_half_looked_through_is_not_done():
    everything = [post(n) for n in range(40)]
    first = samples.posts(everything, {}, SALT)
    assert first.samples[4] == samples.Sample(40, 0, 0, 0)
    talks = [message(f"p{n}", 2, ours=True) for n in range(30)]
    begun = samples.offers(talks, {}, SALT)
    assert begun.samples[11].seen < begun.samples[11].drawn


@pytest.mark.parametrize("name", samples.KEYS)
def test_every_answer_has_a_key_of_its_own(name):
    keys = [one.key for one in samples.KEYS[name]]
    assert len(set(keys)) == len(keys)


def test_nothing_to_look_through_is_no_sample():
    assert samples.posts([], {}, SALT).samples == {}
    assert samples.questions([], {}, SALT, NOW).samples == {}
    assert samples.offers([], {}, SALT).samples == {}


def test_posts_of_two_platforms_may_have_one_number():
    old = Post("tiktok", "us", "1", NOW - timedelta(days=700), None, text="old")
    shown = look_through(lambda s: samples.posts([post(1), old], s, SALT), lambda _: "neither")[1]
    assert [item.paragraphs for item in shown] == [("post 1",)]
