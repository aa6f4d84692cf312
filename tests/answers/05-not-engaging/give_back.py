# %% right: the blanks filled in
def give_back(received, given):
    first = received.groupby("person_id")["ts"].min()
    k = 0
    for person, moment in first.items():
        ours = given.loc[given["person_id"] == person, "ts"]
        returned = (ours > moment).any()
        if returned:
            k = k + 1
    return k, len(first)

# %% right: dicts and loops
def give_back(received, given):
    first = {}
    for row in received.itertuples():
        if row.person_id not in first or row.ts < first[row.person_id]:
            first[row.person_id] = row.ts
    back = set()
    for row in given.itertuples():
        if row.person_id in first and row.ts > first[row.person_id]:
            back.add(row.person_id)
    return len(back), len(first)

# %% right: a merge
def give_back(received, given):
    first = received.sort_values("ts").drop_duplicates("person_id")
    both = first.merge(given, on="person_id", suffixes=("_first", "_ours"))
    return both[both.ts_ours > both.ts_first].person_id.nunique(), received.person_id.nunique()

# %% right: the last thing we gave each person is late enough
def give_back(received, given):
    first = received.groupby("person_id")["ts"].min()
    last = given.groupby("person_id")["ts"].max().reindex(first.index)
    return [(last > first).sum(), first.size]

# %% wrong: what came before counts too
# says: before they had done anything for us
def give_back(received, given):
    people = set(received["person_id"])
    return len(people & set(given["person_id"])), len(people)

# %% wrong: after their last act
# says: anything after their first one counts
def give_back(received, given):
    first = received.groupby("person_id")["ts"].max()
    k = 0
    for person, moment in first.items():
        ours = given.loc[given["person_id"] == person, "ts"]
        if (ours > moment).any():
            k = k + 1
    return k, len(first)

# %% wrong: rows for people
# says: You counted acts, and people are asked for
def give_back(received, given):
    first = received.groupby("person_id")["ts"].min()
    k = sum((given.loc[given["person_id"] == person, "ts"] > moment).any() for person, moment in first.items())
    return k, len(received)

# %% wrong: two thanks make two people
# says: You counted one person twice
def give_back(received, given):
    first = received.groupby("person_id")["ts"].min()
    k = 0
    for person, moment in first.items():
        ours = given.loc[given["person_id"] == person, "ts"]
        k = k + (ours > moment).sum()
    return k, len(first)

# %% wrong: whatever we gave to anybody
# says: You counted what we gave to other people
def give_back(received, given):
    first = received.groupby("person_id")["ts"].min()
    k = 0
    for person, moment in first.items():
        if (given["ts"] > moment - pd.Timedelta(days=3)).any():
            k = k + 1
    return k, len(first)

# %% wrong: the top row for the first act
# says: their first act is the earliest one, not the top one
def give_back(received, given):
    first = received.groupby("person_id")["ts"].first()
    k = 0
    for person, moment in first.items():
        ours = given.loc[given["person_id"] == person, "ts"]
        if (ours > moment).any():
            k = k + 1
    return k, len(first)

# %% wrong: the same moment counts
# says: only a later one gives back
def give_back(received, given):
    first = received.groupby("person_id")["ts"].min()
    k = 0
    for person, moment in first.items():
        ours = given.loc[given["person_id"] == person, "ts"]
        if (ours >= moment).any():
            k = k + 1
    return k, len(first)

# %% wrong: half of the starter left in
# says: give_back is not attempted yet
def give_back(received, given):
    first = received.groupby("person_id")["ts"].min()
    k = 0
    for person, moment in first.items():
        ours = given.loc[given["person_id"] == person, "ts"]
        # YOUR CODE HERE, in place of this line and the next
        raise NotAttempted
        if returned:
            k = k + 1
    return k, len(first)

# %% wrong: what was given to anybody
# says: You looked at what we gave to anybody
def give_back(received, given):
    first = received.groupby("person_id")["ts"].min()
    k = 0
    for person, moment in first.items():
        returned = (given["ts"] > moment).any()
        if returned:
            k = k + 1
    return k, len(first)

# %% wrong: all of what was given, of nothing too
# says: or who got nothing at all
def give_back(received, given):
    first = received.groupby("person_id")["ts"].min()
    k = 0
    for person, moment in first.items():
        ours = given.loc[given["person_id"] == person, "ts"]
        returned = (ours > moment).all()
        if returned:
            k = k + 1
    return k, len(first)
