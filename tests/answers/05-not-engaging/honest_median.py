# %% right: sorted, with infinity
def honest_median(waits):
    if not waits:
        return None
    ordered = sorted(math.inf if wait is None else wait for wait in waits)
    middle = len(ordered) // 2
    if len(ordered) % 2 == 1:
        median = ordered[middle]
    else:
        median = (ordered[middle - 1] + ordered[middle]) / 2
    return None if median == math.inf else median

# %% right: the statistics module
import statistics
def honest_median(waits):
    if len(waits) == 0:
        return None
    median = statistics.median([float("inf") if w is None else w for w in waits])
    return median if math.isfinite(median) else None

# %% right: numpy
import numpy as np
def honest_median(waits):
    if len(waits) < 1:
        return None
    filled = np.array([np.inf if w is None else w for w in waits], dtype=float)
    median = np.median(filled)
    return None if np.isinf(median) else np.float64(median)

# %% right: pandas, endless waits as a very long one
def honest_median(waits):
    hours = pd.Series(waits, dtype=float).fillna(1e12)
    median = hours.median()
    return median if median < 1e6 else None

# %% wrong: leaves out the never answered
# says: You left out those who were never answered
def honest_median(waits):
    answered = sorted(w for w in waits if w is not None)
    if not answered:
        return None
    middle = len(answered) // 2
    if len(answered) % 2:
        return answered[middle]
    return (answered[middle - 1] + answered[middle]) / 2

# %% wrong: no answer is 0 hours
# says: You counted no answer as a wait of 0 hours
def honest_median(waits):
    ordered = sorted(w or 0 for w in waits)
    return ordered[len(ordered) // 2] if ordered else None

# %% wrong: sorts None with numbers
# says: None cannot be put in order with numbers
def honest_median(waits):
    ordered = sorted(waits)
    return ordered[len(ordered) // 2]

# %% wrong: the average of all
# says: You took the average
def honest_median(waits):
    filled = [math.inf if w is None else w for w in waits]
    return sum(filled) / len(filled)

# %% wrong: endless is not None
# says: None is how this function says so
def honest_median(waits):
    ordered = sorted(math.inf if w is None else w for w in waits)
    return ordered[len(ordered) // 2] if ordered else None

# %% wrong: forgets the empty list
# says: Ask first whether there are any waits
def honest_median(waits):
    ordered = sorted(math.inf if w is None else w for w in waits)
    median = ordered[len(ordered) // 2]
    return None if median == math.inf else median

# %% wrong: the upper of the two in the middle
# says: take halfway between the two in the middle, not the upper one
def honest_median(waits):
    if not waits:
        return None
    ordered = sorted(math.inf if w is None else w for w in waits)
    median = ordered[len(ordered) // 2]
    return None if median == math.inf else median

# %% wrong: 0 hours where nobody asked
# says: You gave a wait of 0 hours where nobody asked anything
def honest_median(waits):
    if not waits:
        return 0
    ordered = sorted(math.inf if w is None else w for w in waits)
    median = ordered[len(ordered) // 2]
    return None if median == math.inf else median
