"""How the share of contacts who bought rises with the days since they first got in touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import style
from course_lib.finding import show
from course_lib.intervals import wilson
from course_lib.reasons.r03_expecting_miracles import sign

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course_lib.finding import Finding
    from course_lib.tables import Shop

SOON, LONGEST = 3, 180


def draw(axes: Axes, shop: Shop, finding: Finding) -> str:
    """The rising curve, with the share won by day 3 and by day 90 marked. Returns the alt text."""
    clients, today = shop.clients, shop.until("clients")
    axes.set_title(f"{shop.name}: who had bought, so many days after first getting in touch")
    axes.set_xlim(0, LONGEST)
    axes.set_xlabel("days since they first got in touch")
    axes.yaxis.set_major_formatter(style.percent)
    phrases = []
    log = 0 if clients.empty else (today - clients["first_contact"].min()).days
    share = sign.curve(clients, today, min(LONGEST, log))
    axes.step(range(len(share)), share, where="post", color=style.BLUE)
    counts = {
        SOON: sign.won_within(clients, SOON, today),
        sign.DAYS: (int(finding.k), int(finding.n)),
    }
    top = max(0.3, 1.5 * max(share))
    for day, (k, n) in counts.items():
        triple = wilson(k, n)
        axes.axvline(day, color=style.GREY, linewidth=1, linestyle=(0, (2, 2)))
        text = f"by day {day}: nobody has been\nwatched for so long yet"
        if triple is not None:
            top = max(top, 1.5 * triple[2])
            axes.plot([day, day], triple[1:], color=style.BLUE, linewidth=6, alpha=0.35)
            axes.plot([day], [triple[0]], "o", color=style.BLUE, markersize=8)
            text = f"by day {day}: {show(triple[0], 'share')}\n({k} of {n} old enough)"
            phrases.append(text.replace("\n", " "))
        # Above the curve, which rises to the right: a label near the top can never meet it.
        place = axes.get_xaxis_transform()
        axes.text(day + 2, 0.97, text, va="top", transform=place, color=style.INK)
    axes.set_ylim(0, min(top, 1.5))
    axes.set_yticks([tick for tick in axes.get_yticks() if tick <= 1])
    axes.set_ylim(0, min(top, 1.5))  # setting ticks may have moved it
    end = f" reaching {show(share[-1], 'share')} after {len(share) - 1} days" if phrases else ""
    shares = "; ".join(phrases) or "nobody to follow yet"
    return f"A rising curve of contacts won by {shop.name}{end}. Marked on it: {shares}."
