# %% right: the blanks filled in
def paired(p, a, b):
    on_a = p[p["platform"] == a].set_index("client_id")["present"]
    on_b = p[p["platform"] == b].set_index("client_id")["present"]
    both = [client for client in on_a.index if client in on_b.index]
    only_a, only_b = 0, 0
    for client in both:
        if on_a[client] and not on_b[client]:
            only_a = only_a + 1
        if on_b[client] and not on_a[client]:
            only_b = only_b + 1
    return only_a, only_b

# %% right: sets of clients
def paired(p, a, b):
    looked = [set(p.loc[p["platform"] == name, "client_id"]) for name in (a, b)]
    there = [set(p.loc[(p["platform"] == name) & p["present"], "client_id"]) for name in (a, b)]
    both = looked[0] & looked[1]
    return len((there[0] - there[1]) & both), len((there[1] - there[0]) & both)

# %% right: a merge
def paired(p, a, b):
    m = p[p.platform == a].merge(p[p.platform == b], on="client_id", suffixes=("_a", "_b"))
    return [(m.present_a & ~m.present_b).sum(), (m.present_b & ~m.present_a).sum()]

# %% right: a pivot, rows with a gap dropped
def paired(p, a, b):
    wide = p.pivot(index="client_id", columns="platform", values="present")
    wide = wide.reindex(columns=[a, b]).dropna().astype(int)
    gap = wide[a] - wide[b]
    return int((gap == 1).sum()), int((gap == -1).sum())

# %% wrong: on both counts for each
# says: You counted a client who is on both platforms
def paired(p, a, b):
    on_a = p[p["platform"] == a].set_index("client_id")["present"]
    on_b = p[p["platform"] == b].set_index("client_id")["present"]
    both = [client for client in on_a.index if client in on_b.index]
    only_a, only_b = 0, 0
    for client in both:
        if on_a[client]:
            only_a = only_a + 1
        if on_b[client]:
            only_b = only_b + 1
    return only_a, only_b

# %% wrong: the platforms mixed up
# says: You mixed up the two platforms
def paired(p, a, b):
    on_a = p[p["platform"] == a].set_index("client_id")["present"]
    on_b = p[p["platform"] == b].set_index("client_id")["present"]
    both = [client for client in on_a.index if client in on_b.index]
    only_a, only_b = 0, 0
    for client in both:
        if on_a[client] and not on_b[client]:
            only_b = only_b + 1
        if on_b[client] and not on_a[client]:
            only_a = only_a + 1
    return only_a, only_b

# %% wrong: those looked up on one platform only
# says: You counted a client who was looked up on one platform only
def paired(p, a, b):
    there = [set(p.loc[(p["platform"] == name) & p["present"], "client_id"]) for name in (a, b)]
    return len(there[0] - there[1]), len(there[1] - there[0])

# %% wrong: everybody on the first list
# says: You asked for a client on a platform where nobody looked them up
def paired(p, a, b):
    on_a = p[p["platform"] == a].set_index("client_id")["present"]
    on_b = p[p["platform"] == b].set_index("client_id")["present"]
    both = list(on_a.index)
    only_a, only_b = 0, 0
    for client in both:
        if on_a[client] and not on_b[client]:
            only_a = only_a + 1
        if on_b[client] and not on_a[client]:
            only_b = only_b + 1
    return only_a, only_b

# %% wrong: one count only
# says: You added to one count only
def paired(p, a, b):
    on_a = p[p["platform"] == a].set_index("client_id")["present"]
    on_b = p[p["platform"] == b].set_index("client_id")["present"]
    both = [client for client in on_a.index if client in on_b.index]
    only_a, only_b = 0, 0
    for client in both:
        if on_a[client] and not on_b[client]:
            only_a = only_a + 1
    return only_a, only_b

# %% wrong: counts all who were looked up
# says: You counted every client that was looked up
def paired(p, a, b):
    on_a = p[p["platform"] == a].set_index("client_id")["present"]
    on_b = p[p["platform"] == b].set_index("client_id")["present"]
    return len(on_a), len(on_b)

# %% wrong: half of the starter left in
# says: paired is not attempted yet
def paired(p, a, b):
    on_a = p[p["platform"] == a].set_index("client_id")["present"]
    on_b = p[p["platform"] == b].set_index("client_id")["present"]
    both = [client for client in on_a.index if client in on_b.index]
    only_a, only_b = 0, 0
    for client in both:
        # YOUR CODE HERE, in place of this line and the next
        raise NotAttempted
    return only_a, only_b
