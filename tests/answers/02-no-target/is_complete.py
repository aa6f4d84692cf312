# %% right: the blank filled in
def is_complete(goal):
    for box in ["metric", "target", "due", "written_on"]:
        value = goal.get(box)
        blank = pd.isna(value) or not str(value).strip()
        if blank:
            return False
    return goal["target"] > 0

# %% right: every face of an empty box by name
def is_complete(goal):
    for box in ["metric", "target", "due", "written_on"]:
        value = goal.get(box)
        blank = value is None or value != value or (isinstance(value, str) and value.strip() == "")
        if blank:
            return False
    return goal["target"] > 0

# %% right: a comprehension, handing back a numpy bool
import numpy as np
def is_complete(goal):
    boxes = pd.Series({box: goal.get(box) for box in ("metric", "target", "due", "written_on")}, dtype=object)
    filled = boxes.notna() & (boxes.astype(str).str.strip() != "")
    return np.bool_(filled.all() and goal["target"] > 0)

# %% right: the text of the box
def is_complete(goal):
    for box in ["metric", "target", "due", "written_on"]:
        if str(goal.get(box)).strip().lower() in ["", "none", "nan", "nat", "0"]:
            return False
    return True

# %% wrong: None only
# says: pandas marks an empty number box with NaN
def is_complete(goal):
    for box in ["metric", "target", "due", "written_on"]:
        value = goal.get(box)
        blank = value is None
        if blank:
            return False
    return goal["target"] is None or not goal["target"] <= 0

# %% wrong: forgets the spaces
# says: holds nothing but spaces
def is_complete(goal):
    for box in ["metric", "target", "due", "written_on"]:
        value = goal.get(box)
        blank = pd.isna(value) or value == ""
        if blank:
            return False
    return goal["target"] > 0

# %% wrong: asks for every box
# says: the other boxes may stay empty
def is_complete(goal):
    for value in goal.values():
        if pd.isna(value) or str(value).strip() == "":
            return False
    return len(goal) > 0

# %% wrong: lets a target of 0 pass
# says: You let a target of 0 pass
def is_complete(goal):
    for box in ["metric", "target", "due", "written_on"]:
        value = goal.get(box)
        if pd.isna(value) or str(value).strip() == "":
            return False
    return True

# %% wrong: square brackets on a box that is not there
# says: is_complete({}) stopped with KeyError ('metric') in the line `
def is_complete(goal):
    for box in ["metric", "target", "due", "written_on"]:
        value = goal[box]
        blank = pd.isna(value) or str(value).strip() == ""
        if blank:
            return False
    return goal["target"] > 0

# %% wrong: gives back what it found instead of True
# says: True or False is asked for
def is_complete(goal):
    return goal.get("metric") and goal.get("due") and goal.get("written_on") and goal.get("target")

# %% wrong: says yes and no in words
# says: gave 'yes', where True was expected
def is_complete(goal):
    for box in ["metric", "target", "due", "written_on"]:
        value = goal.get(box)
        if pd.isna(value) or str(value).strip() == "":
            return "no"
    return "yes" if goal["target"] > 0 else "no"

# %% wrong: strips a number
# says: and str(value) makes a text of it
def is_complete(goal):
    for box in ["metric", "target", "due", "written_on"]:
        value = goal.get(box)
        blank = pd.isna(value) or value.strip() == ""
        if blank:
            return False
    return goal["target"] > 0

# %% wrong: filled and blank the wrong way round
# says: the other boxes may stay empty
def is_complete(goal):
    for box in ["metric", "target", "due", "written_on"]:
        value = goal.get(box)
        blank = pd.notna(value) and str(value).strip() != ""
        if blank:
            return False
    return goal["target"] > 0
