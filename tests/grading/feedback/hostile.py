"""Answers and outputs that would run something as whoever reads them, and honest ones that are to be seen."""

from __future__ import annotations

import base64
import json
from typing import Any

# As the reader's own page would do it: a new title, and a terminal from the server it came from.
SCRIPT = (
    "document.title='owned';"
    "fetch(location.origin+'/api/terminals',{method:'POST',headers:{'X-XSRFToken':"
    "(document.cookie.match(/_xsrf=([^;]+)/)||[])[1]||''}})"
)
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGNg+M+AB41KY8cAANMGAZ9QZ5x4AAAA"
    "AElFTkSuQmCC"
)
_PAGE = f"<script>top.{SCRIPT}</script>"
_ENCODED = base64.b64encode(_PAGE.encode()).decode()
_STATE = "application/vnd.jupyter.widget-state+json"

MARKUP = {
    "script": f"<script>{SCRIPT}</script>",
    "script in capitals, without an end": f"<ScRiPt >{SCRIPT}",
    "picture that fails": f'<img src=nowhere onerror="{SCRIPT}">',
    "SVG that loads": f'<svg onload="{SCRIPT}"></svg>',
    "SVG with a script": f"<svg><script>{SCRIPT}</script></svg>",
    "style in SVG": f'<svg><style><img src=nowhere onerror="{SCRIPT}"></style></svg>',
    "frame with a page": f'<iframe srcdoc="{_PAGE}"></iframe>',
    "frame with an address": f'<iframe src="javascript:top.{SCRIPT}"></iframe>',
    "object": f'<object data="data:text/html;base64,{_ENCODED}"></object>',
    "details that open": f'<details open ontoggle="{SCRIPT}">x</details>',
    "field that takes the focus": f'<input autofocus onfocus="{SCRIPT}">',
    "link": f'<a class="trap" href="javascript:{SCRIPT}">click</a>',
    "link with a line break": f'<a class="trap" href="java\nscript:{SCRIPT}">click</a>',
    "link with an entity": f'<a class="trap" href="&#106;avascript:{SCRIPT}">click</a>',
    "form": f'<form action="javascript:{SCRIPT}"><button>Save</button></form>',
    "form to the server": '<form action="/api/terminals" method="post"><button>Save</button></form>',
    "refresh": f'<meta http-equiv="refresh" content="0;url=data:text/html;base64,{_ENCODED}">',
    "base": '<base href="https://example.org/">',
    "style that hides the page": "<style>body { display: none }</style>",
    "sheet over the page": '<div style="position:fixed;inset:0;background:#fff;z-index:9999">x</div>',
    "class of the page": '<div class="navbar-fixed-top modal in" id="statusmessage">x</div>',
    "MathML": f'<math><mtext></p><img src=nowhere onerror="{SCRIPT}"></mtext></math>',
    "comment that ends twice": f'<!--><img src=nowhere onerror="{SCRIPT}">-->',
    "template and noscript": f'<noscript><p title="</noscript><img src=x onerror={SCRIPT}>"></noscript>',
    "end of a frame": f"</iframe><script>{SCRIPT}</script>",
    "end of an attribute": f'" onload="{SCRIPT}" x="',
    "attribute in entities": f"&quot; srcdoc=&quot;{_PAGE}&quot; sandbox=&quot;allow-scripts",
    "style that ends in an attribute": f'<svg><p><style><g title="</style><img src onerror={SCRIPT}>">',
    "form in MathML": f'<form><math><mtext></form><form><mglyph><style></math><img src onerror="{SCRIPT}">',
    "folded picture": f'<details open><img src="a.png" onerror="{SCRIPT}"></details>',
    "textarea": f'<textarea><img title="</textarea><img src=nowhere onerror={SCRIPT}>"></textarea>',
}
MARKDOWN = {
    "link in Markdown": f"[click](javascript:{SCRIPT.replace(' ', '')})",
    "link of data": f"[click](data:text/html;base64,{_ENCODED})",
    "link into the server": "[click](/logout)",
    "page beside the notebook": "[click](evil.html)",
    "reference": f"[click][1]\n\n[1]: javascript:{SCRIPT}",
    "picture in Markdown": f"![x](javascript:{SCRIPT})",
    "picture of the server": "![x](/api/shutdown)",
    "mathematics": rf"$\href{{javascript:{SCRIPT}}}{{click}}$",
    "mathematics around HTML": f"$$ <img src=nowhere onerror=\"{SCRIPT}\"> $$",
    "address in brackets": f"[click](<java\nscript:{SCRIPT}>) <javascript:{SCRIPT}>",
    "end of a picture": f'![a" onerror="{SCRIPT}](<a.png" onerror="{SCRIPT}>)',
    "picture in a table": f'|<img src=x onerror="{SCRIPT}">|\n|-|\n|<script>{SCRIPT}</script>|',
    "class of the page in code": f"```navbar-fixed-top\" onclick=\"{SCRIPT}\n1\n```",
    "diagram": f"```mermaid\ngraph TD; A[\"<img src=x onerror='{SCRIPT}'>\"]\n```",
    "code": f"```html\n<script>{SCRIPT}</script>\n```",
    "heading": f"# <img src=nowhere onerror=\"{SCRIPT}\">",
}  # fmt: skip
BUNDLES: dict[str, dict[str, Any]] = {
    "JavaScript": {"application/javascript": SCRIPT, "text/plain": "<Javascript object>"},
    "JavaScript alone": {"text/javascript": SCRIPT},
    "widget": {
        "application/vnd.jupyter.widget-view+json": {"model_id": f"</script>{_PAGE}"},
        "text/plain": "IntSlider()",
    },
    "SVG": {"image/svg+xml": f'<svg xmlns="http://www.w3.org/2000/svg" onload="top.{SCRIPT}"/>'},
    "picture that is none": {"image/png": f'"><script>{SCRIPT}</script>'},
    "LaTeX": {"text/latex": rf"$\href{{javascript:{SCRIPT}}}{{click}}$"},
    "Markdown": {"text/markdown": f"[click](javascript:1) <script>{SCRIPT}</script>"},
    "diagram": {"text/vnd.mermaid": f"graph TD; A[<img src=x onerror={SCRIPT}>]"},
    "a list": {"text/html": ["<script>", SCRIPT, "</script>"]},
    "a name": {f"<script>{SCRIPT}</script>": "x"},
}


def notebook() -> dict[str, Any]:
    """All of them in one notebook, with fields that a page takes in unasked filled with scripts as well."""
    evil = f'"><script>{SCRIPT}</script>'
    outputs = [display({"text/html": markup}) for markup in MARKUP.values()]
    outputs += [display(bundle) for bundle in BUNDLES.values()]
    outputs.append({"output_type": "stream", "name": evil, "text": evil})
    outputs.append(
        {"output_type": "error", "ename": evil, "evalue": evil, "traceback": [f"\x1b[31m{evil}"]}
    )
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "id": "first",
            "source": f"# {evil}",
            "metadata": {
                "tags": [evil.replace(",", ";")],
                "nbgrader": {"grade_id": evil, "comment": evil},
            },
            "execution_count": 1,
            "outputs": outputs,
        },
        {
            "cell_type": "raw",
            "id": "raw",
            "source": _PAGE,
            "metadata": {"raw_mimetype": "text/html"},
        },
    ]
    cells += [
        {"cell_type": "markdown", "id": f"m{n}", "source": text, "metadata": {"alt": evil}}
        for n, text in enumerate((*MARKUP.values(), *MARKDOWN.values()))
    ]
    return {
        "cells": cells,
        "metadata": {"title": evil, "widgets": {_STATE: {"state": {"x": _PAGE}}}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def honest() -> list[dict[str, Any]]:
    """A pasted picture, a drawn one and a table, as Jupyter and pandas write them."""
    import pandas

    table = pandas.DataFrame({"replies": [3, 5]}, index=["Maple", "Oak"])
    return [
        {
            "cell_type": "markdown",
            "id": "pasted",
            "source": "My reply: ![as sent](attachment:reply.png)",
            "metadata": {},
            "attachments": {"reply.png": {"image/png": PIXEL}},
        },
        {
            "cell_type": "code",
            "id": "drawn",
            "source": "table",
            "metadata": {},
            "execution_count": 1,
            "outputs": [
                display({"image/png": PIXEL, "text/plain": "<Figure>"}),
                display({"text/html": table._repr_html_(), "text/plain": str(table)}),
            ],
        },
    ]


def display(data: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": json.loads(json.dumps(data))}
