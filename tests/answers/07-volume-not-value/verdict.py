# %% right: early returns
def verdict(k, n, weeks, bar):
    if n == 0:
        return "no data"
    if n < weeks:
        return "not for you"
    share, low, high = proportion(k, n)
    if high < bar:
        return "problem"
    if low >= bar:
        return "fine"
    return "not sure yet"

# %% right: one variable, None first
def verdict(k, n, weeks, bar):
    interval = proportion(k, n)
    if interval is None:
        word = "no data"
    elif n < weeks:
        word = "not for you"
    elif interval[2] < bar:
        word = "problem"
    elif not interval[1] < bar:
        word = "fine"
    else:
        word = "not sure yet"
    return word

# %% right: the straddling case first
def verdict(k, n, weeks, bar):
    if not n:
        return "no data"
    if weeks > n:
        return "not for you"
    _, low, high = proportion(k, n)
    if low < bar <= high:
        return "not sure yet"
    return "problem" if high < bar else "fine"

# %% wrong: the share alone decides
# says: You judged by the share or by the low end
def verdict(k, n, weeks, bar):
    if n == 0:
        return "no data"
    if n < weeks:
        return "not for you"
    return "problem" if k / n < bar else "fine"

# %% wrong: the share decides on fine
# says: You judged by the share or by the high end
def verdict(k, n, weeks, bar):
    if n == 0:
        return "no data"
    if n < weeks:
        return "not for you"
    share, low, high = proportion(k, n)
    if high < bar:
        return "problem"
    return "fine" if share >= bar else "not sure yet"

# %% wrong: the high end is enough to be fine
# says: because the high end is above half, and the low end is not
def verdict(k, n, weeks, bar):
    if n == 0:
        return "no data"
    if n < weeks:
        return "not for you"
    share, low, high = proportion(k, n)
    return "problem" if high < bar else "fine"

# %% wrong: the ends mixed up
# says: You judged by the share or by the low end
def verdict(k, n, weeks, bar):
    if n == 0:
        return "no data"
    if n < weeks:
        return "not for you"
    share, low, high = proportion(k, n)
    if low < bar:
        return "problem"
    if high >= bar:
        return "fine"
    return "not sure yet"

# %% wrong: the bar is always half
# says: this owner set the bar at three quarters
def verdict(k, n, weeks, bar):
    if n == 0:
        return "no data"
    if n < weeks:
        return "not for you"
    share, low, high = proportion(k, n)
    if high < 0.5:
        return "problem"
    return "fine" if low >= 0.5 else "not sure yet"

# %% wrong: the other side of the bar is bad
# says: You turned the bar round
def verdict(k, n, weeks, bar):
    if n == 0:
        return "no data"
    if n < weeks:
        return "not for you"
    share, low, high = proportion(k, n)
    if low > bar:
        return "problem"
    return "fine" if high <= bar else "not sure yet"

# %% wrong: the bar itself is not fine
# says: and the bar itself is fine
def verdict(k, n, weeks, bar):
    if n == 0:
        return "no data"
    if n < weeks:
        return "not for you"
    share, low, high = proportion(k, n)
    if high < bar:
        return "problem"
    return "fine" if low > bar else "not sure yet"

# %% wrong: never asks whether it is any volume
# says: that is no volume
def verdict(k, n, weeks, bar):
    if n == 0:
        return "no data"
    share, low, high = proportion(k, n)
    if high < bar:
        return "problem"
    return "fine" if low >= bar else "not sure yet"

# %% wrong: one post a week is too few
# says: One post a week is not fewer than one
def verdict(k, n, weeks, bar):
    if n == 0:
        return "no data"
    if n <= weeks:
        return "not for you"
    share, low, high = proportion(k, n)
    if high < bar:
        return "problem"
    return "fine" if low >= bar else "not sure yet"

# %% wrong: counts the used posts for posts
# says: Nine posts that nobody used are nine posts
def verdict(k, n, weeks, bar):
    if n == 0:
        return "no data"
    if k < weeks and k < 12:
        return "not for you"
    share, low, high = proportion(k, n)
    if high < bar:
        return "problem"
    return "fine" if low >= bar else "not sure yet"

# %% wrong: forgets that there may be no post
# says: proportion gives None if n is 0, so look at that first
def verdict(k, n, weeks, bar):
    share, low, high = proportion(k, n)
    if n < weeks:
        return "not for you"
    if high < bar:
        return "problem"
    return "fine" if low >= bar else "not sure yet"

# %% wrong: no post is no volume
# says: nothing is known, not even that it is no volume
def verdict(k, n, weeks, bar):
    if n == 0 or n < weeks:
        return "not for you"
    share, low, high = proportion(k, n)
    if high < bar:
        return "problem"
    return "fine" if low >= bar else "not sure yet"

# %% wrong: never sure
# says: so this is settled
def verdict(k, n, weeks, bar):
    if n == 0:
        return "no data"
    return "not for you" if n < weeks else "not sure yet"

# %% wrong: holds all three numbers against the bar
# says: proportion gives three numbers at once
def verdict(k, n, weeks, bar):
    if n == 0:
        return "no data"
    if n < weeks:
        return "not for you"
    interval = proportion(k, n)
    if interval < bar:
        return "problem"
    return "fine" if interval >= bar else "not sure yet"
