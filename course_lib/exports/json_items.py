"""The entries of a JSON file one at a time, so that a list of a million messages is never whole in memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from course_lib.exports.trouble import ExportError

_WHOLE = 16_000_000  # bytes: no file up to this size is read in pieces, which is slower
_PIECE = 1 << 18  # bytes read at a time of the others
_LARGEST = 64_000_000  # characters of one entry; what is longer is no entry but damage
_ASSIGNMENT = re.compile(
    r"\s*(?:var )?[A-Za-z_$][\w$.]*(?:\[[^\]]*\])?\s*=\s*"
)  # window.YTD.tweets.part0 =
_SPACE = re.compile(r"[ \t\r\n]*")
_UNFINISHED = ("", ".", "e", "E")  # what may follow the half of a number that has been read
_AGAIN = "Download it again, and leave it as it is."
_CUT = f"is cut off in the middle, or damaged. {_AGAIN}"


def items(stream: BinaryIO) -> Iterator[tuple[str, Any]]:
    """The outermost list's entries as ("", entry), or the outermost object's as (key, value).

    Where an object's value is a list, each entry of it comes by itself. A script's `name =` before the
    JSON is skipped. Raises ExportError where it is damaged, after what came before the damage.
    """
    source = _Source(stream)
    opening = source.opening()
    if source.whole:
        yield from _pairs(source.value())
        return
    if opening == "[":
        for entry in source.entries():
            yield "", entry
        return
    source.at += 1
    while source.next() != "}":
        key = source.value()
        if not isinstance(key, str) or source.next() != ":":
            raise ExportError(_CUT)
        source.at += 1
        if source.next() == "[":
            for entry in source.entries():
                yield key, entry
        else:
            yield key, source.value()
        if source.next() == ",":
            source.at += 1
        elif source.next() != "}":
            raise ExportError(_CUT)


def _pairs(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list):
        for entry in value:
            yield "", entry
        return
    for key, inner in value.items():
        if isinstance(inner, list):
            for entry in inner:
                yield key, entry
        else:
            yield key, inner


def document(stream: BinaryIO) -> Any:
    """The whole of a JSON file, a script's `name =` before it skipped. Raises ExportError."""
    source = _Source(stream)
    source.opening()
    return source.value()


class _Source:
    """Text that is read as it is needed: `at` is where it has been understood to."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.at = 0
        start = stream.read(_WHOLE)
        self.whole = len(start) < _WHOLE
        utf16 = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        self._decoder = codecs.getincrementaldecoder("utf-16" if utf16 else "utf-8-sig")()
        self.text = ""
        self._take(start)
        self._scan = json.JSONDecoder().raw_decode

    def opening(self) -> str:
        """The first bracket or brace, at which the reading stands then."""
        if script := _ASSIGNMENT.match(self.text):
            self.at = script.end()
        sign = self.next()
        if sign == "<":
            raise ExportError("is a web page, not the JSON that its name promises.")
        if not sign:
            raise ExportError("is empty.")
        if sign not in ("[", "{"):
            raise ExportError("is not JSON, whatever its name says.")
        return sign

    def entries(self) -> Iterator[Any]:
        """The entries of the list that begins here."""
        self.at += 1
        while self.next() != "]":
            yield self.value()
            if self.next() == ",":
                self.at += 1
            elif self.next() != "]":
                raise ExportError(_CUT)
        self.at += 1

    def next(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            if self.at < len(self.text) and self.text[self.at] not in " \t\r\n":
                return self.text[self.at]
            space = _SPACE.match(self.text, self.at)
            self.at = space.end() if space else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._more():
                return ""

    def value(self) -> Any:
        """The value that begins here."""
        self.next()
        while True:
            try:
                value, end = self._scan(self.text, self.at)
            except (ValueError, RecursionError):
                if len(self.text) - self.at > _LARGEST or not self._more():
                    raise ExportError(_CUT) from None
                continue
            if self.text[end : end + 1] in _UNFINISHED and self._more():
                continue  # a number may go on in what is read next
            self.at = end
            return value

    def _more(self) -> bool:
        """Whether there was more to read. It is as much again as waits, so that long entries cost no more."""
        piece = self._stream.read(max(_PIECE, len(self.text) - self.at))
        if not piece:
            return False
        self.text = self.text[self.at :]
        self.at = 0
        self._take(piece)
        return True

    def _take(self, piece: bytes) -> None:
        try:
            self.text += self._decoder.decode(piece)
        except UnicodeError:
            raise ExportError(
                f"is not in UTF-8, as it would be if nobody had saved it anew. {_AGAIN}"
            ) from None
