"""What the money went on, beside leads a week before the first course, after it, and at other times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.finding import plain
from course_lib.intervals import poisson_ci
from course_lib.reasons.r17_guru_money import sign

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

ALSO = {"spend": ("paid_on",), "clients": ("first_contact",)}

MOST_BARS = 6
TALL = 7.4
# A name, the rate a week with its interval (None without a week), and a colour.
Row = tuple[str, tuple[float, float, float] | None, str]


def reach(shop: Shop) -> tuple[float, ...]:
    """The ends that the axes need: money in a category, and leads a week."""
    amounts = [amount for _, amount in _amounts(shop.spend)]
    highs = [triple[2] for _, triple, _ in _rows(shop)[1] if triple] if _dated(shop) else []
    return max(amounts, default=0.0) or 1.0, max(highs, default=1.0)


def draw(axes: Axes, shop: Shop, finding: Finding, reach: tuple[float, ...]) -> str:
    """Spending on the left, leads around the course on the right. Returns the alt text."""
    axes.set_title(f"{shop.name}: what was bought, and what came after")
    axes.axis("off")
    most_money, most_leads = reach
    if style.is_narrow(axes):
        places = [(0.2, 0.58, 0.78, 0.35), (0.2, 0.1, 0.78, 0.35)]
    else:
        places = [(0.09, 0.08, 0.3, 0.78), (0.6, 0.14, 0.4, 0.72)]
    left, right = (axes.inset_axes(place) for place in places)
    money = _money(left, _amounts(shop.spend), most_money)
    if _dated(shop):
        leads = _leads(right, shop, most_leads)
    else:
        right.axis("off")
        right.text(0, 0.5, "no days of payment,\nor no leads, on file", color=style.GREY)
        leads = "no days of payment, or no leads, on file."
    return f"Left: {money} Right: {leads}"


def _dated(shop: Shop) -> bool:
    """Whether there are days of payment, and leads to hold against them."""
    return "paid_on" in shop.spend.columns and shop.has("clients")


def _amounts(spend: pd.DataFrame) -> list[tuple[str, float]]:
    """Money by category, the largest first, the small ones together; training always by itself."""
    words = spend["category"].str.strip().str.lower()
    amounts = list(spend.groupby(words)["amount"].sum().sort_values(ascending=False).items())
    if len(amounts) > MOST_BARS:
        largest = [
            bar for bar in amounts if bar[0] == "training" or bar in amounts[: MOST_BARS - 1]
        ]
        rest = sum(amount for _, amount in amounts) - sum(amount for _, amount in largest)
        amounts = [*largest, ("the rest", rest)]
    return [(str(name), float(amount)) for name, amount in amounts]


def _money(axes: Axes, amounts: list[tuple[str, float]], top: float) -> str:
    """A bar for each category, the largest on top; training in its own colour."""
    axes.set_title("money spent", fontsize=10.5, weight="normal")
    axes.set_xlim(0, top * 1.35)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    for y, (name, amount) in enumerate(reversed(amounts)):
        colour = style.ORANGE if name == "training" else style.GREY
        axes.barh(y, amount, color=colour, height=0.7)
        axes.text(amount + top * 0.03, y, f"{amount:,.0f}", va="center")
    axes.set_yticks(range(len(amounts)), [name[:12] for name, _ in reversed(amounts)])
    text = ", ".join(f"{name} {amount:,.0f}" for name, amount in amounts) or "0"
    return f"bars of money spent: {text}."


def _rows(shop: Shop) -> tuple[pd.Timestamp, list[Row]]:
    """The day of the first payment, and leads a week before it, after it, and in all other weeks."""
    day, clients, today = sign.first_payment(shop.spend), shop.clients, shop.until("clients")
    before, after = sign.leads_around(clients, day, today)
    rows = [("4 weeks\nbefore", before, style.ORANGE), ("4 weeks\nafter", after, style.BLUE)]
    rows.append(("all other\nweeks", sign.usual(clients, day, today), style.GREY))
    return day, [(name, poisson_ci(*counts), colour) for name, counts, colour in rows]


def _leads(axes: Axes, shop: Shop, most: float) -> str:
    """Three dots on their intervals: leads a week before, after, and in all other weeks."""
    day, rows = _rows(shop)
    axes.set_xlim(0, most * 1.08)
    axes.set_ylim(-0.5, 2.7)
    phrases = []
    for y, (name, triple, colour) in enumerate(reversed(rows)):
        text = "no weeks to count"
        if triple:
            style.dot_interval(axes, y, triple, colour)
            text = plain(triple[0], "leads a week")
        style.label(axes, triple[0] if triple else 0, y + 0.34, text, style.INK, "normal")
        phrases.append(f"{name} {text}".replace("\n", " "))
    axes.set_yticks(range(3), [name for name, _, _ in reversed(rows)])
    axes.set_xlabel("leads a week")
    # NaT, a day that nobody wrote down, is the one that does not equal itself.
    heading = "no dated course" if day != day else f"first course paid on {day.day} {day:%B %Y}"
    axes.set_title(heading, fontsize=10.5, weight="normal")
    return f"dots with 95% intervals for leads a week ({heading}): {', '.join(reversed(phrases))}."
