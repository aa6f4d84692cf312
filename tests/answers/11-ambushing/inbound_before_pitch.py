# %% right: the blank filled in
def inbound_before_pitch(talk):
    theirs = 0
    for message in talk.sort_values("ts").itertuples():
        is_pitch = message.direction == "out" and message.type == "pitch"
        is_theirs = message.direction == "in"
        if is_pitch:
            return theirs
        if is_theirs:
            theirs = theirs + 1
    return None

# %% right: the moment of the first pitch, then a comparison
def inbound_before_pitch(talk):
    pitches = talk[(talk["direction"] == "out") & (talk["type"] == "pitch")]
    if pitches.empty:
        return None
    return ((talk["direction"] == "in") & (talk["ts"] < pitches["ts"].min())).sum()

# %% right: plain lists
def inbound_before_pitch(talk):
    rows = sorted(zip(talk["ts"], talk["direction"], talk["type"]))
    for place, (_, who, what) in enumerate(rows):
        if (who, what) == ("out", "pitch"):
            return len([1 for _, other, _ in rows[:place] if other == "in"])

# %% right: not ours means theirs
def inbound_before_pitch(talk):
    theirs = 0
    for message in talk.sort_values("ts").itertuples():
        is_theirs = message.direction != "out"
        is_pitch = not is_theirs and message.type == "pitch"
        if is_pitch:
            return theirs
        theirs += is_theirs
    return None

# %% wrong: all their messages
# says: You counted what she wrote after the pitch as well
def inbound_before_pitch(talk):
    if not (talk["type"] == "pitch").any():
        return None
    return (talk["direction"] == "in").sum()

# %% wrong: everybody's messages
# says: You counted our own messages as hers
def inbound_before_pitch(talk):
    theirs = 0
    for message in talk.sort_values("ts").itertuples():
        is_pitch = message.direction == "out" and message.type == "pitch"
        is_theirs = True
        if is_pitch:
            return theirs
        if is_theirs:
            theirs = theirs + 1
    return None

# %% wrong: questions only
# says: You counted only her questions, or
def inbound_before_pitch(talk):
    theirs = 0
    for message in talk.sort_values("ts").itertuples():
        is_pitch = message.direction == "out" and message.type == "pitch"
        is_theirs = message.type == "question"
        if is_pitch:
            return theirs
        if is_theirs:
            theirs = theirs + 1
    return None

# %% wrong: 0 where there is no pitch
# says: one is None, the other 0
def inbound_before_pitch(talk):
    theirs = 0
    for message in talk.sort_values("ts").itertuples():
        if message.direction == "out" and message.type == "pitch":
            return theirs
        if message.direction == "in":
            theirs = theirs + 1
    return 0

# %% wrong: takes the first row of nothing
# says: Ask first whether there is a pitch
def inbound_before_pitch(talk):
    talk = talk.sort_values("ts")
    pitch = talk[(talk["direction"] == "out") & (talk["type"] == "pitch")].iloc[0]
    return (talk[talk["ts"] < pitch["ts"]]["direction"] == "in").sum()

# %% wrong: a pitch of theirs stops the count
# says: You stopped at a pitch of theirs
def inbound_before_pitch(talk):
    theirs = 0
    for message in talk.sort_values("ts").itertuples():
        is_pitch = message.type == "pitch"
        is_theirs = message.direction == "in"
        if is_pitch:
            return theirs
        if is_theirs:
            theirs = theirs + 1
    return None

# %% wrong: up to the last pitch
# says: the first in time is meant
def inbound_before_pitch(talk):
    pitches = talk[(talk["direction"] == "out") & (talk["type"] == "pitch")]
    if pitches.empty:
        return None
    return ((talk["direction"] == "in") & (talk["ts"] < pitches["ts"].max())).sum()

# %% wrong: square brackets in the loop
# says: Inside the loop a column is written with a dot
def inbound_before_pitch(talk):
    theirs = 0
    for message in talk.sort_values("ts").itertuples():
        is_pitch = message["direction"] == "out" and message["type"] == "pitch"
        is_theirs = message["direction"] == "in"
        if is_pitch:
            return theirs
        if is_theirs:
            theirs = theirs + 1
    return None

# %% wrong: the whole column in the loop
# says: That was a whole column
def inbound_before_pitch(talk):
    theirs = 0
    for message in talk.sort_values("ts").itertuples():
        is_pitch = talk["direction"] == "out" and talk["type"] == "pitch"
        is_theirs = talk["direction"] == "in"
        if is_pitch:
            return theirs
        if is_theirs:
            theirs = theirs + 1
    return None

# %% wrong: a column that is not there
# says: The columns are message.direction and message.type
def inbound_before_pitch(talk):
    theirs = 0
    for message in talk.sort_values("ts").itertuples():
        is_pitch = message.out and message.pitch
        is_theirs = message.direction == "in"
        if is_pitch:
            return theirs
        if is_theirs:
            theirs = theirs + 1
    return None

# %% wrong: capital letters
# says: in small letters
def inbound_before_pitch(talk):
    theirs = 0
    for message in talk.sort_values("ts").itertuples():
        is_pitch = message.direction == "out" and message.type == "Pitch"
        is_theirs = message.direction == "in"
        if is_pitch:
            return theirs
        if is_theirs:
            theirs = theirs + 1
    return None

# %% wrong: in the order of the rows
# says: The top row is not the first in time
def inbound_before_pitch(talk):
    theirs = 0
    for message in talk.itertuples():
        is_pitch = message.direction == "out" and message.type == "pitch"
        is_theirs = message.direction == "in"
        if is_pitch:
            return theirs
        if is_theirs:
            theirs = theirs + 1
    return None
