# %% right: the blank filled in
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.groupby("person_id")["ts"].max()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] == "person"
        in_time = (waits > pd.Timedelta(0)) & (waits <= limit)
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% right: between, and whoever is no machine
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.groupby("person_id")["ts"].max()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] != "machine"
        in_time = waits.between(pd.Timedelta(0), limit, inclusive="right")
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% right: two loops, no pandas to speak of
def answered(messages, now, hours=24):
    rows = messages.to_dict("records")
    latest = {}
    for row in rows:
        if row["direction"] == "in" and row["type"] == "question":
            if (now - row["ts"]).total_seconds() >= hours * 3600:
                latest[row["person_id"]] = max(row["ts"], latest.get(row["person_id"], row["ts"]))
    k = 0
    for person, asked in latest.items():
        for row in rows:
            if row["person_id"] == person and row["direction"] == "out" and row["by"] == "person":
                if 0 < (row["ts"] - asked).total_seconds() <= hours * 3600:
                    k += 1
                    break
    return [k, len(latest)]

# %% right: a merge, numpy counts
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    asked = messages.query("direction == 'in' and type == 'question'")
    asked = asked[asked.ts <= now - limit].sort_values("ts").drop_duplicates("person_id", keep="last")
    ours = messages.query("direction == 'out' and by == 'person'")
    both = asked.merge(ours, on="person_id", suffixes=("", "_out"))
    wait = both.ts_out - both.ts
    good = both[(wait > pd.Timedelta(0)) & (wait <= limit)]
    return good["person_id"].nunique(), asked["person_id"].count()

# %% wrong: counts young questions
# says: You counted questions younger than 24 h
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions
    latest = old_enough.groupby("person_id")["ts"].max()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] == "person"
        in_time = (waits > pd.Timedelta(0)) & (waits <= limit)
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% wrong: a late reply counts
# says: You counted a reply that came too late
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.groupby("person_id")["ts"].max()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] == "person"
        in_time = waits > pd.Timedelta(0)
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% wrong: a machine's message counts
# says: You took a machine's message for an answer
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.groupby("person_id")["ts"].max()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] != ""
        in_time = (waits > pd.Timedelta(0)) & (waits <= limit)
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% wrong: asks any() too soon, so that a machine in time and a person too late make an answer
# says: You counted a reply that came too late
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.groupby("person_id")["ts"].max()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] == "person"
        in_time = ((waits > pd.Timedelta(0)) & (waits <= limit)).any()
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% wrong: a length of time against a bare number
# says: Compare a wait with lengths of time
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.groupby("person_id")["ts"].max()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] == "person"
        in_time = (waits > 0) & (waits <= limit)
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% wrong: the first thing that somebody asked
# says: You judged by what people asked first
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.groupby("person_id")["ts"].min()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] == "person"
        in_time = (waits > pd.Timedelta(0)) & (waits <= limit)
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% wrong: questions for people
# says: You counted questions, and people are asked for
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    ours = messages[(messages["direction"] == "out") & (messages["by"] == "person")]
    k, n = 0, 0
    for question in questions.itertuples():
        waits = ours.loc[ours["person_id"] == question.person_id, "ts"] - question.ts
        if now - question.ts >= limit:
            n = n + 1
            if ((waits > pd.Timedelta(0)) & (waits <= limit)).any():
                k = k + 1
    return k, n

# %% wrong: the latest question, and only then whether it is old enough
# says: You let a young question of somebody's hide an older one
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    latest = questions.groupby("person_id")["ts"].max()
    latest = latest[latest <= now - limit]
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] == "person"
        in_time = (waits > pd.Timedelta(0)) & (waits <= limit)
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% wrong: the same conversation only
# says: in the same conversation only
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.sort_values("ts").drop_duplicates("person_id", keep="last")
    k = 0
    for question in latest.itertuples():
        ours = messages[(messages["direction"] == "out") & (messages["conv_id"] == question.conv_id)]
        waits = ours["ts"] - question.ts
        by_person = ours["by"] == "person"
        in_time = (waits > pd.Timedelta(0)) & (waits <= limit)
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% wrong: a message sent before the question counts
# says: before the question or at the same moment
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.groupby("person_id")["ts"].max()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] == "person"
        in_time = waits <= limit
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% wrong: two replies make two people
# says: You counted a person twice
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.groupby("person_id")["ts"].max()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] == "person"
        in_time = (waits > pd.Timedelta(0)) & (waits <= limit)
        k = k + (by_person & in_time).sum()
    return k, len(latest)

# %% wrong: only messages of type answer
# says: A reply counts whatever its type
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.groupby("person_id")["ts"].max()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["type"] == "answer") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] == "person"
        in_time = (waits > pd.Timedelta(0)) & (waits <= limit)
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% wrong: 24 hours, whatever is asked for
# says: so use `hours`
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=24)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.groupby("person_id")["ts"].max()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] == "person"
        in_time = (waits > pd.Timedelta(0)) & (waits <= limit)
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% wrong: changes the table it was given
# says: answered changed the table it was given
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    messages["age"] = now - messages["ts"]
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.groupby("person_id")["ts"].max()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] == "person"
        in_time = (waits > pd.Timedelta(0)) & (waits <= limit)
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)

# %% wrong: `and` between two columns
# says: Join the two comparisons by &
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    old_enough = questions[questions["ts"] <= now - limit]
    latest = old_enough.groupby("person_id")["ts"].max()
    k = 0
    for person, asked in latest.items():
        ours = messages[(messages["direction"] == "out") & (messages["person_id"] == person)]
        waits = ours["ts"] - asked
        by_person = ours["by"] == "person"
        in_time = waits > pd.Timedelta(0) and waits <= limit
        if (by_person & in_time).any():
            k = k + 1
    return k, len(latest)
