"""The plan's page prints on one sheet of A4, whatever was typed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Browser

from course_lib import catalogue
from course_lib.planning.actions import action
from course_lib.planning.choice import SETTLED, Chosen
from course_lib.planning.page import page
from course_lib.planning.scores import Row

SUMMARY = "Of all reasons: 3 problem, 1 not sure yet, 2 fine, 11 no data. " * 4
LONG = {
    "nothing typed": "",
    "250 letters of words": ("somebody asks what it costs and I am busy " * 9)[:250],
    "250 without a space": "x" * 250,
    "250 capitals": "W" * 250,
    "250 of the widest": "漢" * 250,
    "a whole essay": "word after word " * 300,
}


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_three_actions_with_all_their_words_print_on_one_sheet(browser: Browser, words: str):
    entered = {name: words for name in ("if", "then", "owner", "count", "target") if words}
    actions = []
    for number in (9, 16, 6):  # the longest of our own words
        row = Row(number, catalogue.reason(number).title, 3, None, None)
        chosen = Chosen(number, SETTLED, 20, catalogue.reason(number).act.needs)
        actions.append(action(row, chosen, entered | {"review": "2027-01-05"}, date(2026, 11, 30)))
    plan = page(actions, SUMMARY)
    # Of the faces that machines have for their own, DejaVu's is the widest of the usual ones.
    for sheet_of_paper in (plan, plan.replace("system-ui,", "'DejaVu Sans',")):
        sheet = browser.new_page()
        sheet.set_content(sheet_of_paper)
        pdf = sheet.pdf(prefer_css_page_size=True)
        sheet.close()
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
