# %% right: the blank filled in
def uses(post):
    acts = post["saves"] + post["shares"] + post["clicks"] + post["comments"]
    return acts

# %% right: a sum over names
def uses(post):
    return sum(post[name] for name in ["clicks", "saves", "shares", "comments"])

# %% right: a loop
def uses(post):
    acts = 0
    for name, number in post.items():
        if name in ("saves", "shares", "clicks", "comments"):
            acts += number
    return acts

# %% right: by way of pandas
def uses(post):
    return pd.Series(post)[["saves", "shares", "clicks", "comments"]].sum()

# %% wrong: no comments
# says: You left the comments out
def uses(post):
    acts = post["saves"] + post["shares"] + post["clicks"]
    return acts

# %% wrong: everything there is
# says: You added the likes
def uses(post):
    return sum(post.values())

# %% wrong: forgets the clicks and the comments
# says: You left the clicks and the comments out
def uses(post):
    acts = post["saves"] + post["shares"]
    return acts

# %% wrong: forgets the shares
# says: You left the shares out
def uses(post):
    acts = post["saves"] + post["clicks"] + post["comments"]
    return acts

# %% wrong: the average
# says: You gave the average of the four
def uses(post):
    return (post["saves"] + post["shares"] + post["clicks"] + post["comments"]) / 4

# %% wrong: weights of one's own
# says: You gave some acts more weight than others
def uses(post):
    return post["saves"] + 2 * post["shares"] + 3 * post["clicks"] + 4 * post["comments"]

# %% wrong: texts
# says: You put four texts one behind the other
def uses(post):
    return "".join(str(post[name]) for name in ("saves", "shares", "clicks", "comments"))

# %% wrong: adds up the names
# says: Take one number from the post for each word
def uses(post):
    return sum(post)

# %% wrong: whether, not how many
# says: You asked whether there was any
def uses(post):
    acts = post["saves"] + post["shares"] + post["clicks"] + post["comments"]
    return acts if acts > 1 else acts > 0

# %% wrong: by place
# says: take the four numbers by their names
def uses(post):
    saves, shares, clicks, comments = list(post.values())[:4]
    return saves + shares + clicks + comments
