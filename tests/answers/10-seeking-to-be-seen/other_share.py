# %% right: the blank filled in
def other_share(posts):
    n = len(posts)
    k = (posts["about"] == "other").sum()
    return k, n

# %% right: a loop
def other_share(posts):
    n = len(posts)
    k = 0
    for post in posts.itertuples():
        if post.about == "other":
            k += 1
    return [k, n]

# %% right: a smaller table
def other_share(posts):
    n = len(posts)
    k = len(posts[posts.about == "other"])
    return k, n

# %% right: a list that knows how to count
def other_share(posts):
    n = len(posts)
    k = list(posts["about"]).count("other")
    return k, n

# %% right: value_counts with a way out
def other_share(posts):
    n = posts.shape[0]
    k = posts["about"].value_counts().get("other", 0)
    return k, n

# %% wrong: links for compliments
# says: a post that links to somebody can still be about us
def other_share(posts):
    n = len(posts)
    k = (posts["link_to"] == "other").sum()
    return k, n

# %% wrong: posts about ourselves
# says: You counted the posts about ourselves
def other_share(posts):
    n = len(posts)
    k = (posts["about"] == "self").sum()
    return k, n

# %% wrong: a capital letter
# says: the word in the column is other, in small letters
def other_share(posts):
    n = len(posts)
    k = (posts["about"] == "Other").sum()
    return k, n

# %% wrong: count counts whatever is there
# says: You counted every post that says anything
def other_share(posts):
    n = len(posts)
    k = (posts["about"] == "other").count()
    return k, n

# %% wrong: the share at once
# says: the two counts are asked for
def other_share(posts):
    return (posts["about"] == "other").mean()

# %% wrong: value_counts without a way out
# says: a word that never occurs is not in the result
def other_share(posts):
    n = len(posts)
    k = posts["about"].value_counts()["other"]
    return k, n

# %% wrong: only posts that do not link to us
# says: neither kind nor link decides whom a post is about
def other_share(posts):
    n = len(posts)
    k = ((posts["about"] == "other") & (posts["link_to"] != "own")).sum()
    return k, n
