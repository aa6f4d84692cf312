# %% right: early returns
def verdict(share, missing, used):
    if used == 0:
        return "not for you"
    if share is None:
        share = missing / used
    if share > 0.2:
        return "problem"
    return "fine"

# %% right: one variable, nested
def verdict(share, missing, used):
    word = "fine"
    if used == 0:
        word = "not for you"
    elif share is not None:
        if share > 1 / 5:
            word = "problem"
    elif 5 * missing > used:
        word = "problem"
    return word

# %% right: the fine side first
def verdict(share, missing, used):
    if not used:
        return "not for you"
    part = missing / used if share is None else share
    return "fine" if part <= 0.2 else "problem"

# %% right: numpy's own text
import numpy as np
def verdict(share, missing, used):
    if used < 1:
        return np.str_("not for you")
    part = np.divide(missing, used) if share is None else share
    return np.array(["fine", "problem"])[int(part > 0.2)]

# %% wrong: the bar at half
# says: You set the bar at half
def verdict(share, missing, used):
    if used == 0:
        return "not for you"
    if share is None:
        share = missing / used
    return "problem" if share > 0.5 else "fine"

# %% wrong: exactly a fifth is a problem
# says: You called exactly a fifth a problem
def verdict(share, missing, used):
    if used == 0:
        return "not for you"
    if share is None:
        share = missing / used
    return "problem" if share >= 0.2 else "fine"

# %% wrong: the bar the other way round
# says: You turned the bar round
def verdict(share, missing, used):
    if used == 0:
        return "not for you"
    if share is None:
        share = missing / used
    return "problem" if share < 0.2 else "fine"

# %% wrong: takes a share of 0 for one that is not known
# says: a share of 0.0 is not None
def verdict(share, missing, used):
    if used == 0:
        return "not for you"
    if not share:
        share = missing / used
    return "problem" if share > 0.2 else "fine"

# %% wrong: minutes that nobody knows are none
# says: You took minutes that nobody knows for none
def verdict(share, missing, used):
    if used == 0:
        return "not for you"
    if share is None:
        return "fine"
    return "problem" if share > 0.2 else "fine"

# %% wrong: always counts accounts
# says: counted accounts though the minutes are known
def verdict(share, missing, used):
    if used == 0:
        return "not for you"
    return "problem" if missing / used > 0.2 else "fine"

# %% wrong: compares None with a number
# says: so look at that before you compare it
def verdict(share, missing, used):
    if used == 0:
        return "not for you"
    if share > 0.2:
        return "problem"
    return "fine"

# %% wrong: divides by no accounts
# says: so look at that before you divide
def verdict(share, missing, used):
    if share is None:
        share = missing / used
    if share > 0.2:
        return "problem"
    return "fine"

# %% wrong: unknown minutes are not for you
# says: Five accounts were used, so the verdict is about you
def verdict(share, missing, used):
    if share is None:
        return "not for you"
    return "problem" if share > 0.2 else "fine"

# %% wrong: no accounts are fine
# says: and that is not for you
def verdict(share, missing, used):
    if used == 0:
        return "fine"
    if share is None:
        share = missing / used
    return "problem" if share > 0.2 else "fine"

# %% wrong: not sure around the bar
# says: gave 'not sure yet', where 'problem' was expected
def verdict(share, missing, used):
    if used == 0:
        return "not for you"
    if share is None:
        share = missing / used
    if share > 0.5:
        return "problem"
    return "not sure yet" if share > 0.1 else "fine"

# %% wrong: a capital letter
# says: only the spelling differs
def verdict(share, missing, used):
    if used == 0:
        return "Not for you"
    if share is None:
        share = missing / used
    return "Problem" if share > 0.2 else "Fine"
