# %% right: the blank filled in
def pace(leads, days):
    interval = poisson_ci(leads, days)
    if interval is None:
        return None
    rate, low, high = interval
    return round(rate, 2), round(low, 2), round(high, 2)

# %% right: not rounded, a list
def pace(leads, days):
    interval = poisson_ci(leads, days)
    return None if interval is None else list(interval)

# %% right: numpy rounds
import numpy as np
def pace(leads, days):
    if days <= 0:
        return None
    return np.round(poisson_ci(leads, days), 2)

# %% right: the interval straight from scipy, as a Series
from scipy.stats import chi2
def pace(leads, days):
    if not days > 0:
        return None
    low = chi2.ppf(0.025, 2 * leads) / 2 if leads else 0
    high = chi2.ppf(0.975, 2 * leads + 2) / 2
    return pd.Series([leads, low, high], index=["rate", "low", "high"]) / days

# %% right: one that warns and prints on its way
import sys, warnings
def pace(leads, days):
    warnings.warn("still thinking")
    print("thinking", leads, days)
    print("thinking", leads, days, file=sys.stderr)
    interval = poisson_ci(leads, days)
    if interval is None:
        return None
    return tuple(f"{x:.2f}" and float(f"{x:.2f}") for x in interval)

# %% wrong: the wrong way up
# says: You divided the days by the leads
def pace(leads, days):
    interval = poisson_ci(days, leads)
    if interval is None:
        return None
    return tuple(round(x, 2) for x in interval)

# %% wrong: leads a week
# says: You gave leads a week
def pace(leads, days):
    interval = poisson_ci(leads, days / 7)
    if interval is None:
        return None
    return tuple(round(x, 2) for x in interval)

# %% wrong: plus and minus two square roots
# says: You made both sides equally wide
def pace(leads, days):
    if days <= 0:
        return None
    half = 1.96 * leads ** 0.5
    return round(leads / days, 2), round((leads - half) / days, 2), round((leads + half) / days, 2)

# %% wrong: the rate alone
# says: You gave the rate alone
def pace(leads, days):
    return None if days <= 0 else round(leads / days, 2)

# %% wrong: 0 without any days
# says: a pace that cannot be known is not a slow one
def pace(leads, days):
    interval = poisson_ci(leads, days)
    if interval is None:
        return 0, 0, 0
    return tuple(round(x, 2) for x in interval)

# %% wrong: divides by no days
# says: pace(5, 0) stopped with ZeroDivisionError
def pace(leads, days):
    rate = leads / days
    rate, low, high = poisson_ci(leads, days)
    return round(rate, 2), round(low, 2), round(high, 2)

# %% wrong: takes no leads for no answer
# says: no leads in 14 days is a count like any other
def pace(leads, days):
    if not leads or not days:
        return None
    return tuple(round(x, 2) for x in poisson_ci(leads, days))

# %% wrong: prints the answer
# says: did you print it and not return it?
def pace(leads, days):
    print(poisson_ci(leads, days))

# %% wrong: text for numbers
# says: gave ['1.29', '0.76', '2.03'], where (1.29, 0.76, 2.03) was expected
def pace(leads, days):
    interval = poisson_ci(leads, days)
    return None if interval is None else [f"{x:.2f}" for x in interval]

# %% wrong: the figures of the story
# says: You put in figures
def pace(leads, days):
    interval = poisson_ci(18, 14)
    if days == 0:
        return None
    rate, low, high = interval
    return round(rate, 2), round(low, 2), round(high, 2)
