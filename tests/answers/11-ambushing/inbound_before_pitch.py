# %% right: the blank filled in
def inbound_before_pitch(conv):
    theirs = 0
    for message in conv.sort_values("ts").itertuples():
        is_pitch = message.direction == "out" and message.type == "pitch"
        is_theirs = message.direction == "in"
        if is_pitch:
            return theirs
        if is_theirs:
            theirs = theirs + 1
    return None

# %% right: the moment of the first pitch, then a comparison
def inbound_before_pitch(conv):
    pitches = conv[(conv["direction"] == "out") & (conv["type"] == "pitch")]
    if pitches.empty:
        return None
    return ((conv["direction"] == "in") & (conv["ts"] < pitches["ts"].min())).sum()

# %% right: plain lists
def inbound_before_pitch(conv):
    rows = sorted(zip(conv["ts"], conv["direction"], conv["type"]))
    for place, (_, who, what) in enumerate(rows):
        if (who, what) == ("out", "pitch"):
            return len([1 for _, other, _ in rows[:place] if other == "in"])

# %% right: not ours means theirs
def inbound_before_pitch(conv):
    theirs = 0
    for message in conv.sort_values("ts").itertuples():
        is_theirs = message.direction != "out"
        is_pitch = not is_theirs and message.type == "pitch"
        if is_pitch:
            return theirs
        theirs += is_theirs
    return None

# %% wrong: all their messages
# says: You counted what she wrote after the pitch as well
def inbound_before_pitch(conv):
    if not (conv["type"] == "pitch").any():
        return None
    return (conv["direction"] == "in").sum()

# %% wrong: everybody's messages
# says: You counted our own messages as hers
def inbound_before_pitch(conv):
    theirs = 0
    for message in conv.sort_values("ts").itertuples():
        is_pitch = message.direction == "out" and message.type == "pitch"
        is_theirs = True
        if is_pitch:
            return theirs
        if is_theirs:
            theirs = theirs + 1
    return None

# %% wrong: questions only
# says: whatever she writes is a turn of hers
def inbound_before_pitch(conv):
    theirs = 0
    for message in conv.sort_values("ts").itertuples():
        is_pitch = message.direction == "out" and message.type == "pitch"
        is_theirs = message.type == "question"
        if is_pitch:
            return theirs
        if is_theirs:
            theirs = theirs + 1
    return None

# %% wrong: 0 where there is no pitch
# says: one is None, the other 0
def inbound_before_pitch(conv):
    theirs = 0
    for message in conv.sort_values("ts").itertuples():
        if message.direction == "out" and message.type == "pitch":
            return theirs
        if message.direction == "in":
            theirs = theirs + 1
    return 0

# %% wrong: takes the first row of nothing
# says: Ask first whether there is a pitch
def inbound_before_pitch(conv):
    conv = conv.sort_values("ts")
    pitch = conv[(conv["direction"] == "out") & (conv["type"] == "pitch")].iloc[0]
    return (conv[conv["ts"] < pitch["ts"]]["direction"] == "in").sum()

# %% wrong: a pitch of theirs stops the count
# says: You stopped at a pitch of theirs
def inbound_before_pitch(conv):
    theirs = 0
    for message in conv.sort_values("ts").itertuples():
        is_pitch = message.type == "pitch"
        is_theirs = message.direction == "in"
        if is_pitch:
            return theirs
        if is_theirs:
            theirs = theirs + 1
    return None

# %% wrong: up to the last pitch
# says: the first in time is meant
def inbound_before_pitch(conv):
    pitches = conv[(conv["direction"] == "out") & (conv["type"] == "pitch")]
    if pitches.empty:
        return None
    return ((conv["direction"] == "in") & (conv["ts"] < pitches["ts"].max())).sum()
