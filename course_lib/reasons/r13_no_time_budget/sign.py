"""Do we keep to a budget of time, and is it spent with focus?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from course_lib import finding

if TYPE_CHECKING:
    import pandas as pd

    from course_lib.tables import Shop

NEEDS = {"timelog": ("week", "minutes", "planned")}

FEWEST = 4  # weeks
MOST = 12  # over as many, two long ones in a quarter that is kept stay below the bar
SLACK = 0.10  # how far over its plan a week may run; a course convention
FOCUSED = ("create", "reply")


def sign(shop: Shop) -> finding.Estimate:
    """Minutes spent over minutes planned, in the last weeks of the log, up to twelve: a complete count.

    Without an estimate where no minutes were planned, or the plan is what was spent, copied.
    """
    recent = judged_weeks(shop.timelog)
    planned, spent = recent["planned"].sum(), float(recent["minutes"].sum())
    weeks = recent["week"].nunique()
    ask = "whether minutes are set beforehand, only you can say"
    if weeks < FEWEST:
        return finding.nothing(
            "share", f"It takes {FEWEST} logged weeks to see whether a budget is kept"
        )
    if recent["planned"].isna().any() and planned > 0:
        return finding.nothing(
            "share", f"Some rows of the last {weeks} weeks have no planned minutes; {ask}"
        )
    if not planned > 0:
        return finding.nothing(
            "share", f"The log has no planned minutes for the last {weeks} weeks; {ask}"
        )
    if (recent["planned"] == recent["minutes"]).all():
        return finding.nothing(
            "share", f"Planned and spent minutes are the same in every row; {ask}"
        )
    added = finding.complete(round(spent), round(float(planned)))
    return replace(added, remark=f"That is {weeks} weeks, added up.")


def judged_weeks(timelog: pd.DataFrame) -> pd.DataFrame:
    """The rows of the latest weeks, up to MOST, back to the last one without a plan; FEWEST if there are.

    A week has none where a row has no planned minutes, all of them are 0, or every one is what was spent.
    """
    recent = timelog[timelog["week"] > timelog["week"].max() - MOST]
    rows = recent.assign(other=recent["planned"] != recent["minutes"]).groupby("week")
    has_plan = rows["planned"].agg(lambda planned: planned.notna().all() and planned.sum() > 0)
    has_plan = (has_plan.astype(bool) & rows["other"].any()).sort_index(ascending=False)
    unbroken = int(has_plan.astype(int).cumprod().sum())
    return recent[recent["week"].isin(has_plan.index[: max(unbroken, FEWEST)])]


def weekly_minutes(timelog: pd.DataFrame) -> pd.DataFrame:
    """One row a week, in order: planned, actual and focused minutes (float), index week.

    Focused minutes are those spent on creating and replying.
    """
    focused = timelog.loc[timelog["purpose"].isin(FOCUSED)].groupby("week")["minutes"].sum()
    return planned_and_actual(timelog).assign(
        focused=lambda weeks: focused.reindex(weeks.index, fill_value=0.0)
    )


def planned_and_actual(timelog: pd.DataFrame) -> pd.DataFrame:
    """One row a week, in order: planned (NaN where blank) and actual minutes (float), index week."""
    # A week without any planned minutes has no plan, which is not a plan of 0.
    weeks = timelog.groupby("week")[["planned", "minutes"]].sum(min_count=1).sort_index()
    return weeks.rename(columns={"minutes": "actual"})


def weeks_over(weeks: pd.DataFrame, slack: float = SLACK) -> tuple[int, int]:
    """(k, n): of n weeks, k took more than their planned minutes plus `slack` of them."""
    over = is_over(weeks, slack)
    return int(over.sum()), len(weeks)


def is_over(weeks: pd.DataFrame, slack: float = SLACK) -> pd.Series:
    """True for each week that ran more than `slack` over plan; one that hits it exactly did not."""
    return weeks["actual"] > weeks["planned"] * (1 + slack) + 1e-9  # 0.1 is not exact in binary


def focus_share(timelog: pd.DataFrame) -> float | None:
    """Share of all minutes that went into creating and replying; None without minutes."""
    total = float(timelog["minutes"].sum())
    focused = timelog.loc[timelog["purpose"].isin(FOCUSED), "minutes"].sum()
    return None if total == 0 else float(focused) / total


def beside_leads(timelog: pd.DataFrame, weekly: pd.DataFrame) -> pd.DataFrame:
    """One row for each week that both tables know, in order: focused, unfocused (minutes), leads."""
    weeks = weekly_minutes(timelog)
    weeks["unfocused"] = weeks["actual"] - weeks["focused"]
    leads = weekly.set_index("week")["leads"]
    return weeks[["focused", "unfocused"]].join(leads, how="inner")
