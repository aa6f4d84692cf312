# %% right: the blank filled in
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = ~way.isin(VAGUE)
    begun = newest.loc[known, "first_contact"].min()
    if known.any():
        known = known[newest["first_contact"] >= begun]
    latest = known.head(most)
    return latest.sum(), len(latest)

# %% right: a loop from the latest to the oldest
def notes(people, most):
    rows = sorted(zip(people["first_contact"], people["source"]), reverse=True)
    notes = [source.lower() not in VAGUE for _, source in rows]
    if True in notes:
        oldest = max(place for place, note in enumerate(notes) if note)
        notes = notes[: oldest + 1]
    return sum(notes[:most]), len(notes[:most])

# %% right: nlargest of a filtered table
def notes(people, most):
    known = people[~people.source.str.lower().isin(VAGUE)]
    asked = people if known.empty else people[people.first_contact >= known.first_contact.min()]
    latest = asked.nlargest(most, "first_contact")
    return [int((~latest.source.str.lower().isin(VAGUE)).sum()), latest.shape[0]]

# %% right: the last of the True
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = ~way.isin(VAGUE)
    begun = newest["first_contact"][known].iloc[-1] if known.any() else None
    if known.any():
        known = known[newest["first_contact"] >= begun]
    latest = known.head(most)
    return latest.sum(), len(latest)

# %% wrong: back to the beginning
# says: You went back before the day of the oldest note
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = ~way.isin(VAGUE)
    begun = newest["first_contact"].min()
    if known.any():
        known = known[newest["first_contact"] >= begun]
    latest = known.head(most)
    return latest.sum(), len(latest)

# %% wrong: internet is a note
# says: You took "internet" for a note
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = way != ""
    begun = newest.loc[known, "first_contact"].min()
    if known.any():
        known = known[newest["first_contact"] >= begun]
    latest = known.head(most)
    return latest.sum(), len(latest)

# %% wrong: only in small letters
# says: You took "Internet" with a capital for a note
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = ~newest["source"].isin(VAGUE)
    begun = newest.loc[known, "first_contact"].min()
    if known.any():
        known = known[newest["first_contact"] >= begun]
    latest = known.head(most)
    return latest.sum(), len(latest)

# %% wrong: those without a note
# says: You counted those without a note
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = ~way.isin(VAGUE)
    begun = newest.loc[known, "first_contact"].min()
    if known.any():
        known = known[newest["first_contact"] >= begun]
    latest = ~known.head(most)
    return latest.sum(), len(latest)

# %% wrong: from the newest note on
# says: You began at the newest note
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = ~way.isin(VAGUE)
    begun = newest.loc[known, "first_contact"].max()
    if known.any():
        known = known[newest["first_contact"] >= begun]
    latest = known.head(most)
    return latest.sum(), len(latest)

# %% wrong: only people with a note
# says: You left out the people without a note
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = ~way.isin(VAGUE)
    latest = newest[known].head(most)
    return len(latest), len(latest)

# %% wrong: after the oldest note
# says: The day of the oldest note counts as well
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = ~way.isin(VAGUE)
    begun = newest.loc[known, "first_contact"].min()
    if known.any():
        known = known[newest["first_contact"] > begun]
    latest = known.head(most)
    return latest.sum(), len(latest)

# %% wrong: everybody since then
# says: You counted everybody since the first note, and only the latest `most`
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = ~way.isin(VAGUE)
    begun = newest.loc[known, "first_contact"].min()
    if known.any():
        known = known[newest["first_contact"] >= begun]
    return known.sum(), len(known)

# %% wrong: the oldest
# says: You took the oldest four, or the first four rows
def notes(people, most):
    people = people.sort_values("first_contact")
    known = ~people["source"].str.lower().isin(VAGUE)
    if known.any():
        known = known[people["first_contact"] >= people.loc[known, "first_contact"].min()]
    latest = known.head(most)
    return latest.sum(), len(latest)

# %% wrong: nobody where nothing was noted
# says: where there is no note at all everybody counts
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = ~way.isin(VAGUE)
    begun = newest.loc[known, "first_contact"].min()
    latest = known[newest["first_contact"] >= begun].head(most)
    return latest.sum(), len(latest)

# %% wrong: the word internet alone
# says: "Online" and "social media" are as good as no note
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = ~way.isin(["", "internet"])
    begun = newest.loc[known, "first_contact"].min()
    if known.any():
        known = known[newest["first_contact"] >= begun]
    latest = known.head(most)
    return latest.sum(), len(latest)

# %% wrong: True and False not turned round
# says: You turned True and False round
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = way.isin(VAGUE)
    begun = newest.loc[known, "first_contact"].min()
    if known.any():
        known = known[newest["first_contact"] >= begun]
    latest = known.head(most)
    return latest.sum(), len(latest)

# %% wrong: a whole column for a day
# says: stopped with
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = ~way.isin(VAGUE)
    begun = newest.loc[known, "first_contact"]
    if known.any():
        known = known[newest["first_contact"] >= begun]
    latest = known.head(most)
    return latest.sum(), len(latest)

# %% wrong: one letter short
# says: The columns are called `first_contact` and `source`
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    way = newest["source"].str.lower()
    known = ~way.isin(VAGUE)
    begun = newest.loc[known, "first_contacts"].min()
    if known.any():
        known = known[newest["first_contact"] >= begun]
    latest = known.head(most)
    return latest.sum(), len(latest)

# %% wrong: the day of the story
# says: You named the day yourself
def notes(people, most):
    newest = people.sort_values("first_contact", ascending=False)
    known = ~newest["source"].str.lower().isin(VAGUE)
    if known.any():
        known = known[newest["first_contact"] >= "2026-04-02"]
    latest = known.head(most)
    return latest.sum(), len(latest)
