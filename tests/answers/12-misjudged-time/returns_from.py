# %% right: the blanks filled in
def returns_from(clients, place, places):
    named = clients.loc[clients["source"].isin(places), "source"]
    sent = clients.loc[clients["referred_via"].isin(places), "referred_via"]
    k = (named == place).sum() + (sent == place).sum()
    return k, len(named) + len(sent)

# %% right: lists
def returns_from(clients, place, places):
    both = list(clients["source"]) + list(clients["referred_via"])
    both = [one for one in both if one in places]
    return both.count(place), len(both)

# %% right: a loop over the rows
def returns_from(clients, place, places):
    k = n = 0
    for row in clients.itertuples():
        for one in (row.source, row.referred_via):
            if one in places:
                n += 1
                k += one == place
    return [k, n]

# %% right: one column below the other
def returns_from(clients, place, places):
    both = pd.concat([clients["source"], clients["referred_via"]])
    both = both[both.isin(places)]
    return both.eq(place).sum(), both.size

# %% wrong: enquiries only
# says: You counted enquiries only
def returns_from(clients, place, places):
    named = clients.loc[clients["source"].isin(places), "source"]
    return (named == place).sum(), len(named)

# %% wrong: people sent only
# says: You counted people who were sent only
def returns_from(clients, place, places):
    sent = clients.loc[clients["referred_via"].isin(places), "referred_via"]
    return (sent == place).sum(), len(sent)

# %% wrong: k of enquiries only
# says: You counted in k the enquiries only
def returns_from(clients, place, places):
    named = clients.loc[clients["source"].isin(places), "source"]
    sent = clients.loc[clients["referred_via"].isin(places), "referred_via"]
    k = (named == place).sum()
    return k, len(named) + len(sent)

# %% wrong: k of people sent only
# says: You counted in k those who were sent only
def returns_from(clients, place, places):
    named = clients.loc[clients["source"].isin(places), "source"]
    sent = clients.loc[clients["referred_via"].isin(places), "referred_via"]
    k = (sent == place).sum()
    return k, len(named) + len(sent)

# %% wrong: everybody who was sent
# says: You put everybody who was sent into k
def returns_from(clients, place, places):
    named = clients.loc[clients["source"].isin(places), "source"]
    sent = clients.loc[clients["referred_via"].isin(places), "referred_via"]
    k = (named == place).sum() + len(sent)
    return k, len(named) + len(sent)

# %% wrong: one client, one return
# says: Whoever named fb and was sent by way of gram
def returns_from(clients, place, places):
    named, sent = clients["source"].isin(places), clients["referred_via"].isin(places)
    k = ((clients["source"] == place) | (clients["referred_via"] == place)).sum()
    return k, (named | sent).sum()

# %% wrong: any place that is named
# says: You counted people of no place
def returns_from(clients, place, places):
    named = clients.loc[clients["source"].isin(places), "source"]
    sent = clients.loc[clients["referred_via"] != "", "referred_via"]
    k = (named == place).sum() + (sent == place).sum()
    return k, len(named) + len(sent)

# %% wrong: every client in the total
# says: You counted people of no place
def returns_from(clients, place, places):
    named = clients.loc[clients["source"].isin(places), "source"]
    sent = clients.loc[clients["referred_via"].isin(places), "referred_via"]
    k = (named == place).sum() + (sent == place).sum()
    return k, len(clients)

# %% wrong: the column of the first line once more
# says: look into the column `referred_via`, twice in the line
def returns_from(clients, place, places):
    named = clients.loc[clients["source"].isin(places), "source"]
    sent = clients.loc[clients["source"].isin(places), "source"]
    k = (named == place).sum() + (sent == place).sum()
    return k, len(named) + len(sent)

# %% wrong: not counted
# says: Count the Trues of each comparison with .sum()
def returns_from(clients, place, places):
    named = clients.loc[clients["source"].isin(places), "source"]
    sent = clients.loc[clients["referred_via"].isin(places), "referred_via"]
    k = int((named == place) + (sent == place))
    return k, len(named) + len(sent)

# %% wrong: a column that is not there
# says: The column is called `referred_via`
def returns_from(clients, place, places):
    named = clients.loc[clients["source"].isin(places), "source"]
    sent = clients.loc[clients["referred_by"].isin(places), "referred_by"]
    k = (named == place).sum() + (sent == place).sum()
    return k, len(named) + len(sent)

# %% wrong: looks a word up that may not occur
# says: a word that never occurs is not in the result
def returns_from(clients, place, places):
    named = clients.loc[clients["source"].isin(places), "source"]
    sent = clients.loc[clients["referred_via"].isin(places), "referred_via"]
    k = pd.concat([named, sent]).value_counts()[place]
    return k, len(named) + len(sent)
