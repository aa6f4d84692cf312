# %% right: a comprehension
def red_flags(offer):
    return [flag for flag in FLAGS if offer.get(flag) is True]

# %% right: a loop
def red_flags(offer):
    raised = []
    for flag in FLAGS:
        if flag in offer and offer[flag]:
            raised.append(flag)
    return raised

# %% right: five questions written out, a tuple
def red_flags(offer):
    raised = ()
    for name in "guarantees_results no_refund no_denominator pressure_deadline over_budget".split():
        if offer.get(name, False) == True:
            raised += (name,)
    return raised

# %% right: sorted into the order of FLAGS
def red_flags(offer):
    raised = [name for name, answer in offer.items() if answer is True and name in FLAGS]
    return sorted(raised, key=FLAGS.index)

# %% right: filter
def red_flags(offer):
    return list(filter(lambda flag: bool(offer.get(flag)), FLAGS))

# %% wrong: the order of the offer
# says: You kept the order of the offer
def red_flags(offer):
    return [name for name, answer in offer.items() if answer is True]

# %% wrong: whatever is not empty
# says: You took the title for a flag
def red_flags(offer):
    return [name for name in offer if offer[name]]

# %% wrong: mentioned is raised
# says: You raised a flag that is mentioned and False
def red_flags(offer):
    return [flag for flag in FLAGS if flag in offer]

# %% wrong: not mentioned is raised
# says: You raised a flag that the offer does not mention
def red_flags(offer):
    return [flag for flag in FLAGS if offer.get(flag, True)]

# %% wrong: those that are not raised
# says: You listed the flags that are not raised
def red_flags(offer):
    return [flag for flag in FLAGS if not offer.get(flag)]

# %% wrong: how many
# says: You counted the flags
def red_flags(offer):
    return sum(offer.get(flag) is True for flag in FLAGS)

# %% wrong: asks for what is not there
# says: Not every offer mentions every flag
def red_flags(offer):
    return [flag for flag in FLAGS if offer[flag]]

# %% wrong: None for none
# says: No flags are an empty list, not None
def red_flags(offer):
    raised = [flag for flag in FLAGS if offer.get(flag)]
    return raised or None

# %% wrong: None is raised
# says: You raised a flag for None
def red_flags(offer):
    return [flag for flag in FLAGS if offer.get(flag, False) is not False]

# %% wrong: in the order of the alphabet
# says: You put the flags in alphabetical order
def red_flags(offer):
    return sorted(flag for flag in FLAGS if offer.get(flag))

# %% wrong: one name without a list
# says: A list is asked for
def red_flags(offer):
    raised = [flag for flag in FLAGS if offer.get(flag)]
    return raised[0] if len(raised) == 1 else raised
