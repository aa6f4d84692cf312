# %% right: the blanks filled in
def eggs(sources):
    if len(sources) == 0:
        return None
    chance = 0
    for source in set(sources):
        share = sources.count(source) / len(sources)
        chance = chance + share * share
    return round(chance, 2)

# %% right: a power
def eggs(sources):
    if len(sources) == 0:
        return None
    chance = 0
    for source in set(sources):
        share = sources.count(source) / len(sources)
        chance = chance + share ** 2
    return round(chance, 2)

# %% right: pandas, unrounded
def eggs(sources):
    if not sources:
        return None
    return (pd.Series(sources).value_counts(normalize=True) ** 2).sum()

# %% right: every pair there is
def eggs(sources):
    n = len(sources)
    if n == 0:
        return None
    same = sum(1 for a in sources for b in sources if a == b)
    return same / n**2

# %% right: a Counter
from collections import Counter
def eggs(sources):
    if len(sources) < 1:
        return None
    return round(sum((k / len(sources)) ** 2 for k in Counter(sources).values()), 2)

# %% wrong: shares as they are
# says: You added the shares as they are
def eggs(sources):
    if len(sources) == 0:
        return None
    chance = 0
    for source in set(sources):
        share = sources.count(source) / len(sources)
        chance = chance + share
    return round(chance, 2)

# %% wrong: doubled
# says: You doubled the shares
def eggs(sources):
    if len(sources) == 0:
        return None
    chance = 0
    for source in set(sources):
        share = sources.count(source) / len(sources)
        chance = chance + 2 * share
    return round(chance, 2)

# %% wrong: counts squared
# says: You squared the counts and not the shares
def eggs(sources):
    if len(sources) == 0:
        return None
    chance = 0
    for source in set(sources):
        share = sources.count(source)
        chance = chance + share * share
    return round(chance, 2)

# %% wrong: replaces the chance
# says: add to `chance` and do not replace it
def eggs(sources):
    if len(sources) == 0:
        return None
    chance = 0
    for source in set(sources):
        share = sources.count(source) / len(sources)
        chance = share * share
    return round(chance, 2)

# %% wrong: only the largest
# says: You gave the largest share
def eggs(sources):
    if len(sources) == 0:
        return None
    chance = 0
    for source in set(sources):
        share = sources.count(source) / len(sources)
        chance = max(chance, share)
    return round(chance, 2)

# %% wrong: different ways
# says: the chance that the two came different ways
def eggs(sources):
    if len(sources) == 0:
        return None
    chance = 0
    for source in set(sources):
        share = sources.count(source) / len(sources)
        chance = chance + share * share
    return round(1 - chance, 2)

# %% wrong: one in so many sources
# says: You gave every source the same share
def eggs(sources):
    if len(sources) == 0:
        return None
    chance = 0
    for source in set(sources):
        share = 1 / len(set(sources))
        chance = chance + share * share
    return round(chance, 2)

# %% wrong: nothing is a chance of 0
# says: You gave a chance of 0 where nothing can be drawn
def eggs(sources):
    if len(sources) == 0:
        return 0
    chance = 0
    for source in set(sources):
        share = sources.count(source) / len(sources)
        chance = chance + share * share
    return round(chance, 2)

# %% wrong: nothing to divide by
# says: Ask first whether there are any leads
def eggs(sources):
    n = len(sources)
    return sum(sources.count(s) ** 2 for s in set(sources)) / n**2
