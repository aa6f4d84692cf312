# %% right: the blanks filled in
def mention_back(promos, mentions, today, days=30):
    first = promos.groupby("person_id")["date"].min()
    first = first[first <= today - pd.Timedelta(days=days)]
    k = 0
    for person, day in first.items():
        waits = (mentions.loc[mentions["person_id"] == person, "date"] - day).dt.days
        in_time = ((waits > 0) & (waits <= days)).any()
        if in_time:
            k = k + 1
    return k, len(first)

# %% right: dicts, loops and a set
def mention_back(promos, mentions, today, days=30):
    first = {}
    for row in promos.itertuples():
        first[row.person_id] = min(row.date, first.get(row.person_id, row.date))
    first = {who: day for who, day in first.items() if (today - day).days >= days}
    back = set()
    for row in mentions.itertuples():
        if row.person_id in first and 0 < (row.date - first[row.person_id]).days <= days:
            back.add(row.person_id)
    return [len(back), len(first)]

# %% right: a merge
def mention_back(promos, mentions, today, days=30):
    first = promos.sort_values("date").drop_duplicates("person_id")
    first = first[today - first["date"] >= pd.Timedelta(days=days)]
    both = first.merge(mentions, on="person_id", suffixes=("", "_back"))
    wait = both["date_back"] - both["date"]
    good = both[(wait > pd.Timedelta(0)) & (wait <= pd.Timedelta(days=days))]
    return good["person_id"].nunique(), first["person_id"].nunique()

# %% right: between, and any over a generator
def mention_back(promos, mentions, today, days=30):
    first = promos.groupby("person_id")["date"].min()
    first = first[first <= today - pd.Timedelta(days=days)]
    k = sum(
        mentions.loc[mentions.person_id == who, "date"].sub(day).dt.days.between(1, days).any()
        for who, day in first.items()
    )
    return k, first.size

# %% wrong: before or after
# says: You counted a mention from before the promotion, or one after the 30 days
def mention_back(promos, mentions, today, days=30):
    first = promos.groupby("person_id")["date"].min()
    first = first[first <= today - pd.Timedelta(days=days)]
    k = 0
    for person, day in first.items():
        waits = (mentions.loc[mentions["person_id"] == person, "date"] - day).dt.days
        in_time = (waits <= days).any()
        if in_time:
            k = k + 1
    return k, len(first)

# %% wrong: however late
# says: You counted a mention from before the promotion, or one after the 30 days
def mention_back(promos, mentions, today, days=30):
    first = promos.groupby("person_id")["date"].min()
    first = first[first <= today - pd.Timedelta(days=days)]
    k = 0
    for person, day in first.items():
        waits = (mentions.loc[mentions["person_id"] == person, "date"] - day).dt.days
        in_time = (waits > 0).any()
        if in_time:
            k = k + 1
    return k, len(first)

# %% wrong: from the last promotion
# says: start from the first promotion
def mention_back(promos, mentions, today, days=30):
    first = promos.groupby("person_id")["date"].max()
    first = first[first <= today - pd.Timedelta(days=days)]
    k = 0
    for person, day in first.items():
        waits = (mentions.loc[mentions["person_id"] == person, "date"] - day).dt.days
        in_time = ((waits > 0) & (waits <= days)).any()
        if in_time:
            k = k + 1
    return k, len(first)

# %% wrong: mentions for people
# says: You counted mentions, and people are asked for
def mention_back(promos, mentions, today, days=30):
    first = promos.groupby("person_id")["date"].min()
    first = first[first <= today - pd.Timedelta(days=days)]
    waits = (mentions["date"] - mentions["person_id"].map(first)).dt.days
    return ((waits > 0) & (waits <= days)).sum(), len(first)

# %% wrong: promotions for people
# says: You counted promotions, and people are asked for
def mention_back(promos, mentions, today, days=30):
    first = promos.groupby("person_id")["date"].min()
    first = first[first <= today - pd.Timedelta(days=days)]
    waits = (mentions["date"] - mentions["person_id"].map(first)).dt.days
    return mentions[(waits > 0) & (waits <= days)]["person_id"].nunique(), len(promos)

# %% wrong: everyone who mentioned us
# says: You counted everyone who mentioned us, promoted or not
def mention_back(promos, mentions, today, days=30):
    both = set(promos["person_id"]) & set(mentions["person_id"])
    return len(both), mentions["person_id"].nunique()

# %% wrong: the same day counts
# says: which came first nobody can say
def mention_back(promos, mentions, today, days=30):
    first = promos.groupby("person_id")["date"].min()
    first = first[first <= today - pd.Timedelta(days=days)]
    k = 0
    for person, day in first.items():
        waits = (mentions.loc[mentions["person_id"] == person, "date"] - day).dt.days
        in_time = ((waits >= 0) & (waits <= days)).any()
        if in_time:
            k = k + 1
    return k, len(first)

# %% wrong: day 30 is too late
# says: You left out a mention after exactly 30 days
def mention_back(promos, mentions, today, days=30):
    first = promos.groupby("person_id")["date"].min()
    first = first[first <= today - pd.Timedelta(days=days)]
    k = 0
    for person, day in first.items():
        waits = (mentions.loc[mentions["person_id"] == person, "date"] - day).dt.days
        in_time = ((waits > 0) & (waits < days)).any()
        if in_time:
            k = k + 1
    return k, len(first)

# %% wrong: the top row for the first promotion
# says: The first promotion is the earliest one, not the top one
def mention_back(promos, mentions, today, days=30):
    first = promos.groupby("person_id")["date"].first()
    first = first[first <= today - pd.Timedelta(days=days)]
    k = 0
    for person, day in first.items():
        waits = (mentions.loc[mentions["person_id"] == person, "date"] - day).dt.days
        in_time = ((waits > 0) & (waits <= days)).any()
        if in_time:
            k = k + 1
    return k, len(first)

# %% wrong: 30 whatever is asked for
# says: You allowed 30 days where 7 were asked for
def mention_back(promos, mentions, today, days=30):
    first = promos.groupby("person_id")["date"].min()
    first = first[first <= today - pd.Timedelta(days=days)]
    k = 0
    for person, day in first.items():
        waits = (mentions.loc[mentions["person_id"] == person, "date"] - day).dt.days
        in_time = ((waits > 0) & (waits <= 30)).any()
        if in_time:
            k = k + 1
    return k, len(first)

# %% wrong: those whose thirty days are not over
# says: Dot was promoted ten days ago, so her 30 days are not over
def mention_back(promos, mentions, today, days=30):
    first = promos.groupby("person_id")["date"].min()
    k = 0
    for person, day in first.items():
        waits = (mentions.loc[mentions["person_id"] == person, "date"] - day).dt.days
        in_time = ((waits > 0) & (waits <= days)).any()
        if in_time:
            k = k + 1
    return k, len(first)

# %% wrong: the last of the thirty days is not over yet
# says: her thirtieth day is today, and it belongs to the count
def mention_back(promos, mentions, today, days=30):
    first = promos.groupby("person_id")["date"].min()
    first = first[first < today - pd.Timedelta(days=days)]
    k = 0
    for person, day in first.items():
        waits = (mentions.loc[mentions["person_id"] == person, "date"] - day).dt.days
        in_time = ((waits > 0) & (waits <= days)).any()
        if in_time:
            k = k + 1
    return k, len(first)
