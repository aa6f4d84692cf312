# %% right: the blanks filled in
def step_rates(counts):
    rows = []
    for step in range(1, len(counts)):
        k, n = counts[step], counts[step - 1]
        interval = wilson(k, n)
        if interval is None:
            low, high = None, None
        else:
            low, high = round(interval[1], 2), round(interval[2], 2)
        rows.append((k, n, low, high))
    return rows

# %% right: neighbours by zip, not rounded
def step_rates(counts):
    rows = []
    for n, k in zip(counts, counts[1:]):
        share, low, high = wilson(k, n) or (None, None, None)
        rows.append([k, n, low, high])
    return rows

# %% right: one comprehension
def step_rates(counts):
    return [(k, n, *((wilson(k, n) or [None] * 3)[1:])) for n, k in zip(counts[:-1], counts[1:])]

# %% right: numpy's numbers
import numpy as np
def step_rates(counts):
    counts = np.array(counts, dtype=int)
    rows = []
    for step in range(1, len(counts)):
        k, n = counts[step], counts[step - 1]
        limits = np.round(wilson(k, n)[1:], 2) if n > 0 else (None, None)
        rows.append((k, n, limits[0], limits[1]))
    return rows

# %% wrong: every step out of all visits
# says: You took every step out of all the visits
def step_rates(counts):
    rows = []
    for step in range(1, len(counts)):
        k, n = counts[step], counts[0]
        interval = wilson(k, n)
        if interval is None:
            low, high = None, None
        else:
            low, high = round(interval[1], 2), round(interval[2], 2)
        rows.append((k, n, low, high))
    return rows

# %% wrong: the later count as the whole
# says: A part cannot be larger than its whole
def step_rates(counts):
    rows = []
    for step in range(1, len(counts)):
        k, n = counts[step - 1], counts[step]
        interval = wilson(k, n)
        if interval is None:
            low, high = None, None
        else:
            low, high = round(interval[1], 2), round(interval[2], 2)
        rows.append((k, n, low, high))
    return rows

# %% wrong: plus and minus the same
# says: You made both sides equally wide
def step_rates(counts):
    rows = []
    for n, k in zip(counts, counts[1:]):
        if n == 0:
            rows.append((k, n, None, None))
        else:
            p = k / n
            half = 1.96 * (p * (1 - p) / n) ** 0.5
            rows.append((k, n, round(p - half, 2), round(p + half, 2)))
    return rows

# %% wrong: the share in place of k and n
# says: You gave the share, and k and n belong in its place
def step_rates(counts):
    return [wilson(k, n) for n, k in zip(counts, counts[1:])]

# %% wrong: n before k
# says: You put n before k
def step_rates(counts):
    rows = []
    for n, k in zip(counts, counts[1:]):
        share, low, high = wilson(k, n) or (None, None, None)
        rows.append((n, k, low, high))
    return rows

# %% wrong: 0 where nobody was
# says: You gave 0 for a step that nobody reached
def step_rates(counts):
    rows = []
    for n, k in zip(counts, counts[1:]):
        share, low, high = wilson(k, n) or (0, 0, 0)
        rows.append((k, n, round(low, 2), round(high, 2)))
    return rows

# %% wrong: forgets that nobody may have been there
# says: wilson gives None where nobody was there
def step_rates(counts):
    rows = []
    for n, k in zip(counts, counts[1:]):
        share, low, high = wilson(k, n)
        rows.append((k, n, low, high))
    return rows

# %% wrong: skips the steps that nobody reached
# says: You left out the steps that nobody reached
def step_rates(counts):
    rows = []
    for n, k in zip(counts, counts[1:]):
        if n > 0:
            rows.append((k, n, *wilson(k, n)[1:]))
    return rows

# %% wrong: only the last line comes back
# says: You gave the last step only
def step_rates(counts):
    row = []
    for n, k in zip(counts, counts[1:]):
        row = (k, n, *(wilson(k, n) or (None, None, None))[1:])
    return row

# %% wrong: one step too far
# says: There is one step fewer than there are counts
def step_rates(counts):
    rows = []
    for step in range(len(counts)):
        k, n = counts[step + 1], counts[step]
        rows.append((k, n, *(wilson(k, n) or (None, None, None))[1:]))
    return rows
