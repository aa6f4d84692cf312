# %% right: newcombe, rounded
def lift(k1, n1, k0, n0):
    interval = newcombe(k1, n1, k0, n0)
    if interval is None:
        return None
    gap, low, high = interval
    return round(gap, 2), round(low, 2), round(high, 2)

# %% right: asks about the groups first
def lift(k1, n1, k0, n0):
    if n1 == 0 or n0 == 0:
        return None
    return tuple(round(side, 2) for side in newcombe(k1, n1, k0, n0))

# %% right: as it comes, unrounded
def lift(k1, n1, k0, n0):
    return newcombe(k1, n1, k0, n0)

# %% right: numpy rounds
import numpy as np
def lift(k1, n1, k0, n0):
    found = newcombe(k1, n1, k0, n0)
    return None if not found else np.round(found, 2)

# %% wrong: the others first
# says: You took the promoted from the others
def lift(k1, n1, k0, n0):
    interval = newcombe(k0, n0, k1, n1)
    return None if interval is None else tuple(round(side, 2) for side in interval)

# %% wrong: no interval
# says: You gave the gap without its interval
def lift(k1, n1, k0, n0):
    if n1 == 0 or n0 == 0:
        return None
    return round(k1 / n1 - k0 / n0, 2)

# %% wrong: how many times as often
# says: You divided one share by the other
def lift(k1, n1, k0, n0):
    return (k1 / n1) / (k0 / n0)

# %% wrong: in points
# says: shares between -1 and 1 are asked for
def lift(k1, n1, k0, n0):
    interval = newcombe(k1, n1, k0, n0)
    return None if interval is None else tuple(round(100 * side, 2) for side in interval)

# %% wrong: takes None apart
# says: None cannot be taken apart
def lift(k1, n1, k0, n0):
    gap, low, high = newcombe(k1, n1, k0, n0)
    return round(gap, 2), round(low, 2), round(high, 2)

# %% wrong: gives up on small groups
# says: You gave up because the groups are small
def lift(k1, n1, k0, n0):
    if n1 < 5 or n0 < 5:
        return None
    return tuple(round(side, 2) for side in newcombe(k1, n1, k0, n0))

# %% wrong: never below 0
# says: You hid a gap the wrong way
def lift(k1, n1, k0, n0):
    interval = newcombe(k1, n1, k0, n0)
    if interval is None:
        return None
    if interval[0] < 0:
        return 0, 0, 0
    return tuple(round(side, 2) for side in interval)

# %% wrong: nobody is a share of 0
# says: Ask first whether anybody is in each group
def lift(k1, n1, k0, n0):
    gap = k1 / n1 - k0 / n0
    _, low, high = newcombe(k1, n1, k0, n0)
    return round(gap, 2), round(low, 2), round(high, 2)
