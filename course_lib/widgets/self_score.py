"""Four statements about one's own business, to score by belief and to back with evidence."""

from __future__ import annotations

from course_lib import catalogue, progress, shapes
from course_lib.progress_data import Progress
from course_lib.widgets import organisation
from course_lib.widgets.controls import RadioButtons
from course_lib.widgets.parts import Column, Field, Note, Panel, line, plain, text
from course_lib.words import Statement

POINTS = {"no": 0, "sometimes": 1, "usually": 2, "always": 3}
CAP = 2  # what "always" counts for without evidence

SHAPE = shapes.record(answer=shapes.one_of(None, *POINTS), evidence=shapes.text)

Reply = dict[str, str | None]  # {"answer": one of POINTS or None, "evidence": what was typed}


def self_score(number: int) -> Panel:
    """Reason `number`'s four statements, each with a radio and a field for evidence, and the sum out of 12.

    They are in words for the kind of organisation that was picked. Each is saved at once, under its own
    key, and belongs to its words for a shop, so that whoever picks another kind keeps the answers.
    """
    reason = catalogue.reason(number, organisation.stored())
    panel, note = Panel("self_score", "Your business: how true is this?"), Note()
    questions = _questions(number)
    replies = {name: _reply(question.load()) for name, question in questions.items()}

    def tell(quiet: bool = False) -> None:
        if any(reply["answer"] for reply in replies.values()):
            note.say(summary(replies), quiet=quiet)

    def block(statement: Statement) -> Column:
        reply = replies[statement.id]
        radios, evidence = _radios(statement, reply), _evidence(reply)

        def update(_: object) -> None:
            reply: Reply = {"answer": radios.value, "evidence": evidence.value}
            note.clear()  # nothing is said of what may not be saved
            questions[statement.id].save(reply)
            replies[statement.id] = reply
            tell()

        radios.observe(panel.guard(update), "value")
        evidence.observe(panel.guard(update), "value")
        question = text(f"{statement.id}. {statement.text}", "ot-question")
        return Column([question, radios, evidence], classes=("ot-statement",))

    tell(quiet=True)
    return panel.show(*(block(statement) for statement in reason.statements), note)


def stored(number: int, answers: Progress | None = None) -> dict[str, Reply]:
    """The reply to each statement, by its id "a" to "d"; answer None and evidence "" if nothing.

    `answers` are read in place of the progress file.
    """
    return {name: _reply(question.load(answers)) for name, question in _questions(number).items()}


def _reply(saved: Reply | None) -> Reply:
    """The reply of a saved answer, filled up."""
    return {"answer": None, "evidence": ""} | (saved or {})


def score(number: int, answers: Progress | None = None) -> int | None:
    """The saved self-score of 0 to 12, or None unless all four statements are answered."""
    replies = stored(number, answers)
    if not all(reply["answer"] for reply in replies.values()):
        return None
    return sum(points(reply) for reply in replies.values())


def points(reply: Reply) -> int:
    """0 to 3 for one statement; "always" counts as 2 until some evidence is typed."""
    worth = POINTS.get(reply["answer"] or "no", 0)
    return worth if (reply["evidence"] or "").strip() else min(worth, CAP)


def summary(replies: dict[str, Reply]) -> str:
    """The sum out of what could be had, what is still open, and why an "always" is capped."""
    total = sum(points(reply) for reply in replies.values())
    unanswered = sum(reply["answer"] is None for reply in replies.values())
    sentence = f"{total} of {3 * len(replies)}."
    if unanswered:
        sentence = f"{total} of {3 * len(replies)} so far; {unanswered} of the {len(replies)} not answered yet."
    capped = [
        name
        for name, reply in replies.items()
        if reply["answer"] == "always" and points(reply) < POINTS["always"]
    ]
    if not capped:
        return sentence
    which = f"statement {capped[0]}" if len(capped) == 1 else f"statements {_list(capped)}"
    return f"{sentence} “Always” counts as {CAP} instead of 3 in {which}, until you type what shows it."


def _list(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _radios(statement: Statement, reply: Reply) -> RadioButtons:
    return RadioButtons(
        options=list(POINTS),
        value=reply["answer"],
        description="How often?",
        orientation="horizontal",
        tooltip=plain(statement.text),
    )


def _evidence(reply: Reply) -> Field:
    example = "What would you show a friend who doubts it?"
    return line("Evidence", reply["evidence"] or "", example, short=False)


def _questions(number: int) -> dict[str, progress.Question]:
    """One a statement, by its id, answered with a Reply; the same for every kind of organisation."""
    return {
        one.id: progress.Question(f"{number:02}.self_score.{one.id}", one.text, SHAPE)
        for one in catalogue.reason(number).statements
    }
