# %% right: judge asked twice
def verdict(k, unclear, n):
    if n == 0:
        return "no data"
    best = judge(k, n)
    worst = judge(k + unclear, n)
    if best == worst:
        return best
    return "no data"

# %% right: one expression
def verdict(k, unclear, n):
    words = {judge(lost, n) for lost in (k, k + unclear)}
    return words.pop() if n and len(words) == 1 else "no data"

# %% right: by the ends of the intervals
def verdict(k, unclear, n):
    if n == 0:
        return "no data"
    if n < 5:
        return "not sure"
    _, low, high = proportion(k, n)
    _, lower, higher = proportion(k + unclear, n)
    if low > 0.5:
        return "problem"
    if higher < 0.5:
        return "fine"
    if high >= 0.5 and lower <= 0.5:
        return "not sure"
    return "no data"

# %% right: every case by itself
def verdict(k, unclear, n):
    if n < 1:
        return "no data"
    for word in ("fine", "not sure", "problem"):
        if judge(k, n) == word and judge(k + unclear, n) == word:
            return word
    return "no data"

# %% wrong: the unclear can all be reached
# says: people who can be reached, and nobody knows that
def verdict(k, unclear, n):
    if n == 0:
        return "no data"
    best = judge(k, n)
    worst = judge(k, n)
    if best == worst:
        return best
    return "no data"

# %% wrong: the unclear are all lost
# says: You took the unclear for lost
def verdict(k, unclear, n):
    if n == 0:
        return "no data"
    best = judge(k + unclear, n)
    worst = judge(k + unclear, n)
    if best == worst:
        return best
    return "no data"

# %% wrong: half of the unclear are lost
# says: You took the unclear for
def verdict(k, unclear, n):
    if n == 0:
        return "no data"
    best = judge(k + unclear / 2, n)
    worst = judge(k + unclear / 2, n)
    if best == worst:
        return best
    return "no data"

# %% wrong: not sure where they differ
# says: More buyers would not settle this
def verdict(k, unclear, n):
    if n == 0:
        return "no data"
    best, worst = judge(k, n), judge(k + unclear, n)
    if best == worst:
        return best
    return "no data" if "not sure" in (best, worst) else "not sure"

# %% wrong: the unclear left out of the total
# says: You took the unclear for
def verdict(k, unclear, n):
    if n == 0:
        return "no data"
    best = judge(k, n)
    worst = judge(k, n - unclear)
    if best == worst:
        return best
    return "no data"

# %% wrong: no data wherever something is not known
# says: it does not matter what was not noted
def verdict(k, unclear, n):
    if n == 0:
        return "no data"
    best = judge(k, n)
    worst = judge(k + unclear, n)
    if unclear == 0:
        return best
    return "no data"

# %% wrong: not sure is no data
# says: and that is an answer
def verdict(k, unclear, n):
    if n == 0:
        return "no data"
    best = judge(k, n)
    worst = judge(k + unclear, n)
    if best == worst and best != "not sure":
        return best
    return "no data"

# %% wrong: never asks whether there are any
# says: Ask first whether there are any buyers
def verdict(k, unclear, n):
    best = judge(k, n)
    worst = judge(k + unclear, n)
    if best == worst:
        return best
    return "no data"

# %% wrong: fewer than five are no data
# says: Only where n is 0 there are no data at all
def verdict(k, unclear, n):
    if n < 5:
        return "no data"
    best = judge(k, n)
    worst = judge(k + unclear, n)
    if best == worst:
        return best
    return "no data"

# %% wrong: one number for judge
# says: judge wants two numbers
def verdict(k, unclear, n):
    if n == 0:
        return "no data"
    best = judge(k / n)
    worst = judge(k + unclear, n)
    if best == worst:
        return best
    return "no data"

# %% wrong: turned round
# says: You turned the two sides round
def verdict(k, unclear, n):
    if n == 0:
        return "no data"
    best = judge(n - k, n)
    worst = judge(n - k - unclear, n)
    if best == worst:
        return best
    return "no data"

# %% wrong: prints
# says: did you print it and not return it?
def verdict(k, unclear, n):
    if n == 0:
        return "no data"
    best = judge(k, n)
    worst = judge(k + unclear, n)
    if best == worst:
        print(best)
        return
    return "no data"

# %% wrong: the unclear left out of n at best
# says: or out of n
def verdict(k, unclear, n):
    if n == 0:
        return "no data"
    best = judge(k, n - unclear)
    worst = judge(k + unclear, n)
    return best if best == worst else "no data"
