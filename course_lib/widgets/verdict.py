"""The question that is a reason's fault, then its count, against a bar that its owner fixed before counting."""

from __future__ import annotations

import html
from typing import Any

from ipywidgets import Layout

from course_lib import diagnosis
from course_lib.counts import slips
from course_lib.diagnosis import TEXTS
from course_lib.inquiry import COMPLETE, COUNT, LIST, SAMPLE
from course_lib.widgets.controls import HTML, Button, Checkbox, RadioButtons
from course_lib.widgets.entries import (
    answer,
    fixed_terms,
    is_second_open,
    settle,
    verdict_question,
)
from course_lib.widgets.list_row import ListRow
from course_lib.widgets.parts import (
    Column,
    Field,
    Note,
    Panel,
    Part,
    button,
    line,
    passing,
    plain,
    prose,
    text,
)
from course_lib.words import Reason

FIXED = ("horizon", "bar", "planned")  # before the count, which locks them


def panel(reason: Reason) -> Panel:
    """The reason's questions and their verdict; what is entered is saved as typed, at once.

    What cannot be right never takes the place of what could be judged: see `settle`.
    """
    return _View(reason).panel


class _View:
    """The widgets of one panel, and what counts of what they hold."""

    def __init__(self, reason: Reason) -> None:
        self.reason, self.count = reason, reason.count
        self.panel, self.note = Panel("own_numbers", "Your business: your verdict"), Note()
        self.question = verdict_question(reason)
        self.valid: dict[str, Any] = self.question.load() or {}
        self.slip: dict[str, str] = self.valid.pop("slip", {})
        self.gate = RadioButtons(
            options=[(plain(option.text), option.id) for option in reason.gate.options],
            value=self.valid.get("gate"),
        )
        # Filled once the question leaves something to count: the widgets inside take longer to draw than the rest
        # of the panel, and many owners never need them.
        self.counting = Column()
        self.fields: dict[str, Field] = {}
        self.beside: dict[str, RadioButtons] = {}
        self.rows: list[ListRow] = []
        self._build()

    @property
    def listed(self) -> bool:
        return self.count is not None and self.count.kind == LIST

    def _saved_rows(self) -> list[dict[str, Any]]:
        return [*self.valid.get("rows", ())] if self.listed else []

    def _labels(self) -> dict[str, str]:
        """The label of each field there is, by name."""
        if self.count is None:
            return {}
        labels = {"horizon": f"My {self.reason.horizon.unit}"} if self.reason.horizon else {}
        labels["bar"] = "My own bar, in %" if self.reason.sign.unit == "share" else "My own bar"
        if self.count.kind == SAMPLE:
            return labels | {
                "planned": "How many to count",
                "n": "I counted",
                "k": "Of those",
                "second": "Of the next",
            }
        return labels | (
            {"n": "First number", "k": "Second number"} if self.count.kind == COMPLETE else {}
        )

    def _build(self) -> None:
        about = self.reason.about
        contents: list[Part] = [
            text(f"The verdict here is about this: {about[0].lower()}{about[1:]}", "ot-hint"),
            text(self.reason.gate.question, "ot-question"),
            self.gate,
        ]
        if self.count is not None:
            contents.append(self.counting)
        if self.reason.where:
            contents.append(_where(self.reason))
        self._show(quiet=True)
        self.gate.observe(self.panel.guard(self._update), "value")
        self.panel.show(*contents, self.note)

    def _fill(self) -> None:
        """Make the widgets of the count, with what is saved for them."""
        count, guard = self.count, self.panel.guard
        assert count is not None
        for name, label in self._labels().items():
            self.fields[name] = line(label, self._entered()[name])
        self.accept = passing("", "Take the course's numbers for what is still empty")
        self.no_more = Checkbox(
            value=self.valid.get("no_more") is True,
            description="There are no more to count",
            indent=False,
        )
        for question in count.beside:
            self.beside[question.id] = RadioButtons(
                options=[(plain(option.text), option.id) for option in question.options],
                value=self.valid.get("beside", {}).get(question.id),
            )
        self.list, self.asked, self.again = Column(), HTML(), Column(layout=Layout())
        if self.listed:
            self.rows = [ListRow(count, row) for row in self._saved_rows() or [{}]]
        self.more = button(f"Another {count.name.lower() if self.listed and count.name else 'row'}")
        # Each comes and goes by itself.
        self.before, self.after = (
            Column(parts, layout=Layout(display="none"))
            for parts in (self._before(), self._after())
        )
        self.counting.fill((self.before, self.after))
        for control in (self.no_more, *self.fields.values(), *self.beside.values()):
            control.observe(guard(self._update), "value")
        self.accept.on_click(guard(self._take_ours))
        self.more.on_click(guard(self._add_row))
        for list_row in self.rows:
            list_row.observe(guard(self._update))

    def _before(self) -> list[Part]:
        """What is fixed before the count."""
        horizon, sign, count = self.reason.horizon, self.reason.sign, self.count
        assert count is not None
        parts: list[Part] = [text("Before you count", "ot-question")]
        if horizon:
            parts += [text(horizon.question), text(horizon.why, "ot-hint"), self.fields["horizon"]]
        side = "at least" if sign.good == "above" else "at most"
        bar = (
            f"Your bar, for {sign.what}: {side} how much is fine? The course says {sign.bar_words}."
        )
        parts += [
            text(bar),
            text(sign.why_bar, "ot-hint"),
            self.fields["bar"],
        ]
        if count.kind == SAMPLE:
            parts += [
                text(
                    f"How many will you count? {count.n} can tell a healthy business from a failing one."
                ),
                self.fields["planned"],
            ]
        return [*parts, self.accept]

    def _after(self) -> list[Part]:
        """The fields of the count."""
        count = self.count
        assert count is not None
        parts: list[Part] = [text("The count", "ot-question"), self.asked]
        if count.kind == SAMPLE:
            parts += [self.fields["n"], self.fields["k"], self.no_more, self.again]
        elif count.kind == COMPLETE:
            parts += [text(str(count.n)), self.fields["n"], text(str(count.k)), self.fields["k"]]
        else:
            parts += [self.list, self.more]
        for question in count.beside:
            parts += [text(question.question, "ot-question"), self.beside[question.id]]
        return parts

    def _take_ours(self, _: Button) -> None:
        for name, ours in self._ours().items():
            if not self.fields[name].value.strip():
                self.fields[name].value = ours

    def _ours(self) -> dict[str, str]:
        """The course's numbers, as they would be typed."""
        typed = self.fields["horizon"].value if self.reason.horizon else ""
        return diagnosis.course_numbers(self.reason, typed)

    def _add_row(self, _: Button) -> None:
        assert self.count is not None
        if len(self.rows) >= self.count.most:
            return
        row = ListRow(self.count, {})
        row.observe(self.panel.guard(self._update))
        self.rows.append(row)
        self._show()

    def _entered(self) -> dict[str, str]:
        """What stands in each field of TEXTS, or would stand there once there are fields."""
        saved = {name: str(self.valid.get(name, "")) for name in TEXTS}
        saved |= {name: words for name, words in self.slip.items() if name in self._labels()}
        return saved | {name: field.value for name, field in self.fields.items()}

    def _update(self, _: object) -> None:
        entered = self._entered()
        self.valid |= settle(self.reason, self.valid, entered)
        if self.gate.value:
            self.valid["gate"] = self.gate.value
        self.valid["no_more"] = (
            self.no_more.value if self.fields else self.valid.get("no_more") is True
        )
        self.valid["beside"] = self.valid.get("beside", {}) | {
            name: radios.value for name, radios in self.beside.items() if radios.value
        }
        if self.listed:
            rows = [row.entries() for row in self.rows] if self.fields else self._saved_rows()
            self.valid["rows"] = [entries for entries in rows if entries]
        slip = slips({name: self.valid[name] for name in TEXTS}, entered)
        self.note.clear()  # nothing is said of what may not be saved
        self.question.save(self.valid | ({"slip": slip} if slip else {}))
        self._show()

    def _show(self, quiet: bool = False) -> None:
        """Open and lock what the entries leave open and locked, and say what they come to."""
        option = diagnosis.choice(self.reason, self.valid)
        if self.count is not None:
            self._open(option is not None and option.means == COUNT)
        words, tone, drawing = answer(self.reason, self.valid, self._entered())
        if words:
            self.note.say(words, tone, drawing, quiet=quiet)
        else:
            self.note.clear()

    def _open(self, counting: bool) -> None:
        assert self.count is not None
        if counting and not self.fields:
            self._fill()
        if not self.fields:
            return
        terms = fixed_terms(self.reason, self.valid)
        has_count = bool(
            str(self.valid.get("k", "")).strip() or diagnosis.named_rows(self._saved_rows())
        )
        _display(self.before, counting)
        _display(self.after, counting and terms is not None)
        ours = self._ours()
        for name in FIXED:
            if name in self.fields:
                # Once there is a count, a bar that moves would only choose the verdict.
                self.fields[name].disabled = has_count and terms is not None
        open_ = [name for name in ours if not self.fields[name].value.strip()]
        self.accept.description = (
            f"Take the course's: {', '.join(self._spoken(name, ours[name]) for name in open_)}"
        )
        _display(self.accept, bool(open_))
        horizon = None if terms is None else terms.horizon
        asked = [self.count.which, self.count.k or "" if self.count.kind == SAMPLE else ""]
        self.asked.value = "".join(
            f"<p>{prose(diagnosis.with_horizon(part, self.reason.horizon, horizon))}</p>"
            for part in asked
            if part
        )
        if terms is not None and self.count.kind == SAMPLE:
            self.fields["n"].placeholder = str(terms.planned)
            self._open_second(terms)
        if self.listed:
            self.list.fill(row.box for row in self.rows)
            self.more.disabled = len(self.rows) >= self.count.most

    def _open_second(self, terms: diagnosis.Terms) -> None:
        """The field of the next count, where the first one, at its full number, was not sure."""
        words = f"On your review day: of the next {terms.planned}, how many?"
        if not self.again.children:
            self.again.fill((HTML(), self.fields["second"]))
        self.again.children[0].value = f"<p>{words}</p>"
        _display(self.again, is_second_open(self.reason, self.valid))

    def _spoken(self, name: str, ours: str) -> str:
        """One of the course's numbers on the button that takes them."""
        if name == "bar":
            return f"{ours}%" if self.reason.sign.unit == "share" else ours
        if name == "horizon" and self.reason.horizon:
            return f"{ours} {self.reason.horizon.unit if ours != '1' else self.reason.horizon.one}"
        return f"{ours} {self.reason.sign.counted}"


def _display(widget: Button | Column, shown: bool) -> None:
    widget.layout.display = None if shown else "none"


def _where(reason: Reason) -> str:
    """Where each platform shows the numbers, as a list to unfold; what was not seen on a page says so."""
    lines = "".join(
        f"<li><strong>{html.escape(one.place)}</strong>: {prose(one.line)}"
        f"{'' if one.seen else ' <em>(from memory, not checked)</em>'}</li>"
        for one in reason.where
    )
    return (
        "<details><summary>Where to find the numbers</summary>"
        f"<p>Menus move; these were read in November 2026.</p><ul>{lines}</ul></details>"
    )
