# %% right: early returns
def verdict(k, n, bar):
    interval = proportion(k, n)
    if interval is None:
        return "not for you"
    share, low, high = interval
    if low > bar:
        return "problem"
    if high <= bar:
        return "fine"
    return "not sure yet"


# %% right: one variable, no posts first
def verdict(k, n, bar):
    word = "not sure yet"
    if n == 0:
        word = "not for you"
    elif proportion(k, n)[1] > bar:
        word = "problem"
    elif not proportion(k, n)[2] > bar:
        word = "fine"
    return word


# %% right: the straddling case first
def verdict(k, n, bar):
    if not n:
        return "not for you"
    _, low, high = proportion(k, n)
    if low <= bar < high:
        return "not sure yet"
    return "problem" if low > bar else "fine"


# %% right: numpy chooses
import numpy as np
def verdict(k, n, bar):
    if n < 1:
        return "not for you"
    _, low, high = np.array(proportion(k, n))
    return np.select([low > bar, high <= bar], ["problem", "fine"], "not sure yet").item()


# %% wrong: the share alone decides
# says: You judged by the share or by the high end
def verdict(k, n, bar):
    if n == 0:
        return "not for you"
    return "problem" if k / n > bar else "fine"


# %% wrong: the share decides on fine
# says: You judged by the share or by the low end
def verdict(k, n, bar):
    interval = proportion(k, n)
    if interval is None:
        return "not for you"
    share, low, high = interval
    if low > bar:
        return "problem"
    return "fine" if share <= bar else "not sure yet"


# %% wrong: the low end is enough to be fine
# says: You called it fine, and the high end
def verdict(k, n, bar):
    interval = proportion(k, n)
    if interval is None:
        return "not for you"
    return "problem" if interval[1] > bar else "fine"


# %% wrong: the ends mixed up
# says: You judged by the share or by the high end
def verdict(k, n, bar):
    interval = proportion(k, n)
    if interval is None:
        return "not for you"
    share, low, high = interval
    if high > bar:
        return "problem"
    if low <= bar:
        return "fine"
    return "not sure yet"


# %% wrong: the bar is always half
# says: this owner set the bar at a fifth
def verdict(k, n, bar):
    interval = proportion(k, n)
    if interval is None:
        return "not for you"
    share, low, high = interval
    if low > 0.5:
        return "problem"
    if high <= 0.5:
        return "fine"
    return "not sure yet"


# %% wrong: the other side of the bar is bad
# says: You turned the bar round
def verdict(k, n, bar):
    interval = proportion(k, n)
    if interval is None:
        return "not for you"
    share, low, high = interval
    if high < bar:
        return "problem"
    if low >= bar:
        return "fine"
    return "not sure yet"


# %% wrong: the bar itself is not fine
# says: and the bar itself is still fine
def verdict(k, n, bar):
    interval = proportion(k, n)
    if interval is None:
        return "not for you"
    share, low, high = interval
    if low > bar:
        return "problem"
    if high < bar:
        return "fine"
    return "not sure yet"


# %% wrong: forgets that there may be no post
# says: proportion gives None if n is 0, so look at that first
def verdict(k, n, bar):
    share, low, high = proportion(k, n)
    if low > bar:
        return "problem"
    return "fine" if high <= bar else "not sure yet"


# %% wrong: no post is not sure
# says: Without a single post it is not for you
def verdict(k, n, bar):
    interval = proportion(k, n)
    if interval is not None and interval[1] > bar:
        return "problem"
    if interval is not None and interval[2] <= bar:
        return "fine"
    return "not sure yet"


# %% wrong: never sure
# says: so this is settled
def verdict(k, n, bar):
    return "not sure yet" if n else "not for you"


# %% wrong: a capital letter
# says: only the spelling differs
def verdict(k, n, bar):
    interval = proportion(k, n)
    if interval is None:
        return "Not for you"
    share, low, high = interval
    if low > bar:
        return "Problem"
    return "Fine" if high <= bar else "Not sure yet"


# %% wrong: holds all three numbers against the bar
# says: proportion gives three numbers at once
def verdict(k, n, bar):
    interval = proportion(k, n)
    if interval is None:
        return "not for you"
    if interval > bar:
        return "problem"
    return "fine" if interval <= bar else "not sure yet"
