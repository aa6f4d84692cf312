"""Do contacts become people we talk with?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"messages": ("person_id", "ts", "direction")}
ALSO = {"messages": ("by",)}

EACH = 2  # messages from either side that make a conversation: a course convention


def sign(shop: Shop) -> finding.Estimate:
    """Share of people with two turns or more each way, none of ours by a machine, of all in the messages."""
    messages = shop.messages
    if "by" not in messages:
        messages = messages.assign(by="person")
    # By the first message: by the latest, those who talk on would pile up in the last weeks.
    first = messages.groupby("person_id")["ts"].min()

    def talked(ours: pd.Series) -> pd.Series:
        """Whether there was a conversation with each, if those of our messages count."""
        counted = messages[ours | (messages["direction"] == "in")]
        return depth(counted).reindex(first.index, fill_value=0) >= EACH

    return finding.either_way(
        lambda talks: finding.share_over_time(talks, first),
        talked(messages["by"] == "person"),
        talked(messages["by"].isin(["person", ""])),
        "{n:# talk hangs|# talks hang} on messages that may be a machine's",
    )


def depth(messages: pd.DataFrame) -> pd.Series:
    """Turns each way by person_id: the smaller of the messages they sent and those we sent (whole)."""
    theirs = (messages["direction"] == "in").groupby(messages["person_id"]).sum()
    ours = (messages["direction"] == "out").groupby(messages["person_id"]).sum()
    return theirs.where(theirs < ours, ours).astype("int64")


def before_sale(messages: pd.DataFrame, clients: pd.DataFrame) -> pd.DataFrame:
    """The messages sent before the day their person first bought; all of those who never did."""
    won_on = clients.set_index("person_id")["won_on"].reindex(messages["person_id"])
    return messages[(won_on.isna() | (messages["ts"].to_numpy() < won_on)).to_numpy()]


def buyers(
    messages: pd.DataFrame, clients: pd.DataFrame, each: int = EACH
) -> tuple[tuple[int, int], tuple[int, int]]:
    """((k, n), (k, n)): who bought, of the people we talked with and of all others in the messages."""
    turns = depth(messages)
    has_bought = turns.index.isin(clients.loc[clients["won_on"].notna(), "person_id"])
    deep = (turns >= each).to_numpy()
    talkers, others = has_bought[deep], has_bought[~deep]
    return (int(talkers.sum()), len(talkers)), (int(others.sum()), len(others))
