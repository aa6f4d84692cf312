# %% right: the blank filled in
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = social & (known["reach"] == "none")
    blank = social & (known["reach"] == "")
    return gone.sum(), blank.sum(), len(known)

# %% right: a loop over the rows
def lost(buyers, platforms):
    k = unclear = n = 0
    for row in buyers.itertuples():
        if row.source == "":
            continue
        n += 1
        if row.source in platforms:
            if row.reach == "none":
                k += 1
            elif row.reach == "":
                unclear += 1
    return [k, unclear, n]

# %% right: filtered one after the other
def lost(buyers, platforms):
    known = buyers.query("source != ''")
    reach = list(known.loc[known.source.isin(platforms), "reach"])
    return reach.count("none"), reach.count(""), known.shape[0]

# %% right: empty texts have a length of 0
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = social & (known["reach"] == "none")
    blank = (known["reach"].str.len() == 0) & social
    return gone.sum(), blank.sum(), len(known)

# %% wrong: however they came
# says: You forgot to ask how they came
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = known["reach"] == "none"
    blank = known["reach"] == ""
    return gone.sum(), blank.sum(), len(known)

# %% wrong: the lost however they came
# says: You counted a walk-in among the lost
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = known["reach"] == "none"
    blank = social & (known["reach"] == "")
    return gone.sum(), blank.sum(), len(known)

# %% wrong: the unclear however they came
# says: who never came by a platform
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = social & (known["reach"] == "none")
    blank = known["reach"] == ""
    return gone.sum(), blank.sum(), len(known)

# %% wrong: people of unknown source in the total
# says: nobody knows how they came
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = social & (known["reach"] == "none")
    blank = social & (known["reach"] == "")
    return gone.sum(), blank.sum(), len(buyers)

# %% wrong: not known is lost
# says: You took not known for lost
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = social & (known["reach"].isin(["none", ""]))
    blank = social & (known["reach"] == "")
    return gone.sum(), blank.sum(), len(known)

# %% wrong: everybody from social media is lost
# says: You took everybody from social media for lost
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = social
    blank = social & (known["reach"] == "")
    return gone.sum(), blank.sum(), len(known)

# %% wrong: those who are reached otherwise
# says: You took those with another way for the lost ones
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = social & (known["reach"] != "none") & (known["reach"] != "")
    blank = social & (known["reach"] == "")
    return gone.sum(), blank.sum(), len(known)

# %% wrong: mixed up
# says: You mixed up the lost and the unclear
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = social & (known["reach"] == "none")
    blank = social & (known["reach"] == "")
    return blank.sum(), gone.sum(), len(known)

# %% wrong: only social media in the total
# says: You counted only buyers from social media in the total
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = social & (known["reach"] == "none")
    blank = social & (known["reach"] == "")
    return gone.sum(), blank.sum(), social.sum()

# %% wrong: or for and
# says: both must hold: write &
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = social | (known["reach"] == "none")
    blank = social & (known["reach"] == "")
    return gone.sum(), blank.sum(), len(known)

# %% wrong: a blank taken for a missing value
# says: Nobody was unclear for you
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = social & (known["reach"] == "none")
    blank = social & (known["reach"].isna())
    return gone.sum(), blank.sum(), len(known)

# %% wrong: no brackets
# says: put brackets round the comparison
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = social & known["reach"] == "none"
    blank = social & (known["reach"] == "")
    return gone.sum(), blank.sum(), len(known)

# %% wrong: `and` between columns
# says: Between columns write &
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(platforms)
    gone = social and known["reach"] == "none"
    blank = social & (known["reach"] == "")
    return gone.sum(), blank.sum(), len(known)

# %% wrong: the platforms of the example
# says: take them from `platforms`
def lost(buyers, platforms):
    known = buyers[buyers["source"] != ""]
    social = known["source"].isin(["facebook", "instagram", "tiktok"])
    gone = social & (known["reach"] == "none")
    blank = social & (known["reach"] == "")
    return gone.sum(), blank.sum(), len(known)
