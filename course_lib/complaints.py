"""What an error of Python or pandas means, in words for somebody new to both: complaints.toml."""

from __future__ import annotations

import builtins
import re
import tomllib
from functools import cache
from pathlib import Path

PAGE = Path(__file__).with_suffix(".toml")


def always(error: BaseException) -> str:
    """What such an error can only mean, as a phrase; "" if it may mean several things."""
    return _meaning(error, "always")


def usually(error: BaseException) -> str:
    """What such an error usually means, as a phrase; "" if nobody can say."""
    return _meaning(error, "usually")


@cache
def page() -> dict[str, list[dict[str, str]]]:
    """The entries of complaints.toml by how sure they are, each with `error`, `words` and `means`."""
    return tomllib.loads(PAGE.read_text(encoding="utf-8"))


def _meaning(error: BaseException, sure: str) -> str:
    for entry in page()[sure]:
        if isinstance(error, getattr(builtins, entry["error"])):
            match = re.search(entry["words"], str(error))
            if match:
                return entry["means"].format(*filter(None, match.groups()))
    return ""
