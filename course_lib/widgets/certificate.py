"""The certificate: a field for the name, and a page to print."""

from __future__ import annotations

from datetime import date

from course_lib import catalogue
from course_lib.widgets import entries, self_score
from course_lib.widgets.controls import HTML
from course_lib.widgets.parts import Note, Panel, button, download, line, text

FILE = "certificate.html"
LONGEST = 80  # letters of a name: the sheet has room for these in any script


def certificate() -> Panel:
    """A field for the name, and a button that makes the sheet. The name goes on it and is saved nowhere."""
    panel, note, link = Panel("certificate", "Your certificate"), Note(), HTML()
    name = line("Your name", short=False)
    make = button("Make my certificate", "Make a page to print")

    def write(_: object) -> None:
        note.clear()
        link.value = ""
        lessons, words = titles(), " ".join(name.value.split())
        if trouble := _trouble(words, lessons):
            note.say(trouble, "wrong")
            return
        from course_lib.teaching.certificate import page

        sheet = page(words, lessons, date.today()).encode()
        link.value = download(FILE, "text/html", sheet)
        note.say("Your certificate is ready: download it, open it, and print it.", "right")

    make.on_click(panel.guard(write))
    hint = "Your name, the day, the lessons you worked through and their hours; nothing of your business."
    return panel.show(text(hint), name, make, note, link)


def titles() -> list[str]:
    """The lessons that were worked through, in teaching order: scored, and the first question answered."""
    reasons = [catalogue.reason(number) for number in catalogue.teaching_order()]
    return [
        reason.title
        for reason in reasons
        if self_score.score(reason.number) is not None and entries.is_begun(reason)
    ]


def _trouble(name: str, lessons: list[str]) -> str:
    """Why there is no certificate yet, in a sentence; "" if there can be one."""
    if not name:
        return "Type the name that is to stand on it."
    if len(name) > LONGEST:
        return f"That name has {len(name)} letters, and {LONGEST} fit on the sheet; shorten it."
    if not lessons:
        return (
            "No lesson is worked through yet: score the four statements of one, and answer the first "
            "question under Your business."
        )
    return ""
