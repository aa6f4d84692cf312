# %% right: the blank filled in
def weekly_minutes(timelog):
    weeks = {}
    for row in timelog.itertuples():
        planned, actual = weeks.get(row.week, (0, 0))
        weeks[row.week] = (planned + row.planned, actual + row.minutes)
    return weeks

# %% right: groupby, then pairs
def weekly_minutes(timelog):
    sums = timelog.groupby("week")[["planned", "minutes"]].sum()
    return {week: (row["planned"], row["minutes"]) for week, row in sums.iterrows()}

# %% right: lists for pairs
def weekly_minutes(timelog):
    weeks = {}
    for row in timelog.to_dict("records"):
        pair = weeks.setdefault(row["week"], [0, 0])
        pair[0] += row["planned"]
        pair[1] += row["minutes"]
    return weeks

# %% right: week by week
def weekly_minutes(timelog):
    weeks = {}
    for week in timelog["week"].unique():
        rows = timelog[timelog["week"] == week]
        weeks[int(week)] = (rows["planned"].sum(), rows["minutes"].sum())
    return weeks

# %% wrong: spent first
# says: You put the minutes spent first
def weekly_minutes(timelog):
    sums = timelog.groupby("week")[["minutes", "planned"]].sum()
    return {week: tuple(pair) for week, pair in zip(sums.index, sums.to_numpy())}

# %% wrong: the last row of each week
# says: You kept the last row of each week only
def weekly_minutes(timelog):
    weeks = {}
    for row in timelog.itertuples():
        planned, actual = weeks.get(row.week, (0, 0))
        weeks[row.week] = (row.planned, row.minutes)
    return weeks

# %% wrong: only what was spent
# says: You gave one number a week
def weekly_minutes(timelog):
    return timelog.groupby("week")["minutes"].sum().to_dict()

# %% wrong: the plan twice
# says: You added up the plan twice
def weekly_minutes(timelog):
    weeks = {}
    for row in timelog.itertuples():
        planned, actual = weeks.get(row.week, (0, 0))
        weeks[row.week] = (planned + row.planned, actual + row.planned)
    return weeks

# %% wrong: carries on into the next week
# says: You carried the first week's sums into the second
def weekly_minutes(timelog):
    weeks, planned, actual = {}, 0, 0
    for row in timelog.itertuples():
        planned, actual = planned + row.planned, actual + row.minutes
        weeks[row.week] = (planned, actual)
    return weeks

# %% wrong: only the focused rows
# says: You left out browsing and learning
def weekly_minutes(timelog):
    rows = timelog[timelog["purpose"].isin(["create", "reply"])]
    sums = rows.groupby("week")[["planned", "minutes"]].sum()
    return {week: (row["planned"], row["minutes"]) for week, row in sums.iterrows()}

# %% wrong: drops a week without a plan
# says: You dropped a week without a plan
def weekly_minutes(timelog):
    sums = timelog.groupby("week")[["planned", "minutes"]].sum()
    return {week: (row["planned"], row["minutes"]) for week, row in sums.iterrows() if row["planned"]}

# %% wrong: drops a week in which nothing was spent
# says: You dropped a week in which nothing was spent
def weekly_minutes(timelog):
    sums = timelog[timelog["minutes"] > 0].groupby("week")[["planned", "minutes"]].sum()
    return {week: (row["planned"], row["minutes"]) for week, row in sums.iterrows()}
