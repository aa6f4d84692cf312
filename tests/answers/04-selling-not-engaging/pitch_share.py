# %% right: the blank filled in
def pitch_share(posts):
    n = len(posts)
    k = (posts["kind"] == "pitch").sum()
    return k, n


# %% right: a loop over the rows
def pitch_share(posts):
    k = 0
    for post in posts.itertuples():
        if post.kind == "pitch":
            k += 1
    return k, len(posts)


# %% right: a list counts for itself
def pitch_share(posts):
    kinds = list(posts["kind"])
    return [kinds.count("pitch"), len(kinds)]


# %% right: filtered, then measured
def pitch_share(posts):
    n = posts.shape[0]
    k = len(posts.query("kind == 'pitch'"))
    return k, n


# %% right: looked up in a table of counts
def pitch_share(posts):
    return posts["kind"].value_counts().get("pitch", 0), posts["kind"].size


# %% wrong: counts the posts that do not sell
# says: You counted the posts that do not sell
def pitch_share(posts):
    n = len(posts)
    k = (posts["kind"] != "pitch").sum()
    return k, n


# %% wrong: every row counts
# says: You counted every post, and only those that sell are asked for
def pitch_share(posts):
    n = len(posts)
    k = posts["kind"].count()
    return k, n


# %% wrong: a share in place of the count
# says: You gave a share, and the count is asked for
def pitch_share(posts):
    n = len(posts)
    k = (posts["kind"] == "pitch").mean()
    return k, n


# %% wrong: one number for the share
# says: You gave a share, and the two counts (k, n) are asked for
def pitch_share(posts):
    return (posts["kind"] == "pitch").sum() / len(posts)


# %% wrong: only pitches that drew a comment
# says: You counted only the pitches that drew a comment
def pitch_share(posts):
    n = len(posts)
    k = ((posts["kind"] == "pitch") & (posts["comments"] > 0)).sum()
    return k, n


# %% wrong: sells against the rest
# says: n counts all of them
def pitch_share(posts):
    sells = posts["kind"] == "pitch"
    return sells.sum(), (~sells).sum()


# %% wrong: looks up a word that may not be there
# says: so count the rows that match
def pitch_share(posts):
    return posts["kind"].value_counts()["pitch"], len(posts)


# %% wrong: takes every unknown kind for a pitch
# says: You took every kind you do not know for a pitch
def pitch_share(posts):
    n = len(posts)
    k = (~posts["kind"].isin(["help", "question", "story"])).sum()
    return k, n


# %% wrong: twelve by heart
# says: One post that sells is 1 of 1
def pitch_share(posts):
    return 12, 20
