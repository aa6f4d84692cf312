# %% right: the blank filled in
def turns(messages):
    counted = {}
    for message in messages.itertuples():
        came, went = counted.get(message.person_id, (0, 0))
        if message.direction == "in":
            came = came + 1
        else:
            went = went + 1
        counted[message.person_id] = (came, went)
    return counted

# %% right: adds the truth of a comparison
def turns(messages):
    counted = {}
    for person, direction in zip(messages["person_id"], messages["direction"]):
        came, went = counted.get(person, (0, 0))
        counted[person] = (came + (direction == "in"), went + (direction == "out"))
    return counted

# %% right: groupby, side by side
def turns(messages):
    if messages.empty:
        return {}
    pairs = messages.groupby(["person_id", "direction"]).size().unstack(fill_value=0)
    pairs = pairs.reindex(columns=["in", "out"], fill_value=0)
    return {person: tuple(row) for person, row in zip(pairs.index, pairs.to_numpy())}

# %% right: a comprehension, lists for pairs
def turns(messages):
    rows = list(zip(messages["person_id"], messages["direction"]))
    return {p: [rows.count((p, "in")), rows.count((p, "out"))] for p in {person for person, _ in rows}}

# %% wrong: the two directions swapped
# says: you took it for ours
def turns(messages):
    counted = {}
    for message in messages.itertuples():
        came, went = counted.get(message.person_id, (0, 0))
        if message.direction == "out":
            came = came + 1
        else:
            went = went + 1
        counted[message.person_id] = (came, went)
    return counted

# %% wrong: both grow with every message
# says: Bob wrote once and heard nothing
def turns(messages):
    counted = {}
    for message in messages.itertuples():
        came, went = counted.get(message.person_id, (0, 0))
        came = came + 1
        went = went + 1
        counted[message.person_id] = (came, went)
    return counted

# %% wrong: only people who wrote to us
# says: she belongs in the answer with 0 and 1
def turns(messages):
    counted = {}
    for person in messages.loc[messages["direction"] == "in", "person_id"].unique():
        theirs = messages[messages["person_id"] == person]
        counted[person] = ((theirs["direction"] == "in").sum(), (theirs["direction"] == "out").sum())
    return counted

# %% wrong: looks up a direction that may not be there
# says: Someone may have no message of one direction
def turns(messages):
    counted = {}
    for person, theirs in messages.groupby("person_id")["direction"]:
        many = theirs.value_counts()
        counted[person] = (many["in"], many.get("out", 0))
    return counted

# %% wrong: sets to 1 and never adds
# says: Ann wrote twice, in two conversations
def turns(messages):
    counted = {}
    for message in messages.itertuples():
        came, went = counted.get(message.person_id, (0, 0))
        if message.direction == "in":
            came = 1
        else:
            went = 1
        counted[message.person_id] = (came, went)
    return counted

# %% wrong: counts by thread
# says: Bob wrote once and heard nothing
def turns(messages):
    counted = {}
    for message in messages.itertuples():
        came, went = counted.get(message.conv_id, (0, 0))
        if message.direction == "in":
            came = came + 1
        else:
            went = went + 1
        counted[message.conv_id] = (came, went)
    return counted

# %% wrong: two in a row are one turn
# says: two in a row are two messages
def turns(messages):
    counted, last = {}, {}
    for message in messages.itertuples():
        came, went = counted.get(message.person_id, (0, 0))
        if last.get(message.person_id) != message.direction:
            if message.direction == "in":
                came = came + 1
            else:
                went = went + 1
        last[message.person_id] = message.direction
        counted[message.person_id] = (came, went)
    return counted
