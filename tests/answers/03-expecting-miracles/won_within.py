# %% right: the blanks filled in
def won_within(clients, days, today):
    limit = pd.Timedelta(days=days)
    old = clients[clients["first_contact"] <= today - limit]
    in_time = old["won_on"] - old["first_contact"] <= limit
    return int(in_time.sum()), len(old)

# %% right: by age and by deadline
def won_within(clients, days, today):
    limit = pd.Timedelta(days=days)
    old = clients[today - clients["first_contact"] >= limit]
    in_time = old["won_on"] <= old["first_contact"] + limit
    return in_time.sum(), len(old)

# %% right: a loop over dates
def won_within(clients, days, today):
    k = n = 0
    for client in clients.itertuples():
        if (today - client.first_contact).days >= days:
            n += 1
            if pd.notna(client.won_on) and (client.won_on - client.first_contact).days <= days:
                k += 1
    return k, n

# %% right: numpy counts, a list to hand back
import numpy as np
def won_within(clients, days, today):
    age = (today - clients["first_contact"]).dt.days.to_numpy()
    took = (clients["won_on"] - clients["first_contact"]).dt.days.to_numpy()
    old = age >= days
    return [np.sum(old & (took <= days)), np.sum(old)]

# %% wrong: everybody is old enough
# says: whose 60 days are not over
def won_within(clients, days, today):
    limit = pd.Timedelta(days=days)
    old = clients
    in_time = old["won_on"] - old["first_contact"] <= limit
    return int(in_time.sum()), len(old)

# %% wrong: the young in place of the old
# says: You kept the wrong contacts
def won_within(clients, days, today):
    limit = pd.Timedelta(days=days)
    old = clients[clients["first_contact"] >= today - limit]
    in_time = old["won_on"] - old["first_contact"] <= limit
    return int(in_time.sum()), len(old)

# %% wrong: only the buyers are the total
# says: You kept the wrong contacts
def won_within(clients, days, today):
    limit = pd.Timedelta(days=days)
    old = clients[(clients["first_contact"] <= today - limit) & clients["won_on"].notna()]
    in_time = old["won_on"] - old["first_contact"] <= limit
    return int(in_time.sum()), len(old)

# %% wrong: older than, not at least
# says: First met exactly 60 days ago is old enough, and you left it out
def won_within(clients, days, today):
    limit = pd.Timedelta(days=days)
    old = clients[clients["first_contact"] < today - limit]
    in_time = old["won_on"] - old["first_contact"] <= limit
    return int(in_time.sum()), len(old)

# %% wrong: sooner than, not within
# says: Bought on the 60th day is within 60 days
def won_within(clients, days, today):
    limit = pd.Timedelta(days=days)
    old = clients[clients["first_contact"] <= today - limit]
    in_time = old["won_on"] - old["first_contact"] < limit
    return int(in_time.sum()), len(old)

# %% wrong: any purchase will do
# says: You counted a purchase that came too late
def won_within(clients, days, today):
    limit = pd.Timedelta(days=days)
    old = clients[clients["first_contact"] <= today - limit]
    in_time = old["won_on"].notna()
    return int(in_time.sum()), len(old)

# %% wrong: won later than the limit
# says: You counted a purchase within 60 days as too late
def won_within(clients, days, today):
    limit = pd.Timedelta(days=days)
    old = clients[clients["first_contact"] <= today - limit]
    in_time = old["won_on"] - old["first_contact"] > limit
    return int(in_time.sum()), len(old)

# %% wrong: purchases of everybody over the old ones
# says: or counted a purchase without its contact
def won_within(clients, days, today):
    limit = pd.Timedelta(days=days)
    old = clients[clients["first_contact"] <= today - limit]
    in_time = clients["won_on"] - clients["first_contact"] <= limit
    return int(in_time.sum()), len(old)

# %% wrong: the share
# says: You gave the share
def won_within(clients, days, today):
    limit = pd.Timedelta(days=days)
    old = clients[clients["first_contact"] <= today - limit]
    in_time = old["won_on"] - old["first_contact"] <= limit
    return in_time.mean()

# %% wrong: compares dates with a number
# says: stopped with TypeError
def won_within(clients, days, today):
    old = clients[clients["first_contact"] <= today - days]
    in_time = old["won_on"] - old["first_contact"] <= days
    return int(in_time.sum()), len(old)
