# %% right: the blank filled in
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for > pd.Timedelta(days=days)
    alone = (unseen | locked) & ~has_notice
    return sorted(accounts.loc[alone, "platform"])

# %% right: whole days, and words in place of not
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for.dt.days > days
    alone = (locked | unseen) & (accounts["notice"] != "yes")
    return sorted(accounts.loc[alone, "platform"])

# %% right: a loop over the rows
from datetime import timedelta
def left_alone(accounts, today, days=30):
    names = []
    for row in accounts.itertuples():
        if row.notice == "yes":
            continue
        if not row.login_ok or row.last_seen < today - timedelta(days=days):
            names.append(row.platform)
    names.sort()
    return names

# %% right: one step after the other, and a Series
def left_alone(accounts, today, days=30):
    silent = accounts[accounts.notice == "no"]
    limit = today - pd.Timedelta(days, unit="D")
    return silent[(silent.last_seen < limit) | ~silent.login_ok].platform.sort_values()

# %% wrong: exactly 30 days is too long
# says: opened exactly 30 days ago, and more is asked for
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for >= pd.Timedelta(days=days)
    alone = (unseen | locked) & ~has_notice
    return sorted(accounts.loc[alone, "platform"])

# %% wrong: the comparison the wrong way round
# says: You turned the comparison round
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for < pd.Timedelta(days=days)
    alone = (unseen | locked) & ~has_notice
    return sorted(accounts.loc[alone, "platform"])

# %% wrong: a length of time against a bare number
# says: Compare a length of time with pd.Timedelta
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for > days
    alone = (unseen | locked) & ~has_notice
    return sorted(accounts.loc[alone, "platform"])

# %% wrong: 30 days, whatever is asked for
# says: so use `days`
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for > pd.Timedelta(days=30)
    alone = (unseen | locked) & ~has_notice
    return sorted(accounts.loc[alone, "platform"])

# %% wrong: in the order of the table
# says: The names are to come back in order of the alphabet
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for > pd.Timedelta(days=days)
    alone = (unseen | locked) & ~has_notice
    return list(accounts.loc[alone, "platform"])

# %% wrong: how many, not which
# says: a list of their names is asked for
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for > pd.Timedelta(days=days)
    alone = (unseen | locked) & ~has_notice
    return int(alone.sum())

# %% wrong: by the last post
# says: a tool can post where nobody looks in
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_post"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for > pd.Timedelta(days=days)
    alone = (unseen | locked) & ~has_notice
    return sorted(accounts.loc[alone, "platform"])

# %% wrong: no brackets, so that a notice excuses the locked only
# says: You counted d, which has a notice
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for > pd.Timedelta(days=days)
    alone = unseen | locked & ~has_notice
    return sorted(accounts.loc[alone, "platform"])

# %% wrong: the lost key forgotten
# says: You left out an account that nobody can log in to
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for > pd.Timedelta(days=days)
    alone = unseen & ~has_notice
    return sorted(accounts.loc[alone, "platform"])

# %% wrong: both at once
# says: and either will do
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for > pd.Timedelta(days=days)
    alone = unseen & locked & ~has_notice
    return sorted(accounts.loc[alone, "platform"])

# %% wrong: the notice the wrong way round
# says: You took the accounts with a notice
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for > pd.Timedelta(days=days)
    alone = (unseen | locked) & has_notice
    return sorted(accounts.loc[alone, "platform"])

# %% wrong: `or` between columns
# says: Between columns write |
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    unseen = unseen_for > pd.Timedelta(days=days)
    alone = (unseen or locked) and not has_notice
    return sorted(accounts.loc[alone, "platform"])

# %% wrong: writes the days into the table
# says: left_alone changed the table it was given
def left_alone(accounts, today, days=30):
    unseen_for = today - accounts["last_seen"]
    locked = ~accounts["login_ok"]
    has_notice = accounts["notice"] == "yes"
    accounts["days"] = (today - accounts["last_seen"]).dt.days
    unseen = accounts["days"] > days
    alone = (unseen | locked) & ~has_notice
    return sorted(accounts.loc[alone, "platform"])
