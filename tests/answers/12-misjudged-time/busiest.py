# %% right: the blank filled in
def busiest(timelog):
    total = {}
    for row in timelog.itertuples():
        total[row.platform] = total.get(row.platform, 0) + row.minutes
    if len(total) == 0:
        return None
    place = max(total, key=total.get)
    return place, total[place] / sum(total.values())

# %% right: an if for new platforms
def busiest(timelog):
    total = {}
    for row in timelog.itertuples():
        if row.platform not in total:
            total[row.platform] = 0
        total[row.platform] += row.minutes
    if len(total) == 0:
        return None
    place = max(total, key=total.get)
    return place, total[place] / sum(total.values())

# %% right: groupby
def busiest(timelog):
    minutes = timelog.groupby("platform")["minutes"].sum()
    if minutes.empty:
        return None
    return minutes.idxmax(), round(minutes.max() / minutes.sum(), 2)

# %% right: a Counter
from collections import Counter
def busiest(timelog):
    total = Counter()
    for platform, minutes in zip(timelog["platform"], timelog["minutes"]):
        total[platform] += minutes
    for place, most in total.most_common(1):
        return [place, most / total.total()]

# %% wrong: the last row of each platform
# says: You kept the last row of each platform only
def busiest(timelog):
    total = {}
    for row in timelog.itertuples():
        total[row.platform] = row.minutes
    if len(total) == 0:
        return None
    place = max(total, key=total.get)
    return place, total[place] / sum(total.values())

# %% wrong: the first row of each platform
# says: You kept the first row of each platform only
def busiest(timelog):
    total = {}
    for row in timelog.itertuples():
        total.setdefault(row.platform, row.minutes)
    if len(total) == 0:
        return None
    place = max(total, key=total.get)
    return place, total[place] / sum(total.values())

# %% wrong: a new platform is not there yet
# says: A platform that comes up for the first time
def busiest(timelog):
    total = {}
    for row in timelog.itertuples():
        total[row.platform] = total[row.platform] + row.minutes
    if len(total) == 0:
        return None
    place = max(total, key=total.get)
    return place, total[place] / sum(total.values())

# %% wrong: counts rows
# says: You counted the rows, and minutes are asked for
def busiest(timelog):
    total = {}
    for row in timelog.itertuples():
        total[row.platform] = total.get(row.platform, 0) + 1
    if len(total) == 0:
        return None
    place = max(total, key=total.get)
    return place, total[place] / sum(total.values())

# %% wrong: leaves out time with nobody
# says: You left out time with nobody
def busiest(timelog):
    total = {}
    for row in timelog.itertuples():
        if row.with_whom != "none":
            total[row.platform] = total.get(row.platform, 0) + row.minutes
    if len(total) == 0:
        return None
    place = max(total, key=total.get)
    return place, total[place] / sum(total.values())

# %% wrong: time with clients only
# says: You took time with clients only
def busiest(timelog):
    total = {}
    for row in timelog.itertuples():
        if row.with_whom == "client":
            total[row.platform] = total.get(row.platform, 0) + row.minutes
    if len(total) == 0:
        return None
    place = max(total, key=total.get)
    return place, total[place] / sum(total.values())

# %% wrong: square brackets in the loop
# says: a column is written with a dot
def busiest(timelog):
    total = {}
    for row in timelog.itertuples():
        total[row["platform"]] = total.get(row["platform"], 0) + row["minutes"]
    if len(total) == 0:
        return None
    place = max(total, key=total.get)
    return place, total[place] / sum(total.values())

# %% wrong: forgets the empty log
# says: Ask first whether anything was logged
def busiest(timelog):
    total = {}
    for row in timelog.itertuples():
        total[row.platform] = total.get(row.platform, 0) + row.minutes
    place = max(total, key=total.get)
    return place, total[place] / sum(total.values())

# %% wrong: the minutes in place of the share
# says: You gave the minutes, and the platform and its share are asked for
def busiest(timelog):
    total = {}
    for row in timelog.itertuples():
        total[row.platform] = total.get(row.platform, 0) + row.minutes
    if len(total) == 0:
        return None
    place = max(total, key=total.get)
    return total[place]

# %% wrong: a number added to the whole dict
# says: to a whole dict
def busiest(timelog):
    total = {}
    for row in timelog.itertuples():
        total = total + row.minutes
    if len(total) == 0:
        return None
    place = max(total, key=total.get)
    return place, total[place] / sum(total.values())

# %% wrong: None where a sum should begin
# says: a sum starts at 0
def busiest(timelog):
    total = {}
    for row in timelog.itertuples():
        total[row.platform] = total.get(row.platform) + row.minutes
    if len(total) == 0:
        return None
    place = max(total, key=total.get)
    return place, total[place] / sum(total.values())
