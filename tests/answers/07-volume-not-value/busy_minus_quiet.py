# %% right: sort, cut, compare
def busy_minus_quiet(weekly):
    if len(weekly) < 8:
        return None
    ordered = weekly.sort_values(["posts", "week"])["useful"]
    half = len(ordered) // 2
    gap, low, high = welch(ordered.tail(half), ordered.head(half))
    return round(gap, 2), round(low, 2), round(high, 2)

# %% right: plain lists, not rounded
def busy_minus_quiet(weekly):
    rows = sorted(zip(weekly["posts"], weekly["week"], weekly["useful"]))
    if len(rows) < 8:
        return None
    acts = [useful for _, _, useful in rows]
    half = len(acts) // 2
    return welch(acts[-half:], acts[:half])

# %% right: iloc from both ends
def busy_minus_quiet(weekly):
    n = len(weekly)
    if n >= 8:
        ordered = weekly.sort_values(by=["posts", "week"]).reset_index(drop=True)
        quiet = ordered.loc[: n // 2 - 1, "useful"]
        busy = ordered.loc[n - n // 2 :, "useful"]
        return [round(float(x), 2) for x in welch(busy, quiet)]
    return None

# %% right: nlargest and nsmallest by a rank
def busy_minus_quiet(weekly):
    if len(weekly) < 8:
        return None
    rank = weekly["posts"] * 10000 + weekly["week"]
    half = len(weekly) // 2
    busy = weekly.loc[rank.nlargest(half).index, "useful"]
    quiet = weekly.loc[rank.nsmallest(half).index, "useful"]
    return tuple(round(x, 2) for x in welch(busy, quiet))

# %% wrong: quiet minus busy
# says: You took the busier half from the quieter one
def busy_minus_quiet(weekly):
    if len(weekly) < 8:
        return None
    ordered = weekly.sort_values(["posts", "week"])["useful"]
    half = len(ordered) // 2
    return tuple(round(x, 2) for x in welch(ordered.head(half), ordered.tail(half)))

# %% wrong: never sorted
# says: You compared later weeks with earlier ones
def busy_minus_quiet(weekly):
    if len(weekly) < 8:
        return None
    half = len(weekly) // 2
    return tuple(round(x, 2) for x in welch(weekly["useful"].tail(half), weekly["useful"].head(half)))

# %% wrong: sorted by what came back
# says: You put the weeks in order of their useful acts
def busy_minus_quiet(weekly):
    if len(weekly) < 8:
        return None
    ordered = weekly.sort_values(["useful", "week"])["useful"]
    half = len(ordered) // 2
    return tuple(round(x, 2) for x in welch(ordered.tail(half), ordered.head(half)))

# %% wrong: per post
# says: You divided by the posts
def busy_minus_quiet(weekly):
    if len(weekly) < 8:
        return None
    ordered = weekly.sort_values(["posts", "week"])
    worth = ordered["useful"] / ordered["posts"]
    half = len(ordered) // 2
    return tuple(round(x, 2) for x in welch(worth.tail(half), worth.head(half)))

# %% wrong: compares the posts
# says: You compared the posts
def busy_minus_quiet(weekly):
    if len(weekly) < 8:
        return None
    ordered = weekly.sort_values(["posts", "week"])["posts"]
    half = len(ordered) // 2
    return tuple(round(x, 2) for x in welch(ordered.tail(half), ordered.head(half)))

# %% wrong: the gap alone
# says: You gave the gap alone
def busy_minus_quiet(weekly):
    if len(weekly) < 8:
        return None
    ordered = weekly.sort_values(["posts", "week"])["useful"]
    half = len(ordered) // 2
    return ordered.tail(half).mean() - ordered.head(half).mean()

# %% wrong: more posts than the median
# says: cut the sorted list in the middle
def busy_minus_quiet(weekly):
    if len(weekly) < 8:
        return None
    middle = weekly["posts"].median()
    busy = weekly.loc[weekly["posts"] > middle, "useful"]
    quiet = weekly.loc[weekly["posts"] <= middle, "useful"]
    return tuple(round(x, 2) for x in welch(busy, quiet))

# %% wrong: seven weeks will do
# says: Seven weeks are fewer than 8
def busy_minus_quiet(weekly):
    if len(weekly) < 4:
        return None
    ordered = weekly.sort_values(["posts", "week"])["useful"]
    half = len(ordered) // 2
    return tuple(round(x, 2) for x in welch(ordered.tail(half), ordered.head(half)))

# %% wrong: more than eight are asked for
# says: eight weeks are enough, only fewer are too few
def busy_minus_quiet(weekly):
    if len(weekly) <= 8:
        return None
    ordered = weekly.sort_values(["posts", "week"])["useful"]
    half = len(ordered) // 2
    return tuple(round(x, 2) for x in welch(ordered.tail(half), ordered.head(half)))

# %% wrong: gives the middle week to the busier half
# says: You gave the week in the middle to the busier half
def busy_minus_quiet(weekly):
    if len(weekly) < 8:
        return None
    ordered = weekly.sort_values(["posts", "week"])["useful"]
    half = len(ordered) // 2
    return tuple(round(x, 2) for x in welch(ordered.iloc[half:], ordered.iloc[:half]))

# %% wrong: sorted by posts only
# says: sort by posts, then by week
def busy_minus_quiet(weekly):
    if len(weekly) < 8:
        return None
    ordered = weekly.sort_values("posts", kind="stable")["useful"]
    half = len(ordered) // 2
    return tuple(round(x, 2) for x in welch(ordered.tail(half), ordered.head(half)))

# %% wrong: sorts the table it was given
# says: busy_minus_quiet changed the table it was given
def busy_minus_quiet(weekly):
    if len(weekly) < 8:
        return None
    weekly.sort_values(["posts", "week"], inplace=True)
    half = len(weekly) // 2
    acts = weekly["useful"]
    return tuple(round(x, 2) for x in welch(acts.tail(half), acts.head(half)))
