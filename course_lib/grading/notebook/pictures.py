"""Pictures pasted into Markdown: a cell holds them as attachments, and its text calls them by name.

The pages that nbgrader makes fail as a whole where a name is called that is not there, or that a link has to
spell otherwise ("my picture.png", "my%20picture.png"); so names are made plain, and lost ones no longer called.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
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
        names: dict[str, str] = {}
        for name, picture in own.items():
            names[name] = _free(name, picture, together)
            together[names[name]] = picture
        for name in sorted(own, key=len, reverse=True):  # a blank or a bracket would end the name
            text = text.replace(f"attachment:{name}", f"attachment:{quote(name, safe='')}")
        calls = [unquote(match[2]) for match in _CALL.finditer(text)]
        missing += [name for name in calls if name not in names]
        texts.append(_CALL.sub(partial(_call, names), text))
    return "\n\n".join(texts), together, missing


def _call(names: dict[str, str], match: re.Match[str]) -> str:
    name = names.get(unquote(match[2]))
    return match[1] + (f"attachment:{name}" if name else match[2])


def _free(name: str, picture: dict[str, str], others: Pictures) -> str:
    """A plain name for a picture that no other one has."""
    stem, dot, ending = re.sub(r"[^A-Za-z0-9._-]+", "-", name).rpartition(".")
    number, free = 1, f"{stem}{dot}{ending}"
    while others.get(free, picture) != picture:
        number += 1
        free = f"{stem}-{number}{dot}{ending}"
    return free
