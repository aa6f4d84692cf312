# %% right: one step after the other
def joint_minus_solo(weekly):
    social = weekly[weekly["social"] > 0]
    joint = social.loc[social["other"] > 0, "leads"]
    solo = social.loc[social["other"] == 0, "leads"]
    if len(joint) < 4 or len(solo) < 4:
        return None
    gap, low, high = welch(joint, solo)
    return round(gap, 2), round(low, 2), round(high, 2)

# %% right: conditions joined with &
def joint_minus_solo(weekly):
    social = weekly
    joint = weekly["leads"][(weekly["social"] > 0) & (weekly["other"] > 0)]
    solo = weekly["leads"][(weekly["social"] > 0) & (weekly["other"] == 0)]
    if min(len(joint), len(solo)) < 4:
        return None
    gap, low, high = welch(joint, solo)
    return round(gap, 2), round(low, 2), round(high, 2)

# %% right: lists and a loop, unrounded
def joint_minus_solo(weekly):
    joint, solo = [], []
    for row in weekly.itertuples():
        if row.social > 0:
            (joint if row.other > 0 else solo).append(row.leads)
    if len(joint) >= 4 and len(solo) >= 4:
        return welch(joint, solo)
    return None

# %% right: query and a comprehension
def joint_minus_solo(weekly):
    joint = weekly.query("social > 0 and other > 0").leads
    solo = weekly.query("social > 0 and other == 0").leads
    return None if min(joint.size, solo.size) < 4 else [round(side, 2) for side in welch(joint, solo)]

# %% wrong: solo first
# says: You took the joint weeks from the solo weeks
def joint_minus_solo(weekly):
    social = weekly[weekly["social"] > 0]
    joint = social.loc[social["other"] > 0, "leads"]
    solo = social.loc[social["other"] == 0, "leads"]
    if len(joint) < 4 or len(solo) < 4:
        return None
    gap, low, high = welch(solo, joint)
    return round(gap, 2), round(low, 2), round(high, 2)

# %% wrong: no interval
# says: You gave the difference without its interval
def joint_minus_solo(weekly):
    social = weekly[weekly["social"] > 0]
    joint = social.loc[social["other"] > 0, "leads"]
    solo = social.loc[social["other"] == 0, "leads"]
    if len(joint) < 4 or len(solo) < 4:
        return None
    gap, low, high = welch(joint, solo)
    return round(gap, 2)

# %% wrong: social media or not
# says: You let in the weeks without any social media
def joint_minus_solo(weekly):
    social = weekly
    joint = social.loc[social["other"] > 0, "leads"]
    solo = social.loc[social["other"] == 0, "leads"]
    if len(joint) < 4 or len(solo) < 4:
        return None
    gap, low, high = welch(joint, solo)
    return round(gap, 2), round(low, 2), round(high, 2)

# %% wrong: a stall alone is joint
# says: You let in a week with work elsewhere alone
def joint_minus_solo(weekly):
    social = weekly[weekly["social"] > 0]
    joint = weekly.loc[weekly["other"] > 0, "leads"]
    solo = social.loc[social["other"] == 0, "leads"]
    if len(joint) < 4 or len(solo) < 4:
        return None
    gap, low, high = welch(joint, solo)
    return round(gap, 2), round(low, 2), round(high, 2)

# %% wrong: nothing at all is solo
# says: You took a week in which nothing was done for a solo week
def joint_minus_solo(weekly):
    social = weekly[weekly["social"] > 0]
    joint = social.loc[social["other"] > 0, "leads"]
    solo = weekly.loc[weekly["other"] == 0, "leads"]
    if len(joint) < 4 or len(solo) < 4:
        return None
    gap, low, high = welch(joint, solo)
    return round(gap, 2), round(low, 2), round(high, 2)

# %% wrong: any number of weeks
# says: Three joint weeks are fewer than 4
def joint_minus_solo(weekly):
    social = weekly[weekly["social"] > 0]
    joint = social.loc[social["other"] > 0, "leads"]
    solo = social.loc[social["other"] == 0, "leads"]
    if len(joint) < 2 or len(solo) < 2:
        return None
    gap, low, high = welch(joint, solo)
    return round(gap, 2), round(low, 2), round(high, 2)

# %% wrong: does not ask how many weeks
# says: Three joint weeks are fewer than 4
def joint_minus_solo(weekly):
    social = weekly[weekly["social"] > 0]
    joint = social.loc[social["other"] > 0, "leads"]
    solo = social.loc[social["other"] == 0, "leads"]
    if False:
        return None
    gap, low, high = welch(joint, solo)
    return round(gap, 2), round(low, 2), round(high, 2)

# %% wrong: four are too few
# says: Four joint weeks are enough
def joint_minus_solo(weekly):
    social = weekly[weekly["social"] > 0]
    joint = social.loc[social["other"] > 0, "leads"]
    solo = social.loc[social["other"] == 0, "leads"]
    if len(joint) <= 4 or len(solo) <= 4:
        return None
    gap, low, high = welch(joint, solo)
    return round(gap, 2), round(low, 2), round(high, 2)

# %% wrong: never below 0
# says: You dropped the minus sign
def joint_minus_solo(weekly):
    social = weekly[weekly["social"] > 0]
    joint = social.loc[social["other"] > 0, "leads"]
    solo = social.loc[social["other"] == 0, "leads"]
    if len(joint) < 4 or len(solo) < 4:
        return None
    gap, low, high = welch(joint, solo)
    if gap < 0:
        gap, low, high = -gap, -high, -low
    return round(gap, 2), round(low, 2), round(high, 2)
