"""What the cells of the capstone exercise call: the shop to diagnose, and the marks for what is named."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from course_lib import catalogue, grammar, mystery
from course_lib.expectation import NotAttempted, NotRight
from course_lib.mystery import Diagnosis, MysteryTrouble

if TYPE_CHECKING:
    from course_lib.style import Picture
    from course_lib.tables import Shop

LINE = "my_line"  # the student's variable


class NoLine(NotAttempted):
    """The line is still as it was handed out."""

    def __init__(self) -> None:
        super(NotAttempted, self).__init__(
            f"line is not attempted yet: type {LINE} = and your line between two marks, in place of the two "
            "lines that are there."
        )


def meet(number: int, term: str) -> Shop:
    """The shop of a student's number, for the class of that term; prints what its owner says."""
    sentence, symptoms = mystery.introduction(mystery.case(number, term))
    print("\n".join([textwrap.fill(sentence, 88), *(f"- {words}" for words in symptoms)]))
    return mystery.mystery_shop(number, term)


def look(title: str, shop: Shop) -> Picture:
    """The chart of the reason with this title, without its verdict. Raises MysteryTrouble for an unknown one."""
    return catalogue.look(mystery.by_title(title), shop)


def titles() -> str:
    """Every reason's title, a line a block."""
    rooms = [catalogue.reason(number) for number in catalogue.teaching_order()]
    names = {
        part: [room.title for room in rooms if room.part == part] for part in catalogue.parts()
    }
    return "\n".join(f"{part}: {'; '.join(here)}" for part, here in names.items())


def expect_line(names: Mapping[str, Any]) -> tuple[int, Diagnosis]:
    """The number and the diagnosis of `my_line`, a variable among `names`.

    Raises NotRight with one sentence if it is no such line, or NoLine if it is not there.
    """
    if LINE not in names:
        raise NoLine
    text = names[LINE]
    if not isinstance(text, str):
        raise NotRight(
            f"{LINE} should be text between two marks, such as “7: Not engaging; Not tracking”."
        )
    try:
        return mystery.read_line(text)
    except MysteryTrouble as trouble:
        raise NotRight(str(trouble)) from None


def marks(names: Mapping[str, Any], term: str, most: int) -> int:
    """Points out of `most` for the diagnosis in `my_line`; prints how many were found, and in vain.

    A last line of this in a test cell is what nbgrader takes for the score. Raises as `expect_line`.
    """
    number, diagnosis = expect_line(names)
    result, truth = mystery.score(diagnosis, number, term), mystery.case(number, term).truth
    if truth.word:
        print(
            "Right." if result.right else "Here the answer was to name no reason, and to say why."
        )
    else:
        found = f"{len(result.hits)} of {len(truth.reasons)} found"
        print(
            f"{found}, {grammar.counted(len(result.false_alarms), 'false alarm', 'false alarms')}."
        )
    return mystery.points(diagnosis, number, most, term)
