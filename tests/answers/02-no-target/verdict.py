# %% right: early returns
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    if complete is None:
        return "no data"
    for goal in complete:
        if goal["due"] >= today:
            return "fine"
    return "problem"

# %% right: any of them
def verdict(complete, today, accounts):
    if not accounts:
        return "not for you"
    if complete is None:
        return "no data"
    return "fine" if any(goal["due"] >= today for goal in complete) else "problem"

# %% right: counts the ones ahead
def verdict(complete, today, accounts):
    word = "problem"
    if accounts < 1:
        word = "not for you"
    elif complete is None:
        word = "no data"
    else:
        k = 0
        for goal in complete:
            if not goal["due"] < today:
                k = k + 1
        if k > 0:
            word = "fine"
    return word

# %% right: the days as a column, and numpy's own text
import numpy as np
def verdict(complete, today, accounts):
    if accounts == 0:
        return np.str_("not for you")
    if complete is None:
        return np.str_("no data")
    days = pd.to_datetime(pd.Series([goal["due"] for goal in complete], dtype="datetime64[ns]"))
    return np.array(["problem", "fine"])[int((days >= today).any())]

# %% wrong: never asks for the day
# says: You did not ask whether the day is still to come
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    if complete is None:
        return "no data"
    return "fine" if len(complete) > 0 else "problem"

# %% wrong: every one must be ahead
# says: asked it of every one: one is enough
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    if complete is None:
        return "no data"
    if complete and all(goal["due"] >= today for goal in complete):
        return "fine"
    return "problem"

# %% wrong: the first goal decides
# says: You looked at the first goal only
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    if complete is None:
        return "no data"
    for goal in complete:
        if goal["due"] >= today:
            return "fine"
        else:
            return "problem"
    return "problem"

# %% wrong: the last goal decides
# says: You looked at the last goal only
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    if complete is None:
        return "no data"
    word = "problem"
    for goal in complete:
        word = "fine" if goal["due"] >= today else "problem"
    return word

# %% wrong: today no longer counts
# says: a target that is due today still counts
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    if complete is None:
        return "no data"
    return "fine" if any(goal["due"] > today for goal in complete) else "problem"

# %% wrong: an empty list is all ahead
# says: You called it fine without a single target
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    if complete is None:
        return "no data"
    if complete == []:
        return "fine"
    return "fine" if any(goal["due"] >= today for goal in complete) else "problem"

# %% wrong: no target is no data
# says: You took an empty list for one that nobody has looked at
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    if not complete:
        return "no data"
    return "fine" if any(goal["due"] >= today for goal in complete) else "problem"

# %% wrong: not looked at is none
# says: not known is not none
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    for goal in complete or []:
        if goal["due"] >= today:
            return "fine"
    return "problem"

# %% wrong: goes through None
# says: so look at that before you go through it
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    for goal in complete:
        if goal["due"] >= today:
            return "fine"
    return "problem"

# %% wrong: the sheet before the accounts
# says: or missed that `accounts` is 0
def verdict(complete, today, accounts):
    if complete is None:
        return "no data"
    if accounts == 0:
        return "not for you"
    return "fine" if any(goal["due"] >= today for goal in complete) else "problem"

# %% wrong: the latest of no days
# says: then there is no latest day
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    if complete is None:
        return "no data"
    return "fine" if max(goal["due"] for goal in complete) >= today else "problem"

# %% wrong: a day that has passed is fine
# says: You turned it round
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    if complete is None:
        return "no data"
    return "fine" if any(goal["due"] < today for goal in complete) else "problem"

# %% wrong: a capital letter
# says: only the spelling differs
def verdict(complete, today, accounts):
    if accounts == 0:
        return "Not for you"
    if complete is None:
        return "No data"
    return "Fine" if any(goal["due"] >= today for goal in complete) else "Problem"

# %% wrong: asks a dict for its day with a point
# says: so its day is goal["due"]
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    if complete is None:
        return "no data"
    for goal in complete:
        if goal.due >= today:
            return "fine"
    return "problem"

# %% wrong: a day held against a text
# says: a text is held against something that is no text
def verdict(complete, today, accounts):
    if accounts == 0:
        return "not for you"
    if complete is None:
        return "no data"
    for goal in complete:
        if goal["due"] >= "2026-01-15":
            return "fine"
    return "problem"
