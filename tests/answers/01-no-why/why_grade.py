# %% right: early returns
def why_grade(why, metric, business_metrics):
    if why.strip() == "":
        return "none"
    if metric in business_metrics:
        return "strong"
    return "vague"

# %% right: one variable, nested
def why_grade(why, metric, business_metrics):
    grade = "none"
    if why.strip():
        if metric in business_metrics:
            grade = "strong"
        else:
            grade = "vague"
    return grade

# %% right: a loop over the business metrics
def why_grade(why, metric, business_metrics):
    if not why or why.isspace():
        return "none"
    for wanted in business_metrics:
        if wanted == metric:
            return "strong"
    return "vague"

# %% right: one line, numpy's own text
import numpy as np
def why_grade(why, metric, business_metrics):
    return np.str_("none" if not why.split() else ["vague", "strong"][metric in business_metrics])

# %% wrong: the metric first
# says: You graded the metric before you looked
def why_grade(why, metric, business_metrics):
    if metric in business_metrics:
        return "strong"
    if why.strip() == "":
        return "none"
    return "vague"

# %% wrong: any why is strong
# says: You called it strong without asking
def why_grade(why, metric, business_metrics):
    if why.strip() == "":
        return "none"
    if metric:
        return "strong"
    return "vague"

# %% wrong: a weak why is none
# says: You called it none, and there is a why
def why_grade(why, metric, business_metrics):
    if why.strip() and metric in business_metrics:
        return "strong"
    return "none"

# %% wrong: takes spaces for a why
# says: You took spaces for a why
def why_grade(why, metric, business_metrics):
    if why == "":
        return "none"
    if metric in business_metrics:
        return "strong"
    return "vague"

# %% wrong: compares with the whole set
# says: any of the business metrics will do
def why_grade(why, metric, business_metrics):
    if why.strip() == "":
        return "none"
    if {metric} == business_metrics:
        return "strong"
    return "vague"

# %% wrong: a piece of a word is enough
# says: You took a piece of a word for the word
def why_grade(why, metric, business_metrics):
    if why.strip() == "":
        return "none"
    if metric and metric in " ".join(business_metrics):
        return "strong"
    return "vague"

# %% wrong: the first letter of a blank why
# says: then it has no first letter
def why_grade(why, metric, business_metrics):
    if why[0] == " ":
        return "none"
    return "strong" if metric in business_metrics else "vague"

# %% wrong: a capital letter
# says: only the spelling differs
def why_grade(why, metric, business_metrics):
    if why.strip() == "":
        return "None"
    return "Strong" if metric in business_metrics else "Vague"
