# %% right: the blank filled in
def missing_why(accounts, goals):
    missing = []
    used = []
    for platform in accounts:
        three = parts(goals, platform)
        why = three[1]
        has_why = all(text.strip() != "" for text in three) and why not in used
        if has_why:
            used.append(why)
        else:
            missing.append(platform)
    return sorted(missing)

# %% right: a loop of its own for the blank
def missing_why(accounts, goals):
    missing = []
    used = []
    for platform in accounts:
        three = parts(goals, platform)
        why = three[1]
        has_why = True
        for text in three:
            if not text.strip():
                has_why = False
        if why in used:
            has_why = False
        if has_why:
            used.append(why)
        else:
            missing.append(platform)
    return sorted(missing)

# %% right: the three parts by name, and a numpy array to hand back
import numpy as np
def missing_why(accounts, goals):
    missing, used = [], set()
    for platform in accounts:
        who, why, outcome = (text.strip() for text in parts(goals, platform))
        if who and why and outcome and why not in used:
            used.add(why)
        else:
            missing.append(platform)
    return np.array(sorted(missing))

# %% right: pandas all the way
def missing_why(accounts, goals):
    sheet = goals.fillna("").set_index("platform").reindex(accounts).fillna("")
    whole = sheet[(sheet.apply(lambda column: column.str.strip()) != "").all(axis=1)]
    good = whole.drop_duplicates("why").index
    return sorted(sheet.index.difference(good))

# %% wrong: takes spaces for a part
# says: whose outcome is nothing but spaces
def missing_why(accounts, goals):
    missing, used = [], []
    for platform in accounts:
        three = parts(goals, platform)
        why = three[1]
        has_why = all(text != "" for text in three) and why not in used
        if has_why:
            used.append(why)
        else:
            missing.append(platform)
    return sorted(missing)

# %% wrong: forgets the pasted words
# says: You let Instagram use words that serve Facebook already
def missing_why(accounts, goals):
    missing, used = [], []
    for platform in accounts:
        three = parts(goals, platform)
        why = three[1]
        has_why = all(text.strip() != "" for text in three)
        if has_why:
            used.append(why)
        else:
            missing.append(platform)
    return sorted(missing)

# %% wrong: any part is enough
# says: You let X pass
def missing_why(accounts, goals):
    missing, used = [], []
    for platform in accounts:
        three = parts(goals, platform)
        why = three[1]
        has_why = any(text.strip() != "" for text in three) and why not in used
        if has_why:
            used.append(why)
        else:
            missing.append(platform)
    return sorted(missing)

# %% wrong: only the words of the why are looked at
# says: whose outcome is nothing but spaces
def missing_why(accounts, goals):
    missing, used = [], []
    for platform in accounts:
        three = parts(goals, platform)
        why = three[1]
        has_why = why.strip() != "" and why not in used
        if has_why:
            used.append(why)
        else:
            missing.append(platform)
    return sorted(missing)

# %% wrong: does not ask for whom
# says: You let an account pass that does not say for whom it is
def missing_why(accounts, goals):
    missing, used = [], []
    for platform in accounts:
        who, why, outcome = parts(goals, platform)
        has_why = why.strip() != "" and outcome.strip() != "" and why not in used
        if has_why:
            used.append(why)
        else:
            missing.append(platform)
    return sorted(missing)

# %% wrong: looks only at the sheet
# says: You passed over an account that has no line on the sheet at all
def missing_why(accounts, goals):
    used, missing = [], []
    for platform in accounts:
        if platform in set(goals["platform"]):
            three = parts(goals, platform)
            if all(text.strip() for text in three) and three[1] not in used:
                used.append(three[1])
            else:
                missing.append(platform)
    return sorted(missing)

# %% wrong: the other way round
# says: You listed the accounts that do have a why
def missing_why(accounts, goals):
    have, used = [], []
    for platform in accounts:
        three = parts(goals, platform)
        if all(text.strip() for text in three) and three[1] not in used:
            used.append(three[1])
            have.append(platform)
    return sorted(have)

# %% wrong: pasted words serve neither account
# says: the busier one keeps them
def missing_why(accounts, goals):
    counts = goals["why"].value_counts()
    missing = []
    for platform in accounts:
        three = parts(goals, platform)
        if not (all(text.strip() for text in three) and counts[three[1]] == 1):
            missing.append(platform)
    return sorted(missing)

# %% wrong: words without the other parts bar the next account
# says: You barred words that stand on a busier account without a whole why
def missing_why(accounts, goals):
    missing, used = [], []
    for platform in accounts:
        three = parts(goals, platform)
        if not all(text.strip() for text in three) or three[1] in used:
            missing.append(platform)
        used.append(three[1])
    return sorted(missing)

# %% wrong: the first letter of a blank text
# says: then it has no first letter
def missing_why(accounts, goals):
    missing, used = [], []
    for platform in accounts:
        three = parts(goals, platform)
        why = three[1]
        has_why = all(text[0] != " " for text in three) and why not in used
        if has_why:
            used.append(why)
        else:
            missing.append(platform)
    return sorted(missing)

# %% wrong: not sorted
# says: in order of the alphabet
def missing_why(accounts, goals):
    missing, used = [], []
    for platform in accounts:
        three = parts(goals, platform)
        if all(text.strip() for text in three) and three[1] not in used:
            used.append(three[1])
        else:
            missing.append(platform)
    return missing

# %% wrong: lists platforms without an account
# says: You listed a platform on which there is no account
def missing_why(accounts, goals):
    missing, used = [], []
    for platform in [*accounts, *sorted(set(goals["platform"]) - set(accounts))]:
        three = parts(goals, platform)
        if all(text.strip() for text in three) and three[1] not in used:
            used.append(three[1])
        else:
            missing.append(platform)
    return sorted(missing)

# %% wrong: strips the list in place of its texts
# says: stopped with AttributeError
def missing_why(accounts, goals):
    missing, used = [], []
    for platform in accounts:
        three = parts(goals, platform)
        why = three[1]
        has_why = three.strip() != "" and why not in used
        if has_why:
            used.append(why)
        else:
            missing.append(platform)
    return sorted(missing)

# %% wrong: takes the same people for pasted words
# says: only the words of `why` count as pasted
def missing_why(accounts, goals):
    missing, used = [], []
    for platform in accounts:
        who, why, outcome = parts(goals, platform)
        if who.strip() and why.strip() and outcome.strip() and who not in used:
            used.append(who)
        else:
            missing.append(platform)
    return sorted(missing)
