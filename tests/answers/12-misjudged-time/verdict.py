# %% right: step by step
def verdict(k, n, share, alone):
    bar = share * 2 / 3
    if n < 5:
        return "not sure"
    part, low, high = proportion(k, n)
    if low > bar:
        return "fine"
    if high < bar and not alone:
        return "problem"
    return "not sure"

# %% right: one expression
def verdict(k, n, share, alone):
    _, low, high = proportion(k, n) if n >= 5 else (0, 0, 1)
    bar = 2 * share / 3
    return "fine" if low > bar else "problem" if high < bar and not alone else "not sure"

# %% right: nested
def verdict(k, n, share, alone):
    answer = "not sure"
    if n >= 5:
        limits = proportion(k, n)[1:]
        if min(limits) > share * 2 / 3:
            answer = "fine"
        elif max(limits) < share * 2 / 3:
            answer = "not sure" if alone else "problem"
    return answer

# %% right: in thirds
def verdict(k, n, share, alone):
    if n < 5:
        return "not sure"
    part, low, high = proportion(k, n)
    if 3 * high < 2 * share:
        if alone:
            return "not sure"
        return "problem"
    if 3 * low > 2 * share:
        return "fine"
    return "not sure"

# %% wrong: by the share alone
# says: You went by the share alone
def verdict(k, n, share, alone):
    bar = share * 2 / 3
    low = high = k / n
    if low > bar:
        return "fine"
    if high < bar and not alone:
        return "problem"
    return "not sure"

# %% wrong: turned round
# says: You turned the two sides round
def verdict(k, n, share, alone):
    bar = share * 2 / 3
    if n < 5:
        return "not sure"
    part, low, high = proportion(k, n)
    if high < bar:
        return "fine"
    if low > bar and not alone:
        return "problem"
    return "not sure"

# %% wrong: the full share of the time
# says: You asked for the full share of the time
def verdict(k, n, share, alone):
    bar = share
    if n < 5:
        return "not sure"
    part, low, high = proportion(k, n)
    if low > bar:
        return "fine"
    if high < bar and not alone:
        return "problem"
    return "not sure"

# %% wrong: a bar of 0.4, whatever the time
# says: it follows from the share of the time
def verdict(k, n, share, alone):
    bar = 0.4
    if n < 5:
        return "not sure"
    part, low, high = proportion(k, n)
    if low > bar:
        return "fine"
    if high < bar and not alone:
        return "problem"
    return "not sure"

# %% wrong: never looks at alone
# says: You did not look at `alone`
def verdict(k, n, share, alone):
    bar = share * 2 / 3
    if n < 5:
        return "not sure"
    part, low, high = proportion(k, n)
    if low > bar:
        return "fine"
    if high < bar:
        return "problem"
    return "not sure"

# %% wrong: fine where one kind reaches the bar
# says: makes it not sure, and not yet fine
def verdict(k, n, share, alone):
    bar = share * 2 / 3
    if n < 5:
        return "not sure"
    part, low, high = proportion(k, n)
    if low > bar or alone:
        return "fine"
    if high < bar and not alone:
        return "problem"
    return "not sure"

# %% wrong: alone takes back what is fine
# says: it only softens a problem
def verdict(k, n, share, alone):
    bar = share * 2 / 3
    if n < 5:
        return "not sure"
    part, low, high = proportion(k, n)
    if low > bar and not alone:
        return "fine"
    if high < bar and not alone:
        return "problem"
    return "not sure"

# %% wrong: any number of returns
# says: Ask first whether there are at least five returns
def verdict(k, n, share, alone):
    bar = share * 2 / 3
    if n == 0:
        return "not sure"
    part, low, high = proportion(k, n)
    if low > bar:
        return "fine"
    if high < bar and not alone:
        return "problem"
    return "not sure"

# %% wrong: forgets that there may be none
# says: there are at least five returns
def verdict(k, n, share, alone):
    bar = share * 2 / 3
    part, low, high = proportion(k, n)
    if low > bar:
        return "fine"
    if high < bar and not alone:
        return "problem"
    return "not sure"

# %% wrong: more than five
# says: five may settle it
def verdict(k, n, share, alone):
    bar = share * 2 / 3
    if n <= 5:
        return "not sure"
    part, low, high = proportion(k, n)
    if low > bar:
        return "fine"
    if high < bar and not alone:
        return "problem"
    return "not sure"

# %% wrong: the interval not taken apart
# says: take them apart before you compare one
def verdict(k, n, share, alone):
    bar = share * 2 / 3
    if n < 5:
        return "not sure"
    low = high = proportion(k, n)
    if low > bar:
        return "fine"
    if high < bar and not alone:
        return "problem"
    return "not sure"

# %% wrong: prints
# says: did you print it and not return it?
def verdict(k, n, share, alone):
    bar = share * 2 / 3
    if n < 5:
        return "not sure"
    part, low, high = proportion(k, n)
    if low > bar:
        print("fine")
        return
    if high < bar and not alone:
        print("problem")
        return
    return "not sure"

# %% wrong: a capital letter
# says: only the spelling differs
def verdict(k, n, share, alone):
    bar = share * 2 / 3
    if n < 5:
        return "not sure"
    part, low, high = proportion(k, n)
    if low > bar:
        return "Fine"
    if high < bar and not alone:
        return "Problem"
    return "not sure"
