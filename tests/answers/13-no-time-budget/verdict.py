# %% right: cut the row, add up, compare
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) < 4 or planned == 0:
        return "no data"
    return "problem" if spent > planned * bar else "fine"

# %% right: a walk back through the weeks
def verdict(weeks, bar=1.10):
    planned = spent = taken = 0
    ended = False
    for week in sorted(weeks)[::-1][:12]:
        ended = ended or weeks[week][0] == 0
        if ended and taken >= 4:
            break
        planned += weeks[week][0]
        spent += weeks[week][1]
        taken += 1
    if taken < 4 or not planned:
        return "no data"
    if spent / planned <= bar:
        return "fine"
    return "problem"

# %% right: the oldest dropped while there is one without a plan
def verdict(weeks, bar=1.10):
    pairs = [weeks[week] for week in sorted(weeks)][-12:]
    while len(pairs) > 4 and min(planned for planned, _ in pairs) == 0:
        pairs = pairs[1:]
    if len(pairs) < 4:
        return "no data"
    planned, spent = (sum(column) for column in zip(*pairs))
    if planned == 0:
        return "no data"
    return "fine" if spent <= bar * planned else "problem"

# %% right: by way of pandas
def verdict(weeks, bar=1.10):
    if len(weeks) < 4:
        return "no data"
    frame = pd.DataFrame.from_dict(weeks, orient="index", columns=["planned", "spent"])
    frame = frame.sort_index(ascending=False).head(12)
    has_plan = (frame["planned"] > 0).astype(int).cumprod().sum()
    planned, spent = frame.head(max(has_plan, 4)).sum()
    if planned == 0:
        return "no data"
    return "problem" if spent / planned > bar else "fine"

# %% wrong: any long week
# says: You judged by the one long week
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    if len(latest) < 4 or sum(weeks[week][0] for week in latest) == 0:
        return "no data"
    over = [weeks[week][1] > weeks[week][0] * bar for week in latest]
    return "problem" if any(over) else "fine"

# %% wrong: no tenth
# says: or forgot the tenth
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) < 4 or planned == 0:
        return "no data"
    return "problem" if spent > planned else "fine"

# %% wrong: never stops at a week without a plan
# says: You added up week 1 as well
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) < 4 or planned == 0:
        return "no data"
    return "problem" if spent > planned * bar else "fine"

# %% wrong: divides by each plan
# says: A week may have no plan: multiply the plan
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    if len(latest) < 4:
        return "no data"
    shares = [weeks[week][1] / weeks[week][0] for week in latest]
    return "problem" if sum(shares) / len(shares) > bar else "fine"

# %% wrong: the order of the dict
# says: put them in the order of their numbers
def verdict(weeks, bar=1.10):
    latest = list(weeks)[::-1][:12]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) < 4 or planned == 0:
        return "no data"
    return "problem" if spent > planned * bar else "fine"

# %% wrong: plan and spent mixed up
# says: You held the plan against what was spent
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) < 4 or planned == 0:
        return "no data"
    return "problem" if planned > spent * bar else "fine"

# %% wrong: more than four are asked for
# says: Four weeks are enough
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) <= 4 or planned == 0:
        return "no data"
    return "problem" if spent > planned * bar else "fine"

# %% wrong: the bar itself is a problem
# says: the bar itself is fine
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) < 4 or planned == 0:
        return "no data"
    return "problem" if spent / planned >= bar else "fine"

# %% wrong: a tenth, whatever is asked for
# says: this owner set the bar at 100%
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) < 4 or planned == 0:
        return "no data"
    return "problem" if spent > planned * 1.10 else "fine"

# %% wrong: all the weeks there are
# says: You added up more than the latest twelve weeks
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) < 4 or planned == 0:
        return "no data"
    return "problem" if spent > planned * bar else "fine"

# %% wrong: eight weeks
# says: You added up fewer than twelve weeks
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:8]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) < 4 or planned == 0:
        return "no data"
    return "problem" if spent > planned * bar else "fine"

# %% wrong: stops at the plan that is missing, however early
# says: You stopped at the week without a plan
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: unplanned[0]]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) < 4 or planned == 0:
        return "no data"
    return "problem" if spent > planned * bar else "fine"

# %% wrong: leaves out each week without a plan
# says: or left out the week without a plan
def verdict(weeks, bar=1.10):
    latest = [week for week in sorted(weeks, reverse=True)[:12] if weeks[week][0] > 0]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) < 4 or planned == 0:
        return "no data"
    return "problem" if spent > planned * bar else "fine"

# %% wrong: judges three weeks
# says: You judged three weeks
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if planned == 0:
        return "no data"
    return "problem" if spent > planned * bar else "fine"

# %% wrong: no plan at all is a problem
# says: Minutes without any plan are not over it
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) < 4:
        return "no data"
    return "problem" if spent > planned * bar else "fine"

# %% wrong: divides by nothing
# says: Ask first whether anything was planned
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week][1] for week in latest)
    if len(latest) < 4:
        return "no data"
    return "problem" if spent / planned > bar else "fine"

# %% wrong: adds up the keys
# says: weeks[week] is a pair
def verdict(weeks, bar=1.10):
    latest = sorted(weeks, reverse=True)[:12]
    unplanned = [place for place, week in enumerate(latest) if weeks[week][0] == 0]
    if unplanned:
        latest = latest[: max(unplanned[0], 4)]
    planned = sum(weeks[week][0] for week in latest)
    spent = sum(weeks[week] for week in latest)
    if len(latest) < 4 or planned == 0:
        return "no data"
    return "problem" if spent > planned * bar else "fine"

# %% wrong: through the dict as if it were pairs
# says: Going through a dict gives its keys
def verdict(weeks, bar=1.10):
    if len(weeks) < 4:
        return "no data"
    planned = spent = 0
    for before, after in [str(week) for week in weeks]:
        planned += before
        spent += after
    return "problem" if spent > planned * bar else "fine"
