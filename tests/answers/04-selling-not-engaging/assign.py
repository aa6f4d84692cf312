# %% right: draws half of the slots
def assign(slots, seed):
    dice = random.Random(seed)
    selling = dice.sample(slots, len(slots) // 2)
    return {slot: "pitch" if slot in selling else "ask" for slot in slots}


# %% right: shuffles the words, not the slots
def assign(slots, seed):
    half = len(slots) // 2
    words = ["pitch"] * half + ["ask"] * (len(slots) - half)
    random.Random(seed).shuffle(words)
    return dict(zip(slots, words))


# %% right: shuffles a copy and deals in turn
def assign(slots, seed):
    order = sorted(slots)
    random.seed(seed)
    random.shuffle(order)
    plan = {}
    for place, slot in enumerate(order):
        plan[slot] = "pitch" if place % 2 == 0 else "ask"
    return plan


# %% right: numpy's dice
def assign(slots, seed):
    import numpy as np

    order = np.random.default_rng(seed).permutation(len(slots))
    return {
        slot: ("pitch" if place < len(slots) / 2 else "ask") for slot, place in zip(slots, order)
    }


# %% wrong: a coin for every slot
# says: Half of the slots should sell, whatever the seed
def assign(slots, seed):
    dice = random.Random(seed)
    return {slot: dice.choice(["pitch", "ask"]) for slot in slots}


# %% wrong: forgets the seed
# says: The same slots and seed should give the same plan again
def assign(slots, seed):
    selling = random.sample(slots, len(slots) // 2)
    return {slot: "pitch" if slot in selling else "ask" for slot in slots}


# %% wrong: turn and turn about, no chance in it
# says: let chance choose, from the seed
def assign(slots, seed):
    return {slot: "pitch" if place % 2 else "ask" for place, slot in enumerate(slots)}


# %% wrong: one seed for all
# says: let chance choose, from the seed
def assign(slots, seed):
    dice = random.Random(42)
    selling = dice.sample(slots, len(slots) // 2)
    return {slot: "pitch" if slot in selling else "ask" for slot in slots}


# %% wrong: shuffles the list it was given
# says: assign changed the list it was given
def assign(slots, seed):
    random.Random(seed).shuffle(slots)
    half = len(slots) // 2
    return {slot: "pitch" if slots.index(slot) < half else "ask" for slot in slots}


# %% wrong: only the slots that sell
# says: a dict with every slot in it
def assign(slots, seed):
    selling = random.Random(seed).sample(slots, len(slots) // 2)
    return {slot: "pitch" for slot in selling}


# %% wrong: a word of her own
# says: 'pitch' or 'ask' beside each
def assign(slots, seed):
    selling = random.Random(seed).sample(slots, len(slots) // 2)
    return {slot: "pitch" if slot in selling else "question" for slot in slots}


# %% wrong: a list of the slots that sell
# says: The plan should be a dict
def assign(slots, seed):
    return random.Random(seed).sample(slots, len(slots) // 2)


# %% wrong: a third of them sell
# says: Half of the slots should sell, whatever the seed
def assign(slots, seed):
    selling = random.Random(seed).sample(slots, len(slots) // 3)
    return {slot: "pitch" if slot in selling else "ask" for slot in slots}


# %% wrong: the last slot always asks
# says: let chance choose, from the seed
def assign(slots, seed):
    selling = random.Random(seed).sample(slots[:-1], len(slots) // 2) if slots else []
    return {slot: "pitch" if slot in selling else "ask" for slot in slots}
