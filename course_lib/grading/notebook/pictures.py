"""Pictures pasted into Markdown: a cell holds them as attachments, and its text calls them by name.

The pages that nbgrader makes fail as a whole where a name is called that is not there, or that a link has to
spell otherwise ("my picture.png", "my%20picture.png"); so a picture's name is made of what it holds, which no
other one has, and lost ones are no longer called.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import quote, unquote

Pictures = dict[str, dict[str, str]]  # name to kind of picture to its bytes in base64

_KIND = re.compile(r"image/[a-z0-9.+-]+")
_BYTES = re.compile(r"[A-Za-z0-9+/=\s]*")
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
            text, kind = text.replace("-", "+").replace("_", "/"), kind.lower()
            if _KIND.fullmatch(kind) and text and _BYTES.fullmatch(text):
                images.setdefault(name, {})[kind] = text
    return images


def joined(parts: Sequence[tuple[str, Pictures]]) -> tuple[str, Pictures, list[str]]:
    """(the texts as one, all their pictures under plain names, the names of lost ones) of some cells."""
    texts: list[str] = []
    together: Pictures = {}
    missing: list[str] = []
    for text, own in parts:
        names = {
            name: sha256(repr(picture).encode()).hexdigest()[:16] for name, picture in own.items()
        }
        together |= {names[name]: picture for name, picture in own.items()}
        for name in sorted(own, key=len, reverse=True):  # a blank or a bracket would end the name
            text = text.replace(f"attachment:{name}", f"attachment:{quote(name, safe='')}")

        def call(match: re.Match[str], names: dict[str, str] = names) -> str:
            name = unquote(match[2])
            if name not in names:
                missing.append(name)
            return match[1] + (f"attachment:{names[name]}" if name in names else match[2])

        texts.append(_CALL.sub(call, text))
    return "\n\n".join(texts), together, missing
