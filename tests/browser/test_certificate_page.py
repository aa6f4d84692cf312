"""The certificate prints on one sheet of A4, however long the name and however many the lessons."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Browser

from course_lib import catalogue
from course_lib.teaching.certificate import page
from course_lib.widgets.certificate import LONGEST

TITLES = [catalogue.reason(number).title for number in catalogue.teaching_order()]


@pytest.mark.parametrize("letter", ["Ann ", "W", "漢"])
def test_a_certificate_is_one_sheet(browser: Browser, letter: str):
    sheet = browser.new_page()
    sheet.set_content(page((letter * LONGEST)[:LONGEST], TITLES, date(2026, 11, 30)))
    pdf = sheet.pdf(prefer_css_page_size=True)
    # What hangs over the end of the sheet would be cut off.
    sheet.emulate_media(media="print")
    sheet.set_viewport_size({"width": 794, "height": 1123})  # A4 at 96 dots an inch
    foot = sheet.locator(".foot").bounding_box()
    sheet.close()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert foot and foot["y"] + foot["height"] < 1123
