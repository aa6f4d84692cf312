# %% right: the blank filled in
def minutes_by(timelog):
    total = {}
    for row in timelog.itertuples():
        pair = (row.platform, row.with_whom)
        total[pair] = total.get(pair, 0) + row.minutes
    return total

# %% right: an if for new pairs
def minutes_by(timelog):
    total = {}
    for row in timelog.itertuples():
        pair = (row.platform, row.with_whom)
        if pair not in total:
            total[pair] = 0
        total[pair] += row.minutes
    return total

# %% right: groupby, as a dict
def minutes_by(timelog):
    return timelog.groupby(["platform", "with_whom"])["minutes"].sum().to_dict()

# %% right: a Counter
from collections import Counter
def minutes_by(timelog):
    total = Counter()
    for platform, whom, minutes in timelog[["platform", "with_whom", "minutes"]].to_numpy():
        total[platform, whom] += float(minutes)
    return total

# %% wrong: the last row of each pair
# says: You kept the last row of each pair only
def minutes_by(timelog):
    total = {}
    for row in timelog.itertuples():
        pair = (row.platform, row.with_whom)
        total[pair] = row.minutes
    return total

# %% wrong: a new pair is not there yet
# says: A pair that comes up for the first time
def minutes_by(timelog):
    total = {}
    for row in timelog.itertuples():
        pair = (row.platform, row.with_whom)
        total[pair] = total[pair] + row.minutes
    return total

# %% wrong: counts rows
# says: You counted the rows, and minutes are asked for
def minutes_by(timelog):
    total = {}
    for row in timelog.itertuples():
        pair = (row.platform, row.with_whom)
        total[pair] = total.get(pair, 0) + 1
    return total

# %% wrong: by platform alone
# says: You added up by platform alone
def minutes_by(timelog):
    return timelog.groupby("platform")["minutes"].sum().to_dict()

# %% wrong: company first
# says: You put the company first in each pair
def minutes_by(timelog):
    return timelog.groupby(["with_whom", "platform"])["minutes"].sum().to_dict()

# %% wrong: the first row of each pair
# says: You kept the first row of each pair only
def minutes_by(timelog):
    total = {}
    for row in timelog.itertuples():
        total.setdefault((row.platform, row.with_whom), row.minutes)
    return total

# %% wrong: leaves out time with nobody
# says: You left out time with nobody
def minutes_by(timelog):
    total = {}
    for row in timelog.itertuples():
        if row.with_whom != "none":
            pair = (row.platform, row.with_whom)
            total[pair] = total.get(pair, 0) + row.minutes
    return total

# %% wrong: one company for each platform
# says: where a platform is used with clients and with peers
def minutes_by(timelog):
    total, company = {}, {}
    for row in timelog.itertuples():
        whom = company.setdefault(row.platform, row.with_whom)
        total[row.platform, whom] = total.get((row.platform, whom), 0) + row.minutes
    return total
