"""The panels' files: the look names nothing that the course's page has too, and both come once."""

import re
from pathlib import Path

from ipywidgets import HTML, Output

import course_lib
from course_lib.widgets import parts

LIBRARY = Path(course_lib.__file__).parent
PAGE = LIBRARY / "labextension" / "off-target" / "static"


def test_no_class_that_the_page_gives_is_styled_by_the_panels():  # or one would restyle the other's
    script = (PAGE / "course.js").read_text("utf-8")
    given = set(re.findall(r'(?:className: |classList\.\w+\()"(ot-[\w-]+)', script))
    styled = set(re.findall(r"\.(ot-[\w-]+)", parts.SHEET.read_text("utf-8")))
    assert len(given) > 5
    assert given & styled == set()


def test_a_panel_brings_its_look_and_its_script_unless_the_page_has_them(eye, monkeypatch):
    def brought() -> list[bool]:
        panel = parts.Panel("myth", "A heading").show()
        look = any(box.value.startswith("<style>") for box in eye.every(panel, HTML))
        return [look, "offTargetPanels" in str([box.outputs for box in eye.every(panel, Output)])]

    assert brought() == [True, True]
    monkeypatch.setenv(parts.ON_PAGE, "yes")
    assert brought() == [False, False]
