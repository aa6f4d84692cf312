"""A folder of downloads in a notebook: its files, what is asked, what is looked through, and the verdicts."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from ipywidgets import HTML, RadioButtons, VBox, Widget

from course_lib import catalogue, progress, shapes
from course_lib.exports import answers as answers_toml
from course_lib.exports import download_folder, samples
from course_lib.exports.answers import Answers, Question
from course_lib.exports.download_folder import Downloads
from course_lib.exports.samples import Look
from course_lib.exports.trouble import ExportError
from course_lib.widgets.look_through import LookThrough
from course_lib.widgets.parts import Note, Panel, button, download, line, plain, text

FOLDER = "my-exports"
LOOKS = {
    "posts": ("Your posts", "Drawn at random from the last year. What does each one do?"),
    "questions": ("People who wrote to you", "Do they ask something here?"),
    "offers": ("Talks from their beginning", "Did you offer something, and had they asked for it?"),
}
OPEN = "not answered yet"


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
        self.asked, self.looked = VBox(), VBox()
        again = button(
            "Read the folder again", "Look for new files, and for answers typed in the file"
        )
        again.on_click(self.panel.guard(lambda _: self.read()))
        self.panel.show(again, self.files, self.note, self.asked, self.looked, self.rows, self.link)
        self.panel.guard(self.read)()

    def read(self) -> None:
        """Read the folder and draw everything."""
        if not self.folder.is_dir():
            raise ExportError(
                f'There is no folder "{self.folder}" beside this notebook. Make one, put your downloads into it '
                "as they came, zips too, and read it again."
            )
        answers = self.answers()
        self.opening = download_folder.opened(self.folder, answers, self.folder)
        self.asked.children = [*self._questions(answers), *self._gates(answers)]
        if self.opening.crop.usable:
            progress.Question(
                "downloads", "A folder of downloads was read", shapes.one_of(True)
            ).save(True)
        self.looks = [self._look(name) for name in LOOKS]
        self.looked.children = [one.box for one in self.looks]
        self.draw()

    def answers(self) -> Answers:
        """What answers.toml holds now."""
        return answers_toml.read(self.file)

    def keep(self, change: Callable[[Answers], Answers]) -> None:
        """Put a changed answer into the file."""
        answers_toml.write(self.file, change(self.answers()))

    def draw(self) -> None:
        """The files, the verdicts and the page, as the answers are now."""
        found = download_folder.told(self.opening, self.answers())
        self.files.value = f"<ul>{_items(found.lines)}</ul>"
        self.rows.value = _result(found)
        self.link.value = download("my-downloads.html", "text/html", found.page.encode())

    def _questions(self, answers: Answers) -> list[Widget]:
        return [part for one in answers_toml.questions() for part in self._question(one, answers)]

    def _question(self, question: Question, answers: Answers) -> tuple[Widget, ...]:
        """A question and its field; an answer that is none is refused in words, and the last good one stays."""
        now = answers.plain.get(question.key, "")
        control: Widget
        if question.options:
            control = RadioButtons(
                options=[(OPEN, ""), *((o, o) for o in question.options)], value=now or ""
            )
        else:
            words = "; ".join(now) if isinstance(now, tuple) else now
            control = line("Your answer", words, "auto")
            control.placeholder = f"such as {question.example.strip('[]').replace(chr(34), '')}"

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

    def _gates(self, answers: Answers) -> list[Widget]:
        return [
            part for number in answers_toml.asked_gates() for part in self._gate(number, answers)
        ]

    def _gate(self, number: int, answers: Answers) -> tuple[Widget, ...]:
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
            return download_folder.looks(self.opening, self.answers())[name]

        def say(item: str, answer: str) -> None:
            self.keep(lambda before: before.said(name, item, answer))
            if look().item is None:  # only a whole sample moves a verdict
                self.draw()

        return LookThrough(self.panel, heading, question, samples.KEYS[name], look, say)


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{html.escape(one)}</li>" for one in lines)


def _result(found: Downloads) -> str:
    """The verdicts and the plan, as HTML."""
    body = "".join(
        f'<tr><th scope="row">{html.escape(title)}</th><td><span class="ot-verdict ot-{_tone(verdict)}">'
        f"{html.escape(verdict)}</span></td><td>{html.escape(words)}</td></tr>"
        for title, verdict, words in found.rows
    )
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in ("Reason", "Verdict", "What says so")
    )
    table = f'<table class="ot-scores"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
    plan = f"<p><strong>Your plan</strong></p><ul>{_items(found.plan)}</ul>" if found.plan else ""
    return f"<p>{html.escape(found.summary)}</p>{table}{plan}"


def _tone(verdict: str) -> str:
    """The class of a verdict, however it leans."""
    return verdict.partition(",")[0].replace(" ", "-")
