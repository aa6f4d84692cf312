"""What pages show of a notebook that somebody made: words, pictures and tables, and nothing that runs."""

import base64
import re
from html.parser import HTMLParser

import nbformat
import pytest
from bleach import html5lib_shim
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from course_lib.grading.feedback import harmless
from tests.grading.feedback import hostile

SAFE = ("http://", "https://", "mailto:")  # what a link may lead to


class Audit(HTMLParser):
    """Every tag and attribute of a piece of HTML, and its words."""

    def __init__(self, markup):
        super().__init__()
        self.tags, self.attributes, self.words = set(), [], ""
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attributes]

    def handle_data(self, data):
        self.words += data

    def dangers(self):
        names = {name for _, name, _ in self.attributes}
        return (
            (self.tags - set(harmless.TAGS.split("|")))
            | {name for name in names if name.startswith("on")}
            | (names & {"id", "srcdoc", "formaction", "action", "xlink:href"})
            | {v for _, name, v in self.attributes if name == "href" and not v.startswith(SAFE)}
            | {v for _, name, v in self.attributes if name == "src" and not _picture(v)}
            | {v for _, name, v in self.attributes if name == "style" and "position" in v}
        )


def _picture(address):
    return address.startswith("data:image/") or re.fullmatch(
        r"[\w./-]+\.(png|jpe?g|gif|webp)", address
    )


def shown(*cells):
    """The body of the page that Formgrader and feedback would make of these cells."""
    config = Config()
    config.HTMLExporter.preprocessors = [harmless.Harmless]
    config.HTMLExporter.template_name = "basic"
    notebook = nbformat.from_dict(
        {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    )
    return HTMLExporter(config=config).from_notebook_node(notebook)[0]


def markdown(source, **more):
    return {"cell_type": "markdown", "metadata": {}, "source": source} | more


def output(**data):
    one = {"output_type": "display_data", "metadata": {}}
    one["data"] = {name.replace("_", "/"): value for name, value in data.items()}
    return {
        "cell_type": "code",
        "metadata": {},
        "source": "",
        "execution_count": None,
        "outputs": [one],
    }


@pytest.mark.parametrize("kind", hostile.MARKUP)
@pytest.mark.parametrize("typed", [True, False])
def test_markup_of_every_kind_is_left_without_anything_that_acts(kind, typed):
    assert Audit(harmless.clean(hostile.MARKUP[kind], typed=typed)).dangers() == set()


@pytest.mark.parametrize("kind", hostile.MARKUP | hostile.MARKDOWN)
def test_markdown_of_every_kind_is_left_without_anything_that_acts(kind):
    source = (hostile.MARKUP | hostile.MARKDOWN)[kind]
    assert Audit(harmless.rendered(source)).dangers() == set()


@pytest.mark.parametrize("field", ["id", "execution_count", "source", "outputs", "metadata"])
def test_fields_that_a_page_takes_in_as_they_stand_are_of_their_type(field):
    evil = f'"><script>{hostile.SCRIPT}</script>'
    cell = output(text_plain="x") | {field: evil}
    step = harmless.Harmless()
    notebook = nbformat.from_dict({"cells": [cell], "metadata": {"title": evil}})
    made, resources = step.preprocess(notebook, {"student": evil})
    nbformat.validate(made)
    assert "<script>" not in str({k: v for k, v in made.cells[0].items() if k != "source"})
    assert "<script>" not in str(made.metadata) + resources["student"]


HONEST = {
    "a quotation": ("> They said no.", "They said no."),
    "a comparison": ("If 3 < 5 & 5 > 3, then a<b.", "If 3 < 5 & 5 > 3, then a<b."),
    "a tag in a sentence": ("I put <style> there\n\nand went on.", "and went on."),
    "a comment without an end": ("One <!-- two\n\nthree.", "three."),
    "an unknown tag": ("Dear <name>, thank you.", "Dear <name>, thank you."),
    "dollars": ("From $5 to $10.", "From $5 to $10."),
    "a heart": ("Thanks <3 <3", "Thanks <3 <3"),
    "half an emoji": ("Good \ud83d day", "Good \ufffd day"),
    "stars and lines": ("2 * 3 * 4, my_own_name, [x], `a*b`", "2 * 3 * 4, my_own_name, [x], a*b"),
    "code": (
        "```python\nif a < b:\n    _x_ = '*'\n\n\n    y = 1\n```",
        "if a < b:\n    _x_ = '*'\n",
    ),
}


@pytest.mark.parametrize("kind", HONEST)
def test_no_word_of_an_honest_answer_is_lost(kind):
    source, words = HONEST[kind]
    assert words in Audit(shown(markdown(source))).words


LONG = {
    "words": "word " * 50_000,
    "brackets": "[" * 50_000,
    "tags": "<div>" * 50_000,
    "tags that are read": "<div>" * 3_000,
    "emphasis without an end": "*a _b **c " * 1_900,
    "a table": "|a|b|\n|-|-|\n" + "|a|b|\n" * 3_000,
    "lists in lists": "".join(" " * 2 * depth + "- a\n" for depth in range(130)),
}


@pytest.mark.parametrize("kind", LONG)
def test_what_is_long_or_deep_is_shown_to_its_end(kind):
    assert "The end" in Audit(shown(markdown(LONG[kind] + "\n\nThe end"))).words


def test_twelve_megabytes_are_cut_and_say_how_much_is_left_out():
    page = shown(markdown("a b\n\n" * 2_400_000), output(text_plain="x" * 3_000_000))
    assert "[Here 11000000 more characters were left out.]" in page
    assert "[Here 2000000 more characters were left out.]" in page
    assert len(page) < 6_000_000


def test_a_pasted_picture_stays_in_its_place():
    page = shown(*hostile.honest())
    assert page.count(f"data:image/png;base64,{hostile.PIXEL}") == 2
    assert 'alt="as sent"' in page


@pytest.mark.parametrize("attachments", [{}, None, [], {"other.png": {}}, {"a.png": "x"}])
def test_a_pasted_picture_that_is_lost_takes_nothing_with_it(attachments):
    cell = markdown("Before ![a](attachment:a.png) after", attachments=attachments)
    notebook = nbformat.from_dict({"cells": [cell], "metadata": {}})
    page = harmless.Harmless().preprocess(notebook, {})[0].cells[0].source
    assert "Before" in page and "after" in page


def test_a_table_of_pandas_keeps_its_numbers_and_its_alignment():
    page = shown(*hostile.honest())
    assert "<td>5</td>" in page and "text-align: right" in page
    assert "dataframe tbody tr th" not in page  # its style sheet, as words


def test_a_picture_from_elsewhere_becomes_a_link_and_one_beside_the_notebook_stays():
    page = harmless.rendered("![mine](shop.png) ![theirs](https://example.org/p.png)")
    assert 'src="shop.png"' in page
    assert '<a href="https://example.org/p.png">theirs</a>' in page


def test_an_output_of_nothing_but_javascript_says_that_it_was_left_out():
    page = shown(output(application_javascript=hostile.SCRIPT))
    assert "application/javascript was left out" in page
    assert "owned" not in page


def test_what_later_steps_add_is_neither_markdown_nor_mathematics():
    sentence = "gave $$ $$ [x](javascript:alert(1)) *all* `it`"
    page = HTMLExporter().markdown2html({}, harmless.as_markdown(f"<p>{sentence}</p>"))
    assert sentence in Audit(page).words
    assert Audit(page).tags == {"p"}


# What made the libraries of such pages compute for minutes, or for ever, as they take it for deep.
DEEP = {
    "tags never closed": "<div>",
    "paragraphs in bold": "<b><p>",
    "lists": "<ul><li>",
    "tables": "<table>a<b>",
    "quotations": "<blockquote><a>",
}


@pytest.mark.parametrize("kind", DEEP)
def test_tags_deep_in_others_leave_their_words_and_go(kind):
    page = harmless.clean(f"{DEEP[kind] * 2000}words", typed=False)
    assert page.count("<") <= 10 * harmless.DEEPEST and "words" in Audit(page).words


# Each begins again what a browser ends there, with all that is in it; the end tag then came once too often.
LATE = {
    "items": "<li><div><li></div>",
    "items under a heading": "<h3><li><p><div><li></div></h3>",
    "terms": "<dl></dl><dd>a<div><dt></div></dt>",
    "headings": "<h1><div><h2><h3></h3></h2></div></h1>",
    "tables": "<table><div><table></table></div>",
    "tables in a list": "<table><tr><ul><table></table></ul>",
    "cells": "<td><div><td></div>",
}


@pytest.mark.parametrize("kind", LATE)
def test_a_late_end_tag_ends_nothing_of_the_page_around(kind):
    markup = harmless.clean(LATE[kind] * 3, typed=True)
    browser = html5lib_shim.HTMLParser(
        namespaceHTMLElements=False
    )  # reads by the HTML standard, as they do
    page = browser.parse(f"<section><div>{markup}</div><hr></section>")
    assert page.find("body/section/hr") is not None
    assert len(page.find("body/section/div")) == 1


@pytest.mark.parametrize("tags", ["<li>x", "<tr><td>x", "<dt>x<dd>x", "<h2>x"])
def test_parts_that_nobody_ended_stand_beside_each_other_however_many(tags):
    page = harmless.clean(tags * 60, typed=True)
    assert page.count(tags[:3]) == 60


FROM_ELSEWHERE = [
    " //example.org/p.png",
    "\t//example.org/p.png",
    "/\t/example.org/p.png",
    "\x01/a.png",
]
FROM_ELSEWHERE += ["//example.org/p.png", "%2e%2E/a.png", ".%2e/a.png", "a/.\n./p.png", "\\a.png"]


@pytest.mark.parametrize("address", FROM_ELSEWHERE)
def test_a_picture_that_a_browser_would_fetch_from_elsewhere_is_not_called(address):
    assert " src=" not in harmless.clean(f'<img src="{address}">', typed=True)


OF_PYTHON = ["a.", "'%000", "x = 1\n", "\n", "'%(a)"]


@pytest.mark.parametrize("source", OF_PYTHON)
def test_long_code_is_shown_to_its_end_without_colours(source):
    code = source * (400_000 // len(source)) + "\nThe end"
    page = shown(output() | {"source": code, "outputs": []})
    assert "The end" in Audit(page).words and page.count("<span") < 30


@pytest.mark.parametrize(
    "line", ["'%" + "0" * 3000, "x = " + "'{:" + "0" * 3000, "# " + "a. " * 1000]
)
def test_code_with_a_very_long_line_stands_without_colours(line):
    source = f"x = 1\n{line}\nThe end"
    for cell in output() | {"source": source}, markdown(f"```python\n{source}\n```"):
        page = shown(cell)
        assert "The end" in Audit(page).words and page.count("<span") < 30


@pytest.mark.parametrize("field", ["text", "traceback"])
def test_colours_of_a_long_text_go_and_its_words_stay(field):
    words = "\x1b[31ma" * 50_000 + "\x1b[0mThe end"
    one = {"output_type": "error", "ename": "E", "evalue": "e", "traceback": [words]}
    if field == "text":
        one = {"output_type": "stream", "name": "stdout", "text": words}
    page = shown(output() | {"outputs": [one]})
    assert "aaaThe end" in Audit(page).words and "[31m" not in page


@pytest.mark.parametrize("lines", [["a", "b"], ["\x1b[31ma\x1b[0m", "b"], ["a"] * 50_000 + ["b"]])
def test_a_traceback_keeps_its_lines_however_many(lines):
    one = {"output_type": "error", "ename": "E", "evalue": "e", "traceback": lines}
    assert "a\nb\n" in Audit(shown(output() | {"outputs": [one]})).words


@pytest.mark.parametrize("cells", [1, 2, 3])
def test_of_very_many_outputs_the_last_are_left_out_with_a_word(monkeypatch, cells):
    monkeypatch.setattr(harmless, "OUTPUTS", 10)
    outputs = [{"output_type": "stream", "name": "stdout", "text": "x"}] * 12
    page = shown(*[output() | {"outputs": outputs}] * cells)
    assert page.count("more outputs were left out") == cells


LANGUAGES = {"python": True, "Python3": True, "py": True, "perl": False, "html": False, "": False}


@pytest.mark.parametrize("name", LANGUAGES)
def test_code_in_markdown_keeps_its_words_and_is_coloured_as_python_alone(name):
    page = harmless.rendered(f"```{name}\nif a < b: return 1\n```")
    assert "if a < b: return 1" in Audit(page).words
    assert ("<span" in page) == LANGUAGES[name]


@pytest.mark.parametrize(
    "source", ["**5** of 9", f"![x](data:image/png;base64,{hostile.PIXEL})", "|a|\n|-|\n|1|"]
)
def test_an_output_in_markdown_is_shown_as_it_reads(source):
    page = shown(output(text_markdown=source, text_plain="<Markdown object>"))
    assert Audit(page).tags & {"strong", "img", "table"}


# In time that grows with the square of its length, each of these would take minutes.
LONGEST = ["<", "<!", "<!--", "<a b='", "<svg></svg ", "<b a=1><p>", "&#x1;"]


@pytest.mark.parametrize("piece", LONGEST)
@pytest.mark.parametrize("typed", [True, False])
def test_the_longest_markup_is_read_to_its_end(piece, typed):
    markup = piece * (harmless.LONGEST // len(piece))
    assert len(harmless.clean(markup, typed=typed)) < 10 * harmless.LONGEST


@pytest.mark.parametrize("tags", [1, 3, 10])
def test_tags_as_deep_as_tables_of_honest_people_stay(tags):
    markup = "<table><tr><td>" * tags + "1" + "</td></tr></table>" * tags
    assert Audit(harmless.clean(markup, typed=False)).tags >= {"table", "tr", "td"}


def test_there_is_room_on_a_page_for_so_much_markup_and_no_more(monkeypatch):
    monkeypatch.setattr(harmless, "LONGEST", 1000)
    table = "<table><tr><td>1</td></tr></table>"
    cells = [output(text_html=table, text_plain="as text") for _ in range(40)]
    page = shown(*cells, markdown("This is *the end*."))
    assert page.count("<td>1</td>") == 1000 // len(table)
    assert page.count("as text") == 40 - 1000 // len(table)  # whose table is no longer read
    assert "*the end*" in Audit(page).words


SHOT = base64.b64encode(b"a screenshot" * 9000).decode()
CALLS = ["![image.png]({})", '<img src="{}" width="300">', "![it][1]\n\n[1]: {}", '![a]({} "b")']


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("times", [1, 12])
def test_a_large_picture_in_the_text_itself_is_shown_as_a_picture(call, times):
    picture = call.format(f"data:image/png;base64,{SHOT}")
    page = shown(markdown("Before.\n\n" + f"{picture}\n\n" * times + "*The end*"))
    assert page.count(f'src="data:image/png;base64,{SHOT}"') == times
    assert "<em>The end</em>" in page


@pytest.mark.parametrize("kind", ["png", "jpg", "bmp", "avif", "heic", "x-png"])
def test_a_pasted_picture_of_any_kind_is_shown(kind):
    pasted = {"a.b": {f"image/{kind}": SHOT}}
    page = shown(markdown("![it](attachment:a.b)", attachments=pasted))
    assert f'src="data:image/{kind};base64,{SHOT}"' in page


@pytest.mark.parametrize(
    "address", ['"attachment:a.png"', "'attachment:a%2Epng'", "attachment:a.png"]
)
def test_a_pasted_picture_in_a_tag_is_shown_in_the_size_it_was_given(address):
    source = f"Before <img src={address} width=300> after"
    page = shown(markdown(source, attachments={"a.png": {"image/png": SHOT}}))
    assert f'src="data:image/png;base64,{SHOT}"' in page and 'width="300"' in page
    lost = harmless.rendered(source)
    assert "Before" in lost and "after" in lost and Audit(lost).dangers() == set()


@pytest.mark.parametrize("kind", ["image/svg+xml", "image/png", "image/webp"])
def test_what_a_cell_drew_is_shown_as_a_picture(kind):
    drawn = "<svg xmlns='http://www.w3.org/2000/svg'/>" if "svg" in kind else hostile.PIXEL
    page = shown(output(text_plain="<Figure>") | {"outputs": [hostile.display({kind: drawn})]})
    data = base64.b64encode(drawn.encode()).decode() if "svg" in kind else drawn
    assert f'<img alt="a picture that the cell drew" src="data:{kind};base64,{data}"' in page


def test_a_number_of_a_sign_that_python_cannot_read_ends_no_page():
    page = shown(output(text_html=f"<b>&#{'9' * 5000};</b>", text_plain="as text"))
    assert "as text" in Audit(page).words
