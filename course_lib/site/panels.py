"""What stands on a page in the place of each panel: words that open, and a way to the clinic. Nothing is dead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

import course_lib
from course_lib import HOME, catalogue, checkpoints, diagnosis
from course_lib.site import charts
from course_lib.style import Picture
from course_lib.widgets.checkpoint import ASKED, FLAWED, WORDS
from course_lib.widgets.parsons import shuffled
from course_lib.widgets.parts import prose
from course_lib.widgets.self_score import POINTS

if TYPE_CHECKING:
    from jinja2 import Environment

    from course_lib.tables import Shop
    from course_lib.words import Reason

TEMPLATES = Path(__file__).with_name("templates")
CLINIC = "clinic/index.html"
# Of panels that need Python: what they are called, and what is done there.
IN_COURSE = {
    "diagnose": ("The mystery shop", "The shops are opened"),
    "board": ("The board", "A room's diagnoses are added up"),
    "downloads": ("Your downloads", "The files are read"),
    "review": ("Day 0 and day 90", "The two counts are compared"),
    "certificate": ("Certificate", "A certificate is made"),
}


@dataclass(frozen=True)
class Static:
    """A piece of a page, as a cell's value."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


@dataclass
class Panels:
    """The panels of one page; `files` are the charts that they drew, by their paths within the site."""

    page: str
    files: dict[str, str] = field(default_factory=dict)

    def functions(self) -> dict[str, Callable[..., Any]]:
        """What a lesson's calls do on a page, by name: what draws a panel, the guess, and a shop.

        Nobody types a guess there, and a shop is read once for all pages.
        """
        drawn = [name for name, home in HOME.items() if home.startswith("widgets.")]
        functions = {name: getattr(self, name, partial(_in_course, name)) for name in drawn}
        return functions | {"guess": lambda *_: None, "shop": _shop}

    def recall(self, number: int) -> Static:
        """Two questions, whose options open."""
        return _panel("recall", questions=catalogue.recall_for(number))

    def myth(self, number: int) -> Static:
        """What people think, and a question whose options open."""
        return _panel("myth", myth=catalogue.reason(number).myth)

    def predict(self, number: int, shop: Shop) -> Static:
        """The question before the chart."""
        return _panel("predict", predict=catalogue.reason(number).predict, shop=shop.name)

    def chart(
        self, number: int, shop: Shop, guess: object = ..., beside: Shop | Sequence[Shop] = ()
    ) -> Static:
        """A chart behind words that open it; with a `guess`, as it is that of the question above."""
        chart = self._drawn(_slug(shop), partial(catalogue.chart, number, shop, beside=beside))
        return _panel("chart", chart=chart, shop=shop.name, guessed=guess is not ...)

    def parsons(self, number: int) -> Static:
        """The shuffled lines, and the right order behind a word."""
        task = catalogue.reason(number).parsons
        return _panel("parsons", task=task, shuffled=shuffled(task.lines, number))

    def self_score(self, number: int) -> Static:
        """The four statements, to be scored in the clinic."""
        return _own("self_score", number, points=POINTS)

    def own_numbers(self, number: int) -> Static:
        """What is asked of an owner and what is to be counted, to be judged in the clinic."""
        reason = catalogue.reason(number)
        count, asks = reason.count, []
        if count:
            asks = [part for part in (count.which, count.n, count.k) if isinstance(part, str)]
        words = [diagnosis.with_horizon(one, reason.horizon, None) for one in asks]
        return _own("own_numbers", number, asks=words)

    def decide(self, number: int) -> Static:
        """One line of a plan, as an example."""
        return _own("decide", number)

    def checkpoint(self, part: str) -> Static:
        """Which reasons a business has, to be chosen before what shows it is opened."""
        one, shop = checkpoints.checkpoint_of(part), checkpoints.business_of(part)
        items = []
        for item in one.reasons:
            reason, chart = catalogue.reason(item.number), None
            if one.evidence != WORDS:
                chart = self._drawn(reason.lesson[3:], partial(catalogue.chart, item.number, shop))
            items.append((item, reason, chart))
        wall = checkpoints.goals_in_words(shop) if one.evidence == WORDS else []
        asked = ASKED.format(business=one.business).split(" Tick ")[0]
        return _panel("checkpoint", asked=asked, items=items, wall=wall)

    def follow_up(self, part: str) -> Static:
        """The lines of a report, of which some are flawed, and questions; all open."""
        one = checkpoints.checkpoint_of(part)
        words = checkpoints.facts(checkpoints.business_of(part)) if one.lines else {}
        lines = [
            (line.text.format(**words), line.flawed, line.says.format(**words))
            for line in one.lines
        ]
        return _panel("follow_up", asked=FLAWED, lines=lines, questions=one.questions)

    def scorecard(self, *_: object) -> Static:
        """Where the scorecard is."""
        return _panel("in_clinic", kind="Your scorecard", what="Your scorecard")

    def plan(self, *_: object) -> Static:
        """Where the plan is."""
        return _panel("in_clinic", kind="Your plan", what="Your plan")

    def organisation(self) -> Static:
        """Nothing: the clinic asks."""
        return Static("")

    def backup(self) -> Static:
        """Nothing: a page holds no answers."""
        return Static("")

    def _drawn(self, name: str, draw: Callable[..., Picture]) -> charts.Chart:
        chart = charts.chart(f"{self.page}-{name}", draw)
        self.files |= chart.files
        return chart


@cache
def _shop(name: str) -> Shop:
    return course_lib.shop(name)


def clinic(reason: Reason, part: str = "") -> str:
    """The address of a reason's question in the clinic, or of its "score" or "decide"."""
    return f"{CLINIC}#{reason.lesson[3:]}{f'/{part}' if part else ''}"


@cache
def environment() -> Environment:
    """The templates, with `prose` for plain text that has `code` and **words** in it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    templates.filters["prose"] = lambda words: Markup(prose(words))
    templates.globals |= {"clinic": clinic, "CLINIC": CLINIC}
    return templates


def _panel(name: str, **values: Any) -> Static:
    macro = getattr(environment().get_template("panels.html.j2").module, name)
    return Static(str(macro(**values)))


def _in_course(name: str, *_: object) -> Static:
    """Where a panel is that needs Python to answer."""
    kind, what = IN_COURSE.get(name, ("With Python", "What belongs here is done"))
    return _panel("in_course", kind=kind, what=what)


def _own(name: str, number: int, **values: Any) -> Static:
    return _panel(name, reason=catalogue.reason(number), **values)


def _slug(shop: Shop) -> str:
    return "-".join(shop.name.casefold().split())
