"""The no-code twin of 01, no why."""

from course_lib.exercises.by_eye import Choice, Number, Task, percent, table


def without(accounts, goals, *, pasted=True, spaces=True, everybody=False):
    """How many accounts have no why, where some faults of a why are overlooked."""
    used, missing = [], 0
    lines = {line[0]: line[1:] for line in goals.fillna("").itertuples(index=False)}
    for platform in accounts:
        three = lines.get(platform, ("", "", ""))
        blank = platform not in lines or (spaces and any(not text.strip() for text in three))
        if blank or (pasted and three[1] in used):
            missing += 1
        else:
            used.append(three[1])
    return len(accounts) - missing if everybody else missing


def deciding(verdict, share, missing, used):
    """The share that decides, in per cent."""
    return percent(missing / used if share is None else share)


def known(share):
    """What is known of the minutes."""
    if share is None:
        return "Nobody knows the minutes."
    return f"{percent(share)} of every 100 minutes went to those."


TASKS = [
    Task(
        "missing_why",
        lambda missing, accounts, goals: (
            f"Another shop has these accounts, the busiest first: **{', '.join(accounts)}**. Its sheet, "
            "which may name places where it has no account:\n\n"
            f"{table(goals, ('platform', 'for whom', 'what they can do', 'what it would see'))}\n\n"
            "How many of its accounts have no why of their own?"
        ),
        [
            Number(
                "accounts_without",
                "how many accounts have no why",
                {
                    "You let words pasted from a busier account count, and they serve that one alone": (
                        lambda missing, *a: without(*a, pasted=False)
                    ),
                    "You let a line with an empty box count, and all three parts must be there": (
                        lambda missing, *a: without(*a, spaces=False)
                    ),
                    "You counted the accounts that have one": lambda missing, *a: (
                        without(*a, everybody=True)
                    ),
                },
                lambda missing, *_: len(missing),
            )
        ],
        fits=lambda missing, accounts, goals: len(accounts) > 3,
    ),
    Task(
        "unexplained_time",
        lambda share, timelog, explained: (
            f"Another log:\n\n{table(timelog)}\n\nOnly these have a why: **{', '.join(sorted(explained))}**. "
            "How many minutes went to all the others, and how many minutes are there in all?"
        ),
        [
            Number(
                "minutes_without",
                "minutes on accounts without a why",
                {
                    "You added the minutes of those that have a why": lambda share, log, explained: (
                        log.loc[log["platform"].isin(explained), "minutes"].sum()
                    ),
                    "You took one entry alone": lambda share, log, explained: (
                        log.loc[~log["platform"].isin(explained), "minutes"].max()
                    ),
                },
                lambda share, log, explained: (
                    log.loc[~log["platform"].isin(explained), "minutes"].sum()
                ),
            ),
            Number(
                "minutes_in_all",
                "minutes in all",
                {
                    "You left out the minutes of those that have a why": lambda share, log, explained: (
                        log.loc[~log["platform"].isin(explained), "minutes"].sum()
                    ),
                    "You counted entries, and minutes are asked for": lambda share, log, _: len(log),
                },
                lambda share, log, explained: log["minutes"].sum(),
            ),
        ],
        fits=lambda share, log, explained: share is not None and 0 < share < 1 and len(log) > 4,
    ),
    Task(
        "verdict",
        lambda verdict, share, missing, used: (
            f"In another shop {missing} of {used} accounts have no why. {known(share)} "
            "Which share decides, in whole per cent? And what is the verdict?"
        ),
        [
            Number(
                "deciding_share",
                "the share that decides, in per cent",
                {
                    "You took the accounts, and where the minutes are known they decide": (
                        lambda verdict, share, missing, used: percent(missing / used)
                    ),
                    "You took those that have a why": lambda *a: 100 - deciding(*a),
                },
                deciding,
                otherwise="Not yet. It is a part of 100: a fifth would be 20",
            ),
            Choice(
                "verdict",
                "the verdict",
                {
                    "problem": ("A problem", "It is one only beyond a fifth, and a fifth itself is fine"),
                    "fine": ("Fine", "More than a fifth has no why, so it is not fine"),
                    "not for you": ("Not for this shop", "It uses accounts, so it has some to explain"),
                },
            ),
        ],
        fits=lambda verdict, share, missing, used: used > 2 and 0 < missing < used,
    ),
]  # fmt: skip
