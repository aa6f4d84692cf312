# %% right: early returns
def link(new, leads):
    if len(new) < 10:
        return "too little data"
    interval = corr_ci(detrend(new), detrend(leads), spent=1)
    if interval is None:
        return "no clear link"
    r, low, high = interval
    if low > 0:
        return "move together"
    if high < 0:
        return "move apart"
    return "no clear link"

# %% right: one variable, one chain
def link(new, leads):
    answer = "too little data"
    if len(new) >= 10:
        found = corr_ci(list(detrend(new)), list(detrend(leads)), spent=1)
        if found and found[1] > 0:
            answer = "move together"
        elif found and found[2] < 0:
            answer = "move apart"
        else:
            answer = "no clear link"
    return answer

# %% right: its own detrending with numpy, its own test with scipy
import numpy as np
from scipy import stats
def link(new, leads):
    n = len(new)
    if n < 10:
        return "too little data"
    weeks = np.arange(n)
    left = [np.asarray(s) - np.polyval(np.polyfit(weeks, s, 1), weeks) for s in (new, leads)]
    test = stats.pearsonr(*left)
    low, high = test.confidence_interval(0.95)
    return "move together" if low > 0 else "move apart" if high < 0 else "no clear link"

# %% wrong: leaves the trends in
# says: You left the trends in
def link(new, leads):
    if len(new) < 10:
        return "too little data"
    r, low, high = corr_ci(new, leads)
    if low > 0:
        return "move together"
    return "move apart" if high < 0 else "no clear link"

# %% wrong: correlates running totals
# says: You left the trends in
def link(new, leads):
    if len(new) < 10:
        return "too little data"
    r, low, high = corr_ci(pd.Series(new).cumsum(), pd.Series(leads).cumsum())
    if low > 0:
        return "move together"
    return "move apart" if high < 0 else "no clear link"

# %% wrong: judges by r without its interval
# says: or judged by r without its interval
def link(new, leads):
    if len(new) < 10:
        return "too little data"
    r, low, high = corr_ci(detrend(new), detrend(leads))
    return "move together" if r > 0 else "move apart"

# %% wrong: too little data is no link
# says: Nine weeks are fewer than 10
def link(new, leads):
    interval = corr_ci(detrend(new), detrend(leads)) if new else None
    if interval is None:
        return "no clear link"
    r, low, high = interval
    if low > 0:
        return "move together"
    return "move apart" if high < 0 else "no clear link"

# %% wrong: nine weeks will do
# says: Nine weeks are fewer than 10
def link(new, leads):
    if len(new) < 9:
        return "too little data"
    r, low, high = corr_ci(detrend(new), detrend(leads))
    if low > 0:
        return "move together"
    return "move apart" if high < 0 else "no clear link"

# %% wrong: never looks below 0
# says: An interval that lies below 0 as a whole is a link too
def link(new, leads):
    if len(new) < 10:
        return "too little data"
    r, low, high = corr_ci(detrend(new), detrend(leads))
    return "move together" if low > 0 else "no clear link"

# %% wrong: asks for more weeks than the course does
# says: Twelve weeks are enough
def link(new, leads):
    if len(new) < 30:
        return "too little data"
    r, low, high = corr_ci(detrend(new), detrend(leads))
    return "move together" if low > 0 else "no clear link"

# %% wrong: forgets to return
# says: is there a `return`?
def link(new, leads):
    if len(new) < 10:
        return "too little data"
    r, low, high = corr_ci(detrend(new), detrend(leads))
    verdict = "move together" if low > 0 else "no clear link"

# %% wrong: a name that is not there
# says: stopped with NameError (name 'corr' is not defined) in the line `
def link(new, leads):
    if len(new) < 10:
        return "too little data"
    r, low, high = corr(detrend(new), detrend(leads))
    return "move together" if low > 0 else "no clear link"
