# %% right: the blanks filled in
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()]
    k = (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses).sum()
    return k, len(old)

# %% right: the columns added, the latest week struck out
def used_posts(posts, uses=1):
    own = posts[posts["paid"] == "no"]
    old = own[own["week"] != own["week"].max()]
    acts = old["saves"] + old["shares"] + old["clicks"] + old["comments"]
    return len(old[acts >= uses]), len(old)

# %% right: plain lists
def used_posts(posts, uses=1):
    own = [post for post in posts.to_dict("records") if post["paid"] == "no"]
    latest = max((post["week"] for post in own), default=0)
    acts = [
        post["saves"] + post["shares"] + post["clicks"] + post["comments"]
        for post in own
        if post["week"] < latest
    ]
    return [sum(number >= uses for number in acts), len(acts)]

# %% right: a loop with two tallies
def used_posts(posts, uses=1):
    own = posts.query("paid != 'yes'")
    k = n = 0
    for post in own.itertuples():
        if post.week == own["week"].max():
            continue
        n += 1
        if post.saves + post.shares + post.clicks + post.comments >= uses:
            k += 1
    return k, n

# %% wrong: no comments
# says: You left the comments out
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()]
    k = (old[["saves", "shares", "clicks"]].sum(axis=1) >= uses).sum()
    return k, len(old)

# %% wrong: more than one use
# says: You asked for more than one use
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()]
    k = (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) > uses).sum()
    return k, len(old)

# %% wrong: forgets the saves
# says: You left the clicks or the saves out
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()]
    k = (old[["shares", "clicks", "comments"]].sum(axis=1) >= uses).sum()
    return k, len(old)

# %% wrong: adds up the uses
# says: You added up the uses
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()]
    k = old[["saves", "shares", "clicks", "comments"]].sum().sum()
    return k, len(old)

# %% wrong: those that nobody used
# says: You counted the posts that nobody used
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()]
    k = (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) < uses).sum()
    return k, len(old)

# %% wrong: count counts whatever is there
# says: You counted every post, used or not
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()]
    k = (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses).count()
    return k, len(old)

# %% wrong: paid posts too
# says: You counted posts that were paid for
def used_posts(posts, uses=1):
    old = posts[posts["week"] < posts["week"].max()]
    k = (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses).sum()
    return k, len(old)

# %% wrong: the latest week too
# says: You counted the latest week, and its posts have not had their time
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    k = (own[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses).sum()
    return k, len(own)

# %% wrong: every post
# says: You counted every post: leave out
def used_posts(posts, uses=1):
    k = (posts[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses).sum()
    return k, len(posts)

# %% wrong: the latest week alone
# says: You counted the latest week alone
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] == own["week"].max()]
    k = (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses).sum()
    return k, len(old)

# %% wrong: those used among themselves
# says: and they are the point of it
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()]
    k = (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses).sum()
    return k, k

# %% wrong: the share
# says: You gave the share
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()]
    return (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses).mean()

# %% wrong: k alone
# says: You gave k alone
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()]
    return (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses).sum()

# %% wrong: one use, whatever was asked for
# says: `uses` says how many: six here
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()]
    k = (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) > 0).sum()
    return k, len(old)

# %% wrong: each of the four by itself
# says: all four together are asked for
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()]
    k = (old[["saves", "shares", "clicks", "comments"]] >= uses).any(axis=1).sum()
    return k, len(old)

# %% wrong: the latest week first, then the paid posts
# says: Leave out the paid posts first
def used_posts(posts, uses=1):
    old = posts[posts["week"] < posts["week"].max()]
    old = old[old["paid"] != "yes"]
    k = (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses).sum()
    return k, len(old)

# %% wrong: the last row's week for the latest
# says: Here the latest post stands on top
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].iloc[-1]] if len(own) else own
    k = (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses).sum()
    return k, len(old)

# %% wrong: posts that look alike taken for one
# says: look alike, and both count
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"].drop_duplicates()
    old = own[own["week"] < own["week"].max()]
    k = (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses).sum()
    return k, len(old)

# %% wrong: a look at the first post that may not be there
# says: There may be no post left to look at
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()].sort_values("week")
    first = old.iloc[0]
    k = (old[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses).sum()
    return k, len(old)

# %% wrong: the table held against the number
# says: Add the four numbers of each row up first
def used_posts(posts, uses=1):
    own = posts[posts["paid"] != "yes"]
    old = own[own["week"] < own["week"].max()]
    k = 0
    if old[["saves", "shares", "clicks", "comments"]].sum(axis=1) >= uses:
        k = k + 1
    return k, len(old)
