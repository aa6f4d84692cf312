# %% right: the blanks filled in
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        ambushed = offer.asked == "no" and before < least
        if ambushed:
            k = k + 1
    return k, len(first)

# %% right: a list of moments, and whoever had not asked
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = len([moment for moment in written if moment < offer.ts])
        ambushed = not (offer.asked == "yes" or before >= least)
        if ambushed:
            k = k + 1
    return k, len(first)

# %% right: loops and a dict
def ambush_rate(messages, least=2):
    heard, k, n, done = {}, 0, 0, set()
    for row in messages.sort_values("ts").itertuples():
        if row.person_id in done:
            continue
        if row.direction == "in":
            heard[row.person_id] = heard.get(row.person_id, 0) + 1
        elif row.type == "pitch":
            done.add(row.person_id)
            n += 1
            k += row.asked == "no" and heard.get(row.person_id, 0) < least
    return [k, n]

# %% right: everything at once
def ambush_rate(messages, least=2):
    ours = messages.query("direction == 'out' and type == 'pitch'").sort_values("ts")
    first = ours.groupby("person_id")[["ts", "asked"]].first().rename(columns={"ts": "pitched"})
    theirs = messages[messages.direction == "in"].merge(first.reset_index(), on="person_id")
    before = theirs[theirs.ts < theirs.pitched].groupby("person_id").size().reindex(first.index, fill_value=0)
    return ((before < least) & (first.asked == "no")).sum(), before.size

# %% wrong: two are too few
# says: You counted two messages as too few
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        ambushed = offer.asked == "no" and before <= least
        if ambushed:
            k = k + 1
    return k, len(first)

# %% wrong: asked or not
# says: offers that were asked for
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        ambushed = before < least
        if ambushed:
            k = k + 1
    return k, len(first)

# %% wrong: only whether they had asked
# says: You counted two messages as too few
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        ambushed = offer.asked == "no"
        if ambushed:
            k = k + 1
    return k, len(first)

# %% wrong: unasked or too soon
# says: You took every offer for an ambush
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        ambushed = offer.asked == "no" or before < least
        if ambushed:
            k = k + 1
    return k, len(first)

# %% wrong: everybody in the total
# says: people to whom we offered nothing in the total
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        ambushed = offer.asked == "no" and before < least
        if ambushed:
            k = k + 1
    return k, messages["person_id"].nunique()

# %% wrong: pitches for people
# says: You counted pitches, and people are asked for
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        ambushed = offer.asked == "no" and before < least
        if ambushed:
            k = k + 1
    return k, len(first)

# %% wrong: what came after counts too
# says: You counted what they wrote after the pitch
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = len(written)
        ambushed = offer.asked == "no" and before < least
        if ambushed:
            k = k + 1
    return k, len(first)

# %% wrong: one message will do
# says: You asked for one message only
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        ambushed = offer.asked == "no" and before == 0
        if ambushed:
            k = k + 1
    return k, len(first)

# %% wrong: any() in place of a count
# says: You asked for one message only
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).any()
        ambushed = offer.asked == "no" and not before
        if ambushed:
            k = k + 1
    return k, len(first)

# %% wrong: up to the last pitch
# says: went by the last pitch
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id", keep="last")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        ambushed = offer.asked == "no" and before < least
        if ambushed:
            k = k + 1
    return k, len(first)

# %% wrong: two whatever is asked for
# says: use `least` and not 2
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        ambushed = offer.asked == "no" and before < 2
        if ambushed:
            k = k + 1
    return k, len(first)

# %% wrong: a pitch to the shop is one of its own
# says: You took a pitch that was sent to the shop for one of its own
def ambush_rate(messages, least=2):
    pitches = messages[messages["type"] == "pitch"]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        ambushed = offer.asked == "no" and before < least
        if ambushed:
            k = k + 1
    return k, len(first)

# %% wrong: moments not counted
# says: Count the moments before the offer with .sum()
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts)
        ambushed = offer.asked == "no" and before < least
        if ambushed:
            k = k + 1
    return k, len(first)

# %% wrong: moments against a number
# says: Compare moments with a moment
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    k = 0
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < least).sum()
        ambushed = offer.asked == "no" and before < least
        if ambushed:
            k = k + 1
    return k, len(first)
