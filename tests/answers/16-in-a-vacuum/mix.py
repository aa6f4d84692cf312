# %% right: the blank filled in
def mix(sources):
    counts = {}
    for source in sources:
        counts[source] = counts.get(source, 0) + 1
    return {source: count / len(sources) for source, count in counts.items()}

# %% right: asks whether it is there
def mix(sources):
    counts = {}
    for source in sources:
        counts[source] = counts[source] + 1 if source in counts else 1
    return {source: count / len(sources) for source, count in counts.items()}

# %% right: setdefault first
def mix(sources):
    counts = {}
    for source in sources:
        counts.setdefault(source, 0)
        counts[source] += 1
    return {source: count / len(sources) for source, count in counts.items()}

# %% right: a Counter
from collections import Counter
def mix(sources):
    return {source: count / len(sources) for source, count in Counter(sources).items()}

# %% right: pandas
def mix(sources):
    return pd.Series(sources, dtype=object).value_counts(normalize=True).to_dict()

# %% wrong: no first number
# says: A source that has not come up before has no number yet
def mix(sources):
    counts = {}
    for source in sources:
        counts[source] = counts[source] + 1
    return {source: count / len(sources) for source, count in counts.items()}

# %% wrong: starts again each time
# says: You started again from one each time
def mix(sources):
    counts = {}
    for source in sources:
        counts[source] = 1
    return {source: count / len(sources) for source, count in counts.items()}

# %% wrong: misses the first
# says: You missed the first lead of each source
def mix(sources):
    counts = {}
    for source in sources:
        counts[source] = counts[source] + 1 if source in counts else 0
    return {source: count / len(sources) for source, count in counts.items()}

# %% wrong: counts
# says: You gave counts, and shares are asked for
def mix(sources):
    counts = {}
    for source in sources:
        counts[source] = counts.get(source, 0) + 1
    return {source: count for source, count in counts.items()}

# %% wrong: percent
# says: You gave percent
def mix(sources):
    counts = {}
    for source in sources:
        counts[source] = counts.get(source, 0) + 1
    return {source: 100 * count / len(sources) for source, count in counts.items()}

# %% wrong: the three sources of the example
# says: take the words from the list, whatever they are
def mix(sources):
    found = {}
    for name in ("social", "email", "walk-in"):
        if name in sources:
            found[name] = sources.count(name) / len(sources)
    return found

# %% wrong: every source alike
# says: You gave every source the same share
def mix(sources):
    return {source: 1 / len(set(sources)) for source in sources}
