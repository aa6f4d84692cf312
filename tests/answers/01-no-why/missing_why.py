# %% right: the blank filled in
def missing_why(accounts, goals):
    missing = []
    for platform in accounts["platform"]:
        whys = list(goals.loc[goals["platform"] == platform, "why"].fillna(""))
        has_why = "".join(whys).strip() != ""
        if not has_why:
            missing.append(platform)
    return sorted(missing)

# %% right: a loop of its own for the blank
def missing_why(accounts, goals):
    missing = []
    for platform in accounts["platform"]:
        whys = list(goals.loc[goals["platform"] == platform, "why"].fillna(""))
        has_why = False
        for why in whys:
            if why.strip():
                has_why = True
        if not has_why:
            missing.append(platform)
    return sorted(missing)

# %% right: a set, and a numpy array to hand back
import numpy as np
def missing_why(accounts, goals):
    written = goals[goals["why"].fillna("").str.strip() != ""]
    return np.array(sorted(set(accounts["platform"]) - set(written["platform"])))

# %% right: pandas all the way
def missing_why(accounts, goals):
    good = goals.loc[goals["why"].fillna("").str.strip().ne(""), "platform"]
    return accounts.loc[~accounts["platform"].isin(good), "platform"].sort_values()

# %% wrong: takes spaces for a why
# says: You let a why pass that is nothing but spaces
def missing_why(accounts, goals):
    missing = []
    for platform in accounts["platform"]:
        whys = list(goals.loc[goals["platform"] == platform, "why"].fillna(""))
        has_why = any(why != "" for why in whys)
        if not has_why:
            missing.append(platform)
    return sorted(missing)

# %% wrong: looks only at the sheet
# says: You passed over an account that has no line on the sheet at all
def missing_why(accounts, goals):
    return sorted(goals.loc[goals["why"].fillna("").str.strip() == "", "platform"])

# %% wrong: the other way round
# says: You listed the accounts that do have a why
def missing_why(accounts, goals):
    missing = []
    for platform in accounts["platform"]:
        whys = list(goals.loc[goals["platform"] == platform, "why"].fillna(""))
        has_why = any(why.strip() != "" for why in whys)
        if has_why:
            missing.append(platform)
    return sorted(missing)

# %% wrong: takes the first text
# says: then there is no first text
def missing_why(accounts, goals):
    missing = []
    for platform in accounts["platform"]:
        whys = list(goals.loc[goals["platform"] == platform, "why"].fillna(""))
        has_why = whys[0].strip() != ""
        if not has_why:
            missing.append(platform)
    return sorted(missing)

# %% wrong: every line must be filled
# says: one why is enough
def missing_why(accounts, goals):
    missing = []
    for platform in accounts["platform"]:
        whys = list(goals.loc[goals["platform"] == platform, "why"].fillna(""))
        has_why = len(whys) > 0 and all(why.strip() for why in whys)
        if not has_why:
            missing.append(platform)
    return sorted(missing)

# %% wrong: the first line of an account decides
# says: You looked at the first line of an account only
def missing_why(accounts, goals):
    missing = []
    for platform in accounts["platform"]:
        whys = list(goals.loc[goals["platform"] == platform, "why"].fillna(""))
        has_why = len(whys) > 0 and whys[0].strip() != ""
        if not has_why:
            missing.append(platform)
    return sorted(missing)

# %% wrong: not sorted
# says: in order of the alphabet
def missing_why(accounts, goals):
    missing = []
    for platform in accounts["platform"]:
        whys = list(goals.loc[goals["platform"] == platform, "why"].fillna(""))
        if not "".join(whys).strip():
            missing.append(platform)
    return missing

# %% wrong: lists platforms without an account
# says: You listed a platform on which there is no account
def missing_why(accounts, goals):
    blank = goals.groupby("platform")["why"].apply(lambda whys: "".join(whys.fillna("")).strip() == "")
    none = set(accounts["platform"]) - set(goals["platform"])
    return sorted(none | set(blank[blank].index)) if len(accounts) else []

# %% wrong: a blank cell is not text, and fillna was taken out
# says: stopped with AttributeError
def missing_why(accounts, goals):
    missing = []
    for platform in accounts["platform"]:
        whys = list(goals.loc[goals["platform"] == platform, "why"].astype(object).where(lambda w: w.notna(), None))
        if not any(why.strip() for why in whys):
            missing.append(platform)
    return sorted(missing)
