"""What holds for every reason: signs and charts bear shops with little or nothing in their tables."""

import importlib

import pandas as pd
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
    assert picture.image and picture.alt and picture.caption


@pytest.mark.parametrize("number", NUMBERS)
def test_a_sign_needs_no_other_tables_than_it_says(number, oak):
    only = Shop.of("Only", {name: getattr(oak, name) for name in catalogue.needs(number)})
    assert catalogue.measure(number, only).verdict == catalogue.measure(number, oak).verdict


@pytest.mark.parametrize("number", NUMBERS)
def test_a_guess_is_drawn_wherever_it_lies(number, oak):
    question = catalogue.reason(number).predict
    for end in (question.low, question.high):
        assert catalogue.chart(number, oak, end / question.scale).image


@pytest.mark.parametrize("number", NUMBERS)
def test_a_chart_is_drawn_from_the_tables_of_the_sign_alone(number, oak):
    only = Shop.of("Only", {name: getattr(oak, name) for name in catalogue.needs(number)})
    assert catalogue.measure(number, oak).verdict in catalogue.chart(number, only).alt


def with_chart_tables():
    """(number, table, column) of what each reason's chart or sign would have besides what it must."""
    for number in NUMBERS:
        room = catalogue.reason(number)
        chart = importlib.import_module(f"course_lib.reasons.r{number:02}_{room.slug}.chart")
        for also in (getattr(chart, "ALSO", {}), catalogue.extras(number)):
            yield from ((number, table, column) for table in also for column in also[table])


@pytest.mark.parametrize(("number", "table", "column"), sorted(set(with_chart_tables())))
def test_a_chart_bears_a_further_table_of_which_a_column_cannot_be_read(
    number, table, column, tmp_path
):
    for file in tables.samples_folder().glob("maple-street/*.csv"):
        rows = pd.read_csv(file, dtype=str, keep_default_na=False)
        if file.stem == table and column in rows:
            rows.loc[rows.index[:2], column] = "1.2.3, x!"
        rows.to_csv(tmp_path / file.name, index=False)
    assert catalogue.chart(number, tables.shop(tmp_path)).image
