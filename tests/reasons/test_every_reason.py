"""What holds for every reason: signs and charts bear shops with little or nothing in their tables."""

import pytest

from course_lib import catalogue, tables
from course_lib.tables import TABLES, Shop

NUMBERS = [room.number for room in catalogue.reasons()]


@pytest.fixture(scope="module")
def oak():
    return tables.shop("oak-street")


def first_rows(shop, count):
    return Shop.of(f"First {count}", {name: getattr(shop, name).head(count) for name in TABLES})


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("number", NUMBERS)
def test_empty_tables_are_no_data_and_still_a_picture(number, oak):
    empty = first_rows(oak, 0)
    assert catalogue.measure(number, empty).verdict == "no data"
    assert catalogue.chart(number, empty).alt


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("count", [1, 2, 7])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_few_rows_are_drawn_and_judged_without_a_warning(number, count, oak):
    picture = catalogue.chart(number, first_rows(oak, count))
    assert picture.png and picture.alt and picture.caption


@pytest.mark.parametrize("number", NUMBERS)
def test_a_sign_needs_no_other_tables_than_it_says(number, oak):
    only = Shop.of("Only", {name: getattr(oak, name) for name in catalogue.needs(number)})
    assert catalogue.measure(number, only).verdict == catalogue.measure(number, oak).verdict


@pytest.mark.parametrize("number", NUMBERS)
def test_a_guess_is_drawn_wherever_it_lies(number, oak):
    question = catalogue.reason(number).predict
    for end in (question.low, question.high):
        assert catalogue.chart(number, oak, end / question.scale).png


@pytest.mark.parametrize("number", NUMBERS)
def test_a_chart_is_drawn_from_the_tables_of_the_sign_alone(number, oak):
    only = Shop.of("Only", {name: getattr(oak, name) for name in catalogue.needs(number)})
    assert catalogue.measure(number, oak).verdict in catalogue.chart(number, only).alt
