# %% right: the blank filled in
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    latest = bought.sort_values("won_on").tail(last)
    in_time = latest["won_on"] - latest["first_contact"] <= pd.Timedelta(days=days)
    return int(in_time.sum()), len(latest)

# %% right: the latest first, and whole days
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    latest = bought.sort_values("won_on", ascending=False).head(last)
    in_time = (latest["won_on"] - latest["first_contact"]).dt.days <= days
    return int(in_time.sum()), len(latest)

# %% right: pandas' own words for the latest
def bought_within(clients, days, last):
    latest = clients.dropna(subset=["won_on"]).nlargest(last, "won_on")
    limit = pd.Timedelta(days=days)
    return sum(latest["won_on"] <= latest["first_contact"] + limit), len(latest)

# %% right: a loop over dates
def bought_within(clients, days, last):
    pairs = []
    for client in clients.itertuples():
        if pd.notna(client.won_on):
            pairs.append((client.won_on, (client.won_on - client.first_contact).days))
    pairs.sort()
    k = n = 0
    for _, took in reversed(pairs):
        if n < last:
            n += 1
            if took <= days:
                k += 1
    return k, n

# %% right: numpy counts, a list to hand back
import numpy as np
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    order = np.argsort(bought["won_on"].to_numpy())[-last:]
    took = (bought["won_on"] - bought["first_contact"]).dt.days.to_numpy()[order]
    return [np.sum(took <= days), np.size(took)]

# %% wrong: the last by first contact
# says: by the day they bought
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    latest = bought.sort_values("first_contact").tail(last)
    in_time = latest["won_on"] - latest["first_contact"] <= pd.Timedelta(days=days)
    return int(in_time.sum()), len(latest)

# %% wrong: the last rows of the table
# says: by the day they bought
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    latest = bought.tail(last)
    in_time = latest["won_on"] - latest["first_contact"] <= pd.Timedelta(days=days)
    return int(in_time.sum()), len(latest)

# %% wrong: the first buyers in place of the last
# says: by the day they bought
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    latest = bought.sort_values("won_on").head(last)
    in_time = latest["won_on"] - latest["first_contact"] <= pd.Timedelta(days=days)
    return int(in_time.sum()), len(latest)

# %% wrong: all the buyers
# says: You counted all the buyers
def bought_within(clients, days, last):
    latest = clients[clients["won_on"].notna()]
    in_time = latest["won_on"] - latest["first_contact"] <= pd.Timedelta(days=days)
    return int(in_time.sum()), len(latest)

# %% wrong: everybody who ever got in touch
# says: You counted everybody
def bought_within(clients, days, last):
    in_time = clients["won_on"] - clients["first_contact"] <= pd.Timedelta(days=days)
    return int(in_time.sum()), len(clients)

# %% wrong: no date is sorted to the end
# says: or somebody who has not bought
def bought_within(clients, days, last):
    latest = clients.sort_values("won_on").tail(last)
    in_time = latest["won_on"] - latest["first_contact"] <= pd.Timedelta(days=days)
    return int(in_time.sum()), len(latest)

# %% wrong: those who took longer
# says: You counted those who took longer
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    latest = bought.sort_values("won_on").tail(last)
    in_time = latest["won_on"] - latest["first_contact"] > pd.Timedelta(days=days)
    return int(in_time.sum()), len(latest)

# %% wrong: sooner than, not within
# says: that is within 38 days, and you called it late
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    latest = bought.sort_values("won_on").tail(last)
    in_time = latest["won_on"] - latest["first_contact"] < pd.Timedelta(days=days)
    return int(in_time.sum()), len(latest)

# %% wrong: n is what was meant to be counted
# says: n counts those there are
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    latest = bought.sort_values("won_on").tail(last)
    in_time = latest["won_on"] - latest["first_contact"] <= pd.Timedelta(days=days)
    return int(in_time.sum()), last

# %% wrong: only those in time are counted
# says: n counts all the latest buyers
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    latest = bought.sort_values("won_on").tail(last)
    latest = latest[latest["won_on"] - latest["first_contact"] <= pd.Timedelta(days=days)]
    return len(latest), len(latest)

# %% wrong: the share
# says: You gave the share
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    latest = bought.sort_values("won_on").tail(last)
    return (latest["won_on"] - latest["first_contact"] <= pd.Timedelta(days=days)).mean()

# %% wrong: compares a length of time with a number
# says: A length of time cannot be compared with a number
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    latest = bought.sort_values("won_on").tail(last)
    in_time = latest["won_on"] - latest["first_contact"] <= days
    return int(in_time.sum()), len(latest)

# %% wrong: the last three, whatever was asked
# says: Four were to be counted, and you counted three
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    latest = bought.sort_values("won_on").tail(3)
    in_time = latest["won_on"] - latest["first_contact"] <= pd.Timedelta(days=days)
    return int(in_time.sum()), len(latest)

# %% wrong: the days of a whole column without .dt
# says: Of a whole column of lengths, .dt.days gives the days
def bought_within(clients, days, last):
    bought = clients[clients["won_on"].notna()]
    latest = bought.sort_values("won_on").tail(last)
    in_time = (latest["won_on"] - latest["first_contact"]).days <= days
    return int(in_time.sum()), len(latest)
