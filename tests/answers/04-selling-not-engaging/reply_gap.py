# %% right: the blanks filled in
def reply_gap(posts):
    pitches = posts[posts["kind"] == "pitch"]
    others = posts[posts["kind"] != "pitch"]
    if len(pitches) < 5 or len(others) < 5:
        return None
    k_pitch = (pitches["comments"] > 0).sum()
    k_other = (others["comments"] > 0).sum()
    gap = newcombe(k_other, len(others), k_pitch, len(pitches))
    return tuple(round(number, 2) for number in gap)


# %% right: lengths of filtered piles, not rounded
def reply_gap(posts):
    pitches = posts[posts["kind"] == "pitch"]
    others = posts[posts["kind"] != "pitch"]
    if min(len(pitches), len(others)) < 5:
        return None
    k_pitch = len(pitches[pitches["comments"] >= 1])
    k_other = len(others[others["comments"] >= 1])
    return newcombe(k_other, len(others), k_pitch, len(pitches))


# %% right: a loop with four counters
def reply_gap(posts):
    k_pitch = n_pitch = k_other = n_other = 0
    for kind, comments in zip(posts["kind"], posts["comments"]):
        talked = 1 if comments else 0
        if kind == "pitch":
            n_pitch += 1
            k_pitch += talked
        else:
            n_other += 1
            k_other += talked
    if n_pitch < 5 or n_other < 5:
        return None
    return [round(x, 2) for x in newcombe(k_other, n_other, k_pitch, n_pitch)]


# %% right: a list of yes and no for each pile
def reply_gap(posts):
    rows = posts.to_dict("records")
    pitch = [row["comments"] > 0 for row in rows if row["kind"] == "pitch"]
    other = [row["comments"] > 0 for row in rows if row["kind"] != "pitch"]
    if len(pitch) >= 5 and len(other) >= 5:
        gap, low, high = newcombe(sum(other), len(other), sum(pitch), len(pitch))
        return round(gap, 2), round(low, 2), round(high, 2)


# %% wrong: the gap the wrong way round
# says: You took the others from the pitches
def reply_gap(posts):
    pitches = posts[posts["kind"] == "pitch"]
    others = posts[posts["kind"] != "pitch"]
    if len(pitches) < 5 or len(others) < 5:
        return None
    k_pitch = (pitches["comments"] > 0).sum()
    k_other = (others["comments"] > 0).sum()
    gap = newcombe(k_pitch, len(pitches), k_other, len(others))
    return tuple(round(number, 2) for number in gap)


# %% wrong: adds the comments up
# says: You added the comments up
def reply_gap(posts):
    pitches = posts[posts["kind"] == "pitch"]
    others = posts[posts["kind"] != "pitch"]
    if len(pitches) < 5 or len(others) < 5:
        return None
    k_pitch = pitches["comments"].sum()
    k_other = others["comments"].sum()
    gap = newcombe(k_other, len(others), k_pitch, len(pitches))
    return tuple(round(number, 2) for number in gap)


# %% wrong: more than one comment
# says: You asked for more than one comment
def reply_gap(posts):
    pitches = posts[posts["kind"] == "pitch"]
    others = posts[posts["kind"] != "pitch"]
    if len(pitches) < 5 or len(others) < 5:
        return None
    k_pitch = (pitches["comments"] > 1).sum()
    k_other = (others["comments"] > 1).sum()
    gap = newcombe(k_other, len(others), k_pitch, len(pitches))
    return tuple(round(number, 2) for number in gap)


# %% wrong: counts rows, commented or not
# says: You counted posts with no comments as well
def reply_gap(posts):
    pitches = posts[posts["kind"] == "pitch"]
    others = posts[posts["kind"] != "pitch"]
    if len(pitches) < 5 or len(others) < 5:
        return None
    k_pitch = pitches["comments"].count()
    k_other = others["comments"].count()
    gap = newcombe(k_other, len(others), k_pitch, len(pitches))
    return tuple(round(number, 2) for number in gap)


# %% wrong: all posts below the line
# says: You divided by all the posts
def reply_gap(posts):
    pitches = posts[posts["kind"] == "pitch"]
    others = posts[posts["kind"] != "pitch"]
    if len(pitches) < 5 or len(others) < 5:
        return None
    k_pitch = (pitches["comments"] > 0).sum()
    k_other = (others["comments"] > 0).sum()
    gap = newcombe(k_other, len(posts), k_pitch, len(posts))
    return tuple(round(number, 2) for number in gap)


# %% wrong: the gap without its interval
# says: You gave the gap alone
def reply_gap(posts):
    pitches = posts[posts["kind"] == "pitch"]
    others = posts[posts["kind"] != "pitch"]
    if len(pitches) < 5 or len(others) < 5:
        return None
    return round((others["comments"] > 0).mean() - (pitches["comments"] > 0).mean(), 2)


# %% wrong: no care for few posts
# says: with fewer than 5 on a side the answer is None
def reply_gap(posts):
    pitches = posts[posts["kind"] == "pitch"]
    others = posts[posts["kind"] != "pitch"]
    if len(posts) == 0:
        return None
    k_pitch = (pitches["comments"] > 0).sum()
    k_other = (others["comments"] > 0).sum()
    gap = newcombe(k_other, len(others), k_pitch, len(pitches))
    return tuple(round(number, 2) for number in gap)


# %% wrong: five are too few
# says: Five posts on a side are enough
def reply_gap(posts):
    pitches = posts[posts["kind"] == "pitch"]
    others = posts[posts["kind"] != "pitch"]
    if len(pitches) <= 5 or len(others) <= 5:
        return None
    k_pitch = (pitches["comments"] > 0).sum()
    k_other = (others["comments"] > 0).sum()
    gap = newcombe(k_other, len(others), k_pitch, len(pitches))
    return tuple(round(number, 2) for number in gap)


# %% wrong: always the larger minus the smaller
# says: took away its minus sign
def reply_gap(posts):
    pitches = posts[posts["kind"] == "pitch"]
    others = posts[posts["kind"] != "pitch"]
    if len(pitches) < 5 or len(others) < 5:
        return None
    k_pitch = (pitches["comments"] > 0).sum()
    k_other = (others["comments"] > 0).sum()
    one = newcombe(k_other, len(others), k_pitch, len(pitches))
    two = newcombe(k_pitch, len(pitches), k_other, len(others))
    return one if one[0] > two[0] else two
