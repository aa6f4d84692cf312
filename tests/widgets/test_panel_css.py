"""The panels' style sheet and that of the course's page name nothing alike, or one would restyle the other's."""

import re
from pathlib import Path

from ipywidgets import HTML

import course_lib
from course_lib.widgets import parts

LIBRARY = Path(course_lib.__file__).parent
PAGE = LIBRARY / "labextension" / "off-target" / "static"


def test_no_class_that_the_page_gives_is_styled_by_the_panels():
    script = (PAGE / "course.js").read_text("utf-8")
    given = set(re.findall(r'(?:className: |classList\.\w+\()"(ot-[\w-]+)', script))
    styled = set(re.findall(r"\.(ot-[\w-]+)", parts.SHEET.read_text("utf-8")))
    assert len(given) > 5
    assert given & styled == set()


def test_a_panel_brings_its_look_unless_the_page_has_it(eye, monkeypatch):
    def looks() -> int:
        panel = parts.Panel("myth", "A heading").show()
        return sum(box.value.startswith("<style>") for box in eye.every(panel, HTML))

    assert looks() == 1
    monkeypatch.setenv(parts.HAS_SHEET, "yes")
    assert looks() == 0
