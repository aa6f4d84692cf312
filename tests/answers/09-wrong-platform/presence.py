# %% right: the blank filled in
def presence(p):
    found = {}
    for platform, rows in p.groupby("platform"):
        k = rows["present"].sum()
        n = rows["client_id"].nunique()
        found[platform] = (k, n)
    return found

# %% right: a plain loop
def presence(p):
    found = {}
    for row in p.itertuples():
        k, n = found.get(row.platform, (0, 0))
        found[row.platform] = (k + int(row.present), n + 1)
    return found

# %% right: one groupby, lists for pairs
def presence(p):
    table = p.groupby("platform")["present"].agg(["sum", "count"])
    return {name: [table.loc[name, "sum"], table.loc[name, "count"]] for name in table.index}

# %% right: counting twice
from collections import Counter
def presence(p):
    n = Counter(p["platform"])
    k = Counter(p.loc[p["present"], "platform"])
    return {name: (k[name], n[name]) for name in n}

# %% wrong: all rows for both
# says: You counted the rows for both numbers
def presence(p):
    found = {}
    for platform, rows in p.groupby("platform"):
        k = rows["present"].count()
        n = len(rows)
        found[platform] = (k, n)
    return found

# %% wrong: the total of the found ones
# says: You left those without an account out of the total
def presence(p):
    found = {}
    for platform, rows in p[p["present"]].groupby("platform"):
        found[platform] = (len(rows), len(rows))
    return found

# %% wrong: the rows of the whole table
# says: each platform has its own
def presence(p):
    found = {}
    for platform, rows in p.groupby("platform"):
        k = rows["present"].sum()
        n = len(p)
        found[platform] = (k, n)
    return found

# %% wrong: the total first
# says: You put the total first
def presence(p):
    found = {}
    for platform, rows in p.groupby("platform"):
        found[platform] = (len(rows), rows["present"].sum())
    return found

# %% wrong: a share for k
# says: You gave a share
def presence(p):
    found = {}
    for platform, rows in p.groupby("platform"):
        k = rows["present"].mean()
        n = len(rows)
        found[platform] = (k, n)
    return found

# %% wrong: all clients for the total
# says: not everybody was looked up on every platform
def presence(p):
    found = {}
    for platform, rows in p.groupby("platform"):
        k = rows["present"].sum()
        n = p["client_id"].nunique()
        found[platform] = (k, n)
    return found

# %% wrong: drops a platform where nobody was found
# says: You dropped a platform where nobody was found
def presence(p):
    n = p.groupby("platform").size()
    k = p[p["present"]].groupby("platform").size()
    return {name: (k[name], n[name]) for name in k.index}

# %% wrong: twenty, whatever the table
# says: You wrote the 20 into the function
def presence(p):
    found = {}
    for platform, rows in p.groupby("platform"):
        k = rows["present"].sum()
        n = 20 if len(rows) > 1 else 1
        found[platform] = (k, n)
    return found
