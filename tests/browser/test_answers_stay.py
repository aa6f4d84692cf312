"""What was answered is there again: after a reload, after a restart, beside another lesson, in the plan."""

from playwright.sync_api import expect

from course_lib import catalogue
from tests.browser.hands import Mouse

LESSON = "lessons/05-not-engaging.ipynb"
MYTH = catalogue.reason(5).myth.options[0].text


def answer(notebook):
    """A prediction, a myth and a self-score, all saved."""
    hand = Mouse(notebook)
    hand.press(hand.panel("predict").get_by_role("button", name="Lock my prediction"))
    hand.press(hand.panel("myth").get_by_role("radio", name=MYTH, exact=True))
    for place in range(4):
        hand.press(statement(notebook, place).get_by_role("radio", name="sometimes"))
    hand.expect_saved("05.predict", {"Oak Street": 50.0})
    hand.expect_saved("05.myth", MYTH)
    hand.expect_saved("05.self_score.d", {"answer": "sometimes", "evidence": ""})


def expect_answers(notebook):
    expect(notebook.panel("predict").get_by_role("button", name="Locked")).to_be_disabled()
    expect(notebook.panel("predict").locator(".ot-note")).to_contain_text("You said 50%.")
    expect(notebook.panel("myth").get_by_role("radio", name=MYTH, exact=True)).to_be_checked()
    for place in range(4):
        radio = statement(notebook, place).get_by_role("radio", name="sometimes")
        expect(radio).to_be_checked()
    expect(notebook.panel("self_score").locator(".ot-note")).to_have_text("4 of 12.")


def statement(notebook, place):
    return notebook.panel("self_score").locator(".ot-statement").nth(place)


def test_a_reload_of_the_page_finds_every_answer(window):
    notebook = window().open(LESSON).run_all()
    answer(notebook)
    notebook.do("docmanager:save")
    notebook.page.reload()
    expect_answers(notebook.ready())
    expect_answers(notebook.run_all())


def test_a_restarted_kernel_finds_every_answer(notebook):
    answer(notebook.open(LESSON).run_all())
    expect_answers(notebook.restart().run_all())


def test_two_lessons_open_at_once_lose_nothing(notebook, window):
    lessons = {5: notebook.open(LESSON), 2: window().open("lessons/02-no-target.ipynb")}
    for lesson in lessons.values():
        lesson.run_all()
    for place, key in enumerate("ab"):  # turn and turn about
        for number, lesson in lessons.items():
            lesson.page.bring_to_front()
            hand = Mouse(lesson)
            hand.press(statement(lesson, place).get_by_role("radio", name="usually"))
            hand.write(statement(lesson, place).get_by_label("Evidence"), f"{number}{key}")
    for number in lessons:
        for key in "ab":
            kept = {"answer": "usually", "evidence": f"{number}{key}"}
            hand.expect_saved(f"{number:02}.self_score.{key}", kept)


def test_the_plan_takes_up_the_answers_and_is_saved_in_three_files(notebook, server):
    first = notebook.open(LESSON).run_all()
    answer(first)
    hand = Mouse(first)
    own = first.panel("own_numbers")
    hand.press(own.get_by_role("radio", name="Yes, and people ask", exact=True))
    hand.press(own.get_by_role("button", name="Take the course's"))
    hand.write(own.get_by_label("Of those", exact=True), "2")
    hand.write(first.panel("decide").get_by_label("If", exact=True), "the kettle boils")
    expect(first.panel("decide").locator(".ot-note")).to_contain_text("If the kettle boils")
    last = notebook.open("lessons/99-your-plan.ipynb").run_all()
    name = last.page.get_by_role("rowheader", name="Not engaging", exact=True)
    row = last.panel("scorecard").get_by_role("row").filter(has=name)
    expect(row).to_contain_text("4 of 12")
    expect(row).to_contain_text("problem")
    expect(last.panel("plan")).to_contain_text("If the kettle boils")
    last.panel("plan").get_by_role("button", name="Save my plan").click()
    expect(last.panel("plan").locator(".ot-note").last).to_contain_text("Saved in ")
    for name in ("plan.csv", "plan.ics", "plan.html"):
        assert "the kettle boils" in (server.home / name).read_text(encoding="utf-8")
        expect(last.panel("plan").get_by_role("link", name=name)).to_be_visible()
