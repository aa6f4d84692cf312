# %% right: the blanks filled in
def depth_rate(messages, each=2):
    people = messages["person_id"].unique()
    k = 0
    for person in people:
        directions = messages.loc[messages["person_id"] == person, "direction"]
        came = (directions == "in").sum()
        went = (directions == "out").sum()
        deep = came >= each and went >= each
        if deep:
            k = k + 1
    return k, len(people)

# %% right: the smaller of two counts
def depth_rate(messages, each=2):
    k = 0
    people = set(messages["person_id"])
    for person in people:
        words = list(messages.loc[messages["person_id"] == person, "direction"])
        if min(words.count("in"), words.count("out")) >= each:
            k += 1
    return [k, len(people)]

# %% right: groupby twice
def depth_rate(messages, each=2):
    came = (messages["direction"] == "in").groupby(messages["person_id"]).sum()
    went = (messages["direction"] == "out").groupby(messages["person_id"]).sum()
    deep = (came >= each) & (went >= each)
    return deep.sum(), deep.size

# %% right: on the shoulders of task 1
def depth_rate(messages, each=2):
    pairs = {}
    for person, direction in messages[["person_id", "direction"]].itertuples(index=False):
        pairs.setdefault(person, {"in": 0, "out": 0})[direction] += 1
    return sum(min(pair.values()) >= each for pair in pairs.values()), len(pairs)

# %% wrong: more than, not at least
# says: at least `each` means `>=`
def depth_rate(messages, each=2):
    people = messages["person_id"].unique()
    k = 0
    for person in people:
        directions = messages.loc[messages["person_id"] == person, "direction"]
        came = (directions == "in").sum()
        went = (directions == "out").sum()
        deep = came > each and went > each
        if deep:
            k = k + 1
    return k, len(people)

# %% wrong: one side is enough
# says: Both sides must reach the number
def depth_rate(messages, each=2):
    people = messages["person_id"].unique()
    k = 0
    for person in people:
        directions = messages.loc[messages["person_id"] == person, "direction"]
        came = (directions == "in").sum()
        went = (directions == "out").sum()
        deep = came >= each or went >= each
        if deep:
            k = k + 1
    return k, len(people)

# %% wrong: both sides added up
# says: Both sides must reach the number
def depth_rate(messages, each=2):
    people = messages["person_id"].unique()
    k = 0
    for person in people:
        directions = messages.loc[messages["person_id"] == person, "direction"]
        came = (directions == "in").sum()
        went = (directions == "out").sum()
        deep = came + went >= 2 * each
        if deep:
            k = k + 1
    return k, len(people)

# %% wrong: threads in place of people
# says: You counted threads, and people are asked for
def depth_rate(messages, each=2):
    k = 0
    threads = messages["conv_id"].unique()
    for thread in threads:
        directions = messages.loc[messages["conv_id"] == thread, "direction"]
        if (directions == "in").sum() >= each and (directions == "out").sum() >= each:
            k = k + 1
    return k, len(threads)

# %% wrong: messages in the total
# says: n counts people, and you counted messages
def depth_rate(messages, each=2):
    k = 0
    for person in messages["person_id"].unique():
        directions = messages.loc[messages["person_id"] == person, "direction"]
        if (directions == "in").sum() >= each and (directions == "out").sum() >= each:
            k = k + 1
    return k, len(messages)

# %% wrong: leaves the contacts out of the total
# says: You left those without a conversation out of the total
def depth_rate(messages, each=2):
    came = messages[messages["direction"] == "in"].groupby("person_id").size()
    went = messages[messages["direction"] == "out"].groupby("person_id").size()
    both = pd.concat([came, went], axis=1).dropna()
    return ((both[0] >= each) & (both[1] >= each)).sum(), len(both)

# %% wrong: a share
# says: You gave a share, and the two counts (k, n) are asked for
def depth_rate(messages, each=2):
    came = (messages["direction"] == "in").groupby(messages["person_id"]).sum()
    went = (messages["direction"] == "out").groupby(messages["person_id"]).sum()
    return ((came >= each) & (went >= each)).mean()

# %% wrong: two, whatever is asked for
# says: You wrote 2 where `each` belongs
def depth_rate(messages, each=2):
    people = messages["person_id"].unique()
    k = 0
    for person in people:
        directions = messages.loc[messages["person_id"] == person, "direction"]
        came = (directions == "in").sum()
        went = (directions == "out").sum()
        deep = came >= 2 and went >= 2
        if deep:
            k = k + 1
    return k, len(people)

# %% wrong: one comparison for two numbers
# says: compare each of the two with `each`
def depth_rate(messages, each=2):
    people = messages["person_id"].unique()
    k = 0
    for person in people:
        directions = messages.loc[messages["person_id"] == person, "direction"]
        came = (directions == "in").sum()
        went = (directions == "out").sum()
        deep = came and went >= each
        if deep:
            k = k + 1
    return k, len(people)
