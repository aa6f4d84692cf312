"""What the test cells of a no-code exercise call: silent where an entered answer is right, else its mistake.

The answer itself stands nowhere in the notebook, only its digest: enough not to read it by accident.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any

from course_lib.counts import quote
from course_lib.expectation import NotAttempted, NotRight

DOTS = "..."  # what stands between the marks when an exercise is handed out
LETTERS = "ABCDEFGH"
EXACT = {"1": "a whole number", "0.1": "a number with one decimal"}
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}([ ,]\d{3})+")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


class NotEntered(NotAttempted):
    """A field still as it was handed out."""

    def __init__(self, name: str) -> None:
        super(NotAttempted, self).__init__(
            f"{name} is not attempted yet: type your answer between its two marks, in place of the dots."
        )


def expect_entered(
    name: str,
    names: Mapping[str, Any],
    seal: str,
    wrong: Mapping[str, str],
    *,
    unit: str = "1",
    slack: int = 0,
    options: Sequence[str] = (),
) -> None:
    """Hold what was entered as `name`, a variable among `names`, against a seal; silent if it is right.

    A number is a multiple of `unit`; with `options` it is a choice, given by its letter or in its words.
    `wrong` has a sentence for wrong answers that people give, in the form of `canonical`; "" is any other.
    What is read off a line may miss a wrong answer by `slack` units, as it may miss the right one.

    Raises NotRight with one sentence, or NotEntered.
    """
    text = _text(name, names)
    value = _letter(name, text, options) if options else _number(name, text, unit, slack)
    if opens(seal, name, value):
        return
    share = not options and abs(Decimal(value)) < 1
    if share and opens(seal, name, canonical(Decimal(value) * 100, unit)):
        raise NotRight(f"{name} is asked for in per cent, so as 9 rather than 0.09{_entry(text)}")
    near = [value] if options else _near(value, unit, slack)
    sentence = next((wrong[one] for one in near if one in wrong), "")
    if not sentence and not options and opens(seal, name, canonical(-Decimal(value), unit)):
        sentence = f"{name} has the other sign: a minus is missing before it, or one too many"
    sentence = sentence or wrong[""]
    raise NotRight(f"{sentence.rstrip('.')}{_entry(text)}")


def sealed(name: str, values: Sequence[str], salt: str) -> str:
    """The seal that any of these canonical values opens."""
    return " ".join((salt, *(_digest(name, value, salt) for value in values)))


def opens(seal: str, name: str, value: str) -> bool:
    """Whether a canonical value is one of those that were sealed for `name`."""
    salt, *digests = seal.split()
    return _digest(name, value, salt) in digests


def canonical(value: Any, unit: str = "1") -> str:
    """A number as text without needless digits, rounded to a multiple of `unit`; a letter as it is."""
    if isinstance(value, str):
        return value
    return _plain(round(Decimal(str(value)) / Decimal(unit)) * Decimal(unit))


def _near(value: str, unit: str, slack: int) -> list[str]:
    """The numbers within `slack` units of one, the nearest first."""
    steps = sorted(range(-slack, slack + 1), key=abs)
    return [canonical(Decimal(value) + step * Decimal(unit), unit) for step in steps]


def _digest(name: str, value: str, salt: str) -> str:
    return sha256(f"{salt} {name} {value}".encode()).hexdigest()[:12]


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _entry(text: str) -> str:
    return f": you typed “{quote(text)}”."


def _text(name: str, names: Mapping[str, Any]) -> str:
    """What was entered, as text. Raises NotRight or NotEntered."""
    if name not in names:
        raise NotRight(
            f"There is no {name} yet: run the cell above. If it stops, one of the two marks around your "
            f'answer is missing; the line reads {name} = "12", with your answer in place of 12.'
        )
    value = DOTS if names[name] is Ellipsis else names[name]
    if not isinstance(value, str | int | float):
        raise NotRight(f"{name} should hold your answer between two marks, and nothing else.")
    if str(value).strip() in ("", DOTS, "…"):
        raise NotEntered(name)
    return str(value)


def _number(name: str, text: str, unit: str, slack: int) -> str:
    words = re.sub(r"\s", " ", text).replace("−", "-").replace("–", "-").strip()
    words = re.sub(r"^([+-]) +", r"\1", words.removesuffix("%").strip())
    numbers = [words] if _THOUSANDS.fullmatch(words) else _NUMBER.findall(words)
    if len(numbers) != 1:
        amount = "one number, and there are several" if numbers else "a number in figures"
        raise NotRight(f"{name} should be {amount}{_entry(text)}")
    digits = numbers[0]
    if _THOUSANDS.fullmatch(digits):
        digits = re.sub("[ ,]", "", digits)
    number = Decimal(digits.replace(",", "."))
    if slack:  # a reading closer than the line allows is as good as one to the unit
        return canonical(number, unit)
    # Less than one may be a share where per cent is asked for.
    if number % Decimal(unit) and abs(number) >= 1:
        exact = EXACT.get(unit, f"a multiple of {unit}")
        raise NotRight(f"{name} should be {exact}{_entry(text)}")
    return _plain(number)


def _letter(name: str, text: str, options: Sequence[str]) -> str:
    letters = LETTERS[: len(options)]
    words = re.sub(r"[\W_]+", " ", text).strip().casefold()
    for letter, option in zip(letters, options, strict=True):
        if words in (letter.casefold(), re.sub(r"[\W_]+", " ", option).strip().casefold()):
            return letter
    raise NotRight(f"{name} should be one of the letters {', '.join(letters)}{_entry(text)}")
