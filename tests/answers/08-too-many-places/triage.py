# %% right: three ifs
def triage(is_dormant, login_ok, has_why):
    if not has_why:
        return "close"
    if is_dormant and login_ok:
        return "pause"
    if is_dormant:
        return "close"
    return "keep"

# %% right: nested
def triage(is_dormant, login_ok, has_why):
    if has_why:
        if is_dormant:
            if login_ok:
                return "pause"
            else:
                return "close"
        else:
            return "keep"
    else:
        return "close"

# %% right: one expression
def triage(is_dormant, login_ok, has_why):
    return "close" if not has_why else "keep" if not is_dormant else "pause" if login_ok else "close"

# %% right: the kept ones first
def triage(is_dormant, login_ok, has_why):
    answer = "close"
    if has_why and not is_dormant:
        answer = "keep"
    elif has_why and login_ok:
        answer = "pause"
    return answer

# %% wrong: closes every silent account
# says: You closed a silent account that you can still log in to
def triage(is_dormant, login_ok, has_why):
    if not has_why or is_dormant:
        return "close"
    return "keep"

# %% wrong: pauses what nobody can log in to
# says: who would pin up the notice
def triage(is_dormant, login_ok, has_why):
    if not has_why:
        return "close"
    if is_dormant:
        return "pause"
    return "keep"

# %% wrong: never asks for the why
# says: You never asked for the why
def triage(is_dormant, login_ok, has_why):
    if is_dormant and login_ok:
        return "pause"
    if is_dormant:
        return "close"
    return "keep"

# %% wrong: asks for silence first
# says: You asked whether it is silent before you asked for the why
def triage(is_dormant, login_ok, has_why):
    if is_dormant and login_ok:
        return "pause"
    if is_dormant or not has_why:
        return "close"
    return "keep"

# %% wrong: the why only matters for silent accounts
# says: You kept an account without a why because it is alive
def triage(is_dormant, login_ok, has_why):
    if is_dormant:
        return "pause" if login_ok and has_why else "close"
    return "keep"

# %% wrong: a lost key closes a live account
# says: the key only matters for silent ones
def triage(is_dormant, login_ok, has_why):
    if not has_why or not login_ok:
        return "close"
    return "pause" if is_dormant else "keep"

# %% wrong: keeps what is silent
# says: You kept an account that nobody has posted on for a month
def triage(is_dormant, login_ok, has_why):
    if has_why and login_ok:
        return "keep"
    return "close"

# %% wrong: a capital letter
# says: only the spelling differs
def triage(is_dormant, login_ok, has_why):
    if not has_why:
        return "Close"
    if is_dormant:
        return "Pause" if login_ok else "Close"
    return "Keep"

# %% wrong: prints
# says: did you print it and not return it?
def triage(is_dormant, login_ok, has_why):
    if not has_why:
        print("close")
    elif is_dormant:
        print("pause" if login_ok else "close")
    else:
        print("keep")
