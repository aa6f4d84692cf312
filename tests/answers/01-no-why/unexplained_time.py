# %% right: the blank filled in
def unexplained_time(timelog, explained):
    without = timelog.loc[~timelog["platform"].isin(explained), "minutes"].sum()
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    return round(without / total, 2)

# %% right: a loop, not rounded
def unexplained_time(timelog, explained):
    without = 0
    for entry in timelog.itertuples():
        if entry.platform not in explained:
            without = without + entry.minutes
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    return without / total

# %% right: grouped by platform
def unexplained_time(timelog, explained):
    by_platform = timelog.groupby("platform")["minutes"].sum().to_dict()
    total = sum(by_platform.values())
    if not total:
        return None
    return 1 - sum(by_platform.get(platform, 0) for platform in set(explained)) / total

# %% right: the explained taken off the whole, by numpy
import numpy as np
def unexplained_time(timelog, explained):
    minutes = timelog["minutes"].to_numpy(dtype=float)
    has_why = np.array([platform in explained for platform in timelog["platform"]], dtype=bool)
    return np.round(1 - minutes[has_why].sum() / minutes.sum(), 2) if minutes.sum() > 0 else None

# %% wrong: the minutes that have a why
# says: You took the minutes that do have a why
def unexplained_time(timelog, explained):
    without = timelog.loc[timelog["platform"].isin(explained), "minutes"].sum()
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    return round(without / total, 2)

# %% wrong: counts accounts
# says: You counted accounts, and minutes are what they cost
def unexplained_time(timelog, explained):
    if len(timelog) == 0:
        return None
    without = set(timelog["platform"]) - set(explained)
    return round(len(without) / timelog["platform"].nunique(), 2)

# %% wrong: counts entries
# says: You counted entries in the log
def unexplained_time(timelog, explained):
    if len(timelog) == 0:
        return None
    return round((~timelog["platform"].isin(explained)).mean(), 2)

# %% wrong: the minutes, not their share
# says: You gave the minutes
def unexplained_time(timelog, explained):
    without = timelog.loc[~timelog["platform"].isin(explained), "minutes"].sum()
    return without

# %% wrong: a percentage
# says: You gave a percentage
def unexplained_time(timelog, explained):
    without = timelog.loc[~timelog["platform"].isin(explained), "minutes"].sum()
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    return round(100 * without / total)

# %% wrong: rounded to whole numbers
# says: You lost what stands after the point
def unexplained_time(timelog, explained):
    without = timelog.loc[~timelog["platform"].isin(explained), "minutes"].sum()
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    return round(without / total)

# %% wrong: the whole over the part
# says: You divided the whole by the part
def unexplained_time(timelog, explained):
    without = timelog.loc[~timelog["platform"].isin(explained), "minutes"].sum()
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    return round(total / without, 2)

# %% wrong: nothing unexplained is taken for nothing known
# says: You gave None for a true 0
def unexplained_time(timelog, explained):
    without = timelog.loc[~timelog["platform"].isin(explained), "minutes"].sum()
    total = timelog["minutes"].sum()
    if without == 0:
        return None
    return round(without / total, 2)

# %% wrong: 0 without minutes
# says: a share that cannot be known is not a low one
def unexplained_time(timelog, explained):
    without = timelog.loc[~timelog["platform"].isin(explained), "minutes"].sum()
    total = timelog["minutes"].sum()
    return round(without / max(total, 1), 2)

# %% wrong: divides by nothing, and pandas shrugs
# says: You divided by no minutes at all
def unexplained_time(timelog, explained):
    without = timelog.loc[~timelog["platform"].isin(explained), "minutes"].sum()
    return without / timelog["minutes"].sum()

# %% wrong: asks for rows where it should ask for minutes
# says: ask whether the minutes add up to any
def unexplained_time(timelog, explained):
    if len(timelog) == 0:
        return None
    without = timelog.loc[~timelog["platform"].isin(explained), "minutes"].sum()
    return without / timelog["minutes"].sum()

# %% wrong: only the accounts that somebody named
# says: an account that nobody had named
def unexplained_time(timelog, explained):
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    missing = [platform for platform in accounts if platform not in explained]
    without = timelog.loc[timelog["platform"].isin(missing), "minutes"].sum()
    return round(without / total, 2)

# %% wrong: out of the minutes that have a why
# says: all minutes belong below the line
def unexplained_time(timelog, explained):
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    known = timelog["platform"].isin(explained)
    with_why = timelog.loc[known, "minutes"].sum()
    return round(timelog.loc[~known, "minutes"].sum() / with_why, 2)

# %% wrong: asks of the whole column at once
# says: Ask it of every row
def unexplained_time(timelog, explained):
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    without = timelog["platform"] not in explained
    return without / total

# %% wrong: the name of the list in quotation marks
# says: `isin` wants one list
def unexplained_time(timelog, explained):
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    return round(timelog.loc[~timelog["platform"].isin("explained"), "minutes"].sum() / total, 2)
