# %% right: the blank filled in
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted & (watched["decided_on"] > today - THREE_MONTHS)
    undated = acted & watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% right: a loop over the rows
def decisions(numbers, today):
    k = undated = n = 0
    for row in numbers.itertuples():
        if (today - row.last_looked).days >= 28:
            continue
        n += 1
        if row.decision == "":
            continue
        if pd.isna(row.decided_on):
            undated += 1
        elif (today - row.decided_on).days < 91:
            k += 1
    return [k, undated, n]

# %% right: filtered one after the other
def decisions(numbers, today):
    watched = numbers[today - numbers.last_looked < FOUR_WEEKS]
    days = watched.loc[watched.decision.str.len() > 0, "decided_on"]
    return len(days[days > today - THREE_MONTHS]), len(days) - days.count(), len(watched)

# %% right: ages in days, and fillna
def decisions(numbers, today):
    watched = numbers[(today - numbers["last_looked"]).dt.days < 28]
    acted = watched[watched["decision"] != ""]
    age = (today - acted["decided_on"]).dt.days
    return int((age.fillna(1000) < 91).sum()), int(age.isna().sum()), watched.shape[0]

# %% wrong: every decision, however old
# says: You counted every decision, however old
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted
    undated = acted & watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: every decision with a day
# says: You counted every decision that has a day
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted & watched["decided_on"].notna()
    undated = acted & watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: the old ones
# says: You turned the days round
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted & (watched["decided_on"] < today - THREE_MONTHS)
    undated = acted & watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: no day is a recent day
# says: You took decisions without a day for recent ones
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted & ~(watched["decided_on"] <= today - THREE_MONTHS)
    undated = acted & watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: a day will do
# says: You counted a day without a decision
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = watched["decided_on"] > today - THREE_MONTHS
    undated = acted & watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: never asks for a decision
# says: You forgot to ask for `acted`
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    recent = watched["decided_on"] > today - THREE_MONTHS
    undated = watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: no decision is undated
# says: You counted a number without any decision among the undated
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted & (watched["decided_on"] > today - THREE_MONTHS)
    undated = watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: old is undated
# says: You took old decisions for undated ones
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted & (watched["decided_on"] > today - THREE_MONTHS)
    return recent.sum(), (acted & ~recent).sum(), len(watched)

# %% wrong: mixed up
# says: You mixed up the recent and the undated
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted & watched["decided_on"].isna()
    undated = acted & (watched["decided_on"] > today - THREE_MONTHS)
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: whenever anybody looked
# says: You counted a number that nobody looked at in the last 28 days
def decisions(numbers, today):
    acted = numbers["decision"] != ""
    recent = acted & (numbers["decided_on"] > today - THREE_MONTHS)
    undated = acted & numbers["decided_on"].isna()
    return recent.sum(), undated.sum(), len(numbers)

# %% wrong: only those with a decision
# says: You left the numbers without a decision out of n
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched[watched["decision"] != ""]
    recent = acted["decided_on"] > today - THREE_MONTHS
    undated = acted["decided_on"].isna()
    return recent.sum(), undated.sum(), len(acted)

# %% wrong: a missing day compared
# says: only `isna()` finds a missing day
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted & (watched["decided_on"] > today - THREE_MONTHS)
    undated = acted & (watched["decided_on"] == None)
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: or for and
# says: You joined the two questions by `or`
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted | (watched["decided_on"] > today - THREE_MONTHS)
    undated = acted & watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: no brackets
# says: Put brackets round the comparison
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted & watched["decided_on"] > today - THREE_MONTHS
    undated = acted & watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: the word and
# says: Between columns write & in place of `and`
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted and (watched["decided_on"] > today - THREE_MONTHS)
    undated = acted & watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: 91 days ago as well
# says: You counted a decision of 91 days ago
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted & (watched["decided_on"] >= today - THREE_MONTHS)
    undated = acted & watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: 28 days ago as well
# says: You counted a look of 28 days ago
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] >= today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted & (watched["decided_on"] > today - THREE_MONTHS)
    undated = acted & watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: names the day itself
# says: You named the day yourself
def decisions(numbers, today):
    today = pd.Timestamp("2026-06-30")
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decision"] != ""
    recent = acted & (watched["decided_on"] > today - THREE_MONTHS)
    undated = acted & watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)

# %% wrong: one letter short
# says: The columns are called `last_looked`, `decision` and `decided_on`
def decisions(numbers, today):
    watched = numbers[numbers["last_looked"] > today - FOUR_WEEKS]
    acted = watched["decisions"] != ""
    recent = acted & (watched["decided_on"] > today - THREE_MONTHS)
    undated = acted & watched["decided_on"].isna()
    return recent.sum(), undated.sum(), len(watched)
