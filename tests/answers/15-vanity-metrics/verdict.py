# %% right: four lines, one after the other
def verdict(k, undated, n, bar):
    if n == 0:
        return "not for you"
    if k / n >= bar:
        return "fine"
    if (k + undated) / n < bar:
        return "problem"
    return "no data"

# %% right: judges twice and compares
def verdict(k, undated, n, bar):
    if not n:
        return "not for you"
    def word(many):
        return "fine" if many / n >= bar else "problem"
    worst, best = word(k), word(k + undated)
    return worst if worst == best else "no data"

# %% right: a set of words
def verdict(k, undated, n, bar):
    words = {many >= bar * n for many in (k, k + undated)}
    if n == 0:
        return "not for you"
    if len(words) == 2:
        return "no data"
    return "fine" if words == {True} else "problem"

# %% wrong: the undated are old
# says: You took the undated for old
def verdict(k, undated, n, bar):
    if n == 0:
        return "not for you"
    return "fine" if k / n >= bar else "problem"

# %% wrong: the undated are recent
# says: You took the undated for recent
def verdict(k, undated, n, bar):
    if n == 0:
        return "not for you"
    return "fine" if (k + undated) / n >= bar else "problem"

# %% wrong: the undated are left out of n
# says: You took the undated for old or left them out
def verdict(k, undated, n, bar):
    if n == 0:
        return "not for you"
    if n == undated:
        return "no data"
    return "fine" if k / (n - undated) >= bar else "problem"

# %% wrong: left out of n where that alone settles it
# says: You left the undated out of n, and they were looked at like the others
def verdict(k, undated, n, bar):
    if n == 0:
        return "not for you"
    known = n - undated
    if k / known >= bar:
        return "fine"
    return "problem" if (k + undated) / n < bar else "no data"

# %% wrong: left out of n, and then there is none
# says: You left the undated out of n, and here none would be left
def verdict(k, undated, n, bar):
    if n == 0:
        return "not for you"
    if (k + undated) / n >= bar > k / n:
        share = k / (n - undated)
        return "no data"
    return "fine" if k / n >= bar else "problem"

# %% wrong: any undated are no data
# says: Both times it is a problem
def verdict(k, undated, n, bar):
    if n == 0:
        return "not for you"
    if undated:
        return "no data"
    return "fine" if k / n >= bar else "problem"

# %% wrong: the sides turned round
# says: You turned the two sides round
def verdict(k, undated, n, bar):
    if n == 0:
        return "not for you"
    if k / n >= bar:
        return "problem"
    return "fine" if (k + undated) / n < bar else "no data"

# %% wrong: more than the bar
# says: the bar itself is fine
def verdict(k, undated, n, bar):
    if n == 0:
        return "not for you"
    if k / n > bar:
        return "fine"
    return "problem" if (k + undated) / n <= bar else "no data"

# %% wrong: the bar at best is no longer fine
# says: You asked for more than the bar
def verdict(k, undated, n, bar):
    if n == 0:
        return "not for you"
    if k / n >= bar:
        return "fine"
    return "problem" if (k + undated) / n <= bar else "no data"

# %% wrong: always one half
# says: You held it against one half
def verdict(k, undated, n, bar):
    if n == 0:
        return "not for you"
    if k / n >= 0.5:
        return "fine"
    return "problem" if (k + undated) / n < 0.5 else "no data"

# %% wrong: an interval where all were counted
# says: All the numbers were counted
def verdict(k, undated, n, bar):
    from course_lib.intervals import wilson
    if n == 0:
        return "not for you"
    low, high = wilson(k, n)[1], wilson(k + undated, n)[2]
    return "fine" if low >= bar else "problem" if high < bar else "not sure"

# %% wrong: few numbers are not sure
# says: Three numbers are few, but they are all there are
def verdict(k, undated, n, bar):
    if n == 0:
        return "not for you"
    if n < 5 and not undated:
        return "not sure"
    if k / n >= bar:
        return "fine"
    return "problem" if (k + undated) / n < bar else "no data"

# %% wrong: no number is no data
# says: That nobody looked is known
def verdict(k, undated, n, bar):
    if n == 0:
        return "no data"
    if k / n >= bar:
        return "fine"
    return "problem" if (k + undated) / n < bar else "no data"

# %% wrong: divides before it looks
# says: Ask first whether any number was looked at
def verdict(k, undated, n, bar):
    if k / n >= bar:
        return "fine"
    if (k + undated) / n < bar:
        return "problem"
    return "no data"

# %% wrong: a count beside a share
# says: You turned the two sides round
def verdict(k, undated, n, bar):
    if n == 0:
        return "not for you"
    if k >= bar:
        return "fine"
    return "problem" if k + undated < bar else "no data"
