# %% right: the blank filled in
def reply_after(messages, least=2):
    heaps = {"ambushed": [], "other": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        heap = "ambushed" if offer.asked == "no" and before < least else "other"
        replied = (written > offer.ts).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% right: counting by hand
def reply_after(messages, least=2):
    heaps = {"ambushed": [], "other": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        early = len([w for w in written if w < offer.ts]) < least
        heap = "ambushed" if early and offer.asked != "yes" else "other"
        replied = any(w > offer.ts for w in written)
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% right: if and else, and the latest of their messages
def reply_after(messages, least=2):
    heaps = {"ambushed": [], "other": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        if offer.asked == "yes" or before >= least:
            heap = "other"
        else:
            heap = "ambushed"
        replied = written.max() > offer.ts
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% right: one pass over the sorted rows, lists for tuples
def reply_after(messages, least=2):
    heap, heard, replied = {}, {}, {}
    for row in messages.sort_values("ts").itertuples():
        name = row.person_id
        if row.direction == "out" and row.type == "pitch" and name not in heap:
            soon = row.asked == "no" and heard.get(name, 0) < least
            heap[name] = "ambushed" if soon else "other"
            replied[name] = 0
        elif row.direction == "in":
            heard[name] = heard.get(name, 0) + 1
            if name in heap:
                replied[name] = 1
    sides = {}
    for side in ("other", "ambushed"):
        names = [name for name in heap if heap[name] == side]
        sides[side] = [sum(replied[name] for name in names), len(names)]
    return sides

# %% wrong: two are too few
# says: You put two messages among the too few
def reply_after(messages, least=2):
    heaps = {"ambushed": [], "other": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        heap = "ambushed" if offer.asked == "no" and before <= least else "other"
        replied = (written > offer.ts).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: asked or not
# says: You put people who had asked among the ambushed
def reply_after(messages, least=2):
    heaps = {"ambushed": [], "other": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        heap = "ambushed" if before < least else "other"
        replied = (written > offer.ts).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: whatever they ever wrote is a reply
# says: You took a message from before the pitch for a reply to it
def reply_after(messages, least=2):
    heaps = {"ambushed": [], "other": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        heap = "ambushed" if offer.asked == "no" and before < least else "other"
        replied = len(written) > 0
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: the heaps mixed up
# says: You mixed up the two heaps
def reply_after(messages, least=2):
    heaps = {"ambushed": [], "other": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        heap = "other" if offer.asked == "no" and before < least else "ambushed"
        replied = (written > offer.ts).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: replies for people
# says: You counted replies, and people are asked for
def reply_after(messages, least=2):
    heaps = {"ambushed": [], "other": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        heap = "ambushed" if offer.asked == "no" and before < least else "other"
        replied = (written > offer.ts).sum()
        heaps[heap].append(replied)
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: what came after decides the heap
# says: You let what they wrote after the pitch decide the heap
def reply_after(messages, least=2):
    heaps = {"ambushed": [], "other": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = len(written)
        heap = "ambushed" if offer.asked == "no" and before < least else "other"
        replied = (written > offer.ts).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: from the last pitch
# says: You went by the last pitch
def reply_after(messages, least=2):
    heaps = {"ambushed": [], "other": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id", keep="last")
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        heap = "ambushed" if offer.asked == "no" and before < least else "other"
        replied = (written > offer.ts).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: two whatever is asked for
# says: use `least` and not 2
def reply_after(messages, least=2):
    heaps = {"ambushed": [], "other": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        heap = "ambushed" if offer.asked == "no" and before < 2 else "other"
        replied = (written > offer.ts).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: the count of task 2 forgotten
# says: Count what they had written before the offer here too
def reply_after(messages, least=2):
    heaps = {"ambushed": [], "other": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        heap = "ambushed" if offer.asked == "no" and before < least else "other"
        replied = (written > offer.ts).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}

# %% wrong: another name for a heap
# says: The heaps are called
def reply_after(messages, least=2):
    heaps = {"ambushed": [], "other": []}
    pitches = messages[(messages["direction"] == "out") & (messages["type"] == "pitch")]
    first = pitches.sort_values("ts").drop_duplicates("person_id")
    for offer in first.itertuples():
        same = messages["person_id"] == offer.person_id
        written = messages.loc[same & (messages["direction"] == "in"), "ts"]
        before = (written < offer.ts).sum()
        heap = "Ambushed" if offer.asked == "no" and before < least else "other"
        replied = (written > offer.ts).any()
        heaps[heap].append(bool(replied))
    return {heap: (sum(replies), len(replies)) for heap, replies in heaps.items()}
