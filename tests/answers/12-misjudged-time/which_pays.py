# %% right: step by step
def which_pays(k1, m1, k2, m2):
    interval = rate_ratio(k1, m1, k2, m2)
    if interval is None:
        return "not sure"
    ratio, low, high = interval
    if low > 1:
        return "first"
    if high < 1:
        return "second"
    return "not sure"

# %% right: both ways round
def which_pays(k1, m1, k2, m2):
    there = rate_ratio(k1, m1, k2, m2)
    back = rate_ratio(k2, m2, k1, m1)
    if there and there[1] > 1:
        return "first"
    if back and back[1] > 1:
        return "second"
    return "not sure"

# %% right: one expression
def which_pays(k1, m1, k2, m2):
    _, low, high = rate_ratio(k1, m1, k2, m2) or (1, 1, 1)
    return "first" if low > 1 else "second" if high < 1 else "not sure"

# %% right: nothing to count asked for first
def which_pays(k1, m1, k2, m2):
    answer = "not sure"
    if k1 + k2 > 0 and m1 > 0 and m2 > 0:
        limits = rate_ratio(k1, m1, k2, m2)[1:]
        if min(limits) > 1:
            answer = "first"
        elif max(limits) < 1:
            answer = "second"
    return answer

# %% wrong: more leads win
# says: You went by which platform has more leads
def which_pays(k1, m1, k2, m2):
    if k1 / m1 > k2 / m2:
        return "first"
    if k2 / m2 > k1 / m1:
        return "second"
    return "not sure"

# %% wrong: turned round
# says: You turned the two platforms round
def which_pays(k1, m1, k2, m2):
    interval = rate_ratio(k1, m1, k2, m2)
    if interval is None:
        return "not sure"
    ratio, low, high = interval
    if low > 1:
        return "second"
    if high < 1:
        return "first"
    return "not sure"

# %% wrong: forgets that there may be no ratio
# says: ask for that before you take it apart
def which_pays(k1, m1, k2, m2):
    ratio, low, high = rate_ratio(k1, m1, k2, m2)
    if low > 1:
        return "first"
    if high < 1:
        return "second"
    return "not sure"

# %% wrong: the minutes never used
# says: as if both had taken the same time
def which_pays(k1, m1, k2, m2):
    interval = rate_ratio(k1, 600, k2, 600)
    if interval is None:
        return "not sure"
    ratio, low, high = interval
    if low > 1:
        return "first"
    if high < 1:
        return "second"
    return "not sure"

# %% wrong: the first or nobody
# says: An interval that lies below 1 as a whole says something too
def which_pays(k1, m1, k2, m2):
    interval = rate_ratio(k1, m1, k2, m2)
    if interval is not None and interval[1] > 1:
        return "first"
    return "not sure"

# %% wrong: needs twice as much at the low end
# says: You asked for too much
def which_pays(k1, m1, k2, m2):
    interval = rate_ratio(k1, m1, k2, m2)
    if interval is None:
        return "not sure"
    ratio, low, high = interval
    return "first" if low > 2 else "second" if high < 0.5 else "not sure"

# %% wrong: names one where there is nothing
# says: You named a platform without a single lead to go by
def which_pays(k1, m1, k2, m2):
    interval = rate_ratio(k1, m1, k2, m2)
    if interval is None:
        return "first" if k1 >= k2 else "second"
    ratio, low, high = interval
    return "first" if low > 1 else "second" if high < 1 else "not sure"

# %% wrong: divides by hand
# says: You went by which platform has more leads
def which_pays(k1, m1, k2, m2):
    ratio = (k1 / m1) / (k2 / m2)
    return "first" if ratio > 1 else "second"

# %% wrong: prints
# says: did you print it and not return it?
def which_pays(k1, m1, k2, m2):
    interval = rate_ratio(k1, m1, k2, m2)
    if interval is None:
        print("not sure")
    elif interval[1] > 1:
        print("first")
    elif interval[2] < 1:
        print("second")
    else:
        print("not sure")
