"""What a student wrote, made fit for a terminal: a name, a key, a sentence of an error."""

from __future__ import annotations


def plain(text: object) -> str:
    r"""The text on one line, with what cannot be seen spelt out: a line break as \n, half an emoji as \ud83d.

    So it can be written in UTF-8, moves no cursor, changes no colour and forges no second line.
    """
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")
        for sign in str(text)
    )
