# %% right: early returns
def judge(k, n, floor):
    interval = wilson(k, n)
    if interval is None:
        return "too early"
    share, low, high = interval
    if high < floor:
        return "below"
    if low >= floor:
        return "ok"
    return "too early"

# %% right: one variable, nobody first
def judge(k, n, floor):
    verdict = "too early"
    if n > 0:
        if wilson(k, n)[2] < floor:
            verdict = "below"
        elif wilson(k, n)[1] >= floor:
            verdict = "ok"
    return verdict

# %% right: the straddling case first
def judge(k, n, floor):
    _, low, high = wilson(k, n) or (None, 0, 1)
    if low < floor <= high:
        return "too early"
    return "below" if high < floor else "ok"

# %% right: numpy chooses
import numpy as np
def judge(k, n, floor):
    if not n:
        return "too early"
    _, low, high = np.array(wilson(k, n))
    return np.select([high < floor, low >= floor], ["below", "ok"], "too early").item()

# %% wrong: the share alone decides
# says: You judged by the share alone, and 0 of 20 can happen
def judge(k, n, floor):
    if n == 0:
        return "too early"
    return "below" if k / n < floor else "ok"

# %% wrong: the high end is enough to be ok
# says: because the high end passes the floor, and the low end does not
def judge(k, n, floor):
    interval = wilson(k, n)
    if interval is None:
        return "too early"
    return "below" if interval[2] < floor else "ok"

# %% wrong: never below
# says: You would wait for ever
def judge(k, n, floor):
    interval = wilson(k, n)
    if interval is None:
        return "too early"
    return "ok" if interval[1] >= floor else "too early"

# %% wrong: forgets that there may be nobody
# says: wilson gives None if n is 0, so look at that first
def judge(k, n, floor):
    share, low, high = wilson(k, n)
    if high < floor:
        return "below"
    if low >= floor:
        return "ok"
    return "too early"

# %% wrong: nobody is below
# says: You judged without a single contact
def judge(k, n, floor):
    interval = wilson(k, n)
    if interval is None or interval[2] < floor:
        return "below"
    return "ok" if interval[1] >= floor else "too early"

# %% wrong: the share decides on ok
# says: You judged by the share alone, and its low end, 7%, is below the floor
def judge(k, n, floor):
    interval = wilson(k, n)
    if interval is None:
        return "too early"
    share, low, high = interval
    if high < floor:
        return "below"
    return "ok" if share >= floor else "too early"

# %% wrong: waits for a hundred contacts
# says: You would wait for ever
def judge(k, n, floor):
    if n < 100:
        return "too early"
    return "below" if wilson(k, n)[2] < floor else "ok"

# %% wrong: never ok
# says: Even the low end of 12 of 60
def judge(k, n, floor):
    interval = wilson(k, n)
    if interval is not None and interval[2] < floor:
        return "below"
    return "too early"

# %% wrong: a capital letter
# says: only the spelling differs
def judge(k, n, floor):
    interval = wilson(k, n)
    if interval is None:
        return "Too early"
    share, low, high = interval
    return "Below" if high < floor else "OK" if low >= floor else "Too early"
