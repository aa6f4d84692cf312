"""A chart as two files of SVG, for a wide page and for a phone, each in the colours of light and of dark pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from course_lib import style
from course_lib.style import Form, Picture

# What the house style draws with, and what takes its place on a dark page. White is the sheet of paper.
DARK = {
    "#ffffff": "#1c2026",
    style.INK: "#e6e8eb",
    "#3e4c59": "#c3cad1",
    style.GREY: "#a4adb7",
    "#8a8a8a": "#757d86",
    style.PALE: "#3a4048",
    style.BLUE: "#56a9e0",
    style.SKY: "#86c8f2",
    style.ORANGE: "#f0883e",
    style.GREEN: "#35b98f",
    style.PINK: "#e09cc2",
    "#99446f": "#e09cc2",
}
FACE = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","DejaVu Sans",sans-serif'


@dataclass(frozen=True)
class Chart:
    """A chart on a page: its two files by their paths within the site, its alt text and the sentence under it."""

    wide: str
    narrow: str
    sizes: dict[str, tuple[int, int]]
    files: dict[str, str]
    alt: str
    caption: str


def chart(name: str, draw: Callable[..., Picture]) -> Chart:
    """The chart that `draw(form=...)` makes, under a name of its own."""
    wide, narrow = f"charts/{name}.svg", f"charts/{name}-narrow.svg"
    pictures = {wide: draw(form=style.PAGE), narrow: draw(form=style.PHONE)}
    return Chart(
        wide,
        narrow,
        {path: _size(picture.form) for path, picture in pictures.items()},
        {path: themed(picture.image.decode("utf-8")) for path, picture in pictures.items()},
        pictures[wide].alt,
        pictures[wide].caption,
    )


def themed(svg: str) -> str:
    """A drawing of matplotlib's in the reader's own face, and in dark colours where those are asked for."""
    rules = "".join(
        f'[style*="{name}: {light}"]{{{name}:{dark}!important}}'
        for light, dark in DARK.items()
        if light in svg
        for name in ("fill", "stroke")
    )
    look = f"text{{font-family:{FACE}!important}}@media (prefers-color-scheme:dark){{{rules}}}"
    svg = re.sub(r"^.*?(?=<svg )|\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    return re.sub(r"\n\s*", "\n", svg.replace("</style>", f"{look}</style>", 1))


def _size(form: Form) -> tuple[int, int]:
    """Width and height in CSS pixels, of which an inch has 96."""
    return round(96 * form.width), round(96 * form.height)
