"""Every lesson, as whoever opens it sees it: it runs, it can be read in light and dark, and nobody is shut out."""

import os

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.serving import ROOT

# Each notebook in either theme, for a person to look at; drawn where OFF_TARGET_PICTURES is set, as it takes long.
ARTEFACTS = ROOT / "test-artefacts"
# What we wrote and drew. JupyterLab's own menus, toolbars and editors are not ours to mend.
OURS = {"include": [[".jp-Notebook .jp-RenderedMarkdown"], [".jp-Notebook .jp-OutputArea-output"]]}
CONTROLS = ':is(input, button, select, a[href], [tabindex="0"]):not(:disabled)'
# What Tab reaches, in the order in which it does: a number for each control of our panels; of radios, one.
NUMBER_CONTROLS = f"""() => [...document.querySelectorAll('.ot-panel {CONTROLS}')]
    .filter(control => control.checkVisibility() && !control.closest('[disabled]'))
    .filter((control, n, all) => control.type !== 'radio'
        || control === (all.find(one => one.name === control.name && one.checked)
            ?? all.find(one => one.name === control.name)))
    .map((control, number) => {{ control.dataset.number = number; return control.outerHTML; }})"""
FOCUSED = """() => {
    const at = document.activeElement, style = getComputedStyle(at);
    return {number: at.dataset.number ?? null, wraps: at.matches('body'),
            seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2};
}"""


@pytest.mark.parametrize("ours", ["h2", "p", "code"])
def test_letters_too_faint_to_be_read_would_be_found(lessons, ours):
    faint = f".jp-RenderedMarkdown {ours} {{ color: #ccc !important }}"
    sheet = lessons.page.add_style_tag(content=faint)
    found = axe.grave(lessons.page, OURS, ("color-contrast",))
    sheet.evaluate("sheet => sheet.remove()")
    assert any(html.startswith((f"<{ours}>", f"<{ours} ")) for _, html, _ in found)


def test_it_runs_from_top_to_bottom_without_an_error(lesson):
    code = [cell for cell in lesson.cells() if cell["cell_type"] == "code"]
    assert [cell["id"] for cell in code if cell["execution_count"] is None] == []
    bad = [
        (cell["id"], output)
        for cell in code
        for output in cell["outputs"]
        if output["output_type"] == "error" or output.get("name") == "stderr"
    ]
    assert bad == []


def test_every_figure_is_there_and_says_in_words_what_it_shows(lesson):
    figures = lesson.page.locator(".jp-Notebook :is(img, svg[role=img])").evaluate_all(
        """all => all.map(one => ({
            words: one.alt ?? one.getAttribute('aria-label') ?? '',
            drawn: one.tagName !== 'IMG' || (one.complete && one.naturalWidth > 0),
            source: one.outerHTML.slice(0, 80)}))"""
    )
    assert [one for one in figures if len(one["words"]) < 40 or not one["drawn"]] == []


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_it_can_be_read_and_used_by_everyone(lesson, theme):
    lesson.theme(theme)
    if os.environ.get("OFF_TARGET_PICTURES"):
        name = lesson.page.evaluate("window.jupyterapp.shell.currentWidget.title.label")
        ARTEFACTS.mkdir(exist_ok=True)
        picture(lesson, ARTEFACTS / f"{name.removesuffix('.ipynb')}-{theme.lower()}.png")
    expect(lesson.page.locator(".noUi-handle:not([aria-label])")).to_have_count(0)
    # Only colours differ between the themes.
    assert axe.grave(lesson.page, OURS, ("color-contrast",) if theme == "Dark" else ()) == []


def test_the_keyboard_reaches_every_control_and_shows_where_it_is(lesson):
    controls = lesson.page.evaluate(NUMBER_CONTROLS)
    lesson.page.evaluate("document.activeElement.blur()")
    reached, unseen = set(), []
    for _ in range(len(controls) + 100):  # JupyterLab has controls of its own
        lesson.page.keyboard.press("Tab")
        focus = lesson.page.evaluate(FOCUSED)
        if focus["wraps"] and len(reached) == len(controls):
            break
        if focus["number"] is not None:
            reached.add(int(focus["number"]))
            unseen += [] if focus["seen"] else [controls[int(focus["number"])]]
    assert [html for number, html in enumerate(controls) if number not in reached] == []
    assert unseen == []


def picture(lesson, path):
    """The lesson from its title to its last cell, for a person to look at."""
    lowest = lesson.page.locator(".jp-Notebook .jp-Cell").last.bounding_box()
    window = lesson.page.viewport_size
    height = min(window["height"], round(lowest["y"] + lowest["height"]) + 40)
    clip = {"x": 0, "y": 0, "width": window["width"], "height": height}
    lesson.page.screenshot(path=path, clip=clip)
