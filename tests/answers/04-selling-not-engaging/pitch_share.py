# %% right: the blank filled in
def pitch_share(posts, last):
    own = posts[posts["paid"] != "yes"]
    latest = own.tail(last)
    n = len(latest)
    k = (latest["kind"] == "pitch").sum()
    return k, n


# %% right: a loop over the rows
def pitch_share(posts, last):
    own = posts[posts["paid"] != "yes"]
    latest = own.tail(last)
    n = len(latest)
    k = 0
    for post in latest.itertuples():
        if post.kind == "pitch":
            k += 1
    return k, n


# %% right: a list counts for itself
def pitch_share(posts, last):
    kinds = list(posts.loc[posts["paid"] == "no", "kind"])[-last:]
    return [kinds.count("pitch"), len(kinds)]


# %% right: filtered, then measured
def pitch_share(posts, last):
    latest = posts.query("paid == 'no'").iloc[-last:]
    n = latest.shape[0]
    k = len(latest.query("kind == 'pitch'"))
    return k, n


# %% right: looked up in a table of counts
def pitch_share(posts, last):
    latest = posts[posts["paid"] != "yes"].tail(last)
    return latest["kind"].value_counts().get("pitch", 0), latest["kind"].size


# %% wrong: counts the posts that do not sell
# says: You counted the posts that do not sell
def pitch_share(posts, last):
    own = posts[posts["paid"] != "yes"]
    latest = own.tail(last)
    n = len(latest)
    k = (latest["kind"] != "pitch").sum()
    return k, n


# %% wrong: every row counts
# says: You counted every post
def pitch_share(posts, last):
    own = posts[posts["paid"] != "yes"]
    latest = own.tail(last)
    n = len(latest)
    k = latest["kind"].count()
    return k, n


# %% wrong: the pitches among all posts
# says: paid ones too
def pitch_share(posts, last):
    own = posts[posts["paid"] != "yes"]
    latest = own.tail(last)
    n = len(latest)
    k = (posts["kind"] == "pitch").sum()
    return k, n


# %% wrong: the pitches among all unpaid posts
# says: only the latest 16 are asked for
def pitch_share(posts, last):
    own = posts[posts["paid"] != "yes"]
    latest = own.tail(last)
    n = len(latest)
    k = (own["kind"] == "pitch").sum()
    return k, n


# %% wrong: paid posts count too
# says: You counted paid posts as well
def pitch_share(posts, last):
    latest = posts.tail(last)
    n = len(latest)
    k = (latest["kind"] == "pitch").sum()
    return k, n


# %% wrong: takes the latest before it leaves the paid ones out
# says: and so counted too few
def pitch_share(posts, last):
    latest = posts.tail(last)
    latest = latest[latest["paid"] != "yes"]
    return (latest["kind"] == "pitch").sum(), len(latest)


# %% wrong: the first in place of the latest
# says: You counted the first sixteen
def pitch_share(posts, last):
    own = posts[posts["paid"] != "yes"]
    latest = own.head(last)
    return (latest["kind"] == "pitch").sum(), len(latest)


# %% wrong: a share in place of the count
# says: You gave a share, and the count is asked for
def pitch_share(posts, last):
    own = posts[posts["paid"] != "yes"]
    latest = own.tail(last)
    n = len(latest)
    k = (latest["kind"] == "pitch").mean()
    return k, n


# %% wrong: one number for the share
# says: You gave a share, and the two counts (k, n) are asked for
def pitch_share(posts, last):
    latest = posts[posts["paid"] != "yes"].tail(last)
    return (latest["kind"] == "pitch").sum() / len(latest)


# %% wrong: sells against the rest
# says: n counts all of them
def pitch_share(posts, last):
    latest = posts[posts["paid"] != "yes"].tail(last)
    sells = latest["kind"] == "pitch"
    return sells.sum(), (~sells).sum()


# %% wrong: n is what was meant to be counted
# says: n counts those there are
def pitch_share(posts, last):
    latest = posts[posts["paid"] != "yes"].tail(last)
    return (latest["kind"] == "pitch").sum(), last


# %% wrong: looks up a word that may not be there
# says: so count the rows that match
def pitch_share(posts, last):
    latest = posts[posts["paid"] != "yes"].tail(last)
    return latest["kind"].value_counts()["pitch"], len(latest)


# %% wrong: ten by heart
# says: and there are only two, one of which sells
def pitch_share(posts, last):
    return 10, 16
