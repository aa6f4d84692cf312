# %% right: the blank filled in
def per_1000(leads, followers):
    if followers == 0:
        return None
    rate = 1000 * leads / followers
    return round(rate, 2)

# %% right: how many thousands are there
def per_1000(leads, followers):
    if followers == 0:
        return None
    thousands = followers / 1000
    return leads / thousands

# %% right: numpy
import numpy as np
def per_1000(leads, followers):
    return np.float32(np.divide(leads, followers) * 1000) if followers else None

# %% right: fractions
from fractions import Fraction
def per_1000(leads, followers):
    try:
        return Fraction(leads, followers) * 1000
    except ZeroDivisionError:
        return None

# %% right: exact decimals
from decimal import Decimal
def per_1000(leads, followers):
    if followers == 0:
        return None
    return round(Decimal(leads) * 1000 / Decimal(followers), 2)

# %% wrong: the wrong way up
# says: You divided followers by leads
def per_1000(leads, followers):
    if followers == 0:
        return None
    rate = followers / leads
    return round(rate, 2)

# %% wrong: per follower
# says: You gave leads for one follower
def per_1000(leads, followers):
    if followers == 0:
        return None
    rate = leads / followers
    return round(rate, 2)

# %% wrong: no leads taken for no answer
# says: no leads from 50,000 followers is a true 0
def per_1000(leads, followers):
    if not leads or not followers:
        return None
    return round(leads / followers * 1000, 2)

# %% wrong: 0 without followers
# says: a rate that cannot be known is not a low one
def per_1000(leads, followers):
    if followers == 0:
        return 0
    return round(leads / followers * 1000, 2)

# %% wrong: divides whole numbers
# says: You divided before you multiplied and lost what stands after the point
def per_1000(leads, followers):
    if followers == 0:
        return None
    rate = leads // followers * 1000
    return round(rate, 2)

# %% wrong: whole thousands only
# says: You counted whole thousands of followers only
def per_1000(leads, followers):
    if followers == 0:
        return None
    return round(leads / (followers // 1000), 2)

# %% wrong: rounds to whole leads
# says: Fewer than 1,000 followers still have a rate for every 1,000
def per_1000(leads, followers):
    if followers == 0:
        return None
    return round(leads / followers * 1000)

# %% wrong: divides before asking
# says: Ask first whether there are any followers
def per_1000(leads, followers):
    return round(leads / followers * 1000, 2)
