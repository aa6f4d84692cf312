# %% right: early returns
def verdict(k, n, days, records):
    interval = proportion(k, n)
    if interval is None:
        return "no data"
    share, low, high = interval
    if high < 0.5:
        return "problem"
    if low >= 0.5 and records >= 4 * days:
        return "fine"
    return "not sure yet"

# %% right: one variable, nobody first
def verdict(k, n, days, records):
    word = "not sure yet"
    if n == 0:
        word = "no data"
    elif proportion(k, n)[2] < 1 / 2:
        word = "problem"
    elif proportion(k, n)[1] >= 1 / 2:
        if records / 4 >= days:
            word = "fine"
    return word

# %% right: the straddling case first
def verdict(k, n, days, records):
    if not n:
        return "no data"
    _, low, high = proportion(k, n)
    if low < 0.5 <= high:
        return "not sure yet"
    if high < 0.5:
        return "problem"
    return "not sure yet" if records < 4 * days else "fine"

# %% right: numpy chooses
import numpy as np
def verdict(k, n, days, records):
    if n == 0:
        return "no data"
    _, low, high = np.array(proportion(k, n))
    long_enough = records >= days * 4
    return np.select([high < 0.5, (low >= 0.5) & long_enough], ["problem", "fine"], "not sure yet").item()

# %% wrong: the share alone decides
# says: You judged by the share or by the low end
def verdict(k, n, days, records):
    if n == 0:
        return "no data"
    if k / n < 0.5:
        return "problem"
    return "fine" if records >= 4 * days else "not sure yet"

# %% wrong: the share decides on fine
# says: You judged by the share or by the high end
def verdict(k, n, days, records):
    interval = proportion(k, n)
    if interval is None:
        return "no data"
    share, low, high = interval
    if high < 0.5:
        return "problem"
    return "fine" if share >= 0.5 and records >= 4 * days else "not sure yet"

# %% wrong: the high end is enough to be fine
# says: because the high end passes half, and the low end does not
def verdict(k, n, days, records):
    interval = proportion(k, n)
    if interval is None:
        return "no data"
    share, low, high = interval
    if high < 0.5:
        return "problem"
    return "fine" if records >= 4 * days else "not sure yet"

# %% wrong: never a problem
# says: You would wait for ever
def verdict(k, n, days, records):
    interval = proportion(k, n)
    if interval is None:
        return "no data"
    return "fine" if interval[1] >= 0.5 and records >= 4 * days else "not sure yet"

# %% wrong: does not ask for the records
# says: You did not ask how far the records go back
def verdict(k, n, days, records):
    interval = proportion(k, n)
    if interval is None:
        return "no data"
    share, low, high = interval
    if high < 0.5:
        return "problem"
    return "fine" if low >= 0.5 else "not sure yet"

# %% wrong: the records need only be as long as the wait
# says: or not for 4 times `days`
def verdict(k, n, days, records):
    interval = proportion(k, n)
    if interval is None:
        return "no data"
    share, low, high = interval
    if high < 0.5:
        return "problem"
    return "fine" if low >= 0.5 and records >= days else "not sure yet"

# %% wrong: the records must be longer than four times the wait
# says: 240 days are exactly 4 times 60
def verdict(k, n, days, records):
    interval = proportion(k, n)
    if interval is None:
        return "no data"
    share, low, high = interval
    if high < 0.5:
        return "problem"
    return "fine" if low >= 0.5 and records > 4 * days else "not sure yet"

# %% wrong: young records excuse a problem
# says: You let young records excuse a problem
def verdict(k, n, days, records):
    interval = proportion(k, n)
    if interval is None:
        return "no data"
    if records < 4 * days:
        return "not sure yet"
    share, low, high = interval
    return "problem" if high < 0.5 else "fine" if low >= 0.5 else "not sure yet"

# %% wrong: forgets that there may be nobody
# says: proportion gives None if n is 0, so look at that first
def verdict(k, n, days, records):
    share, low, high = proportion(k, n)
    if high < 0.5:
        return "problem"
    return "fine" if low >= 0.5 and records >= 4 * days else "not sure yet"

# %% wrong: nobody is a problem
# says: You judged without a single buyer
def verdict(k, n, days, records):
    interval = proportion(k, n)
    if interval is None or interval[2] < 0.5:
        return "problem"
    return "fine" if interval[1] >= 0.5 and records >= 4 * days else "not sure yet"

# %% wrong: nobody is not sure
# says: Without a single buyer it is no data
def verdict(k, n, days, records):
    interval = proportion(k, n)
    if interval is not None and interval[2] < 0.5:
        return "problem"
    if interval is not None and interval[1] >= 0.5 and records >= 4 * days:
        return "fine"
    return "not sure yet"

# %% wrong: the other side of the bar is bad
# says: You turned the bar round
def verdict(k, n, days, records):
    interval = proportion(k, n)
    if interval is None:
        return "no data"
    share, low, high = interval
    if low > 0.5:
        return "problem"
    return "fine" if high <= 0.5 else "not sure yet"

# %% wrong: a capital letter
# says: only the spelling differs
def verdict(k, n, days, records):
    interval = proportion(k, n)
    if interval is None:
        return "No data"
    share, low, high = interval
    if high < 0.5:
        return "Problem"
    return "Fine" if low >= 0.5 and records >= 4 * days else "Not sure yet"

# %% wrong: 240 days whatever the wait
# says: You asked for 240 days
def verdict(k, n, days, records):
    interval = proportion(k, n)
    if interval is None:
        return "no data"
    share, low, high = interval
    if high < 0.5:
        return "problem"
    if low >= 0.5 and records >= 240:
        return "fine"
    return "not sure yet"
