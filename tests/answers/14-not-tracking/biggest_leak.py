# %% right: keeps the lowest so far
def biggest_leak(counts):
    leak, lowest = None, 1.1
    for place, name in enumerate(["services", "contact", "form"]):
        before, after = counts[place], counts[place + 1]
        if before >= 30 and after / before < lowest:
            leak, lowest = name, after / before
    return leak

# %% right: a dict and min
def biggest_leak(counts):
    rates = {}
    for name, n, k in zip(["services", "contact", "form"], counts, counts[1:]):
        if n >= 30:
            rates[name] = k / n
    return min(rates, key=rates.get) if rates else None

# %% right: sorts pairs
def biggest_leak(counts):
    steps = zip(("services", "contact", "form"), counts[:-1], counts[1:])
    rates = sorted((k / n, name) for name, n, k in steps if not n < 30)
    return rates[0][1] if rates else None

# %% right: through the step rates, by pandas
def biggest_leak(counts):
    table = pd.DataFrame({"n": counts[:-1], "k": counts[1:]}, index=["services", "contact", "form"])
    table = table[table["n"] >= 30]
    if table.empty:
        return None
    return (table["k"] / table["n"]).idxmin()

# %% wrong: judges every step
# says: You judged a step that only 12 people stood before
def biggest_leak(counts):
    rates = {}
    for name, n, k in zip(["services", "contact", "form"], counts, counts[1:]):
        if n > 0:
            rates[name] = k / n
    return min(rates, key=rates.get) if rates else None

# %% wrong: the best step
# says: You took the highest share
def biggest_leak(counts):
    rates = {}
    for name, n, k in zip(["services", "contact", "form"], counts, counts[1:]):
        if n >= 30:
            rates[name] = k / n
    return max(rates, key=rates.get) if rates else None

# %% wrong: more than 30
# says: You left out a step with exactly 30 people before it
def biggest_leak(counts):
    rates = {}
    for name, n, k in zip(["services", "contact", "form"], counts, counts[1:]):
        if n > 30:
            rates[name] = k / n
    return min(rates, key=rates.get) if rates else None

# %% wrong: the most people lost
# says: You looked for the most people lost
def biggest_leak(counts):
    lost = {}
    for name, n, k in zip(["services", "contact", "form"], counts, counts[1:]):
        if n >= 30:
            lost[name] = n - k
    return max(lost, key=lost.get) if lost else None

# %% wrong: min of nothing
# says: min has nothing to choose from then
def biggest_leak(counts):
    rates = {}
    for name, n, k in zip(["services", "contact", "form"], counts, counts[1:]):
        if n >= 30:
            rates[name] = k / n
    return min(rates, key=rates.get)

# %% wrong: divides before it looks
# says: Look at how many stood before a step, and only then divide
def biggest_leak(counts):
    leak, lowest = None, 1.1
    for name, n, k in zip(["services", "contact", "form"], counts, counts[1:]):
        share = k / n
        if n >= 30 and share < lowest:
            leak, lowest = name, share
    return leak

# %% wrong: the share, not the name
# says: You gave the share, and the name of the step is asked for
def biggest_leak(counts):
    rates = [k / n for n, k in zip(counts, counts[1:]) if n >= 30]
    return min(rates) if rates else None

# %% wrong: enough visits will do
# says: You judged a step that only 12 people stood before
def biggest_leak(counts):
    if counts[0] < 30:
        return None
    rates = {name: k / n for name, n, k in zip(["services", "contact", "form"], counts, counts[1:]) if n}
    return min(rates, key=rates.get)

# %% wrong: shares of all visits
# says: or shares of all 400 visits
def biggest_leak(counts):
    rates = {}
    for name, n, k in zip(["services", "contact", "form"], counts, counts[1:]):
        if n >= 30:
            rates[name] = k / counts[0]
    return min(rates, key=rates.get) if rates else None

# %% wrong: names the page they left
# says: You named where they stood
def biggest_leak(counts):
    rates = {}
    for name, n, k in zip(["visits", "services", "contact"], counts, counts[1:]):
        if n >= 30:
            rates[name] = k / n
    return min(rates, key=rates.get) if rates else None
