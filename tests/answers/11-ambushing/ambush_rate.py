# %% right: the blanks filled in
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.groupby("conv_id")["ts"].min()
    k = 0
    for conv_id, pitched in first.items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        too_soon = (written < pitched).sum() < least
        if too_soon:
            k = k + 1
    return k, len(first)

# %% right: a list of moments
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.groupby("conv_id")["ts"].min()
    k = 0
    for conv_id, pitched in first.items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        too_soon = len([moment for moment in written if moment < pitched]) < least
        if too_soon:
            k = k + 1
    return k, len(first)

# %% right: loops and a dict
def ambush_rate(messages, least=2):
    heard, k, n, done = {}, 0, 0, set()
    for row in messages.sort_values("ts").itertuples():
        if row.conv_id in done:
            continue
        if row.direction == "in":
            heard[row.conv_id] = heard.get(row.conv_id, 0) + 1
        elif row.type == "pitch":
            done.add(row.conv_id)
            n += 1
            k += heard.get(row.conv_id, 0) < least
    return [k, n]

# %% right: everything at once
def ambush_rate(messages, least=2):
    pitches = messages.query("direction == 'out' and type == 'pitch'")
    first = pitches.groupby("conv_id")["ts"].min().rename("pitched")
    theirs = messages[messages.direction == "in"].merge(first.reset_index(), on="conv_id")
    before = theirs[theirs.ts < theirs.pitched].groupby("conv_id").size().reindex(first.index, fill_value=0)
    return (before < least).sum(), before.size

# %% wrong: two are too few
# says: You counted two messages as too few
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.groupby("conv_id")["ts"].min()
    k = 0
    for conv_id, pitched in first.items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        too_soon = (written < pitched).sum() <= least
        if too_soon:
            k = k + 1
    return k, len(first)

# %% wrong: every conversation in the total
# says: conversations without a pitch in the total
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.groupby("conv_id")["ts"].min()
    k = 0
    for conv_id, pitched in first.items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        too_soon = (written < pitched).sum() < least
        if too_soon:
            k = k + 1
    return k, messages["conv_id"].nunique()

# %% wrong: pitches for conversations
# says: You counted pitches, and conversations are asked for
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.groupby("conv_id")["ts"].min()
    k = 0
    for conv_id, pitched in first.items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        too_soon = (written < pitched).sum() < least
        if too_soon:
            k = k + 1
    return k, len(pitches)

# %% wrong: what came after counts too
# says: You counted what they wrote after the pitch
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.groupby("conv_id")["ts"].min()
    k = 0
    for conv_id, pitched in first.items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        too_soon = len(written) < least
        if too_soon:
            k = k + 1
    return k, len(first)

# %% wrong: one message will do
# says: You asked for one message only
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.groupby("conv_id")["ts"].min()
    k = 0
    for conv_id, pitched in first.items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        too_soon = not (written < pitched).any()
        if too_soon:
            k = k + 1
    return k, len(first)

# %% wrong: up to the last pitch
# says: the first one is the ambush
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.groupby("conv_id")["ts"].max()
    k = 0
    for conv_id, pitched in first.items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        too_soon = (written < pitched).sum() < least
        if too_soon:
            k = k + 1
    return k, len(first)

# %% wrong: two whatever is asked for
# says: use `least` and not 2
def ambush_rate(messages, least=2):
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.groupby("conv_id")["ts"].min()
    k = 0
    for conv_id, pitched in first.items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        too_soon = (written < pitched).sum() < 2
        if too_soon:
            k = k + 1
    return k, len(first)

# %% wrong: a pitch to the shop is one of its own
# says: You took a pitch that was sent to the shop for one of its own
def ambush_rate(messages, least=2):
    pitches = messages[messages["type"] == "pitch"]
    first = pitches.groupby("conv_id")["ts"].min()
    k = 0
    for conv_id, pitched in first.items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        too_soon = (written < pitched).sum() < least
        if too_soon:
            k = k + 1
    return k, len(first)
