# %% right: the blanks filled in
def focus_share(timelog):
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    focused = timelog.loc[timelog["purpose"].isin(["create", "reply"]), "minutes"].sum()
    share = focused / total
    return round(share, 2)

# %% right: two conditions
def focus_share(timelog):
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    useful = (timelog["purpose"] == "create") | (timelog["purpose"] == "reply")
    return timelog["minutes"][useful].sum() / total

# %% right: a loop
def focus_share(timelog):
    focused = everything = 0
    for row in timelog.itertuples():
        everything += row.minutes
        if row.purpose in ("create", "reply"):
            focused += row.minutes
    return round(focused / everything, 2) if everything else None

# %% right: one minus the rest
def focus_share(timelog):
    by_purpose = timelog.groupby("purpose")["minutes"].sum()
    if by_purpose.sum() == 0:
        return None
    rest = by_purpose.reindex(["browse", "learn"], fill_value=0).sum()
    return 1 - rest / by_purpose.sum()

# %% wrong: creating only
# says: You left out replying
def focus_share(timelog):
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    focused = timelog.loc[timelog["purpose"] == "create", "minutes"].sum()
    return round(focused / total, 2)

# %% wrong: rows
# says: You counted rows, and minutes are asked for
def focus_share(timelog):
    if len(timelog) == 0:
        return None
    return round(timelog["purpose"].isin(["create", "reply"]).mean(), 2)

# %% wrong: planned minutes
# says: You took the planned minutes
def focus_share(timelog):
    total = timelog["planned"].sum()
    if total == 0:
        return None
    focused = timelog.loc[timelog["purpose"].isin(["create", "reply"]), "planned"].sum()
    return round(focused / total, 2)

# %% wrong: the rest
# says: You gave the share of browsing and learning
def focus_share(timelog):
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    focused = timelog.loc[~timelog["purpose"].isin(["create", "reply"]), "minutes"].sum()
    return round(focused / total, 2)

# %% wrong: a percentage
# says: You gave a percentage
def focus_share(timelog):
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    focused = timelog.loc[timelog["purpose"].isin(["create", "reply"]), "minutes"].sum()
    return round(100 * focused / total, 2)

# %% wrong: the average of the weeks
# says: You averaged the weeks
def focus_share(timelog):
    if timelog["minutes"].sum() == 0:
        return None
    shares = []
    for _, rows in timelog.groupby("week"):
        focused = rows.loc[rows["purpose"].isin(["create", "reply"]), "minutes"].sum()
        shares.append(focused / rows["minutes"].sum())
    return round(sum(shares) / len(shares), 2)

# %% wrong: `or` between two columns
# says: Two conditions on a column are joined with |
def focus_share(timelog):
    total = timelog["minutes"].sum()
    if total == 0:
        return None
    focused = timelog.loc[timelog["purpose"] == "create" or timelog["purpose"] == "reply", "minutes"].sum()
    return round(focused / total, 2)

# %% wrong: rows without minutes
# says: whether there are any minutes, not whether there are rows
def focus_share(timelog):
    if len(timelog) == 0:
        return None
    focused = timelog.loc[timelog["purpose"].isin(["create", "reply"]), "minutes"].sum()
    return round(float(focused) / float(timelog["minutes"].sum()), 2)

# %% wrong: None for no focus
# says: minutes without any focus are a true 0
def focus_share(timelog):
    focused = timelog.loc[timelog["purpose"].isin(["create", "reply"]), "minutes"].sum()
    if focused == 0:
        return None
    return round(focused / timelog["minutes"].sum(), 2)

# %% wrong: 0 for no minutes
# says: a share that cannot be known is not a low one
def focus_share(timelog):
    total = timelog["minutes"].sum()
    focused = timelog.loc[timelog["purpose"].isin(["create", "reply"]), "minutes"].sum()
    return round(focused / total, 2) if total else 0
