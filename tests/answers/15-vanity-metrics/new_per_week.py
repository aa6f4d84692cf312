# %% right: the blanks filled in
def new_per_week(totals):
    new = []
    for week in range(1, len(totals)):
        gained = totals[week] - totals[week - 1]
        new.append(gained)
    return new

# %% right: a comprehension over pairs
def new_per_week(totals):
    return [after - before for before, after in zip(totals, totals[1:])]

# %% right: numpy
import numpy as np
def new_per_week(totals):
    return np.diff(totals) if len(totals) > 1 else np.array([])

# %% right: pandas, floats
def new_per_week(totals):
    return pd.Series(totals, dtype=float).diff().dropna()

# %% right: a tuple
def new_per_week(totals):
    return tuple(totals[i + 1] - totals[i] for i in range(len(totals) - 1))

# %% wrong: the wrong way round
# says: You took this week from last week
def new_per_week(totals):
    return [before - after for before, after in zip(totals, totals[1:])]

# %% wrong: drops the minus sign
# says: You dropped the minus sign
def new_per_week(totals):
    return [abs(after - before) for before, after in zip(totals, totals[1:])]

# %% wrong: no week below 0
# says: You hid the week in which people left
def new_per_week(totals):
    return [max(0, after - before) for before, after in zip(totals, totals[1:])]

# %% wrong: a step for the first week
# says: You gave the first week a step of its own
def new_per_week(totals):
    new = [0]
    for week in range(1, len(totals)):
        new.append(totals[week] - totals[week - 1])
    return new

# %% wrong: all from the first week on
# says: You took the first week's total from every later one
def new_per_week(totals):
    return [total - totals[0] for total in totals[1:]]

# %% wrong: one number for all weeks
# says: You gave one number for all weeks
def new_per_week(totals):
    return totals[-1] - totals[0]

# %% wrong: runs off the end
# says: new_per_week([1000, 1040, 1035]) stopped with IndexError (list index out of range) in the line `gained = totals[week + 1] - totals[week]`
def new_per_week(totals):
    new = []
    for week in range(0, len(totals)):
        gained = totals[week + 1] - totals[week]
        new.append(gained)
    return new

# %% wrong: a generator
# says: wrap it in list(...)
def new_per_week(totals):
    return (after - before for before, after in zip(totals, totals[1:]))

# %% wrong: skips weeks without change
# says: You left out a week in which nothing changed
def new_per_week(totals):
    return [after - before for before, after in zip(totals, totals[1:]) if after - before]

# %% wrong: puts the list in order first
# says: gave [35, 5], where [40, -5] was expected
def new_per_week(totals):
    ordered = sorted(totals)
    return [after - before for before, after in zip(ordered, ordered[1:])]

# %% wrong: takes weeks out of the list it was given
# says: new_per_week changed the list it was given
def new_per_week(totals):
    new = []
    while len(totals) > 1:
        new.append(totals[1] - totals.pop(0))
    return new

# %% wrong: a number added to a whole list
# says: to a whole list
def new_per_week(totals):
    new = []
    for week in range(1, len(totals)):
        gained = totals[week] - totals[week - 1]
        new = new + gained
    return new
