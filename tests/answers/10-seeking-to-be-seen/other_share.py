# %% right: the blank filled in
def other_share(posts):
    own = posts[posts["paid"] != "yes"]
    n = len(own)
    k = (own["about"] == "other").sum()
    return k, n

# %% right: a loop
def other_share(posts):
    k = n = 0
    for post in posts.itertuples():
        if post.paid == "yes":
            continue
        n += 1
        if post.about == "other":
            k += 1
    return [k, n]

# %% right: a smaller table
def other_share(posts):
    own = posts[posts.paid == "no"]
    k = len(own[own.about == "other"])
    return k, len(own)

# %% right: a list that knows how to count
def other_share(posts):
    whom = [about for about, paid in zip(posts["about"], posts["paid"]) if paid == "no"]
    return whom.count("other"), len(whom)

# %% right: value_counts with a way out
def other_share(posts):
    own = posts.query("paid != 'yes'")
    k = own["about"].value_counts().get("other", 0)
    return k, own.shape[0]

# %% wrong: adverts too
# says: what is paid for stays out
def other_share(posts):
    n = len(posts)
    k = (posts["about"] == "other").sum()
    return k, n

# %% wrong: adverts among those about others
# says: You counted in k an advert as well
def other_share(posts):
    own = posts[posts["paid"] != "yes"]
    n = len(own)
    k = (posts["about"] == "other").sum()
    return k, n

# %% wrong: adverts in the total
# says: You counted in n the adverts as well
def other_share(posts):
    own = posts[posts["paid"] != "yes"]
    k = (own["about"] == "other").sum()
    return k, len(posts)

# %% wrong: adverts alone
# says: You counted the adverts alone
def other_share(posts):
    own = posts[posts["paid"] == "yes"]
    return (own["about"] == "other").sum(), len(own)

# %% wrong: links for compliments
# says: a post that links to somebody can still be about us
def other_share(posts):
    own = posts[posts["paid"] != "yes"]
    n = len(own)
    k = (own["link_to"] == "other").sum()
    return k, n

# %% wrong: posts about ourselves
# says: You counted the posts about ourselves
def other_share(posts):
    own = posts[posts["paid"] != "yes"]
    n = len(own)
    k = (own["about"] == "self").sum()
    return k, n

# %% wrong: a capital letter
# says: the word in the column is other, in small letters
def other_share(posts):
    own = posts[posts["paid"] != "yes"]
    n = len(own)
    k = (own["about"] == "Other").sum()
    return k, n

# %% wrong: count counts whatever is there
# says: You counted every post that says anything
def other_share(posts):
    own = posts[posts["paid"] != "yes"]
    n = len(own)
    k = (own["about"] == "other").count()
    return k, n

# %% wrong: the share at once
# says: the two counts are asked for
def other_share(posts):
    own = posts[posts["paid"] != "yes"]
    return (own["about"] == "other").mean()

# %% wrong: value_counts without a way out
# says: a word that never occurs is not in the result
def other_share(posts):
    own = posts[posts["paid"] != "yes"]
    n = len(own)
    k = own["about"].value_counts()["other"]
    return k, n

# %% wrong: only posts that do not link to us
# says: neither kind nor link decides whom a post is about
def other_share(posts):
    own = posts[posts["paid"] != "yes"]
    n = len(own)
    k = ((own["about"] == "other") & (own["link_to"] != "own")).sum()
    return k, n
