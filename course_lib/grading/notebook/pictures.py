"""Pictures pasted into Markdown: a cell holds them as attachments, and its text calls them by name.

The pages that nbgrader makes fail as a whole where a name is called that is not there, or that a link has to
spell otherwise ("my picture.png", "my%20picture.png"); so pictures are put into the text itself.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

Pictures = dict[str, dict[str, str]]  # name to kind of picture to its bytes in base64

_KIND = re.compile(r"image/[a-z0-9.+-]+")
_BYTES = re.compile(r"[A-Za-z0-9+/=]+")
_CALL = re.compile(
    r"(\]\(\s*<?|\]:\s*<?|\bsrc\s*=\s*[\"']?)attachment:([^\s\"')]+?)(?=>?(?:[\s\"')]|$))",
    re.MULTILINE,
)


def pictures(cell: dict) -> Pictures:
    """The pictures of a cell; what is no picture is left out."""
    attachments = cell.get("attachments")
    images: Pictures = {}
    for name, kinds in attachments.items() if isinstance(attachments, dict) else ():
        for kind, data in kinds.items() if isinstance(kinds, dict) else ():
            text = "".join(map(str, data)) if isinstance(data, list) else data
            text = re.sub(r"^data:[^,]*;base64,", "", text) if isinstance(text, str) else ""
            text, kind = re.sub(r"\s", "", text).replace("-", "+").replace("_", "/"), kind.lower()
            if _KIND.fullmatch(kind) and _BYTES.fullmatch(text):
                images.setdefault(name, {})[kind] = text
    return images


def embedded(text: str, images: Pictures) -> tuple[str, list[str]]:
    """(a text with these pictures where it calls them, the names of those that it calls and lacks)."""
    missing: list[str] = []
    for name in sorted(images, key=len, reverse=True):  # a blank or a bracket would end the name
        text = text.replace(f"attachment:{name}", f"attachment:{quote(name, safe='')}")

    def call(match: re.Match[str]) -> str:
        name = unquote(match[2])
        missing.extend([] if name in images else [name])
        kinds = images.get(name, {})
        return match[1] + next((f"data:{k};base64,{data}" for k, data in kinds.items()), match[2])

    return _CALL.sub(call, text), missing
