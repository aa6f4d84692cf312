"""What axe, which looks for what shuts people out, has to complain of."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# JupyterLab's body is 0 pixels high and hides what runs over it, though all is drawn. Axe goes by the first, takes
# every letter for hidden, and judges the colours of none. A dropdown's arrow it takes for a picture behind words.
JUDGED = "body { height: 100vh !important } select { background-image: none !important }"


def grave(page: Page, context: Any, rules: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    """The serious complaints about what of `context` is in the window: rule, HTML and what to mend.

    By all rules, or these. Letters of which axe cannot tell whether they have enough contrast are among them.
    """
    sheet = page.add_style_tag(content=JUDGED)
    options: dict[str, Any] = {"resultTypes": ["violations", "incomplete"]}
    if rules:
        options["runOnly"] = list(rules)
    response = Axe().run(page, context, options).response
    sheet.evaluate("sheet => sheet.remove()")
    complaints = [
        (rule["id"], node)
        for rule in response["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]
    complaints += [
        (rule["id"], node)
        for rule in response["incomplete"]
        if rule["id"] == "color-contrast"
        for node in rule["nodes"]
        if not _is_beyond_axe(node)
    ]
    return [(rule, node["html"][:200], node["failureSummary"]) for rule, node in complaints]


def _is_beyond_axe(node: dict[str, Any]) -> bool:
    """Whether these are words in a drawing, whose ground axe cannot tell, or a letter, which it takes for none."""
    return node["html"].startswith("<text ") or "too short" in node["failureSummary"]
