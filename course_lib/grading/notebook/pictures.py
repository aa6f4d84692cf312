"""Pictures pasted into Markdown: a cell holds them as attachments, and its text calls them by name.

The pages that nbgrader makes fail as a whole where a name is called that is not there, or that a link has to
spell otherwise ("my picture.png", "my%20picture.png"); so pictures are put into the text itself.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import quote, unquote

from course_lib.grading.notebook.submission import text

MOST = 2  # times that a picture is put into a text: one called often would fill the memory
_PICTURE = re.compile(r"data:image/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=]{4,}")
_CALL = re.compile(
    r"""(\][(:]\s*<?|\b(?i:src)\s*=\s*["']?)attachment:((?:\([^\s()]*\)|[^\s"')>])+)"""
)


def embedded(cell: dict) -> tuple[str, list[str]]:
    """(a cell's text with its pictures where it calls them, the names of those it lacks, or calls too often)."""
    words, images, missing, calls = text(cell), _pictures(cell), list[str](), Counter[str]()
    for name in sorted(images, key=len, reverse=True):  # a blank or a bracket would end the name
        words = words.replace(f"attachment:{name}", f"attachment:{quote(name, safe='')}")

    def call(match: re.Match[str]) -> str:
        calls[name := unquote(match[2])] += 1
        if name in images and calls[name] <= MOST:
            return match[1] + images[name]
        missing.append(name)
        return match[1] + match[2]

    return _CALL.sub(call, words), missing


def _pictures(cell: dict) -> dict[str, str]:
    """The pictures of a cell by their names; what is no picture is left out."""
    attachments, images = cell.get("attachments"), dict[str, str]()
    for name, kinds in attachments.items() if isinstance(attachments, dict) else ():
        for kind, data in kinds.items() if isinstance(kinds, dict) else ():
            picture = f"data:{kind};base64,{''.join(text({'source': data}).split())}"
            if _PICTURE.fullmatch(picture):
                images.setdefault(name, picture)
    return images
