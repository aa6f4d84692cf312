"""A notebook's slides: its own charts, words and questions as a notebook with slides' metadata, and as a page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from course_lib import catalogue, diagnosis
from course_lib.teaching.documents import Discussion
from course_lib.teaching.pages import TEMPLATES
from course_lib.words import Reason

if TYPE_CHECKING:
    from course_lib.tables import Shop

FULL = 125  # words on a slide


def deck(lesson: Any, number: int, businesses: Sequence[Shop], talk: Discussion | None) -> Any:
    """The slides of a reason's lesson as a notebook: nbconvert's, and RISE's, metadata say where each begins.

    `lesson` is the lesson's notebook; its charts are drawn of `businesses`, to be judged first.
    """
    from nbformat.v4 import new_notebook

    reason = catalogue.reason(number)
    place, total = catalogue.place(number)
    slides = [
        _words(f"# {reason.title}\n\n*{reason.question}*\n\n{reason.part} · {place} of {total}"),
        _words(
            f"## Before you look\n\n{reason.predict.question}\n\nWrite a number on paper. Show it to nobody."
        ),
    ]
    for shop in businesses:
        beside = [other for other in businesses if other is not shop]
        chart = catalogue.chart(number, shop, beside=beside, verdict=False)
        slides.append(
            _drawing(
                f'<div class="chart"><h2>{html.escape(shop.name)}: what is your verdict?</h2>'
                f"{chart._repr_html_()}</div>"
            )
        )
    verdicts = [catalogue.measure(number, shop) for shop in businesses]
    rows = "".join(
        f'<tr><th scope="row">{html.escape(shop.name)}</th><td><b>{one.verdict}</b></td>'
        f"<td>{html.escape(one.figures)}</td></tr>"
        for shop, one in zip(businesses, verdicts, strict=True)
    )
    bar = f"The bar: {reason.sign.bar_words}. {reason.sign.why_bar}"
    slides.append(
        _drawing(f"<h2>What the sign says</h2><table>{rows}</table><p>{html.escape(bar)}</p>")
    )
    if question := discussion_question(lesson):
        slides.append(_words(f"## With others in the room\n\n{question}"))
    if talk:
        slides.append(_words(f"## To close\n\n{talk.close}"))
    myth = reason.myth
    options = "\n".join(f"{i}. {one.text}" for i, one in enumerate(myth.options, 1))
    right = next(one for one in myth.options if one.right)
    slides.append(_words(f"## “{myth.claim}”\n\n{myth.question}\n\n{options}"))
    slides.append(_words(f"## {right.text}\n\n{right.answer}"))
    slides.append(_words(f"## Your business\n\n{_own(reason)}"))
    points = re.findall(r"^- .+(?:\n(?![-\n]).+)*", _cell(lesson, "seen"), re.M)
    slides.append(_words("## What we saw\n\n" + "\n".join(points)))
    notebook = new_notebook(cells=slides)
    notebook.metadata["title"] = reason.title
    return notebook


def outline(lesson: Any) -> Any:
    """The slides of a notebook that belongs to no reason: a slide a heading, in the notebook's own words.

    Of a paragraph the first sentence is shown, all of it if it is for the room; tables, quotations and lists
    whole, and what is folded away not at all, as it may be for one reader alone.
    """
    from nbformat.v4 import new_notebook

    title, *others = [cell for cell in lesson.cells if cell.cell_type == "markdown"]
    name = re.sub(r"^# ", "", title.source.partition("\n")[0])
    slides, heading = [_words("\n\n".join(_blocks(title.source, "#")))], name
    for cell in others:
        if own := re.search(r"^## (.+)$", cell.source, re.M):
            heading = own[1]
        blocks = list(_blocks(cell.source, "##"))
        # A line between two boxes to run is an instruction to their reader.
        if own or any(block[0] in "|>-1" or "?" in block for block in blocks):
            slides += [_words("\n\n".join([f"## {heading}", *part])) for part in _packed(blocks)]
    notebook = new_notebook(cells=slides)
    notebook.metadata["title"] = name
    return notebook


def _packed(blocks: list[str]) -> list[list[str]]:
    """Blocks in as many slides as they need, so that none runs over its foot."""
    parts: list[list[str]] = [[]]
    for block in blocks:
        if parts[-1] and sum(len(one.split()) for one in [*parts[-1], block]) > FULL:
            parts.append([])
        parts[-1].append(block)
    return parts


def _blocks(source: str, mark: str) -> Iterator[str]:
    """What a slide shows of each part of a Markdown text; a heading only if it is a title's."""
    shown = re.sub(r"<details>.*?</details>", "", source, flags=re.DOTALL)
    for block in re.split(r"\n(?:> *)?\n", shown):  # a long quotation may go on overleaf
        block = re.sub(r"\[([^]]+)\]\([^)]*\)", r"\1", block).strip()
        if block.startswith("#"):
            if mark == "#":
                yield block
        elif re.match(r"[|>]|- |1\. ", block):
            yield block
        elif block:
            # The line under a title goes on with links to other notebooks, which no slide can follow.
            line = re.sub(r" · .*", "", block)
            whole = line.startswith("**With others")
            yield line if whole else re.split(r"(?<=[.?!])\s+(?=[A-Z*“\"`])", line)[0]


def page(notebook: Any) -> str:
    """A deck as one page of HTML that needs nothing beside it, by nbconvert."""
    from nbconvert.exporters import SlidesExporter

    exporter = SlidesExporter(
        template_name="slides",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_anchor_links=True,
    )
    return exporter.from_notebook_node(notebook)[0]


def discussion_question(lesson: Any) -> str:
    """The question of a lesson for a room, as Markdown without its label; "" if it has none."""
    source = re.sub(r"^\*\*With others in the room:\*\* ", "", _cell(lesson, "discuss"))
    return re.sub(r"^\W*\w", lambda start: start[0].upper(), source)


def _own(reason: Reason) -> str:
    count = reason.count
    if count is None:
        return reason.gate.question
    asks = diagnosis.with_horizon(f"{count.which} {count.k or ''}", reason.horizon, None)
    return f"**First:** {reason.gate.question}\n\n**Then, if it is still open:** {asks}"


def _cell(lesson: Any, name: str) -> str:
    """The source of a lesson's cell by its id, links as their words; "" if there is none."""
    source = next((cell.source for cell in lesson.cells if cell.get("id") == name), "")
    return re.sub(r"\[([^]]+)\]\([^)]*\)", r"\1", source)


def _words(source: str) -> Any:
    from nbformat.v4 import new_markdown_cell

    return new_markdown_cell(source, metadata={"slideshow": {"slide_type": "slide"}})


def _drawing(code: str) -> Any:
    from nbformat.v4 import new_code_cell, new_output

    shown = new_output("display_data", data={"text/html": code})
    return new_code_cell(outputs=[shown], metadata={"slideshow": {"slide_type": "slide"}})
