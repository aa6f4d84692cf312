"""The files of a folder of downloads, and those within its zips, read in place and one at a time.

Nothing is ever unpacked, so a name that climbs out of its zip is only a name. Links are not followed.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import stat
import struct
import sys
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from course_lib.exports.trouble import ExportError
from course_lib.paths import printable

HEAD = 4096  # bytes by which a file is told from others
_MEDIA = re.compile(
    r"\.(3gp|aac|aiff?|amr|avif?|bmp|dng|eot|flac|gif|hei[cf]|ico|jfif|jpe?g|m4[av]|mkv|mov|mp[34]|mpe?g|og[agv]"
    r"|opus|otf|png|psd|srt|svg|tiff?|ttf|vcf|vtt|wav|web[mp]|wmv|woff2?)$",
    re.IGNORECASE,
)
_LITTER = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
_LIKE_FILES = (".csv", ".ics", ".js", ".json", ".tsv", ".txt", ".xls", ".xlsx", ".zip")
_OFFICE = ("[content_types].xml", "mimetype", "index/document.iwa", "index.zip")
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# Text shrinks to a thirtieth, an export's JSON to a hundredth at most; a bomb to a thousandth.
_RATIO = 300
_HARMLESS = 64_000_000  # bytes: what is no larger than this unpacked hurts no machine
_DEPTH = 3  # zips within zips: a zip that holds itself would go on for ever
_MOST = 300_000  # files in one folder with its zips
_SPOOL = 16_000_000  # bytes of a zip within a zip that are kept in memory, not in a temporary file
_AGAIN = "Download it again, and leave it as it is."
_DAMAGED = f"is damaged or cut off. {_AGAIN}"


@dataclass(frozen=True)
class Member:
    """One file, in the folder or in a zip of it: `path` as a person would name it, `size` in bytes."""

    path: str  # "insta.zip/messages/inbox/kim_1/message_1.json", with / on every system
    size: int
    open: Callable[
        [], BinaryIO
    ]  # a new stream from the beginning; raises ExportError, reading it too

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


@dataclass
class Inventory:
    """What lies in a folder: `members` to read, `troubles` with a sentence by path for what cannot be.

    `media` counts pictures, films and sound, which are left unread, by the file or folder at the top.
    """

    members: list[Member] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)
    media: Counter[str] = field(default_factory=Counter)


def inventory(folder: Path) -> Inventory:
    """Every file of the folder and of its zips, in the order of their paths; none is read but its first bytes."""
    result = Inventory()
    for path in _files(folder, folder, result):
        shown = printable(path.relative_to(folder).as_posix())
        if _is_media(shown):
            result.media[_top(shown)] += 1
            continue
        try:
            size = path.stat().st_size
            opener = _OnDisk(path)
            with opener() as stream:
                head = stream.read(4)
        except OSError as error:
            result.troubles.append((shown, f"cannot be read here: {error.strerror or error}."))
        except ExportError as error:
            result.troubles.append((shown, str(error)))
        else:
            _add(result, Member(shown, size, opener), head, 0)
        if len(result.members) > _MOST:
            raise ExportError(
                f"{printable(folder)} holds more than {_MOST:,} files, which no set of downloads does. "
                "Put the downloads alone into a folder of their own."
            )
    return result


def head(member: Member) -> bytes:
    """The first 4 kB. Raises ExportError."""
    with member.open() as stream:
        return stream.read(HEAD)


def _files(folder: Path, top: Path, result: Inventory) -> Iterator[Path]:
    """The files below the folder but for hidden ones, litter, links and what is no file."""

    def refuse(error: OSError) -> None:
        where = Path(error.filename or folder)
        shown = printable(where.relative_to(top).as_posix() if where != top else where)
        result.troubles.append((shown, f"cannot be read here: {error.strerror or error}."))

    for root, folders, names in os.walk(folder, onerror=refuse):
        for name in [*folders]:
            place = printable((Path(root) / name).relative_to(top).as_posix())
            if _is_litter(name):
                folders.remove(name)
            elif (Path(root) / name).is_symlink():
                folders.remove(name)
                result.troubles.append((place, _LINK))
            elif name.lower().endswith(_LIKE_FILES):
                result.troubles.append(
                    (place, "is a folder, not a file; what lies in it was looked at.")
                )
        folders.sort()
        for name in sorted(names):
            path = Path(root) / name
            if _is_litter(name):
                continue
            shown = printable(path.relative_to(top).as_posix())
            try:
                mode = path.lstat().st_mode
            except OSError as error:
                result.troubles.append((shown, f"cannot be read here: {error.strerror or error}."))
                continue
            if stat.S_ISLNK(mode):
                result.troubles.append((shown, _LINK))
            elif not stat.S_ISREG(mode):  # reading a pipe could wait for ever
                result.troubles.append(
                    (shown, "is no file that can be read, but a pipe or a device.")
                )
            else:
                yield path


_LINK = "is a link, and links are not followed. Put the file itself into the folder."


def _add(result: Inventory, member: Member, start: bytes, depth: int) -> None:
    """Take the member in, or what it holds if it is a zip that is no document of an office program."""
    if not start.startswith(_ZIP_MARKS):
        if member.name.lower().endswith(".zip") and start:
            why = "ends in .zip and is no zip"
            if start.lstrip()[:1] == b"<":
                why += " but a web page, as when a download asks to log in first"
            result.troubles.append((member.path, f"{why}. {_AGAIN}"))
        else:
            result.members.append(member)
        return
    archive = _Archive(member)
    try:
        entries = {
            _entry_name(entry): entry for entry in archive.opened().infolist() if not entry.is_dir()
        }
    except ExportError as error:
        result.troubles.append((member.path, str(error)))
        return
    total = sum(entry.file_size for entry in entries.values())
    if any(name.lower() in _OFFICE for name in entries) and not _is_bomb(total, member.size):
        result.members.append(member)
    elif trouble := _refusal(member, [*entries.values()], depth):
        result.troubles.append((member.path, trouble))
    else:
        _add_entries(result, member, archive, entries, depth)


def _add_entries(
    result: Inventory,
    member: Member,
    archive: _Archive,
    entries: dict[str, zipfile.ZipInfo],
    depth: int,
) -> None:
    for name, entry in sorted(entries.items()):
        path = f"{member.path}/{name}"
        if any(_is_litter(part) for part in name.split("/") if part != ".."):
            continue
        if _is_media(name):
            result.media[_top(path)] += 1
        elif entry.flag_bits & 1:
            result.troubles.append((path, f"is locked with a password. {_UNLOCK}"))
        elif _is_bomb(entry.file_size, entry.compress_size):
            result.troubles.append((path, _bomb(entry.file_size)))
        else:
            inside = Member(path, entry.file_size, _InZip(archive, entry))
            start = b""
            if name.lower().endswith((".zip", ".xlsx", ".docx", ".ods", ".numbers")):
                try:
                    with inside.open() as stream:
                        start = stream.read(4)
                except ExportError as error:
                    result.troubles.append((path, str(error)))
                    continue
            _add(result, inside, start, depth + 1)


def _refusal(member: Member, entries: list[zipfile.ZipInfo], depth: int) -> str:
    """Why nothing of a zip is read, as a sentence; "" if it is."""
    if not entries:
        return f"is a zip with nothing in it. {_AGAIN}"
    if depth >= _DEPTH:
        return "is a zip in a zip in a zip, and so on; put the innermost one into the folder."
    if all(entry.flag_bits & 1 for entry in entries):
        return f"is locked with a password. {_UNLOCK}"
    total = sum(entry.file_size for entry in entries if not _is_media(entry.filename))
    # Entries may share their bytes, so that each is harmless and all together are a bomb.
    return _bomb(total) if _is_bomb(total, member.size) else ""


_UNLOCK = "Unpack it with the password yourself, and put what comes out into the folder."


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > _HARMLESS and unpacked > _RATIO * max(packed, 1)


def _bomb(size: int) -> str:
    return (
        f"would unpack to {size / 1e6:,.0f} MB of nearly nothing, as a zip that is meant to do harm; "
        f"it was left alone. {_AGAIN}"
    )


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name with / between its parts, in UTF-8 also where the zip does not say that it is."""
    name = entry.filename
    if not entry.flag_bits & 0x800 and not name.isascii():
        with suppress(UnicodeError):  # it may be in the old encoding after all
            name = name.encode("cp437").decode("utf-8")
    return printable(name.replace("\\", "/").lstrip("/"))


@dataclass(frozen=True, eq=False)
class _Archive:
    """A zip, open while it is in use: hundreds of them open at once are more than a system allows."""

    member: Member

    def opened(self) -> zipfile.ZipFile:
        """The zip. Raises ExportError."""
        with explained():
            return _opened(self)


@lru_cache(maxsize=16)
def _opened(archive: _Archive) -> zipfile.ZipFile:
    opener = archive.member.open
    if isinstance(opener, _OnDisk):
        return zipfile.ZipFile(opener.path)
    spool = tempfile.SpooledTemporaryFile(_SPOOL)  # noqa: SIM115 - the zip holds it open
    with archive.member.open() as stream:
        while piece := stream.read(1 << 20):
            spool.write(piece)
    return zipfile.ZipFile(cast(BinaryIO, spool))


@dataclass(frozen=True)
class _OnDisk:
    """Opens a file of the folder."""

    path: Path

    def __call__(self) -> BinaryIO:
        with explained():
            return _stream(self.path.open("rb", buffering=0))


@dataclass(frozen=True)
class _InZip:
    """Opens a file of a zip."""

    archive: _Archive
    entry: zipfile.ZipInfo

    def __call__(self) -> BinaryIO:
        archive = self.archive.opened()
        with explained():
            return _stream(archive.open(self.entry))


def _stream(source: io.RawIOBase | IO[bytes]) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Explained(source), 1 << 16))


class _Explained(io.RawIOBase):
    """A stream whose errors are ExportErrors: a zip shows only while it is read that it is damaged."""

    def __init__(self, source: io.RawIOBase | IO[bytes]) -> None:
        self._source = source
        self._size = HEAD

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        # The first 4 kB by themselves: of each file somebody reads them, of many nobody reads more.
        size, self._size = min(len(buffer), self._size), sys.maxsize
        with explained():
            data = self._source.read(size) or b""
        buffer[: len(data)] = data
        return len(data)

    def readall(self) -> bytes:
        with explained():
            return self._source.read() or b""

    def close(self) -> None:
        self._source.close()
        super().close()


@contextmanager
def explained() -> Iterator[None]:
    """Turn what the system and the zip's own bytes raise into an ExportError."""
    try:
        yield
    except NotImplementedError:
        raise ExportError(
            "is packed in a way that cannot be read here. Unpack it yourself, and put what comes out "
            "into the folder."
        ) from None
    except OSError as error:
        if error.errno is None:  # the words of a decompressor
            raise ExportError(_DAMAGED) from None
        raise ExportError(f"cannot be read here: {error.strerror}.") from None
    # What zipfile and its decompressors raise for bytes that are not as they should be. Their words name
    # the file, and so perhaps a person.
    except (
        zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, struct.error, ValueError, RuntimeError
    ):  # fmt: skip
        raise ExportError(_DAMAGED) from None


def _is_litter(name: str) -> bool:
    """Whether a system or a program left it there: hidden files, Mac's second halves, Office's locks."""
    return name.startswith((".", "~$", "__MACOSX")) or name.lower() in _LITTER


def _is_media(path: str) -> bool:
    return _MEDIA.search(path) is not None


def _top(path: str) -> str:
    """The file or folder that a person sees on opening the folder."""
    return path.partition("/")[0]
