"""What the test cells of an exercise call: silent where a function is right, else its mistake in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from course_lib import complaints
from course_lib.comparison import alike
from course_lib.difference import remark, short
from course_lib.errors import CourseError
from course_lib.running import Changed, run, where


class NotRight(CourseError, AssertionError):
    """An answer that is not right yet: the mistake, the call, what came back, what was expected."""


class NotAttempted(CourseError, AssertionError):
    """A function still as it was handed out. The starter raises it where the learner's code belongs."""

    def __init__(self, name: str = "This function") -> None:
        super().__init__(
            f"{name} is not attempted yet: put your own code in place of each line that says "
            "`raise NotAttempted`."
        )


def expect(
    function: Callable,
    arguments: tuple,
    expected: Any,
    mistake: str,
    *,
    wrong_answers: Mapping[Any, str] | Iterable[tuple[Any, str]] = (),
    decimals: int = 2,
    ordered: bool = False,
    part: Callable[[Any], Any] | None = None,
) -> None:
    """Call function(*arguments) and hold what comes back against `expected`; silent if it is right.

    `mistake` says what is probably wrong if it is not. `wrong_answers` names wrong answers that people give
    (or the exception class they run into), each with its own sentence; as pairs where an answer, such
    as a dict, cannot be a key. `decimals` and `ordered` are those of `comparison.alike`. The function
    gets deep copies, so no test can spoil the next. `part` takes that of an answer which counts here.

    Raises NotRight with one sentence, or NotAttempted if the starter is untouched.
    """
    pairs = list(wrong_answers.items() if isinstance(wrong_answers, Mapping) else wrong_answers)
    call, answer, printed = _outcome(function, arguments, pairs)
    if part is not None and answer is not None:
        answer = _part(answer, part)
    if not alike(expected, answer, decimals, ordered):
        sentences = [text for wrong, text in pairs if alike(wrong, answer, decimals)]
        sentence = sentences[0] if sentences else "" if answer is None else mistake
        hint = remark(expected, answer, decimals, ordered)
        if answer is None and not sentence:
            hint = _no_answer(printed)
        raise NotRight(_wrong(call, expected, answer, sentence, hint))


def expect_that(
    function: Callable, calls: list[tuple], holds: Callable[..., bool], mistake: str
) -> None:
    """As `expect`, where many answers are right: `holds`, given the answers to all calls, is true.

    An answer that `holds` cannot even look at is not right either. The sentence shows the first call
    whose answer does not hold by itself, or the first of all. Raises NotRight or NotAttempted.
    """
    outcomes = [_outcome(function, arguments, []) for arguments in calls]
    if not _holds(holds, [answer for _, answer, _ in outcomes]):
        alone = [one for one in outcomes if not _holds(holds, [one[1]])]
        call, answer, printed = (alone or outcomes)[0]
        hint = f" ({_no_answer(printed)})" if answer is None else ""
        raise NotRight(f"{mistake.rstrip('.')}: {call} gave {short(answer)}{hint}.")


def expect_each(
    function: Callable,
    cohort: str,
    mistake: str,
    *,
    decimals: int = 2,
    holds: Callable[..., bool] | None = None,
) -> None:
    """As `expect`, for all the cases of a cohort: tagged JSON of [(arguments, expected), …], see `tagged`.

    Where many answers are right, `holds(answer, *arguments)` decides in place of `expected`. Others in the
    class meet the same data, so the sentence shows neither them nor what is expected.

    Raises NotRight or NotAttempted.
    """
    cases = _cases(cohort)
    for number, (arguments, expected) in enumerate(cases, 1):
        # Bound as defaults, or every `right` would see the last case.
        def right(answer: Any, arguments: tuple = arguments, expected: Any = expected) -> bool:
            return (
                _holds(holds, [answer, *arguments]) if holds else alike(expected, answer, decimals)
            )

        fault = _fault(function, arguments, right)
        if fault:
            name = getattr(function, "__name__", "the function")
            raise NotRight(
                f"{mistake.rstrip('.')}: {name} {fault} in case {number} of {len(cases)}, "
                "whose data are not shown."
            )


@lru_cache(64)  # a class's tests ask for the same ones once for each student
def _cases(cohort: str) -> list[tuple[tuple, Any]]:
    """(arguments, expected) of each case; nobody changes them."""
    from course_lib import tagged

    return tagged.loads(cohort)


def _fault(function: Callable, arguments: tuple, right: Callable[[Any], bool]) -> str:
    """What is wrong with one answer, without the data it was given; "" if it is right."""
    if not callable(function):
        return "is no function"
    answer, error, printed = run(function, arguments)
    if isinstance(error, NotAttempted):
        raise NotAttempted(getattr(function, "__name__", "This function")) from None
    if isinstance(error, Changed):
        return f"changed {error} it was given"
    if error is not None:
        return f"stopped with {where(function, error)}"
    if right(answer):
        return ""
    return f"gave {short(answer)}" + (f" ({_no_answer(printed)})" if answer is None else "")


def _part(answer: Any, part: Callable[[Any], Any]) -> Any:
    try:
        return part(answer)
    except Exception:  # it has no such part, so it is as wrong as can be
        return answer


def _holds(holds: Callable[..., bool], answers: list) -> bool:
    try:
        return bool(holds(*answers))
    except Exception:  # it was written for right answers, and this is none
        return False


def _outcome(
    function: Callable, arguments: tuple, wrong_answers: list[tuple[Any, str]]
) -> tuple[str, Any, bool]:
    """(the call in words, what came back, whether anything was printed).

    Raises NotRight where no answer came back, or NotAttempted.
    """
    if not callable(function):
        raise NotRight(f"A function is tested here, and {short(function)} is none.")
    name = getattr(function, "__name__", "the function")
    call = f"{name}({', '.join(short(argument) for argument in arguments)})"
    answer, error, printed = run(function, arguments)
    if isinstance(error, NotAttempted):
        raise NotAttempted(name) from None
    if isinstance(error, Changed):
        raise NotRight(
            f"{name} changed {error} it was given: work on a copy, so that whoever calls it finds "
            "their data as they left them."
        )
    if error is not None:
        raise NotRight(_stop(call, function, error, wrong_answers)) from None
    return call, answer, printed


def _wrong(call: str, expected: Any, answer: Any, mistake: str, hint: str) -> str:
    """The sentence for an answer that is not the expected one; what looks the same in short is "another"."""
    before = f"{mistake.rstrip('.')}: " if mistake else ""
    answer_text, expected_text = short(answer), short(expected)
    after = f" ({hint})" if hint else ""
    expected_text = "another" if answer_text == expected_text else expected_text
    return f"{before}{call} gave {answer_text}, where {expected_text} was expected{after}."


def _no_answer(printed: bool) -> str:
    return (
        "did you print it and not return it?"
        if printed
        else "does every way through it end in a `return`?"
    )


def _stop(
    call: str, function: Callable, error: BaseException, wrong_answers: list[tuple[Any, str]]
) -> str:
    """The sentence for a function that raised, with what led to it.

    What an exercise says of a class of errors may be about another cause than this one, so what an error can
    only mean comes before it, and what it usually means after it.
    """
    sentences = [
        text for kind, text in wrong_answers if isinstance(kind, type) and isinstance(error, kind)
    ]
    sentence = complaints.always(error) or next(iter(sentences), complaints.usually(error))
    return f"{call} stopped with {where(function, error)}" + (f": {sentence}." if sentence else ".")
