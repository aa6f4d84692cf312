# %% right: three ifs
def triage(is_alone, login_ok, has_why):
    if not has_why:
        return "close"
    if is_alone and login_ok:
        return "pause"
    if is_alone:
        return "close"
    return "keep"

# %% right: nested
def triage(is_alone, login_ok, has_why):
    if has_why:
        if is_alone:
            if login_ok:
                return "pause"
            else:
                return "close"
        else:
            return "keep"
    else:
        return "close"

# %% right: one expression
def triage(is_alone, login_ok, has_why):
    return "close" if not has_why else "keep" if not is_alone else "pause" if login_ok else "close"

# %% right: the kept ones first
def triage(is_alone, login_ok, has_why):
    answer = "close"
    if has_why and not is_alone:
        answer = "keep"
    elif has_why and login_ok:
        answer = "pause"
    return answer

# %% wrong: closes every account left alone
# says: You closed an account that you can still log in to
def triage(is_alone, login_ok, has_why):
    if not has_why or is_alone:
        return "close"
    return "keep"

# %% wrong: pauses what nobody can log in to
# says: who would pin up the notice
def triage(is_alone, login_ok, has_why):
    if not has_why:
        return "close"
    if is_alone:
        return "pause"
    return "keep"

# %% wrong: never asks for the why
# says: You kept an account without a why
def triage(is_alone, login_ok, has_why):
    if is_alone and login_ok:
        return "pause"
    if is_alone:
        return "close"
    return "keep"

# %% wrong: asks first whether it is left alone
# says: You asked whether it is left alone before you asked for the why
def triage(is_alone, login_ok, has_why):
    if is_alone and login_ok:
        return "pause"
    if is_alone or not has_why:
        return "close"
    return "keep"

# %% wrong: the why only matters for accounts left alone
# says: You kept an account without a why because it is looked after
def triage(is_alone, login_ok, has_why):
    if is_alone:
        return "pause" if login_ok and has_why else "close"
    return "keep"

# %% wrong: a lost key closes a live account
# says: the key only matters for those left alone
def triage(is_alone, login_ok, has_why):
    if not has_why or not login_ok:
        return "close"
    return "pause" if is_alone else "keep"

# %% wrong: keeps what is left alone
# says: You kept an account that nobody has looked in on for a month
def triage(is_alone, login_ok, has_why):
    if has_why and login_ok:
        return "keep"
    return "close"

# %% wrong: a capital letter
# says: only the spelling differs
def triage(is_alone, login_ok, has_why):
    if not has_why:
        return "Close"
    if is_alone:
        return "Pause" if login_ok else "Close"
    return "Keep"

# %% wrong: prints
# says: did you print it and not return it?
def triage(is_alone, login_ok, has_why):
    if not has_why:
        print("close")
    elif is_alone:
        print("pause" if login_ok else "close")
    else:
        print("keep")
