# %% right: the blanks filled in
def minutes_per_live(timelog, live, weeks):
    if len(live) == 0:
        return None
    spent = timelog.loc[timelog["platform"].isin(live), "minutes"].sum()
    each = spent / weeks / len(live)
    return round(each, 1)

# %% right: a loop
def minutes_per_live(timelog, live, weeks):
    if not live:
        return None
    spent = 0
    for platform, minutes in zip(timelog["platform"], timelog["minutes"]):
        if platform in live:
            spent += minutes
    return round(float(spent) / (weeks * len(live)), 1)

# %% right: grouped, with the unmentioned filled in as 0
def minutes_per_live(timelog, live, weeks):
    if len(live) < 1:
        return None
    by_platform = timelog.groupby("platform")["minutes"].sum().reindex(live, fill_value=0)
    return (by_platform / weeks).mean()

# %% right: a query
def minutes_per_live(timelog, live, weeks):
    return timelog.query("platform in @live").minutes.sum() / weeks / len(live) if live else None

# %% wrong: minutes on dormant accounts too
# says: You counted minutes on an account that is not live
def minutes_per_live(timelog, live, weeks):
    if len(live) == 0:
        return None
    spent = timelog["minutes"].sum()
    each = spent / weeks / len(live)
    return round(each, 1)

# %% wrong: not divided by the accounts
# says: and one account's are asked for
def minutes_per_live(timelog, live, weeks):
    if len(live) == 0:
        return None
    spent = timelog.loc[timelog["platform"].isin(live), "minutes"].sum()
    each = spent / weeks
    return round(each, 1)

# %% wrong: not divided by the weeks
# says: You forgot to divide by the weeks
def minutes_per_live(timelog, live, weeks):
    if len(live) == 0:
        return None
    spent = timelog.loc[timelog["platform"].isin(live), "minutes"].sum()
    each = spent / len(live)
    return round(each, 1)

# %% wrong: the average row
# says: You took the average row of the log
def minutes_per_live(timelog, live, weeks):
    if len(live) == 0:
        return None
    return round(timelog.loc[timelog["platform"].isin(live), "minutes"].mean(), 1)

# %% wrong: only accounts that the log mentions
# says: You left out a live account because the log does not mention it
def minutes_per_live(timelog, live, weeks):
    if len(live) == 0:
        return None
    rows = timelog[timelog["platform"].isin(live)]
    return round(rows["minutes"].sum() / weeks / rows["platform"].nunique(), 1)

# %% wrong: forgets that none may be live
# says: Ask first whether any account is live
def minutes_per_live(timelog, live, weeks):
    spent = sum(m for p, m in zip(timelog["platform"], timelog["minutes"]) if p in live)
    return round(spent / weeks / len(live), 1)

# %% wrong: counts the weeks itself
# says: You divided by the weeks that have a row
def minutes_per_live(timelog, live, weeks):
    if len(live) == 0:
        return None
    rows = timelog[timelog["platform"].isin(live)]
    return round(rows["minutes"].sum() / rows["week"].nunique() / len(live), 1)

# %% wrong: counts the weeks in the whole log
# says: You divided by the weeks that have a row
def minutes_per_live(timelog, live, weeks):
    if len(live) == 0:
        return None
    rows = timelog[timelog["platform"].isin(live)]
    return round(rows["minutes"].sum() / timelog["week"].nunique() / len(live), 1)

# %% wrong: None for no minutes
# says: a live account without a minute got a true 0
def minutes_per_live(timelog, live, weeks):
    spent = timelog.loc[timelog["platform"].isin(live), "minutes"].sum()
    if len(live) == 0 or spent == 0:
        return None
    return round(spent / weeks / len(live), 1)

# %% wrong: half of the starter left in
# says: minutes_per_live is not attempted yet
def minutes_per_live(timelog, live, weeks):
    if len(live) == 0:
        return None
    spent = timelog.loc[timelog["platform"].isin(live), "minutes"].sum()
    # YOUR CODE HERE, in place of this line and the next
    raise NotAttempted
    return round(each, 1)

# %% wrong: two accounts, as in the story
# says: You divided by two accounts
def minutes_per_live(timelog, live, weeks):
    if len(live) == 0:
        return None
    spent = timelog.loc[timelog["platform"].isin(live), "minutes"].sum()
    return round(spent / weeks / 2, 1)
