"""The pages that need no server: built once, looked at as files and in a browser, at a phone's width too."""

from __future__ import annotations

import functools
import json
import re
import threading
from collections.abc import Iterator
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from course_lib import catalogue, cli, guesses
from course_lib.commands import neighbours
from course_lib.simulate.examples import example
from course_lib.site import build, charts, lesson
from tests.pages import commands

PHONE = 390
ALL_OPEN = """() => {
  document.querySelectorAll("details").forEach(one => one.open = true);
  document.querySelectorAll("img").forEach(one => one.loading = "eager");
}"""
# Of each drawing, as wide as a phone leaves to a chart: its smallest letters in pixels, and words that run out.
MEASURE = """drawings => drawings.map(drawing => {
  const place = document.querySelector("main");
  place.innerHTML = drawing;
  const edge = place.firstElementChild.getBoundingClientRect();
  const scale = edge.width / place.firstElementChild.viewBox.baseVal.width;
  const words = [...place.querySelectorAll("text")];
  const out = words.filter(one => {
    const box = one.getBoundingClientRect();
    return box.left < edge.left - 1 || box.right > edge.right + 1 || box.top < edge.top - 1;
  });
  return {
    smallest: scale * Math.min(...words.map(one => parseFloat(getComputedStyle(one).fontSize))),
    out: out.map(one => one.textContent),
  };
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site, as its page says to lay it, by somebody who guessed 61 in a lesson of their own."""
    [command] = commands("docs/site.md", "Building them")
    program, *rest, name = command.split()
    assert program == "course"
    folder = tmp_path_factory.mktemp("host") / "some" / name
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OFF_TARGET_PROGRESS", str(folder.parents[1] / "my-progress.json"))
        guesses.lock(catalogue.reason(5), "Oak Street", 61.0, None)
        assert cli.main([*rest, str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """Every page of ours by its name; the clinic has its own tests."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(site.glob("*.html"))}


class Quiet(SimpleHTTPRequestHandler):
    """A static host that says nothing."""

    def log_message(self, *words: object) -> None: ...


@pytest.fixture
def host(site: Path) -> Iterator[tuple[str, ThreadingHTTPServer]]:
    """The site's address under a path of a static host, and the host, which may be shut down."""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(site.parents[1]))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/some/{site.name}/", server
    server.shutdown()
    server.server_close()


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_every_lesson_is_a_page_by_its_name_with_both_shops_and_the_failing_business(site, pages):
    for number in catalogue.teaching_order():
        reason = catalogue.reason(number)
        page = pages[f"{reason.lesson[3:]}.html"]
        assert f"<h1>{reason.title}</h1>" in page
        drawn = re.findall(r'<source [^>]*srcset="([^"]+)".*?<img src="([^"]+)"', page, re.DOTALL)
        assert len(drawn) == 3, reason.title
        assert all((site / name).is_file() for pair in drawn for name in pair)
        alts = re.findall(r'<img [^>]*alt="([^"]+)"', page, re.DOTALL)
        shown = unescape(" ".join(alts))
        for name in ("Oak Street", "Maple Street", example(number).name):
            assert name in shown, reason.title
        assert all(re.search(r"\d", alt) for alt in alts), reason.title
    assert len(pages) == len(neighbours.order()) + 1


def test_home_names_every_lesson_in_teaching_order_under_its_block(pages):
    home = words(pages["index.html"])
    titles = [catalogue.reason(number).title for number in catalogue.teaching_order()]
    places = [home.index(f" {title} ") for title in titles]
    assert places == sorted(places)
    assert all(part in home for part in catalogue.parts())


def test_lessons_go_by_their_names_and_never_by_a_files_number(pages):
    files = [reason.lesson for reason in catalogue.reasons()]
    for name, page in pages.items():
        read = words(page)
        assert not [one for one in files if one in page or f"esson {int(one[:2])}" in read], name
        assert ".ipynb" not in page, name


def test_every_link_leads_to_something_that_is_there(site, pages):
    for name, page in pages.items():
        for target in re.findall(r'(?:href|src|srcset)="([^"]+)"', page):
            file, _, anchor = target.partition("#")
            assert (site / (file or name)).is_file(), (name, target)
            if anchor and "/" not in file:
                assert f'id="{anchor}"' in pages[file or name], (name, target)


def test_no_page_has_a_control_that_needs_a_kernel_or_code_that_is_not_folded(pages):
    for name, page in pages.items():
        assert not re.search(r"<(?:button|input|select|textarea|iframe|object)\b", page), name
        assert not re.search(r"Save my plan|\badd files\b", words(page), re.IGNORECASE), name
        assert not re.search(r"widget|jupyter-", page.replace("course_lib.widgets", "")), name
        open_ = re.sub(r"<details\b.*?</details>", "", page, flags=re.DOTALL)
        assert "course_lib import" not in open_, name


def test_a_chart_and_an_answer_stand_behind_words_that_open_them(pages):
    for name, page in pages.items():
        outside, depth = "", 0
        for tag, text in re.findall(r"(</?details\b[^>]*>)|([^<]+|<)", page):
            depth += 1 if tag.startswith("<d") else -1 if tag else 0
            assert " open" not in tag, name
            outside += text if not depth else ""
        assert "img src" not in outside, name
        assert "Not quite:" not in outside, name
        assert depth == 0, name


def test_what_a_lesson_asks_to_change_is_folded_unless_its_outcome_is_there(pages):
    folded = [name for name, page in pages.items() if "Change it in the course itself" in page]
    assert len(folded) == len(catalogue.reasons()) - 1
    assert "misjudged-time.html" not in folded
    assert "48 leads against 24" in pages["misjudged-time.html"]


def test_where_a_number_is_to_be_had_says_whether_anybody_looked(pages):
    for reason in catalogue.reasons():
        page = pages[f"{reason.lesson[3:]}.html"]
        unseen = [one.place for one in reason.where if not one.seen]
        assert page.count("(from memory, not checked)") == len(unseen), reason.title


@pytest.mark.parametrize(
    ("table", "numbers"),
    [
        (pd.DataFrame({"who": ["Ann", "Bob"], "leads": [3, 12]}), {"leads"}),
        (pd.DataFrame({"due": ["2026-12-31", ""], "target": [1.5, None]}), {"target"}),
        (pd.DataFrame({"why": ["a", "b"]}, index=pd.Index([7, 8], name="week")), set()),
        (pd.DataFrame({"share": ["12%", "-3%"], "n": [1, 2]}).set_index("n"), {"share"}),
        (pd.DataFrame({"week": [], "leads": []}), set()),
    ],
)
def test_only_columns_of_numbers_end_in_one_line_with_their_heads(table, numbers):
    shown = lesson.outputs("table", {"table": table, "__name__": "page"}, {})
    assert set(re.findall(r'<th class="number">(\w+)</th>', shown)) == numbers
    assert shown.count('<td class="number">') == len(table) * len(numbers)
    assert "style" not in shown


def test_nothing_of_the_builders_own_answers_is_in_it(site, pages):
    drawn = "".join(path.read_text(encoding="utf-8") for path in (site / "charts").iterdir())
    assert "you said" not in drawn
    assert "61%" not in words(pages["not-engaging.html"])


def test_charts_keep_their_words_as_text_and_have_a_dark_colour_for_each_of_theirs(site):
    for path in sorted((site / "charts").iterdir()):
        drawing = path.read_text(encoding="utf-8")
        assert drawing.startswith("<svg "), path.name
        assert "<text" in drawing, path.name
        assert set(re.findall(r': (#[0-9a-f]{6})"|: (#[0-9a-f]{6});', drawing)) <= {
            pair for colour in charts.DARK for pair in ((colour, ""), ("", colour))
        }, path.name


def test_the_service_worker_keeps_every_file_of_the_site(site):
    worker = (site / build.WORKER).read_text(encoding="utf-8")
    kept = json.loads(re.search(r"FILES = (\[.*\]);", worker)[1])
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert set(kept) == (there - {build.WORKER}) | {"./"}
    assert "VERSION" not in worker


@pytest.mark.parametrize("name", ["my-notes.txt", "index.html", ".hidden"])
def test_a_folder_in_which_something_lies_is_left_as_it_is(tmp_path, capsys, name):
    note = tmp_path / name
    note.write_text("mine", encoding="utf-8")
    assert cli.main(["site", str(tmp_path)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert note.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("repo", ["off-target", "https://github.com/a/b", "a/b/c", "a b/c"])
def test_a_repository_that_is_none_is_refused_before_anything_is_laid(tmp_path, capsys, repo):
    assert cli.main(["site", str(tmp_path / "new"), "--repo", repo]) == 1
    assert "OWNER/NAME" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_the_colours_are_those_of_the_courses_pages():
    style = build.style()
    course = build.COURSE_CSS.read_text(encoding="utf-8")
    for name in ("ink", "paper", "press", "problem", "line", "shade"):
        in_course = re.findall(rf"--{name}: (#\w+);", course)
        assert len(in_course) == 2, name
        assert re.findall(rf"--{name}: (#\w+);", style) == in_course, name


def test_on_a_phone_no_page_is_wider_than_the_screen_and_no_request_leaves_the_host(
    browser, host, pages
):
    address, _ = host
    context = browser.new_context(
        viewport={"width": PHONE, "height": 844}, service_workers="block", color_scheme="dark"
    )
    page, asked, said, wide, broken = context.new_page(), [], [], {}, {}
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in [*pages, "clinic/index.html"]:
        page.goto(address + name)
        page.evaluate(ALL_OPEN)
        page.wait_for_function("[...document.images].every(one => one.complete)")
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
        broken[name] = page.evaluate(
            "[...document.images].filter(one => !one.naturalWidth || !/-narrow/.test(one.currentSrc)).length"
        )
    context.close()
    assert {name: width for name, width in wide.items() if width > PHONE} == {}
    assert {name: count for name, count in broken.items() if count} == {}
    assert [one for one in asked if not one.startswith(address)] == []
    assert said == []


def test_on_a_phone_every_word_of_a_chart_is_in_it_and_large_enough_to_read(browser, host, site):
    address, _ = host
    context = browser.new_context(viewport={"width": PHONE, "height": 844}, service_workers="block")
    page = context.new_page()
    page.goto(f"{address}not-engaging.html")
    page.evaluate(ALL_OPEN)
    width = page.locator("figure img").first.bounding_box()["width"]
    names = sorted((site / "charts").glob("*-narrow.svg"))
    drawings = [
        path.read_text(encoding="utf-8").replace(
            "<svg ", f'<svg style="width:{width}px;height:auto" ', 1
        )
        for path in names
    ]
    measures = page.evaluate(MEASURE, drawings)
    context.close()
    found = dict(zip((path.stem for path in names), measures, strict=True))
    assert len(found) >= 3 * len(catalogue.reasons())
    assert {name: one["out"] for name, one in found.items() if one["out"]} == {}
    assert {name: one["smallest"] for name, one in found.items() if one["smallest"] < 9.5} == {}


def test_on_a_tablet_no_table_of_a_lesson_is_cut(browser, host):
    address, _ = host
    page = browser.new_page(viewport={"width": 820, "height": 1180})
    for name in ("no-why", "not-human", "start-here"):
        page.goto(f"{address}{name}.html")
        tables = page.locator(".table").evaluate_all(
            "all => all.map(one => one.scrollWidth - one.clientWidth)"
        )
        assert tables and max(tables) <= 1, (name, tables)
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_read_and_used_by_everyone(browser, host, theme):
    address, _ = host
    context = browser.new_context(color_scheme=theme, service_workers="block")
    page, grave = context.new_page(), []
    for name in ("index", "no-why", "start-here", "checkpoint-measure"):
        page.goto(f"{address}{name}.html")
        page.evaluate(ALL_OPEN)
        response = Axe().run(page, None, {"resultTypes": ["violations"]}).response
        grave += [
            (name, rule["id"], node["html"][:200], node["failureSummary"])
            for rule in response["violations"]
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"]
        ]
    context.close()
    assert grave == []


def test_after_the_first_visit_everything_opens_without_the_host(browser, host):
    address, server = host
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    server.shutdown()
    server.server_close()
    for name in ("", "not-engaging.html", "clinic/index.html", "clinic/"):
        assert page.goto(address + name).ok, name
    page.goto(f"{address}not-engaging.html")
    page.locator("summary", has_text="I have my number").click()
    chart = page.locator("details[open] img")
    page.wait_for_function(
        "one => one.complete && one.naturalWidth > 0", arg=chart.element_handle()
    )
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("system-ui")
    context.close()


def test_it_opens_as_it_lies_in_a_folder(browser, site):
    context = browser.new_context()
    page, said = context.new_page(), []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="Not engaging", exact=True).click()
    page.locator("summary", has_text="I have my number").press("Enter")
    chart = page.locator("details[open] img")
    page.wait_for_function(
        "one => one.complete && one.naturalWidth > 0", arg=chart.element_handle()
    )
    page.get_by_role("link", name="Next").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Selling, not engaging"
    page.get_by_role("link", name="Score it in the clinic").click()
    assert urlsplit(page.url).path.endswith("/clinic/index.html")
    assert page.url.endswith("#selling-not-engaging/score")
    # Folded as long as nobody asks.
    expect(page.get_by_role("radio", name="always").first).to_be_visible()
    context.close()
    assert said == []
