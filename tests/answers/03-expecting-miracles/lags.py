# %% right: the blank filled in
def lags(clients):
    days = []
    for client in clients.itertuples():
        if pd.notna(client.won_on):
            days.append((client.won_on - client.first_contact).days)
    return sorted(days)

# %% right: asks the other way round
def lags(clients):
    days = []
    for client in clients.itertuples():
        if client.won_on is pd.NaT:
            continue
        days += [(client.won_on - client.first_contact).days]
    days.sort()
    return days

# %% right: whole columns, as numpy numbers
def lags(clients):
    bought = clients.dropna(subset=["won_on"])
    return (bought["won_on"] - bought["first_contact"]).dt.days.sort_values().to_numpy()

# %% right: a comprehension that divides by a day
def lags(clients):
    day = pd.Timedelta(days=1)
    pairs = zip(clients["first_contact"], clients["won_on"])
    return sorted((won - first) / day for first, won in pairs if not pd.isna(won))

# %% wrong: not bought counts as 0 days
# says: You counted no purchase as a purchase on the very first day
def lags(clients):
    return sorted((clients["won_on"].fillna(clients["first_contact"]) - clients["first_contact"]).dt.days)

# %% wrong: everybody on the list
# says: You put somebody on the list who has not bought
def lags(clients):
    days = []
    for client in clients.itertuples():
        days.append((client.won_on - client.first_contact).days)
    return sorted(days)

# %% wrong: the waiting are counted until today
# says: who is still thinking it over
def lags(clients):
    return sorted((clients["won_on"].fillna(pd.Timestamp("2026-06-01")) - clients["first_contact"]).dt.days)

# %% wrong: the wrong way round
# says: You took the later date from the earlier one
def lags(clients):
    days = []
    for client in clients.itertuples():
        if pd.notna(client.won_on):
            days.append((client.first_contact - client.won_on).days)
    return sorted(days)

# %% wrong: lengths of time
# says: .days makes whole numbers of them
def lags(clients):
    days = []
    for client in clients.itertuples():
        if pd.notna(client.won_on):
            days.append(client.won_on - client.first_contact)
    return sorted(days)

# %% wrong: not sorted
# says: The list should start with the smallest number
def lags(clients):
    bought = clients[clients["won_on"].notna()]
    return list((bought["won_on"] - bought["first_contact"]).dt.days)

# %% wrong: 0 days is taken for nothing
# says: 0 days is an answer too
def lags(clients):
    days = []
    for client in clients.itertuples():
        gap = (client.won_on - client.first_contact).days
        if gap > 0:
            days.append(gap)
    return sorted(days)

# %% wrong: each number of days once
# says: Two people took equally long
def lags(clients):
    return sorted({(c.won_on - c.first_contact).days for c in clients.itertuples() if pd.notna(c.won_on)})

# %% wrong: the average
# says: You gave the average
def lags(clients):
    gaps = (clients["won_on"] - clients["first_contact"]).dt.days.dropna()
    return gaps.mean() if len(gaps) else []

# %% wrong: makes a whole number of no date
# says: Ask first whether this one has bought at all
def lags(clients):
    days = []
    for client in clients.itertuples():
        days.append(int((client.won_on - client.first_contact).days))
    return sorted(days)

# %% wrong: the days of the month
# says: where [2, 38, 40, 137] was expected
def lags(clients):
    days = []
    for client in clients.itertuples():
        if pd.notna(client.won_on):
            days.append(client.won_on.day - client.first_contact.day)
    return sorted(days)

# %% wrong: the list lost to what append gives back
# says: write it on a line of its own
def lags(clients):
    days = []
    for client in clients.itertuples():
        if pd.notna(client.won_on):
            days = days.append((client.won_on - client.first_contact).days)
    return sorted(days)
