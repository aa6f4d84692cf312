"""Two people at a lesson: one has a mouse, the other only a keyboard."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

from tests.browser.notebook import Notebook
from tests.browser.serving import patiently


class Mouse:
    """A person at an open notebook, with a mouse for everything but words."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook, self.page = notebook, notebook.page
        self.panel = notebook.panel

    def press(self, control: Locator) -> None:
        control.click()

    def slide(self, handle: Locator, steps: int) -> None:
        handle.hover()  # waits until the page has stopped moving under it
        box = handle.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.down()
        self.page.mouse.move(x + 8 * steps, y, steps=4)
        self.page.mouse.up()

    def write(self, field: Locator, words: str) -> None:
        """Put these words in place of what stands there, and leave the field."""
        self.press(field)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Tab")

    def date(self, field: Locator, iso: str) -> None:
        field.fill(iso)  # the calendar that drops down is the browser's own, out of a test's reach

    def expect_saved(self, key: str, value: Any) -> None:
        """The progress file holds this answer, now or when the kernel has come to it."""

        def look() -> None:
            assert self.notebook.server.answers().get(key) == value

        patiently(look)


class Keyboard(Mouse):
    """A person without a mouse: gets everywhere with Tab, as someone who cannot see does too."""

    def reach(self, control: Locator) -> None:
        for _ in range(300):
            if control.evaluate("control => control === document.activeElement"):
                return
            # Radios are one stop, within which arrows lead from one to the next.
            among = control.evaluate(
                "radio => radio.name && radio.name === document.activeElement.name"
            )
            self.page.keyboard.press("ArrowDown" if among else "Tab")
        raise AssertionError(f"Tab does not reach {control}")

    def press(self, control: Locator) -> None:
        self.reach(control)
        self.page.keyboard.press("Space")

    def slide(self, handle: Locator, steps: int) -> None:
        self.reach(handle)
        for _ in range(steps):
            self.page.keyboard.press("ArrowRight")

    def write(self, field: Locator, words: str) -> None:
        self.reach(field)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Tab")

    def date(self, field: Locator, iso: str) -> None:
        year, month, day = iso.split("-")
        self.reach(field)
        self.page.keyboard.type(month + day + year)  # in the order of this browser's language
