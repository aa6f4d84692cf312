# %% right: the blanks filled in
def by_week(posts):
    rows = []
    for week in sorted(posts["week"].unique()):
        these = posts[posts["week"] == week]
        count = len(these)
        acts = these[["saves", "shares", "clicks"]].sum().sum()
        rows.append((week, count, acts))
    return pd.DataFrame(rows, columns=["week", "posts", "useful"])

# %% right: three sums, one after another
def by_week(posts):
    rows = []
    for week in sorted(posts["week"].unique()):
        these = posts[posts["week"] == week]
        count = these.shape[0]
        acts = these["saves"].sum() + these["shares"].sum() + these["clicks"].sum()
        rows.append({"useful": acts, "posts": count, "week": week})
    return pd.DataFrame(rows, columns=["useful", "posts", "week"])

# %% right: groupby
def by_week(posts):
    acts = posts["saves"] + posts["shares"] + posts["clicks"]
    return (
        posts.assign(useful=acts)
        .groupby("week")
        .agg(posts=("useful", "size"), useful=("useful", "sum"))
        .reset_index()
    )

# %% right: a dict of two counters
def by_week(posts):
    found = {}
    for post in posts.to_dict("records"):
        count, acts = found.get(post["week"], (0, 0))
        found[post["week"]] = (count + 1, acts + post["saves"] + post["shares"] + post["clicks"])
    rows = [(week, *pair) for week, pair in found.items()]
    return pd.DataFrame(rows, columns=["week", "posts", "useful"])

# %% wrong: comments too
# says: its five comments are not among them
def by_week(posts):
    rows = []
    for week in sorted(posts["week"].unique()):
        these = posts[posts["week"] == week]
        count = len(these)
        acts = these.drop(columns="week").sum().sum()
        rows.append((week, count, acts))
    return pd.DataFrame(rows, columns=["week", "posts", "useful"])

# %% wrong: the average post of a week
# says: and do not average
def by_week(posts):
    rows = []
    for week in sorted(posts["week"].unique()):
        these = posts[posts["week"] == week]
        count = len(these)
        acts = these[["saves", "shares", "clicks"]].sum(axis=1).mean()
        rows.append((week, count, acts))
    return pd.DataFrame(rows, columns=["week", "posts", "useful"])

# %% wrong: only posts that drew something
# says: a post that drew nothing is still a post
def by_week(posts):
    rows = []
    for week in sorted(posts["week"].unique()):
        these = posts[posts["week"] == week]
        worth = these[["saves", "shares", "clicks"]].sum(axis=1)
        rows.append((week, (worth > 0).sum(), worth.sum()))
    return pd.DataFrame(rows, columns=["week", "posts", "useful"])

# %% wrong: a running total
# says: Each week stands by itself
def by_week(posts):
    rows = []
    for week in sorted(posts["week"].unique()):
        these = posts[posts["week"] <= week]
        count = len(these)
        acts = these[["saves", "shares", "clicks"]].sum().sum()
        rows.append((week, count, acts))
    return pd.DataFrame(rows, columns=["week", "posts", "useful"])

# %% wrong: posts that look alike taken for one
# says: The two posts look alike, and both count
def by_week(posts):
    posts = posts.drop_duplicates()
    rows = []
    for week in sorted(posts["week"].unique()):
        these = posts[posts["week"] == week]
        count = len(these)
        acts = these[["saves", "shares", "clicks"]].sum().sum()
        rows.append((week, count, acts))
    return pd.DataFrame(rows, columns=["week", "posts", "useful"])

# %% wrong: counts acts for posts and posts for acts
# says: Week 2 had one post, with 6 useful acts
def by_week(posts):
    rows = []
    for week in sorted(posts["week"].unique()):
        these = posts[posts["week"] == week]
        count = these[["saves", "shares", "clicks"]].sum().sum()
        acts = len(these)
        rows.append((week, count, acts))
    return pd.DataFrame(rows, columns=["week", "posts", "useful"])

# %% wrong: the first post of the week only
# says: add up over all of a week's posts
def by_week(posts):
    rows = []
    for week in sorted(posts["week"].unique()):
        these = posts[posts["week"] == week]
        count = len(these)
        acts = these.iloc[0][["saves", "shares", "clicks"]].sum()
        rows.append((week, count, acts))
    return pd.DataFrame(rows, columns=["week", "posts", "useful"])

# %% wrong: one sum for each column
# says: Week 2 had one post, with 6 useful acts
def by_week(posts):
    rows = []
    for week in sorted(posts["week"].unique()):
        these = posts[posts["week"] == week]
        count = len(these)
        acts = these[["saves", "shares", "clicks"]].sum()
        rows.append((week, count, list(acts)))
    return pd.DataFrame(rows, columns=["week", "posts", "useful"])
