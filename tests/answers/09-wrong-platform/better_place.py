# %% right: step by step
def better_place(only_a, only_b):
    total = only_a + only_b
    if total < 6:
        return "not sure"
    share, low, high = wilson(only_a, total)
    if low > 0.5:
        return "a"
    if high < 0.5:
        return "b"
    return "not sure"

# %% right: the interval of b, turned round
def better_place(only_a, only_b):
    answer = "not sure"
    if only_a + only_b >= 6:
        _, low, high = wilson(only_b, only_a + only_b)
        if low > 0.5:
            answer = "b"
        elif high < 0.5:
            answer = "a"
    return answer

# %% right: two tests in one
def better_place(only_a, only_b):
    n = only_a + only_b
    for name, k in (("a", only_a), ("b", only_b)):
        if n > 5 and wilson(k, n)[1] > 1 / 2:
            return name
    return "not sure"

# %% right: Wilson's formula by hand
def better_place(only_a, only_b):
    n = only_a + only_b
    if n < 6:
        return "not sure"
    z, p = 1.96, only_a / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    return "a" if middle - half > 0.5 else "b" if middle + half < 0.5 else "not sure"

# %% wrong: the larger count wins
# says: You went by which count is larger
def better_place(only_a, only_b):
    if only_a + only_b < 6:
        return "not sure"
    return "a" if only_a > only_b else "b"

# %% wrong: the platforms turned round
# says: You turned the two platforms round
def better_place(only_a, only_b):
    total = only_a + only_b
    if total < 6:
        return "not sure"
    share, low, high = wilson(only_a, total)
    if low > 0.5:
        return "b"
    if high < 0.5:
        return "a"
    return "not sure"

# %% wrong: forgets that there may be nobody
# says: ask first whether there are enough clients
def better_place(only_a, only_b):
    share, low, high = wilson(only_a, only_a + only_b)
    if low > 0.5:
        return "a"
    if high < 0.5:
        return "b"
    return "not sure"

# %% wrong: judges by five
# says: You judged by fewer than 6 clients
def better_place(only_a, only_b):
    if only_a + only_b < 5:
        return "not sure"
    share, low, high = wilson(only_a, only_a + only_b)
    if low > 0.5:
        return "a"
    if high < 0.5:
        return "b"
    return "not sure"

# %% wrong: more than six are asked for
# says: You asked for more than 6 clients
def better_place(only_a, only_b):
    if only_a + only_b <= 6:
        return "not sure"
    share, low, high = wilson(only_a, only_a + only_b)
    if low > 0.5:
        return "a"
    if high < 0.5:
        return "b"
    return "not sure"

# %% wrong: k of the other, not of both
# says: The total is both counts together
def better_place(only_a, only_b):
    if only_a + only_b < 6:
        return "not sure"
    share, low, high = wilson(only_b, only_a)
    return "b" if low > 0.5 else "a" if high < 0.5 else "not sure"

# %% wrong: ten times as many or it does not count
# says: You asked for too much
def better_place(only_a, only_b):
    if only_a > 10 * only_b:
        return "a"
    if only_b > 10 * only_a:
        return "b"
    return "not sure"

# %% wrong: gives back the interval
# says: With 1 against 10 the whole interval lies below a half
def better_place(only_a, only_b):
    return wilson(only_a, only_a + only_b)
