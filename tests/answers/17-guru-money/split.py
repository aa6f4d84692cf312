# %% right: the blank filled in
def split(spend):
    total = spend["amount"].sum()
    training = spend.loc[spend["category"] == "training", "amount"].sum()
    return training, total - training

# %% right: a smaller table first
def split(spend):
    total = spend["amount"].sum()
    training = spend[spend.category == "training"].amount.sum()
    return training, total - training

# %% right: zip and a sum
def split(spend):
    total = spend["amount"].sum()
    training = sum(amount for what, amount in zip(spend["category"], spend["amount"]) if what == "training")
    return training, total - training

# %% right: grouped, with a way out
def split(spend):
    total = spend["amount"].sum()
    training = spend.groupby("category")["amount"].sum().get("training", 0)
    return training, total - training

# %% right: a loop for both
def split(spend):
    training, rest = 0, 0
    for row in spend.itertuples():
        if row.category == "training":
            training += row.amount
        else:
            rest += row.amount
    return [training, rest]

# %% wrong: the other side
# says: You added up everything but the training
def split(spend):
    total = spend["amount"].sum()
    training = spend.loc[spend["category"] != "training", "amount"].sum()
    return training, total - training

# %% wrong: counts receipts
# says: You counted the receipts
def split(spend):
    total = spend["amount"].sum()
    training = (spend["category"] == "training").sum()
    return training, total - training

# %% wrong: the average
# says: You took the average receipt
def split(spend):
    total = spend["amount"].sum()
    training = spend.loc[spend["category"] == "training", "amount"].mean()
    return training, total - training

# %% wrong: one receipt
# says: You took one receipt
def split(spend):
    total = spend["amount"].sum()
    training = spend.loc[spend["category"] == "training", "amount"].max()
    return training, total - training

# %% wrong: a capital letter
# says: the word in the column is training, in small letters
def split(spend):
    total = spend["amount"].sum()
    training = spend.loc[spend["category"] == "Training", "amount"].sum()
    return training, total - training

# %% wrong: everything
# says: You added up all receipts
def split(spend):
    total = spend["amount"].sum()
    training = spend["amount"].sum()
    return training, total - training

# %% wrong: grouped, without a way out
# says: so ask for it with .get
def split(spend):
    total = spend["amount"].sum()
    training = spend.groupby("category")["amount"].sum()["training"]
    return training, total - training

# %% wrong: whatever begins like it
# says: train tickets are not a course
def split(spend):
    total = spend["amount"].sum()
    training = spend.loc[spend["category"].str.startswith("train"), "amount"].sum()
    return training, total - training

# %% wrong: whole numbers
# says: You lost the pence
def split(spend):
    total = spend["amount"].sum()
    training = int(spend.loc[spend["category"] == "training", "amount"].sum())
    return training, total - training
