"""The gate first, then the count against what was fixed before it: verdicts from what was typed, as data alone."""

import math
from functools import cache

import pytest

from course_lib import catalogue, diagnosis, words
from course_lib.counts import NumberError
from course_lib.diagnosis import diagnose
from course_lib.inquiry import SAMPLE
from course_lib.intervals import clopper_pearson, proportion
from course_lib.words import CatalogueError

PART = """
about = "Whether people are answered."

[gate]
question = "Does a person open the messages?"
options = [
    {id = "no", text = "No", means = "problem", answer = "You do not open the messages."},
    {id = "quiet", text = "Nobody asks", means = "not for you", answer = "Nobody asks you."},
    {id = "paid", text = "An agency does", means = "fine", answer = "You pay for it."},
    {id = "open", text = "Yes", means = "count", answer = "Then count."},
    {id = "unsure", text = "I cannot say", means = "no data", answer = "Ask {a_customer}."},
]

[horizon]
question = "Within how many hours?"
unit = "hours"
one = "hour"
usual = 24
why = "A day is what people want."

[count]
"""
SAMPLED = """
kind = "sample"
n = 50
which = "The latest people, older than {horizon}."
k = "How many of them within {horizon}?"
facts = "You answered {k} of {n:# person|# people} within {horizon}"
healthy = 0.945
beside = [{id = "log", question = "Is it from a log?", options = [
    {id = "yes", text = "Yes"},
    {id = "other", text = "From another", problem = "not for you", answer = "It is another's."},
    {id = "unsure", text = "I cannot say", fine = "not sure yet", answer = "Memory flatters."},
]}]
"""
COMPLETE = """
kind = "complete"
which = "All of four weeks."
n = "How many minutes were planned?"
k = "How many were spent?"
over = true
facts = "You spent {k} of {n} minutes"
"""
LIST = """
kind = "list"
most = 6
which = "Every place."
name = "Place"
words = "Its reason"
once = true
minutes = "Minutes"
ticks = [{id = "who", text = "says who"}, {id = "deed", text = "says what"}, {id = "trial", text = "on trial"}]
good = [["who", "deed"], ["trial"]]
facts = "{k} of your {n} places have no reason"
facts_minutes = "{k} of your {n} minutes go to places without a reason"
"""
FIXED = {"gate": "open", "horizon": "24", "bar": "80", "planned": "50"}


@cache
def room(count=SAMPLED, bar=0.8, good="above", kind="shop", extra="", part=PART):
    """A reason like the fifth with these questions in place of its own."""
    import tempfile
    from pathlib import Path

    import course_lib.catalogue as course

    source = course.ROOMS / "r05_not_engaging"
    folder = Path(tempfile.mkdtemp()) / source.name
    folder.mkdir()
    for name in words.FILES[1:]:
        (folder / name).write_text("", encoding="utf-8")
    text = (source / "words.toml").read_text(encoding="utf-8")
    base = without(text, "own", "gate", "horizon", "count", "where", "firm", "club")
    base = base.replace("bar = 0.8", f"bar = {bar}", 1).replace(
        'good = "above"', f'good = "{good}"', 1
    )
    top, rest = base.split("[sign]", 1)
    top = "\n".join(line for line in top.splitlines() if not line.startswith("about"))
    (folder / "words.toml").write_text(
        f"{part.split('[gate]')[0]}\n{top}\n[sign]{rest}\n[gate]{part.split('[gate]')[1]}{count}\n{extra}",
        encoding="utf-8",
    )
    return words.read_room(folder, kind)


def without(text, *tables):
    """A TOML text without these tables and what lies in them."""
    lines, inside = [], False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip("[]").split(".")[0] in tables
        if not inside:
            lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("pick", "verdict"),
    [("no", "problem"), ("quiet", "not for you"), ("paid", "fine"), ("unsure", "no data")],
)
def test_a_question_alone_gives_its_verdict_without_any_interval(pick, verdict):
    finding = diagnose(room(), FIXED | {"gate": pick, "k": "50"})
    assert finding.verdict == verdict
    assert finding.estimate is None and finding.low is None
    assert finding.sentence.startswith(diagnosis.choice(room(), {"gate": pick}).answer)


@pytest.mark.parametrize("missing", ["gate", "horizon", "bar", "planned", "k"])
def test_nothing_is_judged_before_everything_is_fixed_and_counted(missing):
    entries = FIXED | {"k": "10", missing: ""}
    assert diagnose(room(), entries) is None


@pytest.mark.parametrize(
    ("k", "verdict", "leaning"),
    [("50", "not sure yet", ""), ("29", "problem", ""), ("35", "not sure yet", "problem")],
)
def test_a_count_is_held_against_the_bar_that_was_fixed(k, verdict, leaning):
    finding = diagnose(room(), FIXED | {"k": k})
    assert (finding.verdict, finding.leaning) == (verdict, leaning)
    assert finding.facts == f"You answered {k} of 50 people within 24 hours"


def test_an_own_bar_and_an_own_horizon_take_the_place_of_the_courses():
    own = FIXED | {"horizon": "1", "bar": "40", "k": "29", "beside": {"log": "yes"}}
    finding = diagnose(room(), own)
    assert finding.verdict == "fine" and finding.bar == 0.4
    assert "within 1 hour" in finding.sentence and "the bar (40%)" in finding.sentence


def test_a_third_typed_in_percent_is_the_courses_third():
    reason = room(bar=0.3333, good="below")
    assert diagnose(reason, FIXED | {"bar": "33.3", "k": "45"}).bar == 0.3333


@pytest.mark.parametrize(("k", "n"), [("0", "1"), ("1", "1"), ("0", "4"), ("4", "4")])
def test_fewer_than_five_give_no_verdict_though_there_are_no_more(k, n):
    finding = diagnose(room(), FIXED | {"n": n, "k": k, "no_more": True})
    assert (finding.verdict, finding.leaning) == ("not sure yet", "")


def test_fewer_than_were_fixed_wait_for_the_rest_unless_there_are_no_more():
    short = FIXED | {"n": "12", "k": "2"}
    assert diagnose(room(), short).verdict == "not sure yet"
    assert "You fixed 50 before you counted" in diagnose(room(), short).sentence
    assert diagnose(room(), short | {"no_more": True}).verdict == "problem"


def test_too_few_to_settle_it_are_told_to_lean_where_there_are_no_more():
    finding = diagnose(room(), FIXED | {"n": "12", "k": "7", "no_more": True})
    assert (finding.verdict, finding.leaning) == ("not sure yet", "problem")
    assert "not sure yet, leaning to a problem" in finding.sentence


@pytest.mark.parametrize(
    ("k", "bar", "verdict"),
    [("0", "50", "problem"), ("10", "50", "fine"), ("1", "50", "not sure yet"), ("0", "80", "not sure yet")],
)  # fmt: skip
def test_all_or_none_of_the_first_ten_settle_a_bar_of_half(k, bar, verdict):
    entries = FIXED | {"bar": bar, "n": "10", "k": k, "beside": {"log": "yes"}}
    assert diagnose(room(), entries).verdict == verdict


def test_counting_on_past_what_was_fixed_is_refused():
    with pytest.raises(NumberError, match="You fixed 50 beforehand and typed 80"):
        diagnose(room(), FIXED | {"n": "80", "k": "50"})


@pytest.mark.parametrize(
    "slip", [{"second": "½"}, {"second": "soon"}, {"planned": "many", "n": "50"}]
)
def test_a_part_larger_than_its_whole_is_refused_beside_a_number_that_cannot_be_read(slip):
    with pytest.raises(NumberError):
        diagnose(room(), FIXED | {"k": "60"} | slip)
    assert "larger than its whole" in diagnosis.clash(room(), FIXED | {"k": "60"} | slip)


def test_the_next_count_joins_one_that_was_not_sure_and_no_other():
    unsure = FIXED | {"k": "35", "beside": {"log": "yes"}}
    assert diagnose(room(), unsure).verdict == "not sure yet"
    assert "On your review day count the next 50, once" in diagnose(room(), unsure).sentence
    both = diagnose(room(), unsure | {"second": "32"})
    assert (both.k, both.n, both.verdict) == (67, 100, "problem")
    assert (both.low, both.high) == clopper_pearson(67, 100)[1:]
    assert diagnose(room(), FIXED | {"k": "20", "second": "50"}).n == 50  # it was settled before


def test_two_counts_at_the_bar_end_there():
    finding = diagnose(room(), FIXED | {"k": "40", "second": "40"})
    assert finding.verdict == "not sure yet"
    assert finding.sentence.endswith("Leave it there, and look at what is settled.")


@pytest.mark.parametrize(
    ("pick", "k", "verdict"),
    [
        ("yes", "20", "problem"), ("other", "20", "not for you"), ("unsure", "20", "problem"),
        ("yes", "49", "fine"), ("unsure", "49", "not sure yet"), (None, "49", "not sure yet"),
        ("no such", "49", "not sure yet"),
    ],
)  # fmt: skip
def test_a_question_beside_the_count_softens_its_verdict_and_is_unsure_until_answered(
    pick, k, verdict
):
    beside = {"beside": {"log": pick}} if pick else {}
    finding = diagnose(room(), FIXED | {"k": k} | beside)
    assert finding.verdict == verdict
    assert finding.estimate == int(k) / 50


@pytest.mark.parametrize(
    ("n", "k", "verdict"),
    [("120", "130", "fine"), ("120", "140", "problem"), ("0", "60", "no data")],
)
def test_a_complete_count_has_no_interval_and_may_run_over(n, k, verdict):
    entries = {"gate": "open", "horizon": "24", "bar": "110", "n": n, "k": k}
    finding = diagnose(room(COMPLETE, bar=1.1, good="below"), entries)
    assert finding.verdict == verdict
    assert finding.low == finding.high


def row(name, words="", minutes="", *ticks):
    return {"name": name, "words": words, "minutes": minutes, "ticks": list(ticks)}


def listed(*rows):
    reason = room(LIST, bar=0.2, good="below")
    return diagnose(reason, {"gate": "open", "horizon": "24", "bar": "20", "rows": list(rows)})


def test_the_rows_of_a_list_are_counted_by_their_minutes_where_all_are_known():
    good, bad = row("a", "why", "90", "who", "deed"), row("b", "", "10", "who", "deed")
    assert (listed(good, bad).k, listed(good, bad).n) == (10, 100)
    assert listed(good, bad).verdict == "fine"
    unknown = listed(good, row("b", "", "some", "who", "deed"))
    assert (unknown.k, unknown.n, unknown.verdict) == (1, 2, "problem")
    assert unknown.facts == "1 of your 2 places have no reason"


def test_the_same_words_twice_serve_the_busier_place_alone():
    slogans = [row(name, f"We  are {you}", minutes, "who", "deed") for name, you, minutes in
               [("a", "there", "10"), ("b", "THERE", "60"), ("c", "there", "30")]]  # fmt: skip
    assert (listed(*slogans).k, listed(*slogans).n) == (40, 100)


def test_a_row_is_good_by_any_one_set_of_ticks_and_needs_its_words():
    assert listed(row("a", "until 1 June", "", "trial")).verdict == "fine"
    assert listed(row("a", "why", "", "who")).verdict == "problem"
    assert listed(row("a", "  ", "", "trial")).verdict == "problem"
    assert listed(row(""), row("")) is None


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('means = "problem"', 'means = "bad"', "'means' must be one of problem, fine"),
        ('id = "unsure", text = "I cannot say", means', 'id = "dunno", text = "x", means', "the id 'unsure'"),
        ('id = "quiet"', 'id = "no"', "two options have the same id"),
        ('means = "count"', 'means = "fine"', "an option means count where there is a [count]"),
        ('about = "Whether people are answered."', "", "'about' is missing"),
    ],
)  # fmt: skip
def test_questions_that_do_not_go_together_are_refused(old, new, complaint):
    with pytest.raises(CatalogueError) as caught:
        room(part=PART.replace(old, new, 1))
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    ("count", "complaint"),
    [
        (SAMPLED.replace("healthy = 0.945\n", ""), "a sample needs the key 'healthy'"),
        (SAMPLED.replace("n = 50", 'n = "How many?"'), "'n' is a number for a sample"),
        (COMPLETE.replace('"complete"', '"all"'), "'kind' must be one of sample, complete, list"),
        (LIST.replace('["trial"]]', '["pilot"]]'), "there is no tick pilot"),
        (LIST.replace("facts_minutes", "k"), "'facts_minutes' must tell them"),
    ],
)
def test_a_count_that_lacks_something_is_refused_by_its_key(count, complaint):
    with pytest.raises(CatalogueError) as caught:
        room(count)
    assert complaint in str(caught.value)


def test_words_for_other_organisations_spell_braces_and_replace_whole_texts():
    extra = '[firm.count]\nk = "How many tenders?"\n'
    firm, club = (room(kind=kind, extra=extra) for kind in ("firm", "club"))
    assert firm.gate.options[-1].answer == "Ask a client."
    assert club.gate.options[-1].answer == "Ask a member or guest."
    assert firm.count.k == "How many tenders?" and club.count.k == room(extra=extra).count.k


@pytest.mark.parametrize(
    "extra", ['[firm.count]\nkk = "x"\n', '[club.gate]\noptions = [{id = "no", text = "No"}]\n']
)
def test_an_override_of_what_is_not_there_is_refused(extra):
    with pytest.raises(CatalogueError, match=r"(firm|club)\.\w+\."):
        room(extra=extra, kind=extra[1:5])


def tail(n, k, p):
    return math.comb(n, k) * p**k * (1 - p) ** (n - k)


BARS = sorted(
    {round(one.sign.bar, 4) for one in catalogue.reasons() if 0 < one.sign.bar < 1} | {0.4, 1 / 3}
)


@pytest.mark.parametrize("good", ["above", "below"])
@pytest.mark.parametrize("bar", BARS)
def test_at_the_bar_a_false_problem_comes_in_at_most_three_and_a_half_of_a_hundred(bar, good):
    from course_lib.finding import judge

    for n in range(5, 61):
        wrong = sum(
            tail(n, k, bar)
            for k in range(n + 1)
            if judge(*proportion(k, n)[1:], bar, good) == "problem"
        )
        assert wrong <= 0.035, (n, wrong)


@pytest.mark.parametrize("good", ["above", "below"])
@pytest.mark.parametrize("n", [20, 30, 40, 50])
@pytest.mark.parametrize("bar", BARS)
def test_at_the_bar_the_advice_followed_to_its_end_keeps_a_false_problem_under_five(bar, n, good):
    """The fixed number, the next ones once where it was not sure, and the first ten where they may settle it."""
    from course_lib.finding import judge

    first = {k: judge(*proportion(k, n)[1:], bar, good) for k in range(n + 1)}
    both = {k: judge(*clopper_pearson(k, 2 * n)[1:], bar, good) for k in range(2 * n + 1)}
    wrong = sum(tail(n, k, bar) for k in first if first[k] == "problem")
    wrong += sum(
        tail(n, k, bar) * tail(n, more, bar)
        for k in first
        if first[k] == "not sure yet"
        for more in range(n + 1)
        if both[k + more] == "problem"
    )
    wrong += tail(10, 0, bar) if bar == 0.5 else 0
    assert wrong < 0.05


SAMPLES = [one.number for one in catalogue.reasons() if one.count and one.count.kind == SAMPLE]


@pytest.mark.parametrize("number", SAMPLES)
def test_the_recommended_number_tells_a_healthy_business_from_a_failing_one(number):
    """Each gets its verdict in four of five counts, as the course assumes the two."""
    from course_lib.finding import judge

    reason = catalogue.reason(number)
    n, bar = int(reason.count.n), reason.sign.bar
    if reason.horizon and reason.horizon.bar:
        bar = reason.horizon.bar * 6  # of ten hours
    for share, verdict in ((reason.count.healthy, "fine"), (reason.act.failing, "problem")):
        power = sum(
            tail(n, k, share)
            for k in range(n + 1)
            if judge(*proportion(k, n)[1:], bar, reason.sign.good) == verdict
        )
        assert power >= 0.795, (share, power)
