"""A folder of downloads in a notebook: its files, what is asked, what is looked through, and the verdicts."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ipywidgets import Widget

from course_lib import catalogue, progress, shapes
from course_lib.exports import answers as answers_toml
from course_lib.exports import column_picks, download_folder, guest, samples
from course_lib.exports.answers import Answers, Question
from course_lib.exports.download_folder import Downloads
from course_lib.exports.samples import Look
from course_lib.exports.trouble import ExportError
from course_lib.grammar import counted
from course_lib.widgets.column_picker import ColumnPicker
from course_lib.widgets.controls import HTML, RadioButtons
from course_lib.widgets.folder_place import FolderPlace
from course_lib.widgets.look_through import LookThrough
from course_lib.widgets.parts import (
    Column,
    Note,
    Panel,
    Part,
    download,
    fold,
    line,
    plain,
    score_table,
    text,
)

FOLDER = "my-exports"
LOOKS = {
    "posts": ("Your posts", "Drawn at random from the last year. What does each one do?"),
    "questions": ("People who wrote to you", "Do they ask something here?"),
    "offers": ("Talks from their beginning", "Did you offer something, and had they asked for it?"),
}
OPEN = "not answered yet"
SHORT = 8  # lines on files that are shown unfolded


def downloads(folder: str | Path = FOLDER) -> Panel:
    """What a folder of downloads says, its questions and its samples; each answer is kept in answers.toml at once.

    A folder that is not there is named, and nothing is made.
    """
    return _View(Path(folder).expanduser()).panel


class _View:
    """The widgets of the panel, and what was read."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / answers_toml.FILE
        self.panel, self.note = Panel("downloads", "Your downloads"), Note()
        self.files, self.rows, self.link = HTML(), HTML(), HTML()
        self.unread, self.asked, self.looked = Column(), Column(), Column()
        self.place = FolderPlace(self.panel, folder, self.note, self.read)
        self.panel.show(
            self.place.box, self.note, self.files, self.unread, self.asked, self.looked, self.rows, self.link,
        )  # fmt: skip
        self.panel.guard(self.read)()

    def read(self) -> None:
        """Read the folder and draw everything."""
        self.place.draw()
        if not self.folder.is_dir():
            raise ExportError(
                f'There is no folder "{self.folder}" beside this notebook. Make one, put your downloads into it '
                "as they came, zips too, and read it again."
            )
        answers = self.answers()
        self.opening = download_folder.opened(self.folder, answers, self.folder)
        self.unread.fill(self._pickers(answers))
        self.asked.fill(self._groups(answers))
        if self.opening.crop.usable:
            progress.Question(
                "downloads", "A folder of downloads was read", shapes.one_of(True)
            ).save(True)
        self.looks = [self._look(name) for name in LOOKS]
        self.looked.fill(one.box for one in self.looks)
        self.draw()

    def answers(self) -> Answers:
        """What answers.toml holds now."""
        return answers_toml.read(self.file)

    def keep(self, change: Callable[[Answers], Answers]) -> None:
        """Put a changed answer into the file."""
        answers_toml.write(self.file, change(self.answers()))

    def draw(self) -> None:
        """The files, the verdicts and the page, as the answers are now."""
        result = download_folder.told(self.opening, self.answers())
        self.files.value = _lines(result.lines)
        self.rows.value = _result(result)
        self.link.value = download("my-downloads.html", "text/html", result.page.encode())

    def _pickers(self, answers: Answers) -> list[Part]:
        """A form for each table that nobody knows; no value of it where others run the machine."""
        tables, nameless = column_picks.tables(self.opening.crop.strangers)
        values = not guest.host() or answers.text(guest.INSISTS) == "yes"

        def done(path: Path) -> None:
            where = path.relative_to(self.folder).as_posix()
            self.note.say(
                f"Your columns are kept in `{where}`: next year's file is read by itself.", "right"
            )
            self.read()  # last: the button that was pressed goes, and the words above take its place

        forms = [ColumnPicker(self.panel, one, self.folder, values, done).box for one in tables]
        return [*map(text, nameless), *forms]

    def _groups(self, answers: Answers) -> list[Part]:
        """The questions: what the files ask for first, then the rest, folded."""
        wanted = [one for one in answers_toml.questions() if one.key in self.opening.crop.questions]
        rest = [one for one in answers_toml.questions() if one not in wanted]
        first = [part for one in wanted for part in self._question(one, answers)]
        if first:
            first = [
                text("Your files ask this first: without it a part stays unread.", "ot-hint"),
                *first,
            ]
        gates = answers_toml.asked_gates()
        groups = {
            f"What no download knows: {counted(len(rest), 'question', 'questions')}": [
                part for one in rest for part in self._question(one, answers)
            ],
            f"What each reason asks of you: {counted(len(gates), 'question', 'questions')}": [
                part for one in gates for part in self._gate(one, answers)
            ],
        }
        folds = [fold(heading, parts) for heading, parts in groups.items()]
        return [*first, *folds]

    def _question(self, question: Question, answers: Answers) -> tuple[Part, ...]:
        """A question and its field; an answer that is none is refused in words, and the last good one stays."""
        now = answers.plain.get(question.key, "")
        control: Widget
        if question.options:
            control = RadioButtons(
                options=[(OPEN, ""), *((o, o) for o in question.options)], value=now or ""
            )
        else:
            words = "; ".join(now) if isinstance(now, tuple) else now
            control = line(
                "Your answer",
                words,
                f"such as {question.example.strip('[]').replace(chr(34), '')}",
                short=False,
            )

        def save(_: object) -> None:
            value = control.value.split(";") if question.several else control.value
            value = answers_toml.answer(self.file, question, {question.key: value})
            self.keep(lambda before: replace(before, plain={**before.plain, question.key: value}))
            if question.reading:
                self.opening = download_folder.opened(self.folder, self.answers(), self.folder)
                for one in self.looks:
                    one.draw()
            self.draw()

        control.observe(self.panel.guard(save), "value")
        hint = " Several: a semicolon between them." if question.several else ""
        return text(f"{question.text}{hint}", "ot-question"), control

    def _gate(self, number: int, answers: Answers) -> tuple[Part, ...]:
        reason = catalogue.reason(number)
        options = [(plain(option.text), option.id) for option in reason.gate.options]
        control = RadioButtons(options=[(OPEN, ""), *options], value=answers.gates.get(number, ""))

        def save(_: object) -> None:
            self.keep(lambda before: replace(before, gates={**before.gates, number: control.value}))
            self.draw()

        control.observe(self.panel.guard(save), "value")
        return text(f"{reason.title}: {reason.gate.question}", "ot-question"), control

    def _look(self, name: str) -> LookThrough:
        heading, question = LOOKS[name]

        def look() -> Look:
            return download_folder.look(self.opening, self.answers(), name)

        def say(item: str, answer: str) -> None:
            self.note.clear()
            self.keep(lambda before: before.said(name, item, answer))

        # Only a whole sample moves a verdict.
        return LookThrough(self.panel, heading, question, samples.KEYS[name], look, say, self.draw)


def _lines(lines: Sequence[str]) -> str:
    """The lines on the files, folded where they are many."""
    items = f"<ul>{_items(lines)}</ul>"
    if len(lines) <= SHORT:
        return items
    heading = f"{len(lines)} lines on your files: what was taken of each, and what was not"
    return f"<details><summary>{heading}</summary>{items}</details>"


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{html.escape(one)}</li>" for one in lines)


def _result(result: Downloads) -> str:
    """The verdicts and the plan, as HTML."""
    rows = (
        (
            html.escape(title),
            f'<span class="ot-verdict ot-{_tone(verdict)}">{html.escape(verdict)}</span>',
            html.escape(words),
        )
        for title, verdict, words in result.rows
    )
    verdicts = score_table(("Reason", "Verdict", "What says so"), rows)
    plan = (
        f"<p><strong>Your plan</strong></p><ul class='ot-acts'>{_items(result.plan)}</ul>"
        if result.plan
        else ""
    )
    return f"<p>{html.escape(result.summary)}</p>{verdicts}{plan}"


def _tone(verdict: str) -> str:
    """The class of a verdict, however it leans."""
    return verdict.partition(",")[0].replace(" ", "-")
