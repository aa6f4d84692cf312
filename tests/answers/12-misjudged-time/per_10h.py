# %% right: the blanks filled in
def per_10h(count, minutes):
    if minutes == 0:
        return None
    tens = minutes / 600
    triple = poisson_ci(count, tens)
    return tuple(round(part, 2) for part in triple)

# %% right: the rate a minute, times 600
def per_10h(count, minutes):
    if minutes == 0:
        return None
    triple = poisson_ci(count, minutes)
    return [600 * part for part in triple]

# %% right: an array, through hours
import numpy as np
def per_10h(count, minutes):
    hours = minutes / 60
    triple = poisson_ci(count, hours / 10)
    return None if triple is None else np.round(triple, 2)

# %% right: leaves the empty case to poisson_ci
def per_10h(count, minutes):
    return poisson_ci(count, minutes / 600)

# %% wrong: for every hour
# says: You gave leads for every hour
def per_10h(count, minutes):
    if minutes == 0:
        return None
    tens = minutes / 60
    triple = poisson_ci(count, tens)
    return tuple(round(part, 2) for part in triple)

# %% wrong: for every minute
# says: You gave leads for every minute
def per_10h(count, minutes):
    if minutes == 0:
        return None
    triple = poisson_ci(count, minutes)
    return tuple(round(part, 2) for part in triple)

# %% wrong: minutes over ten
# says: forgot that these are minutes
def per_10h(count, minutes):
    if minutes == 0:
        return None
    tens = minutes / 10
    triple = poisson_ci(count, tens)
    return tuple(round(part, 2) for part in triple)

# %% wrong: divided the wrong way
# says: it is the minutes that are divided
def per_10h(count, minutes):
    if minutes == 0:
        return None
    tens = 600 / minutes
    triple = poisson_ci(count, tens)
    return tuple(round(part, 2) for part in triple)

# %% wrong: the two swapped
# says: the count comes first
def per_10h(count, minutes):
    if minutes == 0:
        return None
    tens = minutes / 600
    triple = poisson_ci(tens, count)
    return tuple(round(part, 2) for part in triple)

# %% wrong: without its interval
# says: You gave the rate without its interval
def per_10h(count, minutes):
    if minutes == 0:
        return None
    return round(count / (minutes / 600), 2)

# %% wrong: None for no leads
# says: You said None to no leads
def per_10h(count, minutes):
    if minutes == 0 or count == 0:
        return None
    return poisson_ci(count, minutes / 600)

# %% wrong: 0 for no minutes
# says: a rate that cannot be known is not a low one
def per_10h(count, minutes):
    if minutes == 0:
        return 0
    return poisson_ci(count, minutes / 600)

# %% wrong: forgets that there may be no minutes
# says: ask first whether there are any minutes
def per_10h(count, minutes):
    triple = poisson_ci(count, minutes / 600)
    return tuple(round(part, 2) for part in triple)

# %% wrong: whole tens only
# says: Whole tens of hours are too coarse
def per_10h(count, minutes):
    if minutes == 0:
        return None
    tens = minutes // 600
    triple = poisson_ci(count, tens)
    return tuple(round(part, 2) for part in triple)

# %% wrong: hours rounded
# says: an hour and a half is 1.5
def per_10h(count, minutes):
    if minutes == 0:
        return None
    return poisson_ci(count, round(minutes / 60) / 10)

# %% wrong: half of the starter left in
# says: per_10h is not attempted yet
def per_10h(count, minutes):
    if minutes == 0:
        return None
    tens = minutes / 600
    # YOUR CODE HERE, in place of this line and the next
    raise NotAttempted
    return tuple(round(part, 2) for part in triple)
