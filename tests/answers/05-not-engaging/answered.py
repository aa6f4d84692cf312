# %% right: the blank filled in
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    ours = messages[messages["direction"] == "out"]
    k, n = 0, 0
    for question in questions.itertuples():
        waits = ours.loc[ours["conv_id"] == question.conv_id, "ts"] - question.ts
        old_enough = question.ts <= now - limit
        in_time = waits.between(pd.Timedelta(0), limit, inclusive="right").any()
        if old_enough:
            n = n + 1
            if in_time:
                k = k + 1
    return k, n

# %% right: two loops, no pandas to speak of
def answered(messages, now, hours=24):
    rows = messages.to_dict("records")
    k = n = 0
    for q in rows:
        if q["direction"] != "in" or q["type"] != "question":
            continue
        if (now - q["ts"]).total_seconds() < hours * 3600:
            continue
        n += 1
        for r in rows:
            if r["direction"] == "out" and r["conv_id"] == q["conv_id"]:
                if 0 < (r["ts"] - q["ts"]).total_seconds() <= hours * 3600:
                    k += 1
                    break
    return [k, n]

# %% right: a merge, numpy counts
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    asked = messages.query("direction == 'in' and type == 'question'").reset_index()
    asked = asked[asked.ts <= now - limit]
    both = asked.merge(messages[messages.direction == "out"], on="conv_id", suffixes=("", "_out"))
    wait = both.ts_out - both.ts
    good = both[(wait > pd.Timedelta(0)) & (wait <= limit)]
    return good["index"].nunique(), asked["index"].count()

# %% right: a comprehension over sorted rows
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    m = messages.sort_values("ts")
    old = m[(m.direction == "in") & (m.type == "question") & (m.ts + limit <= now)]
    out = m[m.direction == "out"]
    hits = [((out.conv_id == q.conv_id) & (out.ts > q.ts) & (out.ts <= q.ts + limit)).any() for q in old.itertuples()]
    return pd.Series(hits, dtype=bool).sum(), len(old)

# %% wrong: counts young questions
# says: You counted questions younger than 24 h
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    ours = messages[messages["direction"] == "out"]
    k, n = 0, 0
    for question in questions.itertuples():
        waits = ours.loc[ours["conv_id"] == question.conv_id, "ts"] - question.ts
        old_enough = True
        in_time = ((waits > pd.Timedelta(0)) & (waits <= limit)).any()
        if old_enough:
            n = n + 1
            if in_time:
                k = k + 1
    return k, n

# %% wrong: a late reply counts
# says: You counted a reply that came too late
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    ours = messages[messages["direction"] == "out"]
    k, n = 0, 0
    for question in questions.itertuples():
        waits = ours.loc[ours["conv_id"] == question.conv_id, "ts"] - question.ts
        old_enough = now - question.ts >= limit
        in_time = (waits > pd.Timedelta(0)).any()
        if old_enough:
            n = n + 1
            if in_time:
                k = k + 1
    return k, n

# %% wrong: the age the wrong way round
# says: You kept the young questions
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    ours = messages[messages["direction"] == "out"]
    k, n = 0, 0
    for question in questions.itertuples():
        waits = ours.loc[ours["conv_id"] == question.conv_id, "ts"] - question.ts
        old_enough = now - question.ts <= limit
        in_time = ((waits > pd.Timedelta(0)) & (waits <= limit)).any()
        if old_enough:
            n = n + 1
            if in_time:
                k = k + 1
    return k, n

# %% wrong: a message sent before the question counts
# says: a message that we sent before the question, and that answers nothing
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    ours = messages[messages["direction"] == "out"]
    k, n = 0, 0
    for question in questions.itertuples():
        waits = ours.loc[ours["conv_id"] == question.conv_id, "ts"] - question.ts
        old_enough = now - question.ts >= limit
        in_time = (waits <= limit).any()
        if old_enough:
            n = n + 1
            if in_time:
                k = k + 1
    return k, n

# %% wrong: counts two replies to one question twice
# says: You counted a question twice because it got two replies
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    ours = messages[messages["direction"] == "out"]
    k, n = 0, 0
    for question in questions.itertuples():
        waits = ours.loc[ours["conv_id"] == question.conv_id, "ts"] - question.ts
        if now - question.ts >= limit:
            n = n + 1
            k = k + ((waits > pd.Timedelta(0)) & (waits <= limit)).sum()
    return k, n

# %% wrong: only messages of type answer
# says: A reply counts whatever its type
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    ours = messages[messages["type"] == "answer"]
    k, n = 0, 0
    for question in questions.itertuples():
        waits = ours.loc[ours["conv_id"] == question.conv_id, "ts"] - question.ts
        if now - question.ts >= limit:
            n = n + 1
            if ((waits > pd.Timedelta(0)) & (waits <= limit)).any():
                k = k + 1
    return k, n

# %% wrong: 24 hours, whatever is asked for
# says: with a limit of 3 hours
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=24)
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    ours = messages[messages["direction"] == "out"]
    k, n = 0, 0
    for question in questions.itertuples():
        waits = ours.loc[ours["conv_id"] == question.conv_id, "ts"] - question.ts
        if now - question.ts >= limit:
            n = n + 1
            if ((waits > pd.Timedelta(0)) & (waits <= limit)).any():
                k = k + 1
    return k, n

# %% wrong: changes the table it was given
# says: answered changed the table it was given
def answered(messages, now, hours=24):
    limit = pd.Timedelta(hours=hours)
    messages["age"] = now - messages["ts"]
    questions = messages[(messages["direction"] == "in") & (messages["type"] == "question")]
    ours = messages[messages["direction"] == "out"]
    k, n = 0, 0
    for question in questions.itertuples():
        waits = ours.loc[ours["conv_id"] == question.conv_id, "ts"] - question.ts
        if question.age >= limit:
            n = n + 1
            if ((waits > pd.Timedelta(0)) & (waits <= limit)).any():
                k = k + 1
    return k, n
