# %% right: the blanks filled in
def before_after(k0, w0, k1, w1):
    ratio = rate_ratio(k1, w1, k0, w0)
    unknown = ratio is None
    if unknown:
        return None
    return tuple(round(part, 2) for part in ratio)

# %% right: asks about the leads
def before_after(k0, w0, k1, w1):
    ratio = rate_ratio(k1, w1, k0, w0)
    unknown = k0 + k1 == 0
    if unknown:
        return None
    return tuple(round(part, 2) for part in ratio)

# %% right: not anything
def before_after(k0, w0, k1, w1):
    ratio = rate_ratio(k1, w1, k0, w0)
    unknown = not ratio
    if unknown:
        return None
    return tuple(round(part, 2) for part in ratio)

# %% right: as it comes
def before_after(k0, w0, k1, w1):
    if k0 == 0 and k1 == 0:
        return None
    return list(rate_ratio(k1, w1, k0, w0))

# %% wrong: before by after
# says: You divided before by after
def before_after(k0, w0, k1, w1):
    ratio = rate_ratio(k0, w0, k1, w1)
    unknown = ratio is None
    if unknown:
        return None
    return tuple(round(part, 2) for part in ratio)

# %% wrong: a rate by itself
# says: You divided a rate by itself
def before_after(k0, w0, k1, w1):
    ratio = rate_ratio(k0, w0, k0, w0)
    unknown = ratio is None
    if unknown:
        return None
    return tuple(round(part, 2) for part in ratio)

# %% wrong: forgets the weeks
# says: forgot that the weeks differ
def before_after(k0, w0, k1, w1):
    ratio = rate_ratio(k1, 4, k0, 4)
    unknown = ratio is None
    if unknown:
        return None
    return tuple(round(part, 2) for part in ratio)

# %% wrong: swaps the weeks
# says: or swapped the weeks
def before_after(k0, w0, k1, w1):
    ratio = rate_ratio(k1, w0, k0, w1)
    unknown = ratio is None
    if unknown:
        return None
    return tuple(round(part, 2) for part in ratio)

# %% wrong: no interval
# says: You gave the ratio without its interval
def before_after(k0, w0, k1, w1):
    if k0 + k1 == 0:
        return None
    return round((k1 / w1) / (k0 / w0), 2)

# %% wrong: the difference
# says: You took the difference
def before_after(k0, w0, k1, w1):
    return k1 - k0

# %% wrong: never unknown
# says: None has no parts to round
def before_after(k0, w0, k1, w1):
    ratio = rate_ratio(k1, w1, k0, w0)
    unknown = False
    if unknown:
        return None
    return tuple(round(part, 2) for part in ratio)

# %% wrong: always unknown
# says: You gave up where there is something to tell
def before_after(k0, w0, k1, w1):
    ratio = rate_ratio(k1, w1, k0, w0)
    unknown = ratio is not None
    if unknown:
        return None
    return tuple(round(part, 2) for part in ratio)

# %% wrong: gives up without leads before
# says: You gave up because there were none before
def before_after(k0, w0, k1, w1):
    ratio = rate_ratio(k1, w1, k0, w0)
    unknown = k0 == 0
    if unknown:
        return None
    return tuple(round(part, 2) for part in ratio)

# %% wrong: rates for counts
# says: rate_ratio takes four numbers
def before_after(k0, w0, k1, w1):
    ratio = rate_ratio(k1 / w1, k0 / w0)
    unknown = ratio is None
    if unknown:
        return None
    return tuple(round(part, 2) for part in ratio)
