"""Every kind of widget, used as people use it: by mouse, and by someone who has only a keyboard."""

import json
import re
import shutil
import tomllib

import pytest
from playwright.sync_api import expect

from course_lib import catalogue
from tests.browser.hands import Keyboard, Mouse
from tests.browser.notebook import windows
from tests.browser.serving import patiently

RIGHT, WRONG = re.compile("^Right: "), re.compile("^Not quite: ")


@pytest.fixture(scope="module")
def lesson(browser, server):
    """A window that one person leaves to the next."""
    with windows(browser, server) as opens:
        yield opens()


@pytest.fixture(scope="module", params=[Mouse, Keyboard], ids=["mouse", "keyboard"])
def hand(request, lesson):
    """*Not engaging*, run, and a hand to use it with."""
    return request.param(lesson.turn_to("lessons/05-not-engaging.ipynb").run_all())


def test_recall_answers_at_once_and_keeps_the_answer(hand):
    asked = catalogue.recall_for(5)[0]
    option = next(option for option in asked.options if option.right)
    panel = hand.panel("recall")
    hand.press(panel.get_by_role("radio", name=option.text.replace("`", ""), exact=True))
    expect(panel.locator(".ot-note").first).to_have_text(RIGHT)
    hand.expect_saved(f"05.recall.{asked.lesson:02}.{asked.id}", option.text)


def test_a_prediction_is_locked_shown_against_the_data_and_cannot_be_changed(hand):
    panel, charts = hand.panel("predict"), hand.page.locator(".jp-Notebook figure")
    expect(hand.panel("chart").first).to_contain_text("appears here as soon as you lock your guess")
    expect(charts).to_have_count(0)
    handle, readout = panel.locator(".noUi-handle"), panel.locator(".widget-readout")
    hand.slide(handle, steps=7)
    expect(readout).not_to_have_text("50")  # where the slider starts
    said = readout.inner_text()
    hand.press(panel.get_by_role("button", name="Lock my prediction"))
    expect(panel.locator(".ot-note")).to_contain_text(f"You said {said}%. The data say ")
    expect(panel.locator(".ot-note")).to_be_focused()
    expect(charts).to_have_count(3)
    expect(charts.first.locator("img")).to_have_attribute("alt", re.compile("Oak Street"))
    hand.expect_saved("05.predict", {"Oak Street": float(said)})
    expect(panel.get_by_role("button", name="Locked")).to_be_disabled()
    handle.press("ArrowRight", no_wait_after=True)
    box = panel.locator(".noUi-base").bounding_box()
    hand.page.mouse.click(box["x"] + 0.2 * box["width"], box["y"] + box["height"] / 2)
    expect(readout).to_have_text(said)
    hand.expect_saved("05.predict", {"Oak Street": float(said)})


def test_a_chart_asked_for_without_a_guess_comes_and_comes_back(notebook):
    """By Enter; the keyboard's place goes to the chart, and the next page needs no guess either."""
    notebook.open("lessons/02-no-target.ipynb").run_all()
    notebook.panel("chart").get_by_role("button", name="Show me without a guess").press("Enter")
    charts = notebook.page.locator(".jp-Notebook figure")
    expect(charts.first).to_be_focused()
    expect(charts).to_have_count(3)
    notebook.restart().run_all()
    expect(charts).to_have_count(3)
    expect(notebook.panel("chart")).to_have_count(0)


def test_the_myth_says_why_an_answer_is_wrong_and_lets_one_think_again(hand):
    wrong, right = (
        next(option.text for option in catalogue.reason(5).myth.options if option.right is wanted)
        for wanted in (False, True)
    )
    panel = hand.panel("myth")
    for option, answer in ((wrong, WRONG), (right, RIGHT)):
        hand.press(panel.get_by_role("radio", name=option, exact=True))
        expect(panel.locator(".ot-note")).to_have_text(answer)
        hand.expect_saved("05.myth", option)


def test_lines_are_put_in_order_and_checked(hand):
    wanted = list(catalogue.reason(5).parsons.lines)
    panel = hand.panel("parsons")
    check = panel.get_by_role("button", name="Check")
    hand.press(check)
    expect(panel.locator(".ot-note")).to_have_text(WRONG)
    codes = panel.locator(".ot-row .ot-code")
    for place, line in enumerate(wanted, 1):
        for now in range(at(codes, line, len(wanted)), place, -1):
            hand.press(panel.get_by_role("button", name="Move up").nth(now - 1))
            expect(codes.nth(now - 2)).to_contain_text(line)
    hand.press(check)
    expect(panel.locator(".ot-note")).to_have_text(RIGHT)
    hand.expect_saved("05.parsons", wanted)


def at(codes, line, count):
    """The place, from 1, at which this line stands; while rows are drawn anew, some of them are not there."""

    def place():
        texts = codes.all_inner_texts()
        assert len(texts) == count
        return 1 + [line in text for text in texts].index(True)

    return patiently(place)


def test_the_self_score_adds_up_and_asks_always_for_evidence(hand):
    panel = hand.panel("self_score")
    statements = panel.locator(".ot-statement")
    for place, reply in enumerate(["always", "usually", "usually", "no"]):
        hand.press(statements.nth(place).get_by_role("radio", name=reply))
    expect(panel.locator(".ot-note")).to_contain_text("6 of 12. “Always” counts as 2")
    hand.write(statements.first.get_by_role("textbox", name="Evidence"), "The message log")
    expect(panel.locator(".ot-note")).to_have_text("7 of 12.")
    hand.expect_saved("05.self_score.a", {"answer": "always", "evidence": "The message log"})


def test_question_and_count_get_a_verdict_and_a_slip_gets_a_sentence(hand):
    panel = hand.panel("own_numbers")
    note = panel.locator(".ot-note")
    options = {option.id: option for option in catalogue.reason(5).gate.options}
    hand.press(panel.get_by_role("radio", name=options["seldom"].text))
    expect(note).to_contain_text(options["seldom"].answer)
    hand.press(panel.get_by_role("radio", name=options["open"].text, exact=True))
    expect(panel.get_by_label("Of those", exact=True)).to_be_hidden()
    hand.press(panel.get_by_role("button", name="Take the course's"))
    expect(panel.get_by_label("My own bar, in %")).to_have_value("80")
    count = panel.get_by_label("Of those", exact=True)
    hand.write(count, "twenty")
    expect(note).to_contain_text("should be a whole number such as 20, found “twenty”")
    hand.write(count, "20")
    expect(note).to_contain_text("You answered 20 of 50 people who asked within 24 hours: 40% (95%")
    fixed = {"gate": "open", "horizon": "24", "bar": "80", "planned": "50", "k": "20"}
    hand.expect_saved(
        "05.own_numbers", fixed | {"n": "", "second": "", "no_more": False, "beside": {}}
    )


def test_a_plan_line_is_read_back_as_a_sentence(hand):
    panel = hand.panel("decide")
    typed = {"If": "it is nine", "then I": "answer", "Who does it": "Jo", "Minutes a week": "15"}
    typed |= {"Number to watch": "answered of 20", "Its target": "16"}
    for label, words in typed.items():
        hand.write(panel.get_by_label(label, exact=True), words)
    hand.date(panel.get_by_label("Review on"), "2026-12-01")
    expect(panel.locator(".ot-note")).to_have_text(
        "If it is nine, then I answer. Jo, 15 minutes a week. Review on 1 December 2026: "
        "answered of 20, target 16. Complete, and saved."
    )
    stored = {"if": "it is nine", "then": "answer", "owner": "Jo", "minutes": "15"}
    stored |= {"count": "answered of 20", "target": "16", "review": "2026-12-01"}
    hand.expect_saved("05.decide", stored)


def test_a_downloaded_copy_brings_lost_answers_back(hand):
    panel, server = hand.panel("backup"), hand.notebook.server
    before = server.answers()
    assert before
    with hand.page.expect_download() as download:
        hand.press(panel.get_by_role("button", name="Download my progress"))
    copy = download.value.path()
    assert download.value.suggested_filename == "my-progress.json"
    assert json.loads(copy.read_text(encoding="utf-8"))["answers"].keys() == before.keys()
    server.progress.unlink()
    with hand.page.expect_file_chooser() as chooser:
        hand.press(panel.get_by_role("button", name="Restore my progress"))
    chooser.value.set_files(copy)
    expect(panel.locator(".ot-note")).to_contain_text(f"Answers restored: {len(before)}.")
    assert server.answers() == before


def test_no_field_or_button_is_cut_off_on_a_phone(hand):
    options = {option.id: option.text for option in catalogue.reason(5).gate.options}
    own = hand.panel("own_numbers")
    hand.press(own.get_by_role("radio", name=options["open"], exact=True))
    expect(own.get_by_label("My own bar, in %")).to_be_visible()
    hand.notebook.do("application:toggle-left-area")
    hand.page.set_viewport_size({"width": 390, "height": 900})
    cut = hand.page.locator(".ot-panel").evaluate_all(
        """panels => panels.flatMap(panel => {
            const inner = panel.getBoundingClientRect().right - parseFloat(getComputedStyle(panel).paddingRight);
            return [...panel.querySelectorAll('input, button, select')]
                .filter(control => control.checkVisibility() && control.getBoundingClientRect().right > inner + 1)
                .map(control => control.outerHTML);
        })"""
    )
    hand.page.set_viewport_size({"width": 1280, "height": 900})
    hand.notebook.do("application:toggle-left-area")
    assert cut == []


@pytest.fixture
def mine(server):
    """A folder for somebody's downloads, beside the lessons."""
    folder = server.folder / "lessons" / "my-exports"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def test_a_key_in_a_box_of_downloads_answers_there_and_reaches_no_command(notebook, mine):
    rows = [
        f"2026-03-0{day} 10:00:00,https://example.org/{day},Words of {day}" for day in (1, 2, 3)
    ]
    (mine / "Shares.csv").write_text("\n".join(["Date,ShareLink,ShareCommentary", *rows]))
    notebook.open("lessons/your-downloads.ipynb").run_all()
    cells = len(notebook.cells())
    box = notebook.panel("downloads").locator(".ot-look", has_text="Your posts")
    box.get_by_role("button").first.focus()
    for key in "oxddbn":  # x cuts, dd deletes, b adds a cell where JupyterLab has the key
        notebook.page.keyboard.press(key)
    expect(box).to_contain_text("That is all of it")
    for key in "bx":
        notebook.page.keyboard.press(key)
    # What JupyterLab would do comes before its answer to this.
    assert len(notebook.cells()) == cells
    answers = tomllib.loads((mine / "answers.toml").read_text("utf-8"))
    assert sorted(answers["posts"].values()) == ["both", "neither", "offer"]
    place = "() => document.activeElement.closest('.ot-look') !== null"
    notebook.page.wait_for_function(place)
