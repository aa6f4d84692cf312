"""The no-code twin of 08, too many places."""

from course_lib.exercises.by_eye import Choice, Number, Task, table


def sheet(accounts, today):
    """The accounts, with days for dates."""
    days = accounts.assign(
        last_post=(today - accounts["last_post"]).dt.days,
        last_seen=(today - accounts["last_seen"]).dt.days,
    ).sort_values("platform")
    return table(
        days,
        ("place", "days since a post", "days since somebody looked in", "notice", "can log in"),
    )


def alone(accounts, today, days, *, by="last_seen", least=1, locks=True, notices=True):
    """How many accounts are left alone, where something is overlooked or taken for something else."""
    unseen = (today - accounts[by]).dt.days >= days + least
    left = unseen | ~accounts["login_ok"] if locks else unseen
    return int((left & (accounts["notice"] != "yes")).sum() if notices else left.sum())


def spent(timelog, live):
    """The minutes on these accounts."""
    return timelog.loc[timelog["platform"].isin(live), "minutes"].sum()


def answer(yes):
    """A word for True or False."""
    return "yes" if yes else "no"


def cases_table(cases):
    """An account a row."""
    rows = [(number, *map(answer, case)) for number, case in enumerate(cases, 1)]
    return table(rows, ("account", "left alone", "somebody can log in", "has a why"))


TASKS = [
    Task(
        "left_alone",
        lambda places, accounts, today, days: (
            f"In another shop the line is **{days} days** since somebody looked in: exactly so many are soon "
            f"enough.\n\n{sheet(accounts, today)}\n\nHow many of its accounts are left alone?"
        ),
        [
            Number(
                "accounts_alone",
                "how many are left alone",
                {
                    "You went by the posts, and a tool can post": lambda places, *a: (
                        alone(*a, by="last_post")
                    ),
                    "You counted an account on which a notice says where the shop does answer": (
                        lambda places, *a: alone(*a, notices=False)
                    ),
                    "You left out an account that nobody can log in to": lambda places, *a: (
                        alone(*a, locks=False)
                    ),
                    "Exactly at the line is soon enough": lambda places, *a: alone(*a, least=0),
                },
                lambda places, *_: len(places),
            )
        ],
        fits=lambda places, accounts, today, days: len(accounts) > 4 and days > 0,
    ),
    Task(
        "minutes_per_live",
        lambda each, timelog, live, weeks: (
            f"Another log, of {weeks} weeks:\n\n{table(timelog)}\n\n"
            f"These accounts live: **{', '.join(sorted(live))}**. How many minutes went to them in all? And "
            "how many is that a week for each of them, to one decimal?"
        ),
        [
            Number(
                "minutes_on_live",
                "minutes on the accounts that live",
                {
                    "You added the minutes of every account": lambda each, log, live, weeks: (
                        log["minutes"].sum()
                    ),
                    "You added the minutes of the others": lambda each, log, live, weeks: (
                        log["minutes"].sum() - spent(log, live)
                    ),
                },
                lambda each, log, live, weeks: spent(log, live),
            ),
            Number(
                "minutes_each",
                "minutes a week for each",
                {
                    "You forgot the weeks": lambda each, log, live, weeks: spent(log, live) / len(live),
                    "You forgot that there are several accounts": lambda each, log, live, weeks: (
                        spent(log, live) / weeks
                    ),
                    "You divided by the accounts that the log names, and one may have got nothing": (
                        lambda each, log, live, weeks: (
                            spent(log, live) / weeks / max(len(set(live) & set(log["platform"])), 1)
                        )
                    ),
                    "You divided by the weeks in the log, and one may have no row": (
                        lambda each, log, live, weeks: (
                            spent(log, live) / log["week"].nunique() / len(live)
                        )
                    ),
                },
                unit="0.1",
                otherwise="Not yet. Divide the minutes by the weeks, and then by the accounts that live",
            ),
        ],
        fits=lambda each, log, live, weeks: bool(each) and len(live) > 1 and weeks > 1,
    ),
    Task(
        "triage",
        lambda words, cases: (
            f"Another shop's accounts:\n\n{cases_table(cases)}\n\n"
            "How many of them should it close? And what should become of account 1?"
        ),
        [
            Number(
                "to_close",
                "how many to close",
                {
                    "You closed those without a why alone: left alone and locked, one goes as well": (
                        lambda words, cases: sum(not why for _, _, why in cases)
                    ),
                    "You closed every account that is left alone": lambda words, cases: (
                        sum(left for left, _, _ in cases)
                    ),
                    "You counted those to pause": lambda words, cases: words.count("pause"),
                    "You counted those to keep": lambda words, cases: words.count("keep"),
                },
                lambda words, cases: words.count("close"),
            ),
            Choice(
                "verdict",
                "account 1",
                {
                    "keep": ("Keep it", "It has no why, or it is left alone"),
                    "pause": ("Pause it, with a notice", "Only if it has a why, is left alone, and "
                              "somebody can log in to pin up a notice"),
                    "close": ("Close it", "It has a why, and is looked after or can be paused"),
                },
                lambda words, cases: words[0],
            ),
        ],
        cases=8,
    ),
]  # fmt: skip
