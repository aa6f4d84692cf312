# %% right: early returns
def on_pace(pace, target):
    if pace is None:
        return "not sure"
    rate, low, high = pace
    if high < target:
        return "behind"
    if low >= target:
        return "on track"
    return "not sure"

# %% right: one variable, nested
def on_pace(pace, target):
    verdict = "not sure"
    if pace is not None:
        if pace[2] < target:
            verdict = "behind"
        elif not pace[1] < target:
            verdict = "on track"
    return verdict

# %% right: numpy chooses
import numpy as np
def on_pace(pace, target):
    if not pace:
        return "not sure"
    _, low, high = np.array(pace)
    return np.select([high < target, low >= target], ["behind", "on track"], "not sure").item()

# %% right: numpy's own text
import numpy as np
def on_pace(pace, target):
    if pace is None:
        return np.str_("not sure")
    return np.array(["behind", "on track", "not sure"])[0 if pace[2] < target else 1 if pace[1] >= target else 2]

# %% wrong: the rate alone decides
# says: You judged by the rate alone
def on_pace(pace, target):
    if pace is None:
        return "not sure"
    if pace[0] < target:
        return "behind"
    return "on track"

# %% wrong: the high end is enough to be on track
# says: because the high end reaches the target, and the low end does not
def on_pace(pace, target):
    if pace is None:
        return "not sure"
    return "on track" if pace[2] >= target else "behind"

# %% wrong: forgets None
# says: The pace may be None, so look at that first
def on_pace(pace, target):
    rate, low, high = pace
    if high < target:
        return "behind"
    if low >= target:
        return "on track"
    return "not sure"

# %% wrong: no pace is behind
# says: no reason to say behind or on track
def on_pace(pace, target):
    if pace is None:
        return "behind"
    rate, low, high = pace
    if high < target:
        return "behind"
    if low >= target:
        return "on track"
    return "not sure"

# %% wrong: the low end must lie above the target
# says: A low end that just meets the target is on track
def on_pace(pace, target):
    if pace is None:
        return "not sure"
    if pace[2] < target:
        return "behind"
    return "on track" if pace[1] > target else "not sure"

# %% wrong: a high end at the target is behind
# says: A high end that just meets the target does not fall short of it
def on_pace(pace, target):
    if pace is None:
        return "not sure"
    if pace[2] <= target:
        return "behind"
    return "on track" if pace[1] >= target else "not sure"

# %% wrong: a capital letter
# says: only the spelling differs
def on_pace(pace, target):
    if pace is None:
        return "Not sure"
    if pace[2] < target:
        return "Behind"
    return "On track" if pace[1] >= target else "Not sure"
