"""A notebook that is open in the real JupyterLab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.serving import PATIENCE, Server

# The DOM says "idle" before the kernel is: ask the kernel itself.
IDLE = """() => {
    const s = window.jupyterapp?.shell?.currentWidget?.sessionContext, k = s?.session?.kernel;
    return s?.isReady && k?.connectionStatus === 'connected' && k?.status === 'idle';
}"""
CELLS = "window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells"
# Every widget of the outputs has been drawn: a panel is empty until its parts arrive.
DRAWN = f"""() => {{
    const view = 'application/vnd.jupyter.widget-view+json';
    const outputs = {CELLS}.flatMap(cell => cell.cell_type === 'code' ? cell.getOutputs() : []);
    const panels = [...window.jupyterapp.shell.currentWidget.node.querySelectorAll('.ot-panel')];
    return panels.length === outputs.filter(out => out.data?.[view]).length
        && panels.every(panel => panel.querySelector('.ot-kind'));
}}"""


class Notebook:
    """A notebook open in JupyterLab, with all its cells in view."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page, self.server = page, server

    def open(self, path: str) -> Notebook:
        """Show a notebook: in JupyterLab as it stands, where this window has loaded it, which takes seconds."""
        if self.page.evaluate("() => !window.jupyterapp"):
            self.page.goto(f"{self.server.base}/lab/tree/{path}?reset&token={self.server.token}")
            return self.ready()
        self.page.evaluate(
            "path => window.jupyterapp.commands.execute('docmanager:open', {path}).then(() => null)",
            path,
        )
        return self.ready()

    def clear(self) -> Notebook:
        """Close what is open, end its kernel and forget every answer."""
        self.page.evaluate(
            "() => [...(window.jupyterapp?.shell.widgets('main') ?? [])].filter(one => one.context)"
            ".forEach(one => { one.context.model.dirty = false; one.close(); })"
        )
        self.page.wait_for_function("() => !window.jupyterapp?.shell.currentWidget?.sessionContext")
        self.server.forget()
        return self

    def turn_to(self, path: str) -> Notebook:
        """Open another notebook in place of this one, with no kernel running and no answer given."""
        return self.clear().open(path)

    def ready(self) -> Notebook:
        self.page.wait_for_function(IDLE)
        return self

    def do(self, command: str, agree: str = "") -> Notebook:
        """Run one of JupyterLab's commands to its end, and press `agree` if it asks first."""
        self.page.evaluate(
            "name => { window.done = false;"
            "void window.jupyterapp.commands.execute(name).finally(() => { window.done = true; }) }",
            command,
        )
        if agree:
            self.page.locator(".jp-Dialog").get_by_role("button", name=agree).click()
        self.page.wait_for_function("() => window.done")
        return self

    def run_all(self) -> Notebook:
        self.do("notebook:run-all-cells").ready()
        self.page.wait_for_function(DRAWN)
        return self

    def show_charts(self) -> Notebook:
        """Wave the guess aside, and wait until every chart that waited for one is there."""
        places = self.panel("chart")
        if count := places.count():
            places.get_by_role("button", name="Show me without a guess").press("Enter")
            expect(places.locator("figure")).to_have_count(count)
        return self

    def restart(self) -> Notebook:
        return self.do("kernelmenu:restart", agree="Confirm Kernel Restart").ready()

    def theme(self, name: str) -> Notebook:
        """Change to JupyterLab's Light or Dark theme."""
        theme(self.page, name)
        return self

    def cells(self) -> list[dict[str, Any]]:
        """The notebook as it stands, outputs included, in nbformat's words."""
        return self.page.evaluate(f"() => {CELLS}.map(cell => cell.toJSON())")

    def write(self, cell_id: str, source: str) -> None:
        """Put this code into a cell."""
        code = f"([id, text]) => {CELLS}.find(cell => cell.id === id).setSource(text)"
        self.page.evaluate(code, [cell_id, source])

    def panel(self, kind: str) -> Locator:
        return self.page.locator(f".ot-panel.ot-{kind}")


def theme(page: Page, name: str) -> None:
    """Change to JupyterLab's Light or Dark theme."""
    change = (
        "name => void window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})"
    )
    page.evaluate(change, f"JupyterLab {name}")
    page.wait_for_function(
        "name => document.body.dataset.jpThemeName === name", arg=f"JupyterLab {name}"
    )
    # JupyterLab lowers a curtain while the colours change.
    page.locator("#jupyterlab-splash").wait_for(state="detached")


@contextmanager
def windows(browser: Browser, server: Server) -> Iterator[Callable[[], Notebook]]:
    """Opens windows of a laptop's size, on a course with no kernel running and no answer given."""
    server.forget()
    context = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(1000 * PATIENCE)
    yield lambda: Notebook(context.new_page(), server)
    context.close()
