# %% right: a loop
def weeks_over(weeks, slack=0.10):
    k = 0
    for planned, actual in weeks.values():
        if actual > planned * (1 + slack):
            k = k + 1
    return k, len(weeks)

# %% right: a sum of yes and no
def weeks_over(weeks, slack=0.10):
    over = [actual > planned + slack * planned for planned, actual in weeks.values()]
    return sum(over), len(over)

# %% right: by week
def weeks_over(weeks, slack=0.10):
    return [len([w for w in weeks if weeks[w][1] - weeks[w][0] > slack * weeks[w][0]]), len(weeks)]

# %% right: a table
import numpy as np
def weeks_over(weeks, slack=0.10):
    frame = pd.DataFrame(list(weeks.values()), columns=["planned", "actual"])
    return np.sum(frame["actual"] > frame["planned"] * (1 + slack)), frame.shape[0]

# %% wrong: no slack
# says: You forgot the slack
def weeks_over(weeks, slack=0.10):
    k = 0
    for planned, actual in weeks.values():
        if actual > planned:
            k = k + 1
    return k, len(weeks)

# %% wrong: the last minute of slack is over
# says: You counted a week that used its slack to the last minute
def weeks_over(weeks, slack=0.10):
    k = 0
    for planned, actual in weeks.values():
        if actual >= planned * (1 + slack):
            k = k + 1
    return k, len(weeks)

# %% wrong: divides by the plan
# says: A week may have no plan: multiply the plan
def weeks_over(weeks, slack=0.10):
    k = 0
    for planned, actual in weeks.values():
        if actual / planned - 1 > slack:
            k = k + 1
    return k, len(weeks)

# %% wrong: through the keys
# says: weeks.values() gives the pairs
def weeks_over(weeks, slack=0.10):
    k = 0
    for planned, actual in weeks:
        if actual > planned * (1 + slack):
            k = k + 1
    return k, len(weeks)

# %% wrong: the weeks that ran over as the total
# says: You left the weeks that kept their plan out of the total
def weeks_over(weeks, slack=0.10):
    over = [pair for pair in weeks.values() if pair[1] > pair[0] * (1 + slack)]
    return len(over), len(over)

# %% wrong: plan and spent mixed up
# says: You took the plan for the time that was spent
def weeks_over(weeks, slack=0.10):
    k = 0
    for actual, planned in weeks.values():
        if actual > planned * (1 + slack):
            k = k + 1
    return k, len(weeks)

# %% wrong: a tenth, whatever is asked for
# says: or used a slack of 0.10
def weeks_over(weeks, slack=0.10):
    k = 0
    for planned, actual in weeks.values():
        if actual > planned * 1.10:
            k = k + 1
    return k, len(weeks)

# %% wrong: passes over weeks without a plan
# says: You passed over a week without a plan
def weeks_over(weeks, slack=0.10):
    k = 0
    for planned, actual in weeks.values():
        if planned > 0 and actual > planned * (1 + slack):
            k = k + 1
    return k, len(weeks)

# %% wrong: only k
# says: both k and n are asked for
def weeks_over(weeks, slack=0.10):
    return sum(actual > planned * (1 + slack) for planned, actual in weeks.values())

# %% wrong: a share
# says: You gave a share
def weeks_over(weeks, slack=0.10):
    over = [actual > planned * (1 + slack) for planned, actual in weeks.values()]
    return sum(over) / len(over)

# %% wrong: items, taken for pairs
# says: weeks.values() gives the pairs
def weeks_over(weeks, slack=0.10):
    k = 0
    for week, (planned, actual) in weeks:
        if actual > planned * (1 + slack):
            k = k + 1
    return k, len(weeks)
