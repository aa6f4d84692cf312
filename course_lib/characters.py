"""Signs that a file, a page or a terminal cannot bear, made such as it can: half an emoji, escape codes."""

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


def plain(text: object) -> str:
    r"""The text on one line, with what cannot be seen spelt out: a line break as \n, half an emoji as \ud83d.

    So it can be written in UTF-8, moves no cursor, changes no colour and forges no second line.
    """
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")
        for sign in str(text)
    )
