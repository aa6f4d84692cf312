# %% right: looked up with map
def before_sale(messages, clients):
    won_on = messages["person_id"].map(clients.set_index("person_id")["won_on"])
    return messages[won_on.isna() | (messages["ts"] < won_on)]

# %% right: a left join, the extra column dropped
def before_sale(messages, clients):
    both = messages.merge(clients, on="person_id", how="left")
    both = both[(both["ts"] < both["won_on"]) | both["won_on"].isna()]
    return both.drop(columns="won_on")

# %% right: out with what came after
def before_sale(messages, clients):
    won_on = messages["person_id"].map(dict(zip(clients["person_id"], clients["won_on"])))
    return messages[~(messages["ts"] >= won_on)]

# %% right: a loop over the rows
def before_sale(messages, clients):
    won = {}
    for client in clients.itertuples():
        if not pd.isna(client.won_on):
            won[client.person_id] = client.won_on
    stays = []
    for message in messages.itertuples():
        stays.append(message.person_id not in won or message.ts < won[message.person_id])
    return messages.loc[pd.Series(stays, index=messages.index, dtype=bool)]

# %% wrong: keeps what came after
# says: keep what was said before that day, and only that
def before_sale(messages, clients):
    won_on = messages["person_id"].map(clients.set_index("person_id")["won_on"])
    return messages[won_on.isna() | (messages["ts"] > won_on)]

# %% wrong: forgets that a comparison with NaT is False
# says: You dropped Bob
def before_sale(messages, clients):
    won_on = messages["person_id"].map(clients.set_index("person_id")["won_on"])
    return messages[messages["ts"] < won_on]

# %% wrong: an inner join loses who is no client
# says: You dropped Bob
def before_sale(messages, clients):
    both = messages.merge(clients, on="person_id")
    both = both[(both["ts"] < both["won_on"]) | both["won_on"].isna()]
    return both.drop(columns="won_on")

# %% wrong: looks up somebody who is not there
# says: Not everybody who writes is among the clients
def before_sale(messages, clients):
    won = clients.set_index("person_id")["won_on"]
    stays = [message.ts < won[message.person_id] for message in messages.itertuples()]
    return messages[stays]

# %% wrong: whoever is on the list has bought
# says: You dropped Cy
def before_sale(messages, clients):
    won = dict(zip(clients["person_id"], clients["won_on"]))
    stays = [m.person_id not in won or m.ts < won[m.person_id] for m in messages.itertuples()]
    return messages[pd.Series(stays, index=messages.index, dtype=bool)]

# %% wrong: drops buyers altogether
# says: keep what was said before that day, and only that
def before_sale(messages, clients):
    bought = clients.loc[clients["won_on"].notna(), "person_id"]
    return messages[~messages["person_id"].isin(bought)]

# %% wrong: leaves the date in the table
# says: the column won_on is one too many
def before_sale(messages, clients):
    both = messages.merge(clients, on="person_id", how="left")
    return both[(both["ts"] < both["won_on"]) | both["won_on"].isna()]

# %% wrong: writes into the table it was given
# says: before_sale changed the table it was given
def before_sale(messages, clients):
    messages["won_on"] = messages["person_id"].map(clients.set_index("person_id")["won_on"])
    left = messages[messages["won_on"].isna() | (messages["ts"] < messages["won_on"])]
    return left.drop(columns="won_on")

# %% wrong: the moment of the sale counts as before
# says: what was sent at the very moment of `won_on`
def before_sale(messages, clients):
    won_on = messages["person_id"].map(clients.set_index("person_id")["won_on"])
    return messages[won_on.isna() | (messages["ts"] <= won_on)]

# %% wrong: one sale for everybody
# says: keep what was said before that day, and only that
def before_sale(messages, clients):
    return messages[messages["ts"] < clients["won_on"].min()]
