"""Text for the cells of a spreadsheet: nothing that somebody wrote is run when the file is opened."""

from __future__ import annotations

import re

# What a spreadsheet takes for the start of a formula, in ordinary and in full width. A cell starts also
# after a sign at which some spreadsheets split, whatever the file's own separator is.
FORMULA = tuple("=+-@＝＋－＠\t\r\n")
_START = re.compile(rf"""(^|[,;|\t\r\n])(?=[\s"]*[{re.escape("".join(FORMULA))}])""")


def cell(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet might run as a formula."""
    return _START.sub(r"\1'", text)
