"""People by how far the talk with them went, buyers marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.reasons.r06_not_human import sign

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

ALSO = {"clients": ("person_id", "won_on")}

MOST = 5  # turns each way; whoever had more stands in the last bar
NAMES = [*map(str, range(MOST)), f"{MOST} or more"]


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """A bar of people for each number of turns each way. Returns the alt text."""
    people, buyers = _heights(shop)
    top = max(*people, 1)
    colours = [(style.GREY, 0.35) if step < sign.EACH else style.SKY for step in range(MOST + 1)]
    axes.bar(range(MOST + 1), people, color=colours, width=0.72)
    axes.bar(range(MOST + 1), buyers, color=style.BLUE, width=0.72)
    for x, (count, few) in enumerate(zip(people, buyers, strict=True)):
        _label(axes, x, count, few, top)
    edge = sign.EACH - 0.5
    axes.plot([edge, edge], [0, 1.2 * top], color=style.INK, linestyle=(0, (4, 2)), linewidth=1.5)
    axes.text(edge + 0.08, 1.24 * top, "a conversation", color=style.INK, weight="bold")
    axes.text(edge - 0.08, 1.24 * top, "a contact", color=style.GREY, weight="bold", ha="right")
    axes.set_ylim(0, 1.42 * top)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xticks(range(MOST + 1), NAMES)
    narrow = style.is_narrow(axes)
    end = "\n" if narrow else " "
    axes.set_xlabel(f"turns each way: messages from them{end}or from us, whichever are fewer")
    if narrow and any(buyers):
        axes.text(
            MOST + 0.4, 1.1 * top, "blue: bought", color=style.BLUE, ha="right", weight="bold"
        )
    axes.set_title(f"{shop.name}: people by how far the talk went")
    phrases = [f"{name}: {count:,}" for name, count in zip(NAMES, people, strict=True)]
    buying = f", of whom {sum(buyers):,} bought" if sum(buyers) else ""
    return f"Bars of {sum(people):,} people of {shop.name} by turns each way{buying}. {'; '.join(phrases)}."


def _heights(shop: Shop) -> list[list[int]]:
    """People, then buyers among them, for each number of turns each way from 0 to MOST."""
    turns = sign.depth(shop.messages).clip(upper=MOST)
    customers = (
        list(shop.clients.dropna(subset="won_on")["person_id"]) if shop.has("clients") else []
    )
    buyers = turns[turns.index.isin(customers)]
    return [[int((some == step).sum()) for step in range(MOST + 1)] for some in (turns, buyers)]


def _label(axes: Axes, x: int, count: int, buyers: int, top: float) -> None:
    word = "" if style.is_narrow(axes) else " bought"
    text = f"{buyers:,}{word}" if buyers else ""
    axes.text(x, count + 0.02 * top, text, color=style.BLUE, ha="center", va="bottom")
    lift = 0.11 if buyers else 0.02
    axes.text(x, count + lift * top, f"{count:,}", ha="center", va="bottom", weight="bold")
