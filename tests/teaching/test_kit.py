"""The kit is laid whole into a folder of its own, needs no network, and is made of the lessons."""

import re
from html import unescape

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from course_lib import catalogue, cli, finding
from course_lib.commands import neighbours
from course_lib.commands.environment import ROOT
from course_lib.teaching import kit, slides
from course_lib.teaching.pages import spoken
from tests import pages


def words(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.split("</style>")[-1])).split())


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    """The kit as the page says to lay it, its charts left out, which take long."""
    folder = tmp_path_factory.mktemp("kit")
    [command] = pages.commands("docs/teaching/README.md", "Teaching it: the kit")
    program, *rest, name = command.split()
    assert program == "course"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(kit, "businesses", lambda number, root: ())
        assert cli.main([*rest, name]) == 0
    return folder / name


def test_everything_that_the_page_names_is_there_and_linked_from_the_first(laid):
    index = (laid / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', index)
    assert sorted(links) == sorted(
        str(path.relative_to(laid)) for path in laid.rglob("*.html") if path.name != "index.html"
    )
    for title in ("Bring with you", "Three paths", "Expected verdicts", "The board"):
        assert title in words(index)


def test_no_page_needs_anything_beside_it(laid):
    for path in laid.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert not re.findall(r"(?:src|href)=[\"'](?:https?:)?//|@import|url\(", page), path.name


def test_lessons_go_by_their_names_and_never_by_a_files_number(laid):
    numbers = [reason.lesson for reason in catalogue.reasons()]
    for path in laid.rglob("*.html"):
        read = words(path.read_text(encoding="utf-8"))
        assert not [name for name in numbers if name in read or f"esson {int(name[:2])}" in read]


def test_what_to_bring_is_what_each_lesson_counts(laid):
    page = words((laid / "bring-with-you.html").read_text(encoding="utf-8"))
    for reason in catalogue.reasons():
        if reason.count and isinstance(reason.count.n, int):
            line = page[page.index(reason.title) + len(reason.title) :].lstrip(" ●○")
            assert line.startswith(f"{reason.count.n} "), reason.title
    assert "{" not in page


def test_the_board_has_a_row_for_every_reason_in_teaching_order(laid):
    page = words((laid / "board.html").read_text(encoding="utf-8"))
    places = [page.index(catalogue.reason(number).title) for number in catalogue.teaching_order()]
    assert places == sorted(places)
    assert "problem not sure yet fine no data not for you" in page


def test_a_kit_that_somebody_may_have_written_into_is_left_alone(laid, capsys):
    note = laid / "board.html"
    before = note.read_bytes()
    assert cli.main(["kit", str(laid)]) == 1
    assert "not empty" in capsys.readouterr().err
    assert note.read_bytes() == before


def test_slides_show_the_lessons_own_charts_before_their_verdicts():
    deck = kit.lesson_deck(5, ROOT)
    page = slides.page(deck)
    names = [shop.name for shop in kit.businesses(5, ROOT)]
    charts = [cell.outputs[0].data["text/html"] for cell in deck.cells if "figure" in str(cell)]
    assert len(charts) == len(names) == 3
    for name, chart in zip(names, charts, strict=True):
        assert f"{name}: what is your verdict?" in chart and not re.search("Problem|Fine", chart)
    read = words(page)
    assert read.index(names[-1]) < read.index("What the sign says") < read.index("To close")
    assert page.count("<section><section>") == len(deck.cells)


def test_there_are_slides_for_all_that_is_done_in_a_room_in_teaching_order(laid):
    index = (laid / "index.html").read_text(encoding="utf-8")
    titles = [neighbours.names(stop)[0] for stop in kit.stops()]
    assert re.findall(r'href="slides/[a-z-]+\.html">([^<]+)<', index) == titles
    read = words((laid / "slides" / "start-here.html").read_text(encoding="utf-8"))
    for verdict in finding.VERDICTS:
        assert str(verdict) in read


def test_slides_of_no_lesson_show_what_is_for_all_and_nothing_that_is_folded_away():
    cells = [
        ("# A day", "*Who comes?* · 10 minutes · next: [B](b.ipynb)"),
        ("Press **Run** now.",),
        ("## Cards", "First [this](c.md). Then that.", "<details>\n\nSecret.\n\n</details>"),
        ("> “All of it. Really.”",),
        ("| a | b |\n|---|---|\n| 1 | 2. Or 3. |",),
        ("**With others in the room:** talk. Then vote.",  "Was it so?"),
    ]  # fmt: skip
    lesson = new_notebook(cells=[new_markdown_cell("\n\n".join(parts)) for parts in cells])
    told = [cell.source for cell in slides.outline(lesson).cells]
    assert told == [
        "# A day\n\n*Who comes?*",
        "## Cards\n\nFirst this.",
        "## Cards\n\n> “All of it. Really.”",
        "## Cards\n\n| a | b |\n|---|---|\n| 1 | 2. Or 3. |",
        "## Cards\n\n**With others in the room:** talk. Then vote.\n\nWas it so?",
    ]


def test_a_long_quotation_goes_on_overleaf():
    speech = "\n>\n".join(f"> “{'word ' * 60}{n}" for n in range(4))
    lesson = new_notebook(cells=[new_markdown_cell("# A"), new_markdown_cell(f"## B\n\n{speech}")])
    told = [cell.source for cell in slides.outline(lesson).cells[1:]]
    assert len(told) == 2 and all(one.startswith("## B\n\n> “word") for one in told)
    assert [n for n in "0123" if f"word {n}" in "".join(told)] == list("0123")


def test_expected_verdicts_are_those_of_the_businesses_that_a_lesson_shows():
    findings = dict(kit.findings(5, ROOT))
    assert [findings[shop.name].verdict for shop in kit.businesses(5, ROOT)][-1] == "problem"


@pytest.mark.parametrize(
    "minutes, said",
    [
        (1, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (121, "2 hours 1 minute"),
        (0, "no time"),
    ],
)
def test_minutes_are_told_as_people_say_them(minutes, said):
    assert spoken(minutes) == said
