# %% right: the blank filled in
def useful(post):
    acts = post["saves"] + post["shares"] + post["clicks"]
    return acts

# %% right: a sum over names
def useful(post):
    return sum(post[name] for name in ["clicks", "saves", "shares"])

# %% right: a loop
def useful(post):
    acts = 0
    for name, number in post.items():
        if name in ("saves", "shares", "clicks"):
            acts += number
    return acts

# %% right: by way of pandas
def useful(post):
    return pd.Series(post)[["saves", "shares", "clicks"]].sum()

# %% wrong: comments too
# says: You added the comments
def useful(post):
    acts = post["saves"] + post["shares"] + post["clicks"] + post["comments"]
    return acts

# %% wrong: everything there is
# says: You added the comments
def useful(post):
    return sum(post.values())

# %% wrong: forgets the clicks
# says: You left one or two of the three out
def useful(post):
    acts = post["saves"] + post["shares"]
    return acts

# %% wrong: forgets the shares
# says: You left the shares out
def useful(post):
    acts = post["saves"] + post["clicks"]
    return acts

# %% wrong: the average
# says: You gave the average of the three
def useful(post):
    return (post["saves"] + post["shares"] + post["clicks"]) / 3

# %% wrong: weights of her own
# says: each act counts once
def useful(post):
    return post["saves"] + 2 * post["shares"] + 3 * post["clicks"]

# %% wrong: texts
# says: You put three texts one behind the other
def useful(post):
    return str(post["saves"]) + str(post["shares"]) + str(post["clicks"])

# %% wrong: adds up the names
# says: Take one number from the post for each word
def useful(post):
    return sum(post)

# %% wrong: by place
# says: take the three numbers by their names
def useful(post):
    saves, shares, clicks = list(post.values())[:3]
    return saves + shares + clicks

# %% wrong: all but the comments
# says: take the three numbers by their names
def useful(post):
    return sum(post.values()) - post["comments"]
