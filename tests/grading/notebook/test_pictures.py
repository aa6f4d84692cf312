"""Pasted pictures stay with their words, each under a name of its own that every page can resolve."""

from __future__ import annotations

import re

import nbformat
import pytest
from nbconvert import HTMLExporter

from course_lib.grading.notebook.pictures import joined, pictures
from course_lib.grading.notebook.repair import repaired
from tests.grading.notebook.test_repair import SOURCES
from tests.submissions.honest import OTHER, PICTURE

PNG, GIF = {"image/png": PICTURE}, {"image/gif": OTHER}
SLUG = "05-not-engaging"


def page(text: str, held: dict) -> str:
    """The page that nbgrader's exporters make of such a cell."""
    cell = nbformat.v4.new_markdown_cell(text)
    cell.attachments = held
    return HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))[0]


def shown(text: str, held: dict) -> list[str]:
    return re.findall(r'<img [^>]*src="([^"]*)"', page(text, held))


@pytest.mark.parametrize(
    "name", ["image.png", "my shot.png", "Größe (1).png", "a'b.png", "100%.png", "截图"]
)
@pytest.mark.parametrize(
    "spelling", ["attachment:{name}", "attachment:{quoted}", "<attachment:{name}>"]
)
def test_a_picture_of_any_name_is_shown(name, spelling):
    from urllib.parse import quote

    call = spelling.format(name=name, quoted=quote(name))
    text, held, lost = joined([(f"Before ![it]({call}) after", {name: PNG})])
    assert shown(text, held) == [f"data:image/png;base64,{PICTURE}"] and lost == []


@pytest.mark.parametrize("call", ['"a title"', "'a title'", ""])
def test_a_title_stays(call):
    text, held, _ = joined([(f"![it](attachment:a.png {call})", {"a.png": PNG})])
    assert len(shown(text, held)) == 1 and call in text


def test_names_that_clash_are_made_different_and_their_texts_follow():
    parts = [
        ("![one](attachment:image.png)", {"image.png": PNG}),
        ("![two](attachment:image.png)", {"image.png": GIF}),
    ]
    text, held, lost = joined(parts)
    assert shown(text, held) == [
        f"data:image/png;base64,{PICTURE}",
        f"data:image/gif;base64,{OTHER}",
    ]
    assert len(held) == 2 and lost == []


def test_names_that_become_alike_do_not_clash_either():
    held = {"a b.png": PNG, "a-b.png": GIF}
    text, together, _ = joined([("![](attachment:a b.png) ![](attachment:a-b.png)", held)])
    assert len(set(shown(text, together))) == 2


def test_the_same_picture_twice_is_kept_once():
    part = ("![x](attachment:image.png)", {"image.png": PNG})
    text, held, _ = joined([part, part])
    assert len(held) == 1 and len(shown(text, held)) == 2


@pytest.mark.parametrize("held", [{}, {"other.png": PNG}, {"gone.png": {"text/html": "<b>"}}])
@pytest.mark.parametrize(
    "call",
    [
        "![it](attachment:gone.png)",
        "![it]( attachment:gone.png 'title' )",
        "![it](<attachment:gone.png>)",
        "![it][r]\n\n[r]: attachment:gone.png\n\n",
        "[![it](attachment:gone.png)](https://example.org)",
    ],
)
def test_a_picture_that_is_lost_is_told_and_breaks_no_page(call, held):
    text, kept, lost = joined([(f"{call} and words", pictures({"attachments": held}))])
    assert lost == ["gone.png"] and "and words" in page(text, kept)


@pytest.mark.parametrize("name", ["<b>", "a<b", "(", "a(b", "%"])
def test_a_call_of_nonsense_breaks_no_page(name):
    text, kept, _ = joined([(f"![it](attachment:{name}) and words", {})])
    assert "and words" in page(text, kept)


@pytest.mark.parametrize(
    "held",
    [
        None,
        7,
        [],
        {"a": 1},
        {"a": {}},
        {"a": {"image/png": 3}},
        {"a": {"image/png": "not base64 <script>"}},
        {"a": {'image/png" onerror="x': PICTURE}},
        {"a": {"text/html": PICTURE}},
    ],
)
def test_what_is_no_picture_is_left_out(held):
    assert pictures({"attachments": held}) == {}


def test_a_picture_in_lines_is_one():
    held = {"a": {"image/png": [PICTURE[:9], PICTURE[9:]]}}
    assert pictures({"attachments": held}) == {"a": PNG}


@pytest.mark.parametrize(
    "text", ["attachment: see below", "an attachment:x in words", "`attachment:y`"]
)
def test_words_about_attachments_are_words(text):
    assert joined([(text, {})]) == (text, {}, [])


@pytest.mark.parametrize("name", ["written", "title", "mine"])
def test_the_pictures_of_any_text_survive_the_repair(name):
    cells = [
        {
            "id": cell.id,
            "cell_type": cell.kind,
            "metadata": {"nbgrader": cell.about},
            "source": cell.text,
        }
        for cell in SOURCES[SLUG].cells
    ]
    own = {"id": "mine", "cell_type": "markdown", "metadata": {}, "source": ""}
    cells.insert(1, own)
    cell = next(one for one in cells if one["id"] == name)
    cell |= {"source": "![x](attachment:p.png)", "attachments": {"p.png": PNG}}
    done = repaired(cells, SOURCES[SLUG]).cells
    (held,) = (one["attachments"] for one in done if "attachments" in one)
    assert list(held.values()) == [PNG]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("IMAGE/PNG", PICTURE),
        ("image/png", f"data:image/png;base64,{PICTURE}"),
        ("image/png", PICTURE.replace("+", "-").replace("/", "_")),
        ("image/png", [PICTURE[:9], PICTURE[9:]]),
    ],
)
def test_a_picture_is_one_however_a_program_writes_it(kind, data):
    assert pictures({"attachments": {"a.png": {kind: data}}}) == {"a.png": PNG}
