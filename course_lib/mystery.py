"""The mystery shop: a made-up business for every number, what was planted in it, and how a guess is scored.

The same number is the same shop everywhere: what is planted follows from `random.Random(text).random()`, whose
values Python promises never to change, and the tables from that by `simulate`. Of any ten numbers from 1, 11,
21 … on, three have one fault, two have two, two have three, two have none, and one has too little to tell.
"""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course_lib import catalogue
from course_lib.errors import CourseError
from course_lib.finding import PROBLEM

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

# Of ten shops: how many faults each has, what it lacks, and how many weeks there are.
ENOUGH, LACKS_OTHER, THIN = "every table", "a table that its faults do not need", "too little"
DECK = (
    *((1, ENOUGH), (1, ENOUGH), (1, LACKS_OTHER), (2, ENOUGH), (2, ENOUGH)),
    *((3, ENOUGH), (3, LACKS_OTHER), (0, ENOUGH), (0, ENOUGH), (1, THIN)),
)
MOST = 3  # reasons that anybody may name
NOTHING, TOO_LITTLE = "nothing wrong", "too little to say"
SHORT = {NOTHING: ("nothing", "none"), TOO_LITTLE: ("too little",)}  # as people write them
LARGEST = 10**12 - 1  # of a number, as in every field of the course
FEW_WEEKS, YEAR = 8, 52
TRIES = 50  # seeds, of which about nine in ten will do

# Short, as the titles of charts begin with the name.
STREETS = (
    *("Quay Street", "Mill Lane", "Station Row", "Church Row", "Bridge End", "Well Court"),
    *("North Lane", "Castle Hill", "Fern Close", "Orchard Way", "Rope Walk", "Bell Alley"),
)
TRADES = (
    *("bakery", "bicycles", "books", "ceramics", "cheese", "dog grooming", "flowers", "framing"),
    *("garden tools", "guitars", "haircuts", "keys and locks", "sewing", "spectacles", "tea room"),
    *("toys", "upholstery", "yoga"),
)


class MysteryTrouble(CourseError):
    """A number has no shop, or a line does not say what somebody named."""


@dataclass(frozen=True)
class Case:
    """A mystery shop as its maker knows it: planted reasons by number, the table it lacks, its weeks.

    `symptoms` are the numbers of the three reasons whose symptom its owner complains of, of which at most one
    was planted.
    """

    number: int
    name: str
    trade: str
    faults: tuple[int, ...]
    symptoms: tuple[int, ...]
    missing: str = ""
    weeks: int = YEAR
    term: str = ""

    @property
    def enough(self) -> bool:
        """Whether its tables can show what was planted."""
        return self.weeks == YEAR

    @property
    def truth(self) -> Diagnosis:
        """What somebody says who reads its tables rightly."""
        if not self.enough:
            return Diagnosis(word=TOO_LITTLE)
        return Diagnosis(self.faults) if self.faults else Diagnosis(word=NOTHING)


@dataclass(frozen=True)
class Diagnosis:
    """What somebody named: up to MOST reasons by number, or one of NOTHING and TOO_LITTLE."""

    reasons: tuple[int, ...] = ()
    word: str = ""

    def __str__(self) -> str:
        titles = [catalogue.reason(number).title for number in self.reasons]
        # A title may hold a comma: "Volume, not value".
        return self.word or "; ".join(titles)


@dataclass(frozen=True)
class Score:
    """A diagnosis held against the truth, in reasons by number; `right` if it is the whole truth."""

    hits: tuple[int, ...]
    false_alarms: tuple[int, ...]
    missed: tuple[int, ...]
    right: bool


def case(number: int, term: str = "") -> Case:
    """The mystery shop of that number; `term` names a class whose shops are others than everybody's.

    Raises MysteryTrouble unless the number is whole, from 1 to LARGEST.
    """
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= LARGEST:
        raise MysteryTrouble(
            f"A mystery shop has a whole number from 1 up, such as 7; found {number!r}."
        )
    ten, place = divmod(number - 1, len(DECK))
    count, lack = _drawn(f"{term} {ten} deck".strip(), range(len(DECK)), DECK)[place]
    key = f"{term} {number}".strip()
    faults = _faults(key, count)
    known = {table for fault in faults for table in catalogue.needs(fault)}
    missing = ""
    if lack == THIN:
        missing = _drawn(f"{key} missing", sorted(known))[0]
    elif lack == LACKS_OTHER:
        missing = _drawn(f"{key} missing", sorted(_concerned() - known))[0]
    return Case(
        number,
        f"{number} {_drawn(f'{key} street', STREETS)[0]}",
        _drawn(f"{key} trade", TRADES)[0],
        faults,
        _symptoms(key, faults),
        missing,
        FEW_WEEKS if lack == THIN else YEAR,
        term,
    )


def mystery_shop(number: int, term: str = "") -> Shop:
    """The mystery shop's tables, in memory; arguments and MysteryTrouble as of `case`.

    Of the businesses that the simulation makes with these faults it is the first in which the tables find
    every fault that they can, and no other. Where a table is missing an empty one stands in for it.
    """
    mystery = case(number, term)

    def make(seed: int) -> Shop:
        return _made(mystery, seed)

    return clear_shop(make, f"{term} {number}".strip(), mystery.faults if mystery.enough else ())


def clear_shop(make: Callable[[int], Shop], key: str, problems: Iterable[int]) -> Shop:
    """Of the shops that `make` simulates from seeds, the first whose tables find these problems and no other.

    The seeds hang on `key` alone. Where a table is missing an empty one stands in for it.
    """
    for attempt in range(TRIES):
        # Scattered, so that the seeds of one shop are not those of the next.
        shop = make(int(_chance(f"{key} seed {attempt}") * 2**53))
        verdicts = {one: catalogue.measure(one, shop).verdict for one in catalogue.teaching_order()}
        if {one for one, verdict in verdicts.items() if verdict == PROBLEM} == set(problems):
            break
    shop.forgiving = True
    return shop


def introduction(mystery: Case) -> tuple[str, list[str]]:
    """(what there is to look at, the three things that its owner winced at), in plain sentences."""
    from course_lib.tables import TABLES

    tables = len(TABLES) - bool(mystery.missing)
    lack = mystery.missing
    without = f" There is no {lack}.csv ({TABLES[lack].meaning})." if lack else ""
    sentence = (
        f"{mystery.name} ({mystery.trade}) lets you see {tables} tables of {mystery.weeks} weeks.{without} On "
        "the list of things that one notices, its owner winced at these three:"
    )
    return sentence, [catalogue.reason(one).symptom for one in mystery.symptoms]


def score(diagnosis: Diagnosis, number: int, term: str = "") -> Score:
    """The diagnosis held against what was planted in the shop of that number; arguments as of `case`."""
    mystery = case(number, term)
    named, planted, shown = set(diagnosis.reasons), set(mystery.faults), set(mystery.truth.reasons)
    return Score(
        _in_order(named & shown),
        _in_order(
            named - planted
        ),  # what was planted and cannot be seen is a lucky guess, and neither
        _in_order(shown - named),
        diagnosis.word == mystery.truth.word and named == shown,
    )


def line(number: int, diagnosis: Diagnosis) -> str:
    """A diagnosis as a line to hand in: "7: Not engaging; Not tracking", "8: nothing wrong"."""
    return f"{number}: {diagnosis}"


def read_line(text: str) -> tuple[int, Diagnosis]:
    """The number and the diagnosis of a line. Titles of reasons are parted by ; or by a comma, in any case.

    Raises MysteryTrouble with a sentence that shows how a line is written.
    """
    match = re.fullmatch(
        r"\s*(?:number|no\.?|shop)?\s*(\d{1,12})\s*[:.–-]\s*(\S.*?)[\s.]*", text, re.I | re.S
    )
    if match is None:
        raise MysteryTrouble(
            f"“{text.strip()[:60]}” is no line such as “7: Not engaging; Not tracking”."
        )
    number = case(int(match[1])).number
    words = _plain(match[2])
    for word in (NOTHING, TOO_LITTLE):
        if words in (word, *SHORT[word]):
            return number, Diagnosis(word=word)
    reasons = _reasons(match[2], number)
    if len(reasons) > MOST:
        raise MysteryTrouble(
            f"Shop {number}: name at most {MOST} reasons; there are {len(reasons)}."
        )
    return number, Diagnosis(_in_order(reasons))


def by_title(title: str) -> int:
    """The number of the reason with this title, or nearly. Raises MysteryTrouble for one that is none."""
    return _reason(_plain(title), _titles())


def read_lines(text: str) -> tuple[list[tuple[int, Diagnosis]], list[str]]:
    """The diagnoses in a text of one line each, and a sentence for each line that is none."""
    diagnoses, troubles = [], []
    for words in filter(str.strip, text.splitlines()):
        try:
            diagnoses.append(read_line(words))
        except MysteryTrouble as trouble:
            troubles.append(str(trouble))
    return diagnoses, troubles


@dataclass(frozen=True)
class Tally:
    """One row of the board: of the shops handed in, how many had it, were named rightly, and wrongly."""

    what: str
    had: int
    hits: int
    false_alarms: int


def tally(diagnoses: Sequence[tuple[int, Diagnosis]]) -> tuple[Tally, ...]:
    """The room's results: a row for every reason that a shop had or somebody named, in teaching order.

    Last come NOTHING and TOO_LITTLE. A shop that was handed in twice counts twice.
    """
    scores = [
        (case(number), diagnosis, score(diagnosis, number)) for number, diagnosis in diagnoses
    ]
    rows = [
        Tally(
            catalogue.reason(one).title,
            sum(one in mystery.truth.reasons for mystery, _, _ in scores),
            sum(one in result.hits for _, _, result in scores),
            sum(one in result.false_alarms for _, _, result in scores),
        )
        for one in catalogue.teaching_order()
    ]
    for word in (NOTHING, TOO_LITTLE):
        had = [mystery.truth.word == word for mystery, _, _ in scores]
        said = [diagnosis.word == word for _, diagnosis, _ in scores]
        both = sum(a and b for a, b in zip(had, said, strict=True))
        rows.append(Tally(word.capitalize(), sum(had), both, sum(said) - both))
    return tuple(row for row in rows if row.had or row.false_alarms)


def points(diagnosis: Diagnosis, number: int, most: int, term: str = "") -> int:
    """Points out of `most` for a diagnosis: for every false alarm and every miss a third of them less.

    A word (NOTHING, TOO_LITTLE) is right or it is not; so is a name where a word was the answer.
    """
    result, truth = score(diagnosis, number, term), case(number, term).truth
    if result.right:
        return most
    if diagnosis.word or truth.word:
        return 0
    amiss = len(result.false_alarms) + len(result.missed)
    return max(0, most - amiss * -(-most // MOST)) if result.hits else 0


def _faults(key: str, count: int) -> tuple[int, ...]:
    """So many reasons, no two of one family: these are one habit, and hard to tell apart."""
    chosen: list[int] = []
    families: set[str] = set()
    for one in _drawn(f"{key} fault", [reason.number for reason in catalogue.reasons()]):
        family = catalogue.reason(one).act.family
        if len(chosen) < count and family not in families:
            chosen.append(one)
            families.add(family)
    return _in_order(chosen)


def _symptoms(key: str, faults: Sequence[int]) -> tuple[int, ...]:
    """Three reasons in any order, with one of the faults among them in two shops of three."""
    others = [reason.number for reason in catalogue.reasons() if reason.number not in faults]
    drawn = _drawn(f"{key} symptom", others)[:3]
    if faults and _chance(f"{key} candid") < 2 / 3:
        drawn[0] = _drawn(f"{key} felt", faults)[0]
    return tuple(_drawn(f"{key} letter", drawn))


def _concerned() -> set[str]:
    """The tables that any sign needs."""
    return {table for reason in catalogue.reasons() for table in catalogue.needs(reason.number)}


def _made(mystery: Case, seed: int) -> Shop:
    from course_lib.simulate.business import business
    from course_lib.tables import TABLES, Shop

    only = [table for table in TABLES if table != mystery.missing]
    shop = business(mystery.name, seed, dict.fromkeys(mystery.faults, 1.0), only=only)
    if mystery.weeks == YEAR:
        return shop
    return Shop.of(
        mystery.name, {name: _last_weeks(getattr(shop, name), name, mystery.weeks) for name in only}
    )


def _last_weeks(frame: pd.DataFrame, name: str, weeks: int) -> pd.DataFrame:
    """The rows of a table's last weeks; a table that is no log (goals, accounts) as it is."""
    import pandas as pd

    from course_lib.simulate.rhythm import TODAY
    from course_lib.tables import TABLES

    first = TODAY - pd.Timedelta(weeks=weeks) + pd.Timedelta(days=1)
    days = [
        column.name for column in TABLES[name].columns if column.logged or column.name == "paid_on"
    ]
    if "week" in frame:
        recent = frame[frame["week"] > YEAR - weeks]
        return recent.assign(week=recent["week"] - (YEAR - weeks)).reset_index(drop=True)
    if days:  # a lead belongs to the day of the first contact
        return frame[frame[days[0]] >= first].reset_index(drop=True)
    if name == "visits":  # without days, in no order
        return frame.iloc[: round(len(frame) * weeks / YEAR)]
    return frame


def _reasons(words: str, number: int) -> tuple[int, ...]:
    """The reasons whose titles stand in these words, each once. Raises MysteryTrouble for what is no title."""
    titles = _titles()
    parts = [part for part in map(_plain, re.split(r"[;,]|\band\b", words)) if part]
    reasons: list[int] = []
    while parts:
        # A title may hold a comma itself, as "Volume, not value" does.
        length = next((n for n in range(len(parts), 0, -1) if " ".join(parts[:n]) in titles), 1)
        reasons.append(_reason(" ".join(parts[:length]), titles, f"Shop {number}: "))
        parts = parts[length:]
    return tuple(dict.fromkeys(reasons))


def _titles() -> dict[str, int]:
    """Every reason's number by its title in plain words."""
    return {_plain(reason.title): reason.number for reason in catalogue.reasons()}


def _reason(name: str, titles: Mapping[str, int], where: str = "") -> int:
    """The reason of this title, of one that begins so and no other does, or of one that is a slip away."""
    starts = [title for title in titles if title.startswith(name)]
    near = [name] if name in titles else starts or difflib.get_close_matches(name, titles, 1, 0.75)
    if len(near) == 1:
        return titles[near[0]]
    raise MysteryTrouble(
        f"{where}“{name}” is the title of no lesson. Write titles, as in “7: Not engaging; Not "
        f"tracking”, or “{NOTHING}”, or “{TOO_LITTLE}”."
    )


def _plain(words: str) -> str:
    """Words without capitals and signs, so that "Volume, not value" is "volume not value"."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def _chance(words: str) -> float:
    """A number from 0 up to 1 that hangs on these words alone."""
    return random.Random(f"Off Target mystery {words}").random()


def _drawn(words: str, things: Iterable, labels: Sequence | None = None) -> list:
    """The things in an order that hangs on these words and on each of them: one more moves no others.

    With `labels`, the label of each in that order.
    """
    order = sorted(things, key=lambda thing: _chance(f"{words} {thing}"))
    return order if labels is None else [labels[place] for place in order]


def _in_order(numbers: Iterable[int]) -> tuple[int, ...]:
    """Reasons in the order of teaching."""
    return tuple(sorted(numbers, key=catalogue.teaching_order().index))
