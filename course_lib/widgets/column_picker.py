"""A form for a table that nobody knows: what a row of it is, and which column holds what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ipywidgets import Widget

from course_lib.exports import column_picks, own_layouts, social
from course_lib.exports.column_picks import ORDER, PLATFORM, UNIT, Field, Table
from course_lib.widgets.controls import HTML, Dropdown, RadioButtons, VBox
from course_lib.widgets.parts import Column, Panel, passing, text

_CHOOSE = ("choose …", "")
_GUESS = "Chosen by its name: a guess. Is it the right one?"
_ASKED = {
    ORDER: ("What is 03/04?", (("3 April", "day"), ("4 March", "month"))),
    UNIT: ("Its numbers are", (("hours", "h"), ("minutes", "m"))),
    PLATFORM: ("Where did they go out?", ()),
}


class ColumnPicker:
    """The form for one table in the panel: what is picked becomes a layout in the folder, then `done` is called.

    `values` says whether the table's first values may be shown.
    """

    def __init__(
        self, panel: Panel, table: Table, folder: Path, values: bool, done: Callable[[Path], None]
    ) -> None:
        self.panel, self.table, self.folder, self.done = panel, table, folder, done
        names = [(f"{one}: {table.first(one)}" if values else one, one) for one in table.columns]
        self.options = [("not in it", ""), *names]
        self.kind = Dropdown(
            options=[_CHOOSE, *((kind.words, kind.record) for kind in column_picks.KINDS)], value="",
            description="A row of it is",
        )  # fmt: skip
        self.picks: dict[str, Dropdown] = {}
        self.answers: dict[str, RadioButtons | Dropdown] = {}
        self.fields, self.asked = VBox(), VBox()
        self.keep = passing(
            "Keep these columns", "Read this table, and next year's, by these columns"
        )
        self.keep.layout.display = "none"
        self.kind.observe(panel.guard(lambda _: self._draw()), "value")
        self.keep.on_click(panel.guard(lambda _: self._keep()))
        heading = text(f"{table.name}: which column is what?", "ot-question")
        lead = text(
            "No program that is known here writes such a table. What you leave out stays not known."
        )
        inside = [heading, lead, self.kind, self.fields, self.asked, self.keep]
        self.box = Column(inside, classes=("ot-columns",))

    def _draw(self) -> None:
        """A dropdown for each field of the kind of row."""
        kind = next((one for one in column_picks.KINDS if one.record == self.kind.value), None)
        self.picks = {}
        self.answers = {}
        parts = [part for field in (kind.fields if kind else ()) for part in self._field(field)]
        self.fields.children = parts
        self.keep.layout.display = "" if kind else "none"
        self._ask()

    def _field(self, field: Field) -> tuple[Widget, Widget]:
        guess = column_picks.guess(self.kind.value, field.name, self.table)
        control = Dropdown(
            options=[_CHOOSE, *self.options[1:]] if field.needed else self.options, value=guess,
            description=field.words,
        )  # fmt: skip
        hint = HTML(text(_GUESS if guess else "", "ot-hint"))

        def pick(_: object) -> None:
            hint.value = ""
            self._ask()

        control.observe(self.panel.guard(pick), "value")
        self.picks[field.name] = control
        return control, hint

    def _picked(self) -> dict[str, str]:
        return {field: control.value for field, control in self.picks.items() if control.value}

    def _ask(self) -> None:
        """Ask what the picked columns do not tell; an answer stays while another column is picked."""
        open_ = column_picks.questions(self.table, self.kind.value, self._picked())
        for one in open_:
            if one not in self.answers:
                words, options = _ASKED[one]
                self.answers[one] = (
                    RadioButtons(
                        options=[*options, ("not said yet", "")], value="", description=words
                    )
                    if options
                    else Dropdown(
                        options=[_CHOOSE, *social.platforms()], value="", description=words
                    )
                )
        self.asked.children = [self.answers[one] for one in open_]

    def _keep(self) -> None:
        answers = {name: control.value for name, control in self.answers.items()}
        layout = column_picks.layout_text(self.table, self.kind.value, self._picked(), answers)
        self.done(own_layouts.write(self.folder, self.table.name, layout))
