"""The plan's rule: settled problems first, fitted to a budget, and never two acts against one habit."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from course_lib import catalogue
from course_lib.planning.candidate import Candidate, candidate
from course_lib.planning.choice import (
    BEGINNING,
    BELIEF,
    LEANING,
    SETTLED,
    Chosen,
    arrange,
    choose,
    places,
)
from course_lib.planning.scores import Row
from tests.bench.plan import Dice, belief_only, fine, leaning, plain_problem, random_scorecard
from tests.findings import count_finding

ALL = tuple(room.number for room in catalogue.reasons())


def scorecard(*special: Candidate) -> list[Candidate]:
    """Every reason fine, but for those that are given."""
    by_number = {one.number: one for one in special}
    return [by_number.get(number, fine(number)) for number in ALL]


def bases(plan: tuple[Chosen, ...]) -> dict[int, str]:
    return {one.number: one.basis for one in plan}


def test_a_problem_alone_among_what_is_fine_is_the_whole_plan():
    assert bases(choose(scorecard(plain_problem(13))).chosen) == {13: SETTLED}


@pytest.mark.parametrize(("belief", "plan"), [(8, [SETTLED]), (4, [SETTLED, BELIEF])])
def test_a_belief_joins_a_lone_problem_only_where_it_is_low(belief, plan):
    others = [belief_only(number, belief) for number in ALL if number != 5]
    assert [one.basis for one in choose([plain_problem(5), *others]).chosen] == plan
    assert choose([plain_problem(5), *others]).numbers[0] == 5


def test_of_three_sides_of_one_habit_one_is_chosen_and_the_others_say_so():
    plan = choose(scorecard(*map(plain_problem, (4, 10, 11))))
    [one] = plan.numbers
    assert {left.number for left in plan.left_out} == {4, 10, 11} - {one}
    assert all(
        left.why.startswith(f"One habit with “{catalogue.reason(one).title}”:")
        for left in plan.left_out
    )


def test_what_a_move_needs_is_written_before_it():
    assert choose(scorecard(plain_problem(12), plain_problem(14))).numbers == (14, 12)


def test_a_wide_move_still_waits_for_a_narrow_note_of_what_it_needs():
    assert choose(scorecard(plain_problem(9), plain_problem(2, 0.2))).numbers == (2, 9)


def test_one_of_two_acts_that_write_goes_before_one_that_does():
    plan = choose(scorecard(plain_problem(2), plain_problem(15), plain_problem(5, 0.2)))
    assert len(plan.numbers) == 2 and plan.numbers[1] == 5 and plan.numbers[0] in (2, 15)


def test_where_one_act_fits_it_is_one_that_does():
    plan = choose(scorecard(plain_problem(2), plain_problem(5)), 15)
    assert plan.numbers == (5,)
    assert [(one.number, one.why) for one in plan.left_out] == [
        (2, "15 minutes a week carry one act.")
    ]


def test_from_nothing_it_begins_with_a_target_and_answers():
    plan = choose([Candidate(number, catalogue.reason(number).act) for number in ALL])
    assert bases(plan.chosen) == {2: BEGINNING, 5: BEGINNING}


def test_a_beginning_leaves_out_what_is_fine():
    nothing = [Candidate(number, catalogue.reason(number).act) for number in ALL]
    known = {2: fine(2), 5: fine(5)}
    assert choose([known.get(one.number, one) for one in nothing]).numbers == (14,)


def test_where_all_is_fine_there_is_no_act():
    assert choose(scorecard()).chosen == ()


@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 4), (0, 4)])
def test_fewer_than_five_are_neither_a_verdict_nor_a_leaning(k, n):
    few = candidate(Row(5, "", None, count_finding(5, k, n), None))
    assert not few.settled and few.lean is None and not few.known


def test_more_minutes_typed_than_there_are_do_not_break_the_budget():
    plan = choose(scorecard(plain_problem(5), plain_problem(4)), 60, typed={5: 300})
    assert plan.numbers == (4, 5)
    assert [one.minutes for one in plan.chosen] == [30, 30]


def test_fewer_minutes_typed_than_the_least_are_taken_at_their_word():
    plan = choose(scorecard(plain_problem(5), plain_problem(4)), 60, typed={5: 10})
    assert {one.number: one.minutes for one in plan.chosen} == {4: 30, 5: 10}


def test_a_leaning_to_the_bad_side_comes_before_a_belief():
    rows = [leaning(5, 0.9), leaning(16, 0.6), belief_only(3, 0)]
    assert bases(choose(scorecard(*rows)).chosen) == {5: LEANING, 3: BELIEF}


@pytest.mark.parametrize("part", [0.0, 0.3, 0.5])
def test_what_leans_to_the_good_side_is_no_act(part):
    assert choose(scorecard(leaning(16, part))).chosen == ()


@pytest.mark.parametrize("number", [5, 8, 13])
def test_an_act_of_the_last_plan_stays_until_another_is_clearly_worse(number):
    rows = scorecard(plain_problem(number, 0.3), *(plain_problem(n, 0.4) for n in (3, 6, 4, 1)))
    assert number in choose(rows, 15, last=[number]).numbers
    rows = scorecard(plain_problem(number, 0.2), *(plain_problem(n, 0.9) for n in (6, 4)))
    assert number not in choose(rows, 15, last=[number]).numbers


@pytest.mark.parametrize(("minutes", "many"), [(15, 1), (29, 1), (30, 2), (59, 2), (60, 3)])
def test_an_hour_carries_three_acts_and_a_quarter_one(minutes, many):
    assert places(minutes) == many


@pytest.mark.parametrize("number", [9, 12, 16])
def test_what_a_move_needs_and_got_no_place_is_its_first_step(number):
    nothing = [Candidate(n, catalogue.reason(n).act) for n in ALL]
    [act] = choose(
        [plain_problem(number) if one.number == number else one for one in nothing]
    ).chosen
    assert act.first_steps == catalogue.reason(number).act.needs
    [act] = choose(scorecard(plain_problem(number))).chosen
    assert act.first_steps == ()  # what is fine is needed no more


@pytest.mark.parametrize("number", ALL)
def test_a_lone_problem_is_first_in_the_plan_whatever_is_believed(number):
    dice = Dice(number)
    for _ in range(40):
        rows = [belief_only(other, dice.belief()) for other in ALL if other != number]
        rows.insert(0, replace(plain_problem(number, dice.random()), belief=dice.belief()))
        assert choose(rows, dice.budget()).numbers[0] == number


def test_the_same_scorecard_gives_the_same_plan_in_any_order():
    dice = Dice(1)
    for _ in range(100):
        rows = random_scorecard(dice)
        assert choose(rows) == choose(dice.sample(rows, len(rows)))


def test_every_plan_of_a_random_scorecard_keeps_the_rule():
    dice = Dice(2)
    for _ in range(1500):
        rows, budget = random_scorecard(dice), dice.budget()
        plan, by_number = choose(rows, budget), {one.number: one for one in rows}
        acts = [by_number[number] for number in plan.numbers]
        problems = [one for one in rows if one.settled]
        settled = [one for one in acts if one.settled]
        families = [one.act.family for one in acts]
        assert len(set(families)) == len(acts) <= places(budget)
        assert sum(one.minutes for one in plan.chosen) <= budget
        assert len(settled) == min(places(budget), len({one.act.family for one in problems}))
        assert len(acts) <= max(2, len(settled))
        counts = [one for one in plan.chosen if one.basis == BELIEF]
        writes = [one for one in acts if one.act.kind == "write"]
        assert len(counts) + len(writes) <= 1
        if any(one.act.kind != "write" for one in problems):
            assert any(one.act.kind != "write" for one in settled)
        assert acts[: len(settled)] == settled
        left = {one.number for one in plan.left_out}
        assert left == {one.number for one in problems} - set(plan.numbers)
        assert all(one.why for one in plan.left_out)


def test_a_swap_keeps_the_owners_order_and_the_budget():
    rows = scorecard(*map(plain_problem, (4, 10, 11)))
    plan = arrange(rows, [11, 10, 11, 99], 25)
    assert [one.number for one in plan] == [11, 10]
    assert sum(one.minutes for one in plan) <= 25


def test_each_of_seventeen_has_its_chance_among_six_plain_problems():
    dice, draws = random.Random(5), dict.fromkeys(ALL, 0)
    chosen = dict.fromkeys(ALL, 0)
    for _ in range(1200):
        six = dice.sample(ALL, 6)
        plan = choose(scorecard(*map(plain_problem, six)))
        for number in six:
            draws[number] += 1
            chosen[number] += number in plan.numbers
    shares = {number: chosen[number] / draws[number] for number in ALL}
    assert all(0.15 <= share <= 0.60 for share in shares.values()), shares
