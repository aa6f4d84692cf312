"""What a test said of an answer, and how much of it a student may read.

A hidden test is data that the next class will meet as well. So where the failed check is a hidden one,
its sentence keeps the mistake it names and loses the call and what was expected of it.
"""

from __future__ import annotations

import re
from typing import Any

from course_lib.grading.notebook.source import BEGIN, END, HIDDEN

NOT_SHOWN = "on data that are not shown"
# Of course_lib.expectation: their text is the sentence.
_OURS = ("NotRight", "NotAttempted", "NotEntered")
# A sentence of `expect` that quotes a call: the mistake it names, what came of the call, and the rest. What is
# called may be a helper of the test's own. A sentence is read so far, as each pair of brackets is tried.
_QUOTE = re.compile(r"(?:(.*?): )?[\w<>]+\(.*?\) (gave|stopped with) (.*)", re.DOTALL)
_LONGEST = 600  # honest ones have some 400 letters; the words of an error may be hidden data
_TOO_SHORT = 12  # a line of code this short, such as `],`, gives nothing away


def visible(tests: str) -> str:
    """The source of a test cell without its hidden tests."""
    return HIDDEN.sub("", tests).rstrip("\n")


def hidden(tests: str) -> str:
    """The hidden tests alone, their marks included; "" if there are none."""
    return "".join(HIDDEN.findall(tests))


def outcome(cell: Any) -> str:
    """The sentence that a cell of a notebook that was run stopped with; "" if it ran through, or is None.

    A test that ends in a number, its points, says what it has to say by printing it.
    """
    outputs = cell.get("outputs", []) if cell else []
    for output in outputs:
        if output.output_type == "error":
            words = " ".join(str(output.evalue).split())
            if output.ename == "KeyboardInterrupt":
                return "It took too long, so it was stopped: is there a loop without an end?"
            # An error of the course's shows as its sentence alone, where others bring a traceback.
            ours = output.ename in _OURS or output.traceback == [output.evalue]
            return words if ours else f"{output.ename}: {words}".rstrip(": ")
    if any("data" in one for one in outputs) and cell.metadata.get("nbgrader", {}).get("grade"):
        return " ".join(" ".join(one.get("text", "") for one in outputs).split())
    return ""


def mistake(sentence: str, function: str) -> str:
    """What is wrong, in words that are the same for all who went wrong that way: no call, no values."""
    if quote := _QUOTE.match(sentence[:_LONGEST]):
        fault, deed, rest = quote.groups("")
        kind = rest.partition(" ")[0].rstrip(":.,") if deed == "stopped with" else "back nothing"
        return f"{fault or f'{function} {deed} {kind}'}."
    for pattern, words in (
        (rf"(.*?): (?:{re.escape(function)} (?:gave|stopped|changed|is) |you typed “).*", r"\1."),
        (r"A function is tested here, .*", "There is something else than a function."),
        (r"(The cell with your answer did not run through: \w+).*", r"\1."),
        (r"(\w*(?:Error|Exception)): .*", r"The test stopped with \1."),
    ):
        if match := re.fullmatch(pattern, sentence, re.DOTALL):
            return match.expand(words)
    return sentence[:_LONGEST]


def excerpt(sentence: str, function: str, tests: str) -> str:
    """The sentence as a student may read it, `tests` being the whole source of the test cell."""
    quote = _QUOTE.match(sentence[:_LONGEST])
    if quote is None:  # it quotes no call, and so gives no data away
        return sentence if len(sentence) <= _LONGEST else "The test said more than is shown here."
    fault, deed, rest = quote.groups("")
    if fault:
        shown, not_shown = (_letters(part(tests)) for part in (visible, hidden))
        by_visible = _letters(fault) in shown and _letters(fault) not in not_shown
        return sentence if by_visible else f"{fault} ({NOT_SHOWN})."
    if deed == "gave":  # what follows on it may show what was expected, so only the question stays
        question = re.search(r" \((?:did you print|does every way)[^()]*\)\.$", rest)
        rest = rest.split(", where ")[0].rstrip(".") + (question[0] if question else ".")
    return f"{function} {deed} {rest}"


def gives_away(text: str, tests: str) -> bool:
    """Whether a text quotes a line of the hidden tests that the visible ones do not have."""
    lines = set(map(_letters, hidden(tests).splitlines())) - {_letters(BEGIN), _letters(END)}
    text, others = _letters(text), _letters(visible(tests))
    return any(len(line) > _TOO_SHORT and line in text and line not in others for line in lines)


def _letters(code: str) -> str:
    """Code or a sentence without what divides a text that code spells out over several lines."""
    return re.sub(r"[\"'\\\s]+", "", code)
