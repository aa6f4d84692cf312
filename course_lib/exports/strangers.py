"""What to say of a file that no reader knows: what it seems to be, and what to do about it."""

from __future__ import annotations

import json
import re

from course_lib.exports import sheets
from course_lib.exports.members import Member
from course_lib.exports.trouble import ExportError
from course_lib.grammar import counted

_LARGEST = 100_000_000  # bytes of JSON that are read to see whether they are whole
_MARKS = (
    (rb"%PDF", "is a PDF, which shows and does not tell. Ask for the same as CSV or as a workbook."),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|.{257}ustar",
     "is packed in another way than zip. Unpack it yourself, and put what comes out into the folder."),
    (rb"SQLite format 3", "is a program's database, and no download that is known here."),
    (rb"\xff\xd8\xff|\x89PNG|GIF8|.{4}ftyp|ID3|OggS|RIFF",
     "is a picture, a film or a sound, which no table needs."),
    (rb"BEGIN:VCARD", "is a card of an address book: it does not tell when a person got in touch."),
)  # fmt: skip
_NOT_KNOWN = "is no download that is known here"
_PICK = "If it is a list of your own, say which column is what on the page Your downloads."


def sentence(member: Member, head: bytes) -> str:
    """One sentence on a file that nobody claims, from its first bytes and, of JSON, the whole."""
    if not head.strip(b" \t\r\n\xef\xbb\xbf\0"):
        return (
            "is empty. Download it again."
            if not head.strip(b"\xef\xbb\xbf \r\n\t")
            else _blank(member)
        )
    for mark, words in _MARKS:
        if re.match(mark, head, re.DOTALL):
            return words
    if sheets.is_workbook(head):
        return _workbook(member)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"<":
        return _markup(member, start)
    if start[:1] in b"{[" and not member.name.lower().endswith((".csv", ".tsv", ".txt")):
        return _json(member)
    if start.startswith((b"window.", b"import ", b"var ", b"function", b"(function")):
        return "is a part of a download that no table needs."
    return _text(member, head)


def _blank(member: Member) -> str:
    return "holds nothing but zeros, as a file whose download broke off. Download it again."


def _workbook(member: Member) -> str:
    if member.name.lower().endswith((".docx", ".pptx", ".doc", ".ppt", ".odt", ".pages")):
        return f"{_NOT_KNOWN}: a document of an office program."
    if member.name.lower().endswith(".numbers"):
        return "is a sheet of Apple's Numbers. Export it from there as CSV."
    try:
        count = len(sheets.workbook(member))
    except ExportError as error:
        return str(error)
    return f"{_NOT_KNOWN}: a workbook of {counted(count, 'sheet', 'sheets')}. {_PICK}"


def _markup(member: Member, start: bytes) -> str:
    if re.match(rb"<\?xml", start):
        return f"{_NOT_KNOWN}: XML."
    if member.name.lower().endswith((".json", ".csv", ".xls", ".xlsx", ".txt")):
        return (
            "is a web page in spite of its name, as when a download asks to log in first. Log in, and download "
            "it again."
        )
    return (
        "is a web page (HTML), which cannot be read. If it is a download of Instagram or Facebook, ask for it "
        "again in the format JSON."
    )


def _json(member: Member) -> str:
    if member.size > _LARGEST:
        return f"{_NOT_KNOWN}: JSON of {member.size / 1e6:,.0f} MB."
    try:
        with member.open() as stream:
            content = json.load(stream)
    except ExportError as error:
        return str(error)
    except (ValueError, RecursionError):
        return "is JSON that is cut off or damaged. Download it again."
    return f"{_NOT_KNOWN}: JSON{' with nothing in it' if not content else ''}."


def _text(member: Member, head: bytes) -> str:
    if member.name.lower() in ("no-data.txt", "no_data.txt"):
        return "says that there is nothing of this kind."
    try:
        text, _ = sheets.decoded(head)
    except ExportError as error:
        return str(error)
    widths = {
        one: len(rows[0])
        for one in sheets.separators(text)
        if len(rows := sheets.Sheet("", text, one).first_rows()) > 1
        and len(rows[0]) == len(rows[1]) > 1
    }
    if widths and not member.name.lower().endswith((".md", ".html", ".js", ".css")):
        return f"{_NOT_KNOWN}: a table of {max(widths.values())} columns. {_PICK}"
    return f"{_NOT_KNOWN}."
