"""The panels' style sheet and that of the course's page name nothing alike, or one would restyle the other's."""

import re
from pathlib import Path

import course_lib

LIBRARY = Path(course_lib.__file__).parent
PAGE = LIBRARY / "labextension" / "off-target" / "static"


def test_no_class_that_the_page_gives_is_styled_by_the_panels():
    script = (PAGE / "course.js").read_text("utf-8")
    given = set(re.findall(r'(?:className: |classList\.\w+\()"(ot-[\w-]+)', script))
    styled = set(re.findall(r"\.(ot-[\w-]+)", (LIBRARY / "widgets/panel.css").read_text("utf-8")))
    assert len(given) > 5
    assert given & styled == set()
