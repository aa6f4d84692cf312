"""What pages show of a notebook that somebody made: words, pictures and tables, and nothing that runs."""

import base64
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import nbformat
import pytest
from bleach import html5lib_shim
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from course_lib.grading.feedback import harmless
from tests.grading.feedback import hostile

SAFE = ("http://", "https://", "mailto:")  # what a link may lead to
TAGS = (
    "a blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr iframe img input li ol p pre "
    "span strong summary table tbody td th thead tr ul"
)


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

    def frames(self):
        """The pages in frames, as they are written."""
        return [
            value for tag, name, value in self.attributes if (tag, name) == ("iframe", "srcdoc")
        ]

    def dangers(self):
        names = {name for _, name, _ in self.attributes}
        frames = sorted((name, value) for tag, name, value in self.attributes if tag == "iframe")
        closed = [one for one in frames if one == ("sandbox", "")]  # which allows nothing
        pages = [page for page in self.frames() if page.startswith(harmless.FRAMED)]
        return (
            (self.tags - set(TAGS.split()))
            | ({"frames"} if len(frames) != 4 * len(closed) or len(closed) != len(pages) else set())
            | {name for name in names if name.startswith("on")}
            | (names & {"id", "formaction", "action", "xlink:href"})
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
def test_html_of_every_kind_stands_in_a_frame_that_allows_nothing(kind):
    audit = Audit(harmless.framed(hostile.MARKUP[kind]))
    assert audit.dangers() == set() and audit.tags <= {"iframe"}


@pytest.mark.parametrize("kind", hostile.MARKUP | hostile.MARKDOWN)
def test_markdown_of_every_kind_is_left_without_anything_that_acts(kind):
    source = (hostile.MARKUP | hostile.MARKDOWN)[kind]
    assert Audit(harmless.rendered(source)).dangers() == set()


def test_a_page_of_all_of_them_is_left_without_anything_that_acts():
    audit = Audit(shown(*hostile.notebook()["cells"]))
    ids = [value for _, name, value in audit.attributes if name == "id"]
    assert audit.dangers() == {"id"} and all(re.fullmatch(r"cell-id=cell-\d+", one) for one in ids)


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


@pytest.mark.parametrize("points", ["5", None, [], 10**400, float("nan"), float("-inf")])
def test_points_are_a_number_that_a_page_can_round(points):
    about = {"grade_id": "a", "grade": True, "points": points}
    cell = markdown("x", metadata={"nbgrader": about})
    made, _ = harmless.Harmless().preprocess(nbformat.from_dict({"cells": [cell]}), {})
    assert made.cells[0].metadata.nbgrader.points == 0


@pytest.mark.parametrize("count", [-1, True, 1.5, "1", [1]])
def test_a_cells_number_is_one_or_none(count):
    notebook = nbformat.from_dict({"cells": [output() | {"execution_count": count}]})
    made, _ = harmless.Harmless().preprocess(notebook, {})
    nbformat.validate(made)
    assert made.cells[0].execution_count is None


HONEST = {
    "a quotation": ("> They said no.", "They said no."),
    "a comparison": ("If 3 < 5 & 5 > 3, then a<b.", "If 3 < 5 & 5 > 3, then a<b."),
    "a tag in a sentence": ("I put <style> there\n\nand went on.", "and went on."),
    "a comment without an end": ("One <!-- two\n\nthree.", "three."),
    "an unknown tag": ("Dear <name>, thank you.", "Dear <name>, thank you."),
    "a tag that is not shown": ("So <b>few</b> came.", "So <b>few</b> came."),
    "a block of HTML": ("<center>\n\nOur shop\n\n</center>", "Our shop"),
    "entities": ("5 &lt; 6 &amp; 7&nbsp;%", "5 < 6 & 7\xa0%"),
    "mathematics": ("$x_1 + x_2 > 3$ and $$ y_i $$", "$x_1 + x_2 > 3$ and $$ y_i $$"),
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


def test_a_table_of_pandas_is_shown_whole_in_its_frame():
    (frame,) = Audit(shown(*hostile.honest())).frames()
    table = Audit(frame)
    assert table.tags >= {"table", "th", "td"} and "Maple" in table.words and "5" in table.words


def test_hints_stay_folded():
    page = harmless.rendered("<details><summary>Hint</summary>\n\n*Look.*\n\n</details>")
    assert "<details><summary>Hint</summary>" in page and "<em>Look.</em>" in page


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


# None of these ends what is around the text, nor stays open behind it.
LATE = [
    "</details></div></div>",
    "<details>" * 3,
    "- <details>\n\n</li></ul></div>",
    "> </blockquote>",
]
LATE += ["<summary></details><details>" * 9, "*<details>*</em></p>", "|a|\n|-|\n|</details></td>|"]
# A browser gives up putting so many of these right, and would leave the rest of the page in the link.
LATE += [f"{start}x{'<details>x' * 12}{end}" for start, end in (["*", "*"], ["**", "**"])]
LATE += [f"[x{'<summary>x' * 12}](https://example.org)"]


@pytest.mark.parametrize("source", LATE)
def test_a_tag_too_many_ends_nothing_of_the_page_around(source):
    # It reads by the HTML standard, as browsers do.
    browser = html5lib_shim.HTMLParser(namespaceHTMLElements=False)
    markup = harmless.rendered(source)
    page = browser.parse(f"<section><div>{markup}</div>after<hr></section>")
    assert [one.tag for one in page.find("body/section")] == ["div", "hr"]
    assert len(page.find("body/section/div")) == 1


LINKS = [
    "<a target=_self href='https://example.org/'>a</a>",
    "<svg><a XLINK:HREF\n='https://example.org/'><text>a</text></a></svg>",
    "<svg><a><set AttributeName = href to='https://example.org/'/><text>a</text></a></svg>",
    "<map name=m><area target=_self shape=default href=/logout></map><img usemap=#m>",
]


@pytest.mark.parametrize("markup", LINKS)
def test_no_link_in_a_frame_leads_anywhere(markup):
    (frame,) = Audit(harmless.framed(markup)).frames()
    names = {name for _, name, _ in Audit(frame).attributes}
    assert not names & {"href", "xlink:href", "attributename"}


def test_words_in_a_frame_that_look_like_a_link_stay():
    (frame,) = Audit(harmless.framed("<p>I wrote href = 'x'.</p>")).frames()
    assert "I wrote href = 'x'." in Audit(frame).words


FROM_ELSEWHERE = [
    " //example.org/p.png",
    "\t//example.org/p.png",
    "/\t/example.org/p.png",
    "\x01/a.png",
]
FROM_ELSEWHERE += [
    "files///example.org/p.png",
    "files//api/p.png",
    "a//b.png",
]  # "files/" is cut off
FROM_ELSEWHERE += ["//example.org/p.png", "%2e%2E/a.png", ".%2e/a.png", "a/.\n./p.png", "\\a.png"]


@pytest.mark.parametrize("address", FROM_ELSEWHERE)
def test_a_picture_that_a_browser_would_fetch_from_elsewhere_is_not_called(address):
    assert "<img" not in harmless.rendered(f'<img src="{address}">')


OF_PYTHON = ["a.", "'%000", "x = 1\n", "\n", "'%(a)"]


@pytest.mark.parametrize("source", OF_PYTHON)
def test_long_code_is_shown_to_its_end_without_colours(source):
    code = source * (400_000 // len(source)) + "\nThe end"
    page = shown(output() | {"source": code, "outputs": []})
    assert "The end" in Audit(page).words and page.count("<span") < 30


WIDE = ["'%" + "0" * 3000, "x = " + "'{:" + "0" * 3000, "# " + "a. " * 1000]
WIDE += [" \n" * 999 + "y = 1\n" * 9]


@pytest.mark.parametrize("line", WIDE, ids=len)
def test_code_with_a_very_long_line_or_gap_stands_without_colours(line):
    source = f"x = 1\n{line}\nThe end"
    for cell in output() | {"source": source}, markdown(f"```python\n{source}\n```"):
        page = shown(cell)
        assert "The end" in Audit(page).words and page.count("<span") < 30


@pytest.mark.parametrize("length", [999, 9_999, 999_999])
def test_so_much_code_of_a_page_is_looked_through_for_gaps_as_may_have_colours(length, monkeypatch):
    looked = []
    wide = SimpleNamespace(search=lambda source: looked.append(len(source)))
    monkeypatch.setattr(harmless, "WIDE", wide)
    shown(*[output() | {"source": "\n" * length + "x", "outputs": []}] * 70)
    assert sum(looked) <= harmless.RICH


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
    assert page.count("output_stdout") == 10 + cells


@pytest.mark.parametrize(
    "source", ["**5** of 9", f"![x](data:image/png;base64,{hostile.PIXEL})", "|a|\n|-|\n|1|"]
)
def test_an_output_in_markdown_is_shown_as_it_reads(source):
    page = shown(output(text_markdown=source, text_plain="<Markdown object>"))
    assert Audit(page).tags & {"strong", "img", "table"}


@pytest.mark.parametrize(
    "markup", ["", " ", "<script>x()</script>", "<style>b</style>", "<div><p></p>"]
)
def test_html_in_which_nothing_is_to_be_seen_gives_way_to_the_text(markup):
    page = shown(output(text_html=markup, text_plain="as text"))
    assert "as text" in Audit(page).words and "<iframe" not in page


def test_there_is_room_on_a_page_for_so_many_tables_and_an_answer_has_its_own(monkeypatch):
    monkeypatch.setattr(harmless, "RICH", 10_000)
    table = f"<table><tr><td>{'1' * 1000}</td></tr></table>"
    cells = [output(text_html=table, text_plain="as text") | {"source": ""} for _ in range(40)]
    page = shown(*cells, markdown("*An answer.*"), markdown("*Too long.*" + " " * 10_000))
    assert page.count("<iframe") == 10_000 // len(table)
    assert page.count("as text") == 40 - 10_000 // len(table)  # whose table is no longer read
    assert "<em>An answer.</em>" in page and "*Too long.*" in Audit(page).words


@pytest.mark.parametrize("kind", ["frames", "cells"])
def test_a_page_has_so_many_frames_and_no_more(kind):
    cells = [output(text_html="<b>1</b>", text_plain="as text") for _ in range(600)]
    if kind == "frames":
        cells = [cells[0] | {"outputs": [one["outputs"][0] for one in cells]}]
    assert shown(*cells).count("<iframe") <= harmless.RICH // harmless.LEAST


PICTURE = "data:image/png;base64,"
EXPENSIVE = {
    "a large picture called often": f"[1]: {PICTURE}{'A' * 300_000}\n\n" + "![a][1] " * 100,
    "a long link called often": f"[1]: https://a.org/{'a' * 30_000}\n\n" + "[a][1] " * 4000,
    "a long name called often": f"[1]: {'a' * 30_000}.png\n\n" + "![][1] " * 4000,
    "no picture's letters": f"{PICTURE}{'_a' * 300_000}",
}


@pytest.mark.parametrize("kind", EXPENSIVE)
def test_what_is_called_thousands_of_times_makes_no_page_of_megabytes(kind):
    source = f"{EXPENSIVE[kind]}\n\nThe end"
    page = shown(markdown(source))
    assert "The end" in page and len(page) < 2_000_000


def test_a_picture_that_stands_in_no_place_of_one_is_not_read_letter_by_letter(monkeypatch):
    read = []
    monkeypatch.setattr(
        harmless.mistune, "create_markdown", lambda **_: lambda s: read.append(s) or s
    )
    assert PICTURE + "h" * 100_000 in harmless.rendered(f"a {PICTURE}{'h' * 100_000} b")
    assert len(read[0]) < 50


SHOT = base64.b64encode(b"a screenshot" * 9000).decode()
CALLS = ["![image.png]({})", '<img src="{}" width="300">', "![it][1]\n\n[1]: {}", '![a]({} "b")']
CALLS += ["<center>\n<img width=3 src='{}'>\n</center>", "- a <IMG SRC={} />"]


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
def test_a_pasted_picture_in_a_tag_is_shown(address):
    source = f"Before <img src={address} width=300> after"
    page = shown(markdown(source, attachments={"a.png": {"image/png": SHOT}}))
    assert f'src="data:image/png;base64,{SHOT}"' in page
    lost = harmless.rendered(source)
    assert "Before" in lost and "after" in lost and Audit(lost).dangers() == set()


@pytest.mark.parametrize("kind", ["image/svg+xml", "image/png", "image/webp"])
def test_what_a_cell_drew_is_shown_as_a_picture(kind):
    drawn = "<svg xmlns='http://www.w3.org/2000/svg'/>" if "svg" in kind else hostile.PIXEL
    page = shown(output(text_plain="<Figure>") | {"outputs": [hostile.display({kind: drawn})]})
    data = base64.b64encode(drawn.encode()).decode() if "svg" in kind else drawn
    assert f'<img alt="a picture that the cell drew" src="data:{kind};base64,{data}"' in page


def test_a_number_of_a_sign_that_python_cannot_read_ends_no_page():
    sign = f"<b>&#{'9' * 5000};</b>"
    page = shown(output(text_html=sign), markdown(f"{sign} The end"), output(text_markdown=sign))
    assert "The end" in Audit(page).words
