"""The course as it opens: a home page, lessons that run by themselves, and nothing to break with a key."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from course_lib import catalogue
from course_lib.commands import neighbours
from tests.browser import axe
from tests.browser.notebook import DRAWN, IDLE, theme
from tests.browser.serving import PATIENCE, ROOT, Server, patiently

LESSON = "lessons/05-not-engaging.ipynb"
NAME, NEXT = "Not engaging", "Selling, not engaging"
REPOSITORY = "https://github.com/somebody/off-target"
COPIES = f"off-target:copy:{REPOSITORY}:"  # keys of the browser's storage begin with it
# Not for JupyterLab's own entries, without which it does not start.
FULL_STORAGE = """
const store = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, words) {
    if (key.startsWith("off-target:copy")) throw new DOMException("", "QuotaExceededError");
    store.call(this, key, words);
}"""
KEYS = (
    *string.ascii_letters,
    *("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Enter", "Space", "Escape", "Delete"),
    *("Shift+Enter", "Control+Enter", "Alt+Enter", "Control+Shift+Minus", "Control+x", "Control+z"),
)
CELLS = "() => jupyterapp.shell.currentWidget.content.model.sharedModel.cells.map(cell => [cell.id, cell.source])"

# What kills a kernel at once, whichever the machine.
DIED = (
    "import os, signal; os.kill(os.getpid(), signal.SIGTERM if os.name == 'nt' else signal.SIGKILL)"
)
# What is read out of all that can be pressed or written in on a page.
HEARD = """() => [...document.querySelectorAll('.ot-page :is(button, .cm-content, input[type=text])')]
    .filter(one => one.checkVisibility())
    .map(one => one.ariaLabel ?? one.labels?.[0]?.textContent ?? one.textContent)"""
COUNTS = "() => jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.executionCount ?? 0)"
# What the cells whose code can be seen are.
WITH_CODE = """cells => cells.filter(cell => cell.querySelector('.cm-editor')?.checkVisibility())
    .map(cell => cell.dataset.otKind)"""
# What is wider than its place on a page, or than a finger is high.
CUT = """() => [...document.querySelectorAll('.ot-page *, .ot-panel *')]
    .filter(one => one.checkVisibility() && !one.closest('.cm-editor, .jp-Toolbar, svg'))
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1
        || (one.matches('button, summary') && one.getBoundingClientRect().height < 32)
        || (getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 2))
    .map(one => one.outerHTML.slice(0, 200))"""


class OnBinder(Server):
    """The course as Binder serves it, so that its pages keep a copy of the answers in the browser."""

    def environment(self) -> dict[str, str]:
        return super().environment() | {"BINDER_REPO_URL": REPOSITORY}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The course as `course lab` serves it, on a machine of Binder's."""
    made = OnBinder(tmp_path_factory.mktemp("pages"))
    yield made
    made.stop()


@pytest.fixture(scope="module")
def visit(browser: Browser, server: Server) -> Iterator[Page]:
    """One person's window through the whole file, as the tests follow each other."""
    context = browser.new_context(locale="en-US", viewport={"width": 1366, "height": 768})
    context.set_default_timeout(1000 * PATIENCE)
    yield context.new_page()
    context.close()


def home(page: Page, server: Server) -> None:
    page.goto(f"{server.base}/lab?token={server.token}")
    expect(page.locator(".ot-home .ot-go")).to_be_visible()


def expect_ready(page: Page) -> None:
    """The lesson has run and says no more of it."""
    page.wait_for_function(IDLE)
    expect(page.locator(".ot-bar").filter(visible=True).locator(".ot-status")).to_have_text("")


def die(page: Page) -> None:
    """Kill the kernel of the page that is open."""
    page.evaluate(f"""() => void jupyterapp.shell.currentWidget.sessionContext.session.kernel
        .requestExecute({{code: {json.dumps(DIED)}}})""")


def cells(page: Page) -> list[list[str]]:
    return page.evaluate(CELLS)


def test_it_opens_at_home_with_every_lesson_in_teaching_order_and_one_to_begin(visit, server):
    home(visit, server)
    names = [neighbours.names(stop)[0] for stop in neighbours.order()]
    shown = visit.locator(".ot-lesson").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert shown == [f"{name}, not begun" for name in names]
    expect(visit.locator(".ot-go")).to_contain_text("Begin: Start here")
    for part in ("#jp-menu-panel", "#jp-top-panel", "#jp-bottom-panel", ".jp-SideBar"):
        for one in visit.locator(part).all():
            expect(one).to_be_hidden()


def test_a_lesson_runs_itself_and_shows_only_the_code_that_is_there_to_be_changed(visit):
    visit.get_by_role("button", name=f"{NAME}, not begun", exact=True).click()
    expect(visit.locator(".ot-bar").filter(visible=True).locator(".ot-status")).to_have_text(
        "Getting this page ready…"
    )
    expect_ready(visit)
    visit.wait_for_function(DRAWN)
    expect(visit).to_have_title(f"{NAME} · Off Target")
    assert set(visit.locator(".jp-CodeCell").evaluate_all(WITH_CODE)) == {"yours"}
    how = visit.get_by_role("button", name="how this is counted").first
    how.click()
    expect(how).to_have_attribute("aria-expanded", "true")
    assert "count" in visit.locator(".jp-CodeCell").evaluate_all(WITH_CODE)


def test_who_hears_a_lesson_comes_to_the_way_home_first_and_hears_no_two_controls_alike(visit):
    page = visit.locator(".ot-page")
    assert page.evaluate("page => page.firstElementChild.matches('nav[aria-label]')")
    expect(visit.get_by_role("tabpanel", name=NAME, exact=True)).to_be_visible()
    heard = visit.evaluate(HEARD)
    assert len(heard) > 30
    assert sorted(heard) == sorted(set(heard))
    assert "Yours to change, Investigate, Count" in heard
    lines = page.locator(".ot-parsons .ot-code").all_text_contents()
    moves = {
        f"{move}: line {line[0]}, {line[1:]}" for line in lines for move in ("Move up", "Move down")
    }
    assert moves < set(heard)


def test_arrows_choose_among_radios_which_are_one_stop_with_the_question_as_their_name(
    visit, server
):
    myth = catalogue.reason(5).myth
    group = visit.get_by_role("radiogroup", name=myth.question)
    group.get_by_role("radio").first.focus()
    visit.keyboard.press("ArrowDown")
    expect(group.get_by_role("radio").nth(1)).to_be_checked()
    patiently(lambda: saved(server, "05.myth", myth.options[1].text))
    visit.keyboard.press("Tab")
    assert not group.evaluate("group => group.contains(document.activeElement)")


def saved(server: Server, key: str, value: object) -> None:
    assert server.answers()[key] == value


def test_a_prediction_locked_by_enter_leaves_the_keyboard_in_its_panel(visit):
    panel = visit.locator(".ot-predict")
    panel.get_by_role("button", name="Lock my prediction").focus()
    visit.keyboard.press("Enter")
    expect(panel.get_by_role("button", name="Locked")).to_be_disabled()
    visit.wait_for_function("() => document.activeElement.closest('.ot-predict .ot-feedback')")


def test_taking_the_courses_numbers_leaves_the_keyboard_in_its_panel(visit):
    panel = visit.locator(".ot-own_numbers")
    option = next(one for one in catalogue.reason(5).gate.options if one.means == "count")
    panel.get_by_role("radio", name=option.text, exact=True).check()
    panel.get_by_role("button", name="Take the course's").focus()
    visit.keyboard.press("Enter")
    expect(panel.get_by_role("button", name="Take the course's")).to_be_hidden()
    visit.wait_for_function("() => document.activeElement.closest('.ot-own_numbers')")


def test_a_page_loaded_again_is_as_it_was_without_running_again(visit):
    visit.reload()
    expect(visit.get_by_role("radiogroup", name=catalogue.reason(5).myth.question)).to_be_visible()
    expect_ready(visit)
    expect(visit.locator(".ot-predict").get_by_role("button", name="Locked")).to_be_disabled()
    code = sum(
        cell["cell_type"] == "code" for cell in json.loads((ROOT / LESSON).read_bytes())["cells"]
    )
    assert max(visit.evaluate(COUNTS)) == code


def test_another_tab_is_as_the_first_one_and_ends_nothing_there(visit, server):
    other = visit.context.new_page()
    other.goto(f"{server.base}/lab/tree/{LESSON}?token={server.token}")
    expect_ready(other)
    # Where a page loaded again comes back to, of which JupyterLab leaves but the folder in the address.
    assert other.evaluate("sessionStorage['off-target:open']") == LESSON
    other.wait_for_function(DRAWN)
    expect(other.locator(".ot-predict").get_by_role("button", name="Locked")).to_be_disabled()
    with other.expect_response(lambda answer: "/api/sessions/" in answer.url):
        other.get_by_role("button", name="‹ All lessons").click()
    expect(other.locator(".ot-home .ot-go")).to_be_visible()
    other.wait_for_function("() => ![...jupyterapp.shell.widgets('main')].some(one => one.context)")
    other.close()
    myth = catalogue.reason(5).myth
    group = visit.get_by_role("radiogroup", name=myth.question)
    group.get_by_role("radio").first.check()
    patiently(lambda: saved(server, "05.myth", myth.options[0].text))
    group.get_by_role("radio").nth(1).check()
    patiently(lambda: saved(server, "05.myth", myth.options[1].text))


def test_a_kernel_that_dies_comes_back_with_the_page_as_it_was(visit, server):
    die(visit)
    status = visit.locator(".ot-bar").filter(visible=True).locator(".ot-status")
    expect(status).to_have_text("Getting this page ready…")
    expect(status).to_contain_text("was started again. Your answers are as they were.")
    visit.wait_for_function(DRAWN)
    expect(visit.locator(".jp-Dialog")).to_have_count(0)
    expect(visit.locator(".ot-predict").get_by_role("button", name="Locked")).to_be_disabled()
    myth = catalogue.reason(5).myth
    group = visit.get_by_role("radiogroup", name=myth.question)
    expect(group.get_by_role("radio").nth(1)).to_be_checked()
    group.get_by_role("radio").first.check()  # and it is alive
    patiently(lambda: saved(server, "05.myth", myth.options[0].text))


def test_open_panels_follow_a_restore(visit, server):
    other = catalogue.reason(5).myth.options[1].text
    book = json.loads(server.progress.read_text(encoding="utf-8"))
    book["answers"]["05.myth"] |= {"value": other, "saved": "2099-01-01T00:00:00+00:00"}
    with visit.expect_file_chooser() as chooser:
        visit.get_by_role("button", name="Restore my progress").click()
    copy = server.home / "copy.json"
    copy.write_text(json.dumps(book), encoding="utf-8")
    chooser.value.set_files(copy)
    expect(visit.locator(".ot-bar").filter(visible=True).locator(".ot-status")).to_contain_text(
        "Answers restored"
    )
    expect(visit.locator(".ot-myth").get_by_role("radio", name=other, exact=True)).to_be_checked()
    # All that was done on the page, saved by now, is no change of the lesson.
    assert (server.folder / LESSON).read_bytes() == (ROOT / LESSON).read_bytes()


def test_no_key_on_any_widget_changes_a_cell(visit):
    before = cells(visit)
    kinds = ("radio", "checkbox", "slider")
    controls = [visit.locator(f".ot-panel :is([role={kind}], [type={kind}])") for kind in kinds]
    controls += [visit.locator(f".ot-panel input[type={kind}]") for kind in ("text", "date")]
    controls += [
        visit.locator(".ot-panel summary"),
        visit.locator(".jp-MarkdownCell"),
        visit.locator(".ot-how"),
    ]
    for control in [one for one in controls if one.count()]:
        control.first.evaluate("control => control.focus()")
        for key in KEYS:
            visit.keyboard.press(key)
    visit.locator(".jp-MarkdownCell").nth(1).dblclick()
    visit.keyboard.type("gone")
    assert cells(visit) == before


def test_a_lesson_ends_with_what_came_of_it_and_the_next_one(visit):
    for statement in visit.locator(".ot-self_score .ot-statement").all():
        statement.get_by_role("radio", name="sometimes").check()
    end = visit.locator(".ot-end")
    end.scroll_into_view_if_needed()
    expect(end).to_contain_text("You scored4 of 12")
    end.get_by_role("button", name=f"Next: {NEXT}").click()
    expect(visit.get_by_role("heading", name=re.compile(NEXT)).first).to_be_visible()
    expect(visit.locator(".ot-bar").filter(visible=True)).to_contain_text("11 of")


def test_only_one_kernel_runs_and_home_says_what_is_begun(visit, server):
    def one() -> None:
        assert [session["path"] for session in server.ask("sessions")] == [
            "lessons/04-selling-not-engaging.ipynb"
        ]

    patiently(one)
    visit.get_by_role("button", name="‹ All lessons").click()
    expect(visit.get_by_role("button", name=f"{NAME}, begun", exact=True)).to_be_visible()
    expect(visit.locator(".ot-home .ot-go")).to_contain_text(f"Go on: {NAME}")


def test_a_lesson_with_other_code_than_the_courses_waits_to_be_run(visit, server):
    path = server.folder / "lessons/02-no-target.ipynb"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("oak-street", "my-data", 1), encoding="utf-8")
    visit.get_by_role("button", name="No target, not begun").click()
    expect(visit.locator(".ot-bar").filter(visible=True).locator(".ot-status")).to_contain_text(
        "not as the course laid it"
    )
    expect(visit.get_by_role("button", name="Run this page")).to_be_visible()
    visit.wait_for_function(IDLE)
    assert not any(visit.evaluate(COUNTS))
    visit.get_by_role("button", name="‹ All lessons").click()
    expect(visit.locator(".ot-home .ot-go")).to_be_visible()


def test_an_exercise_shows_its_blanks_and_is_validated_from_the_bar(visit):
    exercise = "exercises/05-not-engaging/05-not-engaging.ipynb"
    visit.evaluate("path => void jupyterapp.commands.execute('docmanager:open', {path})", exercise)
    validate = visit.locator(".ot-bar").get_by_role("button", name="Validate")
    expect(validate).to_be_visible()
    expect(visit.locator(".ot-pencil").first).to_be_attached()
    visit.evaluate("document.querySelector('.ot-pencil').scrollIntoView()")
    expect(visit.locator("[data-ot-kind=yours] .cm-editor").first).to_be_visible()
    assert set(visit.locator(".jp-CodeCell").evaluate_all(WITH_CODE)) == {"yours"}
    validate.click()
    verdict = visit.get_by_role("region", name="What the tests say")
    expect(verdict).to_contain_text("0 of 3 tasks without a mistake")
    expect(verdict.get_by_role("button", name="Close")).to_be_focused()
    verdict.get_by_role("button", name="Close").click()
    expect(verdict).to_have_count(0)


def test_an_exercise_whose_kernel_dies_says_so_and_what_to_press(visit, server):
    bar = visit.locator(".ot-bar").filter(visible=True)
    die(visit)
    expect(bar).to_contain_text("had stopped, and was started again")
    bar.get_by_role("button", name="Run this page").click()
    expect(bar.locator(".ot-status")).to_have_text("")
    expect(bar.get_by_role("button", name="Validate")).to_be_visible()
    # As where a machine takes kernels back that nobody uses.
    for session in server.ask("sessions"):
        server.ask(f"kernels/{session['kernel']['id']}", "DELETE")
    expect(bar).to_contain_text("This page has stopped.")
    bar.get_by_role("button", name="Start it again").click()
    expect(bar.get_by_role("button", name="Run this page")).to_be_visible()
    visit.wait_for_function(IDLE)
    expect(visit.locator(".jp-Dialog")).to_have_count(0)
    visit.get_by_role("button", name="‹ All lessons").click()
    expect(visit.locator(".ot-home .ot-go")).to_be_visible()


def copies(page: Page) -> list[dict]:
    """The copies of the answers that the browser keeps: whose visit's each is, and its answers."""
    kept = page.evaluate(
        "prefix => Object.keys(localStorage).filter(key => key.startsWith(prefix)).map(key => localStorage[key])",
        COPIES,
    )
    return [
        {"visit": one["visit"], "answers": json.loads(one["text"])["answers"]}
        for one in map(json.loads, kept)
    ]


def next_visit(page: Page, server: Server) -> None:
    """The machine of the last visit is gone with its answers; the browser comes to another one."""
    server.forget()
    page.evaluate(
        """prefix => Object.keys(localStorage).filter(key => key.startsWith(prefix)).forEach(key =>
        localStorage[key] = JSON.stringify({...JSON.parse(localStorage[key]), visit: "/user/before/"}))""",
        COPIES,
    )
    page.evaluate("sessionStorage.clear()")
    home(page, server)


def test_on_binder_the_browser_keeps_a_copy_and_offers_it_at_the_next_visit(visit, server):
    answers = server.answers()
    [copy] = copies(visit)
    assert {key: entry["value"] for key, entry in copy["answers"].items()} == answers != {}
    next_visit(visit, server)
    offer = visit.get_by_role("region", name="A copy of your answers")
    expect(offer).to_contain_text("from an earlier visit")
    assert server.answers() == {}  # nothing is taken up by itself
    offer.get_by_role("button", name="Take it up").click()
    expect(visit.locator(".ot-home .ot-said")).to_contain_text("Answers restored")
    assert server.answers() == answers
    expect(visit.locator(".ot-go")).to_contain_text(f"Go on: {NAME}")
    expect(offer).to_have_count(0)


def test_a_copy_that_was_not_taken_up_is_kept_beside_the_new_one(visit, server):
    answers = server.answers()
    next_visit(visit, server)
    visit.get_by_role("button", name="Not now").click()
    visit.get_by_role("button", name=f"{NAME}, not begun", exact=True).click()
    expect_ready(visit)
    visit.wait_for_function(DRAWN)
    myth = catalogue.reason(5).myth
    visit.get_by_role("radiogroup", name=myth.question).get_by_role("radio").last.check()
    patiently(lambda: saved(server, "05.myth", myth.options[-1].text))

    def both() -> None:
        kept = {one["visit"]: set(one["answers"]) for one in copies(visit)}
        assert kept == {"/user/before/": set(answers), "/": {"05.myth"}}

    patiently(both)
    visit.get_by_role("button", name="‹ All lessons").click()
    expect(visit.locator(".ot-home .ot-kept")).to_contain_text("this browser keeps a copy")


def test_a_damaged_copy_and_a_full_storage_are_told_and_another_courses_copy_is_left_alone(
    visit, server
):
    visit.evaluate(
        """prefix => {
        localStorage.clear();
        localStorage[`${prefix}1`] = "{half";
        localStorage["off-target:copy:https://github.com/else/where:1"] = "theirs";
    }""",
        COPIES,
    )
    visit.evaluate("sessionStorage.clear()")
    visit.add_init_script(FULL_STORAGE)
    home(visit, server)
    offer = visit.get_by_role("region", name="A copy of your answers")
    expect(offer).to_contain_text("it is damaged")
    with visit.expect_download() as download:
        offer.get_by_role("button", name="Save it as a file").click()
    assert download.value.path().read_text() == "{half"
    visit.evaluate(
        "document.dispatchEvent(new CustomEvent('off-target:restored'))"
    )  # one more thing to keep
    expect(visit.locator(".ot-kept")).to_contain_text("keeps no copy, because its storage is full")
    kept = visit.evaluate("Object.entries(localStorage)")
    assert sorted(words for key, words in kept if "off-target:copy" in key) == ["theirs", "{half"]
    offer.get_by_role("button", name="Not now").click()


def test_on_a_phone_a_finger_does_it_all_and_nothing_runs_off_the_page(browser, server):
    server.forget()
    phone = browser.new_context(
        locale="en-US", viewport={"width": 390, "height": 844}, has_touch=True
    )
    phone.set_default_timeout(1000 * PATIENCE)
    page = phone.new_page()
    page.goto(f"{server.base}/lab/tree/{LESSON}?reset&token={server.token}")
    expect_ready(page)
    page.wait_for_function(DRAWN)
    rows, lines = page.locator(".ot-parsons .ot-row"), catalogue.reason(5).parsons.lines

    def order() -> list[str]:
        """The lines as they stand; for a moment after a move one of two that changed places stands twice."""
        shown = [text[1:] for text in rows.locator(".ot-code").all_text_contents()]
        assert sorted(shown) == sorted(lines)
        return shown

    for place, line in enumerate(lines):
        for n in range(patiently(order).index(line), place, -1):
            rows.nth(n).get_by_role("button", name=f"Move up: line {n + 1}, {line}").tap()
            expect(rows.nth(n - 1).locator(".ot-code")).to_have_text(f"{n}{line}")
    page.locator(".ot-parsons").get_by_role("button", name="Check").tap()
    expect(page.locator(".ot-parsons .ot-note")).to_contain_text("Right:")
    patiently(lambda: saved(server, "05.parsons", list(lines)))
    page.get_by_role("button", name="Show me without a guess").first.tap()
    picture = page.locator(".ot-page figure img").first
    expect(picture).to_be_visible()
    editor = page.locator("[data-ot-kind=yours] .cm-content").first
    expect(editor).to_have_attribute("aria-label", f"Yours to change, {NAME}")
    # Drawn in a phone's shape.
    assert picture.evaluate("one => one.naturalHeight > one.naturalWidth")
    assert page.evaluate(CUT) == []
    page.set_viewport_size({"width": 390, "height": 9000})  # axe judges what is in the window
    assert axe.grave(page, ".ot-page") == []
    theme(page, "Dark")
    assert axe.grave(page, ".ot-page", ("color-contrast",)) == []
    assert "invert" in picture.evaluate("one => getComputedStyle(one).filter")  # no white box
    theme(page, "Light")
    assert picture.evaluate("one => getComputedStyle(one).filter") == "none"
    phone.close()


def test_one_switch_brings_the_whole_of_jupyterlab_and_one_leads_back(visit, server):
    visit.get_by_role("button", name="All of JupyterLab").click()
    expect(visit.get_by_role("menuitem", name="Kernel")).to_be_visible()
    visit.get_by_role("button", name="Back to the course").click()
    expect(visit.locator(".ot-home .ot-go")).to_be_visible()


def test_without_the_extension_the_lesson_works_in_plain_jupyterlab(browser, server):
    server.forget()
    page = browser.new_context(locale="en-US").new_page()
    page.route("**/course.js*", lambda route: route.abort())
    page.goto(f"{server.base}/lab/tree/{LESSON}?reset&token={server.token}")
    page.wait_for_function(IDLE, timeout=1000 * PATIENCE)
    page.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')")
    option = catalogue.reason(5).myth.options[0].text
    page.get_by_role("radio", name=option, exact=True).click(timeout=1000 * PATIENCE)
    patiently(lambda: saved(server, "05.myth", option))
    page.context.close()
