# %% right: one question after the other
def verdict(k, n, bar):
    if n == 0:
        return "no data"
    share, low, high = proportion(k, n)
    if n < 5:
        return "not sure"
    if low >= bar:
        return "fine"
    if high < bar:
        return "problem"
    return "not sure"

# %% right: one chain
def verdict(k, n, bar):
    interval = proportion(k, n)
    if interval is None:
        answer = "no data"
    elif n >= 5 and interval[1] >= bar:
        answer = "fine"
    elif n >= 5 and interval[2] < bar:
        answer = "problem"
    else:
        answer = "not sure"
    return answer

# %% right: the interval of Wilson
def verdict(k, n, bar):
    if n == 0:
        return "no data"
    if n < 5:
        return "not sure"
    share, low, high = wilson(k, n)
    return "fine" if low >= bar else "problem" if high < bar else "not sure"

# %% wrong: the share alone
# says: You judged by the share, or by the high end alone
def verdict(k, n, bar):
    if n == 0:
        return "no data"
    if n < 5:
        return "not sure"
    return "fine" if k / n >= bar else "problem"

# %% wrong: the lower end alone
# says: You called it a problem because it is not fine
def verdict(k, n, bar):
    if n == 0:
        return "no data"
    if n < 5:
        return "not sure"
    share, low, high = proportion(k, n)
    return "fine" if low >= bar else "problem"

# %% wrong: the upper end alone
# says: by the high end alone
def verdict(k, n, bar):
    if n == 0:
        return "no data"
    if n < 5:
        return "not sure"
    share, low, high = proportion(k, n)
    return "problem" if high < bar else "fine"

# %% wrong: the sides turned round
# says: You turned the two sides round
def verdict(k, n, bar):
    if n == 0:
        return "no data"
    if n < 5:
        return "not sure"
    share, low, high = proportion(k, n)
    if low >= bar:
        return "problem"
    return "fine" if high < bar else "not sure"

# %% wrong: always seven in ten
# says: You held it against seven in ten
def verdict(k, n, bar):
    if n == 0:
        return "no data"
    if n < 5:
        return "not sure"
    share, low, high = proportion(k, n)
    if low >= 0.7:
        return "fine"
    return "problem" if high < 0.7 else "not sure"

# %% wrong: four will do
# says: You let fewer than 5 people settle it
def verdict(k, n, bar):
    if n == 0:
        return "no data"
    share, low, high = proportion(k, n)
    if low >= bar:
        return "fine"
    return "problem" if high < bar else "not sure"

# %% wrong: more than five
# says: Five people are enough
def verdict(k, n, bar):
    if n == 0:
        return "no data"
    share, low, high = proportion(k, n)
    if n <= 5:
        return "not sure"
    if low >= bar:
        return "fine"
    return "problem" if high < bar else "not sure"

# %% wrong: few are no data
# says: Four people are few, but they are data
def verdict(k, n, bar):
    if n < 5:
        return "no data"
    share, low, high = proportion(k, n)
    if low >= bar:
        return "fine"
    return "problem" if high < bar else "not sure"

# %% wrong: nobody is few
# says: Ask first whether anybody asked
def verdict(k, n, bar):
    if n < 5:
        return "not sure"
    share, low, high = proportion(k, n)
    if low >= bar:
        return "fine"
    return "problem" if high < bar else "not sure"

# %% wrong: takes None apart
# says: proportion gives None where n is 0
def verdict(k, n, bar):
    share, low, high = proportion(k, n)
    if n < 5:
        return "not sure"
    if low >= bar:
        return "fine"
    return "problem" if high < bar else "not sure"

# %% wrong: divides by nobody
# says: Ask first whether n is 0
def verdict(k, n, bar):
    share = k / n
    if n < 5:
        return "not sure"
    share, low, high = proportion(k, n)
    if low >= bar:
        return "fine"
    return "problem" if high < bar else "not sure"

# %% wrong: three numbers against one
# says: only its two ends are held against the bar
def verdict(k, n, bar):
    if n == 0:
        return "no data"
    if n < 5:
        return "not sure"
    return "fine" if proportion(k, n) >= bar else "problem"

# %% wrong: more than the bar
# says: The low end meets the bar
def verdict(k, n, bar):
    if n == 0:
        return "no data"
    share, low, high = proportion(k, n)
    if n < 5:
        return "not sure"
    if low > bar:
        return "fine"
    if high < bar:
        return "problem"
    return "not sure"

# %% wrong: another word than was asked for
# says: only the wording differs
def verdict(k, n, bar):
    if n == 0:
        return "no data"
    share, low, high = proportion(k, n)
    if n >= 5 and low >= bar:
        return "fine"
    if n >= 5 and high < bar:
        return "problem"
    return "not sure yet"
