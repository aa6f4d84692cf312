"""Pasted pictures stay with their words, in the text itself, so that every page shows them."""

from __future__ import annotations

import re

import nbformat
import pytest
from nbconvert import HTMLExporter

from course_lib.grading.notebook.pictures import embedded
from course_lib.grading.notebook.repair import repaired
from tests.grading.notebook.test_repair import SOURCES
from tests.submissions.honest import OTHER, PICTURE

PNG, GIF = {"image/png": PICTURE}, {"image/gif": OTHER}
SLUG = "05-not-engaging"


def pasted(text: str, held: object) -> tuple[str, list[str]]:
    return embedded({"source": text, "attachments": held})


def page(text: str) -> str:
    """The page that nbgrader's exporters make of such a cell."""
    cell = nbformat.v4.new_markdown_cell(text)
    return HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))[0]


def shown(text: str) -> list[str]:
    return re.findall(r'<img [^>]*src="([^"]*)"', page(text))


@pytest.mark.parametrize(
    "name", ["image.png", "my shot.png", "Größe (1).png", "a'b.png", "100%.png", "截图"]
)
@pytest.mark.parametrize(
    "spelling",
    ["attachment:{name}", "attachment:{quoted}", "attachment:{partly}", "<attachment:{name}>"],
)
def test_a_picture_of_any_name_is_shown(name, spelling):
    from urllib.parse import quote

    # JavaScript's encodeURIComponent leaves brackets as they are.
    call = spelling.format(name=name, quoted=quote(name), partly=quote(name, safe="()"))
    text, lost = pasted(f"Before ![it]({call}) after", {name: PNG})
    assert shown(text) == [f"data:image/png;base64,{PICTURE}"] and lost == []


@pytest.mark.parametrize("call", ['"a title"', "'a title'", ""])
def test_a_title_stays(call):
    text, _ = pasted(f"![it](attachment:a.png {call})", {"a.png": PNG})
    assert len(shown(text)) == 1 and call in text


@pytest.mark.parametrize("name", ["a.png", "a (1).png"])
@pytest.mark.parametrize("tag", ['<img src="{}">', "<IMG WIDTH=9 SRC='{}'/>", '(<img src="{}">)'])
def test_a_picture_in_a_tag_is_in_the_text(name, tag):
    for spelling in (name, name.replace(" ", "%20")):
        text, lost = pasted(tag.format(f"attachment:{spelling}"), {name: PNG})
        assert text == tag.format(f"data:image/png;base64,{PICTURE}") and lost == []


@pytest.mark.parametrize(
    "names", [("a b.png", "a-b.png"), ("a.png", "a.png.png"), ("a", "a (1)"), ("x.png", "X.png")]
)
def test_pictures_whose_names_are_nearly_alike_are_not_mixed_up(names):
    calls = " ".join(f"![](attachment:{name})" for name in names)
    text, _ = pasted(calls, dict(zip(names, (PNG, GIF), strict=True)))
    assert shown(text) == [f"data:image/png;base64,{PICTURE}", f"data:image/gif;base64,{OTHER}"]


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
    text, lost = pasted(f"{call} and words", held)
    assert lost == ["gone.png"] and "and words" in page(text)


@pytest.mark.parametrize("name", ["<b>", "a<b", "(", "a(b", "%"])
def test_a_call_of_nonsense_breaks_no_page(name):
    text, _ = pasted(f"![it](attachment:{name}) and words", {})
    assert "and words" in page(text)


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
    assert pasted("![](attachment:a)", held) == ("![](a)", ["a"])


def test_a_picture_in_lines_is_one():
    held = {"a": {"image/png": [PICTURE[:9], PICTURE[9:]]}}
    assert shown(pasted("![](attachment:a)", held)[0]) == [f"data:image/png;base64,{PICTURE}"]


@pytest.mark.parametrize(
    "text", ["attachment: see below", "an attachment:x in words", "`attachment:y`"]
)
def test_words_about_attachments_are_words(text):
    assert pasted(text, {}) == (text, [])


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
    assert (
        len([one for one in done if one["source"] == f"![x](data:image/png;base64,{PICTURE})"]) == 1
    )


def test_pictures_of_one_name_in_two_parts_of_an_answer_both_survive_the_repair():
    parts = [
        {
            "id": "written",
            "cell_type": "markdown",
            "metadata": {},
            "source": f"![{kind}](attachment:image.png)",
            "attachments": {"image.png": {f"image/{kind}": data}},
        }
        for kind, data in (("png", PICTURE), ("gif", OTHER))
    ]
    (done,) = (one for one in repaired(parts, SOURCES[SLUG]).cells if one["id"] == "written")
    assert shown(done["source"]) == [
        f"data:image/png;base64,{PICTURE}",
        f"data:image/gif;base64,{OTHER}",
    ]


@pytest.mark.parametrize("name", ["written", "title", "mine"])
def test_two_pictures_of_one_name_with_the_same_words_both_survive_the_repair(name):
    held = ({"image.png": PNG}, {"image.png": GIF})
    text = "![image.png](attachment:image.png)"
    cells = [
        {"id": name, "cell_type": "markdown", "metadata": {}, "source": text, "attachments": one}
        for one in held
    ]
    texts = "".join(one["source"] for one in repaired(cells, SOURCES[SLUG]).cells)
    assert texts.count(PICTURE) == texts.count(OTHER) == 1


@pytest.mark.parametrize("name", ["a" * 100_000, "a\x1b[2J", "😀"])
def test_hundreds_of_pictures_that_are_lost_are_told_in_a_sentence(name):
    text = "\n".join(f"![](attachment:{number}{name})" for number in range(300))
    cell = {"id": "written", "cell_type": "markdown", "metadata": {}, "source": text}
    (sentence,) = (one for one in repaired([cell], SOURCES[SLUG]).notes if "picture" in one)
    assert sentence.isprintable() and len(sentence) < 500
    assert sentence.endswith("and 295 more of written is not in the notebook, or too often.")


@pytest.mark.parametrize("times", [3, 100, 10_000])
def test_a_picture_that_is_called_again_and_again_fills_no_memory(times):
    large = {"image/png": PICTURE * 1000}
    text, lost = pasted("![](attachment:a.png)\n" * times, {"a.png": large})
    assert text.count("data:image/png") == 2 and lost == ["a.png"] * (times - 2)
    assert len(text) < 3 * len(PICTURE) * 1000 + 30 * times
