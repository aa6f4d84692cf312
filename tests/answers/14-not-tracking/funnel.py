# %% right: the blank filled in
def funnel(visits, source):
    left = visits[visits["source"] == source]
    counts = [len(left)]
    for step in ["services", "contact", "form"]:
        left = left[left[step]]
        counts.append(len(left))
    return counts

# %% right: compares with True, by query
def funnel(visits, source):
    left = visits[visits["source"] == source]
    counts = [len(left)]
    for step in ["services", "contact", "form"]:
        left = left.query(f"{step} == True")
        counts.append(len(left))
    return counts

# %% right: a loop over visits, a tuple to hand back
def funnel(visits, source):
    came = services = contact = form = 0
    for visit in visits.itertuples():
        if visit.source == source:
            came += 1
            if visit.services:
                services += 1
                if visit.contact:
                    contact += 1
                    if visit.form:
                        form += 1
    return came, services, contact, form

# %% right: numpy multiplies the steps
import numpy as np
def funnel(visits, source):
    came = visits.loc[visits["source"] == source, ["services", "contact", "form"]].to_numpy(dtype=int)
    return np.concatenate([[len(came)], came.cumprod(axis=1).sum(axis=0)])

# %% wrong: each page by itself
# says: You counted each page by itself
def funnel(visits, source):
    left = visits[visits["source"] == source]
    counts = [len(left)]
    for step in ["services", "contact", "form"]:
        counts.append(left[step].sum())
    return counts

# %% wrong: looks back one page only
# says: You looked back one page only
def funnel(visits, source):
    left = visits[visits["source"] == source]
    both = left["contact"] & left["form"]
    return [len(left), left["services"].sum(), (left["services"] & left["contact"]).sum(), both.sum()]

# %% wrong: every source
# says: You counted visitors from every source
def funnel(visits, source):
    left = visits
    counts = [len(left)]
    for step in ["services", "contact", "form"]:
        left = left[left[step]]
        counts.append(len(left))
    return counts

# %% wrong: the rest in place of the part
# says: You kept the visits that did not make a step
def funnel(visits, source):
    left = visits[visits["source"] == source]
    counts = [len(left)]
    for step in ["services", "contact", "form"]:
        left = left[~left[step]]
        counts.append(len(left))
    return counts

# %% wrong: forgets the visits themselves
# says: You left out the visits themselves
def funnel(visits, source):
    left = visits[visits["source"] == source]
    counts = []
    for step in ["services", "contact", "form"]:
        left = left[left[step]]
        counts.append(len(left))
    return counts

# %% wrong: who stopped
# says: You counted who stopped at each page
def funnel(visits, source):
    left = visits[visits["source"] == source]
    counts = [len(left)]
    for step in ["services", "contact", "form"]:
        left = left[left[step]]
        counts.append(len(left))
    return [a - b for a, b in zip(counts, [*counts[1:], 0])]

# %% wrong: picks out columns, not rows
# says: You kept every visit at every step
def funnel(visits, source):
    left = visits[visits["source"] == source]
    counts = [len(left)]
    for step in ["services", "contact", "form"]:
        left = left.copy()
        kept = left[[step]]
        counts.append(len(kept))
    return counts

# %% wrong: one letter short
# says: stopped with KeyError
def funnel(visits, source):
    left = visits[visits["source"] == source]
    counts = [len(left)]
    for step in ["service", "contact", "form"]:
        left = left[left[step]]
        counts.append(len(left))
    return counts
