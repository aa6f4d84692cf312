"""Half an emoji, which no UTF-8 file and no message to a browser can hold, made the sign for an unknown one."""

from __future__ import annotations

import re
from typing import Any

_HALF = re.compile("[\ud800-\udfff]")  # one half of a pair of UTF-16


def whole(value: Any) -> Any:
    r"""Plain JSON with each half of a pair ("\ud83d" alone) replaced by U+FFFD, in keys as well."""
    if isinstance(value, str):
        try:
            value.encode()  # in a tenth of the time that looking for one takes
        except UnicodeEncodeError:
            return _HALF.sub("\ufffd", value)
        return value
    if isinstance(value, list):
        return [whole(item) for item in value]
    if isinstance(value, dict):
        return {whole(key): whole(item) for key, item in value.items()}
    return value
