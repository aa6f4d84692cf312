# %% right: the blank filled in
def reply_after(messages, least=2):
    heaps = {"early": [], "later": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    for conv_id, pitched in pitches.groupby("conv_id")["ts"].min().items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        heap = "early" if (written < pitched).sum() < least else "later"
        replied = (written > pitched).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% right: counting by hand
def reply_after(messages, least=2):
    heaps = {"early": [], "later": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    for conv_id, pitched in pitches.groupby("conv_id")["ts"].min().items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        heap = "later" if len([w for w in written if w < pitched]) >= least else "early"
        replied = any(w > pitched for w in written)
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% right: the latest of their messages
def reply_after(messages, least=2):
    heaps = {"early": [], "later": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    for conv_id, pitched in pitches.groupby("conv_id")["ts"].min().items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        heap = "early" if (written < pitched).sum() < least else "later"
        replied = written.max() > pitched
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% right: one pass over the sorted rows, lists for tuples
def reply_after(messages, least=2):
    heap, heard, replied = {}, {}, {}
    for row in messages.sort_values("ts").itertuples():
        name = row.conv_id
        if row.direction == "out" and row.type == "pitch" and name not in heap:
            heap[name] = "early" if heard.get(name, 0) < least else "later"
            replied[name] = 0
        elif row.direction == "in":
            heard[name] = heard.get(name, 0) + 1
            if name in heap:
                replied[name] = 1
    found = {}
    for side in ("later", "early"):
        names = [name for name in heap if heap[name] == side]
        found[side] = [sum(replied[name] for name in names), len(names)]
    return found

# %% wrong: two are too few
# says: You put two messages among the too few
def reply_after(messages, least=2):
    heaps = {"early": [], "later": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    for conv_id, pitched in pitches.groupby("conv_id")["ts"].min().items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        heap = "early" if (written < pitched).sum() <= least else "later"
        replied = (written > pitched).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: whatever they ever wrote is a reply
# says: You took a message from before the pitch for a reply to it
def reply_after(messages, least=2):
    heaps = {"early": [], "later": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    for conv_id, pitched in pitches.groupby("conv_id")["ts"].min().items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        heap = "early" if (written < pitched).sum() < least else "later"
        replied = len(written) > 0
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: the heaps mixed up
# says: You mixed up the two heaps
def reply_after(messages, least=2):
    heaps = {"early": [], "later": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    for conv_id, pitched in pitches.groupby("conv_id")["ts"].min().items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        heap = "later" if (written < pitched).sum() < least else "early"
        replied = (written > pitched).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: replies for conversations
# says: You counted replies, and conversations are asked for
def reply_after(messages, least=2):
    heaps = {"early": [], "later": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    for conv_id, pitched in pitches.groupby("conv_id")["ts"].min().items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        heap = "early" if (written < pitched).sum() < least else "later"
        replied = (written > pitched).sum()
        heaps[heap].append(replied)
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: what came after decides the heap
# says: You let what they wrote after the pitch decide the heap
def reply_after(messages, least=2):
    heaps = {"early": [], "later": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    for conv_id, pitched in pitches.groupby("conv_id")["ts"].min().items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        heap = "early" if len(written) < least else "later"
        replied = (written > pitched).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: from the last pitch
# says: You went by the last pitch
def reply_after(messages, least=2):
    heaps = {"early": [], "later": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    for conv_id, pitched in pitches.groupby("conv_id")["ts"].max().items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        heap = "early" if (written < pitched).sum() < least else "later"
        replied = (written > pitched).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: two whatever is asked for
# says: use `least` and not 2
def reply_after(messages, least=2):
    heaps = {"early": [], "later": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    for conv_id, pitched in pitches.groupby("conv_id")["ts"].min().items():
        theirs = (messages["conv_id"] == conv_id) & (messages["direction"] == "in")
        written = messages.loc[theirs, "ts"]
        heap = "early" if (written < pitched).sum() < 2 else "later"
        replied = (written > pitched).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}
