# %% right: the blank filled in
def dormant(accounts, today, days=30):
    silent_for = today - accounts["last_post"]
    is_silent = silent_for > pd.Timedelta(days=days)
    return sorted(accounts.loc[is_silent, "platform"])

# %% right: whole days
def dormant(accounts, today, days=30):
    silent_for = today - accounts["last_post"]
    is_silent = silent_for.dt.days > days
    return sorted(accounts.loc[is_silent, "platform"])

# %% right: a loop over the rows
from datetime import timedelta
def dormant(accounts, today, days=30):
    names = []
    for row in accounts.itertuples():
        if row.last_post < today - timedelta(days=days):
            names.append(row.platform)
    names.sort()
    return names

# %% right: a query and a Series
def dormant(accounts, today, days=30):
    limit = today - pd.Timedelta(days, unit="D")
    return accounts[accounts.last_post < limit].platform.sort_values()

# %% wrong: exactly 30 days is silent too
# says: silent for exactly 30 days, and more is asked for
def dormant(accounts, today, days=30):
    silent_for = today - accounts["last_post"]
    is_silent = silent_for >= pd.Timedelta(days=days)
    return sorted(accounts.loc[is_silent, "platform"])

# %% wrong: the comparison the wrong way round
# says: You took the accounts that are alive
def dormant(accounts, today, days=30):
    silent_for = today - accounts["last_post"]
    is_silent = silent_for < pd.Timedelta(days=days)
    return sorted(accounts.loc[is_silent, "platform"])

# %% wrong: a length of time against a bare number
# says: A length of time can only be compared with another
def dormant(accounts, today, days=30):
    silent_for = today - accounts["last_post"]
    is_silent = silent_for > days
    return sorted(accounts.loc[is_silent, "platform"])

# %% wrong: 30 days, whatever is asked for
# says: You used 30 days whatever limit was asked for
def dormant(accounts, today, days=30):
    silent_for = today - accounts["last_post"]
    is_silent = silent_for > pd.Timedelta(days=30)
    return sorted(accounts.loc[is_silent, "platform"])

# %% wrong: in the order of the table
# says: The names are to come back in order of the alphabet
def dormant(accounts, today, days=30):
    silent_for = today - accounts["last_post"]
    return list(accounts.loc[silent_for > pd.Timedelta(days=days), "platform"])

# %% wrong: how many, not which
# says: a list of their names is asked for
def dormant(accounts, today, days=30):
    silent_for = today - accounts["last_post"]
    is_silent = silent_for > pd.Timedelta(days=days)
    return int(is_silent.sum())

# %% wrong: the time in between forgotten, every account is silent
# says: You took all accounts
def dormant(accounts, today, days=30):
    silent_for = today - accounts["last_post"]
    is_silent = silent_for > pd.Timedelta(0)
    return sorted(accounts.loc[is_silent, "platform"])

# %% wrong: writes the days into the table
# says: dormant changed the table it was given
def dormant(accounts, today, days=30):
    accounts["days"] = (today - accounts["last_post"]).dt.days
    return sorted(accounts.loc[accounts["days"] > days, "platform"])
