"""What the twin.py beside a solution is written with: tasks to do by eye, and small tables and lines to read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from course_lib.grammar import amount

if TYPE_CHECKING:
    import pandas as pd

Interval = Callable[[float, float], tuple[float, float, float] | None]
TICK, MARGIN = 6, 4  # characters from one number of a ruler to the next, and before the first
AGAIN = "Not yet. Count once more, a stroke on paper for each"
LOOK = "Not yet. Find the line again, and read its two ends"


@dataclass(frozen=True)
class Number:
    """A number to enter. `right` and the values of `wrong` take the solution's answer and its arguments;
    the keys of `wrong` are the sentences for who makes that mistake, `otherwise` is for all others.
    A mistake that these data do not show gives None.

    Without `right` the solution's answer is asked for. A reading may miss by `slack` units.
    """

    name: str
    what: str  # what is asked for, in a few words beside the field
    wrong: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    right: Callable[..., Any] | None = None
    unit: str = "1"
    slack: int = 0
    otherwise: str = AGAIN


@dataclass(frozen=True)
class Choice:
    """A choice to enter by its letter. `options` has, by the answer it stands for, (its words, the sentence
    for who takes it and should not)."""

    name: str
    what: str
    options: Mapping[Any, tuple[str, str]]
    right: Callable[..., Any] | None = None


@dataclass(frozen=True)
class Task:
    """The no-code twin of a function: `ask` takes the solution's answer and its arguments and returns the
    data and the question in markdown. Without `draw` the data are those that cohort.py draws for it; a draw
    is taken that `fits`, of the same arguments: without it, one whose answer is not None.

    Where one call is too little to count, so many `cases` are drawn: then the answer is the list of theirs,
    and the only argument that of their arguments.
    """

    function: str
    ask: Callable[..., str]
    fields: Sequence[Number | Choice]
    draw: Callable[..., tuple] | None = None
    fits: Callable[..., bool] = lambda answer, *_: answer is not None
    cases: int = 0


def ends(
    interval: Callable[..., Sequence[float]],
    wrong: Mapping[str, Callable[..., Sequence[float] | None]] | None = None,
    *,
    unit: str = "1",
    slack: int = 0,
    names: tuple[str, str] = ("low_end", "high_end"),
) -> list[Number]:
    """The two ends of an interval as fields; the values of `wrong` return both ends as well, or None."""

    def end(which: int) -> Number:
        mistakes = {
            sentence: (lambda *a, both=both: (both(*a) or (None, None))[which])
            for sentence, both in (wrong or {}).items()
        }
        return Number(
            names[which],
            ("the lower end", "the upper end")[which],
            mistakes,
            lambda *a: interval(*a)[which],
            unit,
            slack,
            LOOK,
        )

    return [end(0), end(1)]


def side(low: float, high: float, bar: float = 0) -> str:
    """Where the whole of an interval lies: "above" the bar, "below" it, or "across" it."""
    return "above" if low > bar else "below" if high < bar else "across"


def legible(low: float, high: float, bar: float = 0) -> bool:
    """Whether an eye sees on a ruler on which side of the bar each end lies."""
    return min(abs(low - bar), abs(high - bar)) > (max(high, bar) - min(low, bar)) / 15


def sides(above: str, below: str, across: str, bar: str = "0") -> dict[str, tuple[str, str]]:
    """The options of a Choice for `side`, in these words."""
    return {
        "above": (above, f"Only if the whole interval lies above {bar}, and it does not"),
        "below": (below, f"Only if the whole interval lies below {bar}, and it does not"),
        "across": (across, f"The whole interval lies on one side of {bar}, so you can tell"),
    }


def table(
    rows: pd.DataFrame | Iterable[Sequence], columns: Sequence[str] = (), *, times: bool = False
) -> str:
    """A markdown table, a row a line; dates, yes and no as people write them, "–" for nothing.

    Where one moment has a time of day all have theirs, midnight too, or nobody could tell which came
    first; with `times` in any case.
    """
    import pandas as pd

    if isinstance(rows, pd.DataFrame):
        columns, rows = columns or list(rows.columns), rows.itertuples(index=False)
    values = [list(row) for row in rows]
    moments = [one for row in values for one in row if isinstance(one, pd.Timestamp)]
    times = times or any(one != one.normalize() for one in moments)
    lines = [columns, ["---"] * len(columns), *([shown(one, times) for one in row] for row in values)]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def shown(value: Any, times: bool = False) -> str:
    """A value as a person writes it into a table; a moment with its time of day, if asked for."""
    import pandas as pd

    if isinstance(value, str):
        return value.replace("|", "/").strip() or "–"
    if value is None or pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        day = f"{value:%a} {value.day} {value:%b %Y}"
        return f"{day}, {value:%H:%M}" if times else day
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    return amount(float(value))


def percent(share: float) -> int:
    """A share as whole per cent, halves upwards."""
    return math.floor(share * 100 + 0.5)


def share_ends(k: float, n: float, interval: Interval | None = None) -> tuple[int, int] | None:
    """The ends of the interval of k in n, in whole per cent; None where k in n is no share.

    `interval` is one of `course_lib.intervals`, Wilson's if none is given.
    """
    from course_lib.intervals import wilson

    triple = (interval or wilson)(k, n) if 0 <= k <= n else None
    return triple and (percent(triple[1]), percent(triple[2]))


def table_ends(interval: Interval) -> list[Number]:
    """The two ends of the interval of k in n, a task's first arguments, to be looked up in `share_table`."""
    return ends(
        lambda _, k, n, *__: share_ends(k, n, interval) or (),
        {
            "You read the line of one more": lambda _, k, n, *__: share_ends(k + 1, n, interval),
            "You read the line of one less": lambda _, k, n, *__: share_ends(k - 1, n, interval),
        },
    )


def share_table(n: int, interval: Interval | None = None, around: int | None = None) -> str:
    """The intervals of 0 to n among n, to be looked up; of the numbers `around` one alone."""
    ks = range(n + 1) if around is None else range(max(0, around - 3), min(n, around + 3) + 1)
    rows = [(f"{k} of {n}", *(f"{end}%" for end in share_ends(k, n, interval) or ())) for k in ks]
    return table(rows, ("how many", "from", "to"))


READ = "An interval runs from `[` to `]`, `o` is the number itself, and `v` marks {bar}."


def ruler(middle: float, low: float, high: float, bar: float = 0) -> str:
    """An interval drawn on a line with numbers, to be read off. The numbers take in `bar`, marked with a v."""
    step = _step(min(low, bar), max(high, bar))
    start = math.floor(min(low, bar) / step)
    count = math.ceil(max(high, bar) / step) - start

    def place(value: float) -> int:
        return round((value / step - start) * TICK)

    line = [" "] * (count * TICK + 1)
    line[place(low) : place(high) + 1] = "=" * (place(high) - place(low) + 1)
    line[place(middle)], line[place(low)], line[place(high)] = "o", "[", "]"
    scale = "+".join(["-" * (TICK - 1)] * count)
    marks = [" "] * (count * TICK + 12)
    for number in range(count + 1):
        text = amount((start + number) * step).replace("-", "−")
        begin = MARGIN + number * TICK - len(text) // 2
        marks[begin : begin + len(text)] = text
    margin = " " * MARGIN
    rows = [f"{' ' * place(bar)}v", "".join(line), f"+{scale}+"]
    rows = [*(margin + row for row in rows), "".join(marks)]
    return "```text\n" + "\n".join(row.rstrip() for row in rows) + "\n```"


def _step(low: float, high: float) -> float:
    """The distance of two marks: 1, 2 or 5 times a power of ten, about ten of them in all."""
    rough = max(high - low, 1e-9) / 10
    power = 10 ** math.floor(math.log10(rough))
    return next(power * many for many in (1, 2, 5, 10) if power * many >= rough * 0.999)
