"""Each bad file of a folder is a sentence of its own, and every other file is read as it is without it."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from course_lib.exports import sheets
from course_lib.exports.download_folder import file_lines
from course_lib.exports.harvest import harvest
from tests.exports.test_layouts import OWNER, case
from tests.exports.test_layouts import data as sample
from tests.exports.test_members import bomb, locked, many_bombs, matryoshka, zipped

FACEBOOK = sample(case("meta_facebook_content"))
BANK = sample(case("bank_german"))
FIRST, SECOND = b"03/30/2026 08:05", b"04/05/2026 23:30"  # the two posts' times
HEADER = FACEBOOK.splitlines(keepends=True)[0]
POSTS = json.dumps(
    [{"media": [{"uri": "a.jpg", "creation_timestamp": 1772438400, "title": "Oil"}]}]
).encode()
TALK = json.dumps(
    {
        "participants": [{"name": "Ada"}, {"name": "Oak"}],
        "messages": [{"sender_name": "Ada", "timestamp_ms": 1772438400000, "content": "Hello"}],
        "title": "Ada",
        "thread_path": "inbox/ada_1",
    }
).encode()
CHAT = b"04/01/2026, 19:02 - Ada: Are you open?\n05/01/2026, 09:00 - Oak: From nine\n"
TWEETS = b'window.YTD.tweets.part0 = [ { "tweet" : { "id_str" : "1", "full_text" : "Oil"'
CALENDAR = b"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTSTART:20260301T100000Z\nSUMMARY:Insta"
FAR = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
OUTBOX = b'{"@context": "https://www.w3.org/ns/activitystreams", "type": "OrderedCollection", "orderedItems": ['


def book(*rows: tuple[str, ...], below: str = "") -> bytes:
    """A small workbook, as any program writes it, with more of its worksheet below the rows."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>"
        for row in rows
    )
    space = "http://schemas.openxmlformats.org"
    main, office = f"{space}/spreadsheetml/2006/main", f"{space}/officeDocument/2006/relationships"
    types, links = f"{space}/package/2006/content-types", f"{space}/package/2006/relationships"
    sheet = '<sheet name="A" sheetId="1" r:id="rId1"/>'
    link = f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
    top = f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{links}">{top}</Relationships>',
        "[Content_Types].xml": f'<Types xmlns="{types}"/>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{sheet}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{links}">{link}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}{below}</sheetData></worksheet>',
    }
    return zipped({name: text.encode() for name, text in parts.items()})


def office_lock() -> bytes:
    """The beginning of what Office makes of a workbook with a password."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000) + "EncryptedPackage".encode("utf-16-le")


def spoiled(archive: bytes) -> bytes:
    at = archive.find(b".csv") + 4
    return archive[:at] + bytes(byte ^ 255 for byte in archive[at : at + 30]) + archive[at + 30 :]


def deep(bracket: str) -> bytes:
    return (bracket * 100_000).encode()


BAD: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    # nothing in it
    "empty.csv": (b"", "is empty"),
    "empty.json": (b"", "is empty"),
    "empty.txt": (b"\n \n", "is empty"),
    "mark alone.csv": (b"\xef\xbb\xbf", "is empty"),
    "empty.xlsx": (b"", "is empty"),
    "empty.ics": (b"", "is empty"),
    "broken off.csv": (bytes(5000), "nothing but zeros"),
    "nothing.zip": (lambda: zipped({}), "nothing in it"),
    "posts_1.json": (b"[]", "no posts"),
    "list.json": (b"[]", "nothing in it"),
    "message_1.json": (b'{"participants": [], "messages": []}', ""),
    # known, and nothing usable in it: a loud sentence
    "header only.csv": (HEADER, "no row in it"),
    "header of a bank.csv": (BANK.splitlines(keepends=True)[0], "no row in it"),
    "totals only.csv": (HEADER + b"Total,,,,,,,,,,,,,,,1001,,,,12\n", "none could be used"),
    "no times.csv": (FACEBOOK.replace(FIRST, b"").replace(SECOND, b"?"), "none could be used"),
    "words for times.csv": (FACEBOOK.replace(FIRST, b"today").replace(SECOND, b"soon"), "none could be used"),
    "other header rows.csv": (b"Record ID,Email,Create Date\n,,\n,,\n", "no row in it"),
    # cut off
    "cut.json": (POSTS[:40], "cut off"),
    "cut talk.json": (TALK[:60], "cut off"),
    "tweets.js": (TWEETS, ""),
    "calendar.ics": (CALENDAR, ""),
    "outbox.json": (OUTBOX, "cut off"),
    "cut.zip": (lambda: zipped({"a.csv": FACEBOOK})[:-40], "damaged or cut off"),
    "start.zip": (b"PK\x03\x04\x14\x00\x00\x00broken", "damaged or cut off"),
    "cut.xlsx": (lambda: book(("Post ID", "Page ID"))[:-40], "damaged or cut off"),
    "cut.xls": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "no workbook"),
    "open mark.csv": (HEADER + b'1,2,"open\n3\n4\n', "never closed"),
    # damaged
    "spoiled.zip": (lambda: spoiled(zipped({"a.csv": FACEBOOK * 20})), "damaged"),
    "stored.zip": (lambda: spoiled(zipped({"a.csv": FACEBOOK}, zipfile.ZIP_STORED)), "damaged"),
    "noise.csv": (lambda: b"\x00\x01" + os.urandom(500), "no text"),
    "noise.json": (lambda: b"\x80\x81" * 400, ""),
    "noise.zip": (lambda: b"\x05" * 300, "is no zip"),
    "noise.xlsx": (lambda: b"\x05\x00" * 300, ""),
    "not json.json": (b"{'participants': 1}", "cut off or damaged"),
    "two in one.json": (b'{"a": 1}{"a": 2}', "cut off or damaged"),
    "nan.json": (b'{"a": NaN', "cut off or damaged"),
    "deep.json": (lambda: deep("["), ""),
    "deep too.json": (lambda: deep('{"a":'), ""),
    "half utf-16.csv": (b"\xff\xfe" + b"\x00\xd8" * 30, "UTF-16"),
    "empty book.xlsx": (lambda: book(), "a workbook of 1 sheet"),
    "not a book.xlsx": (lambda: zipped({"[Content_Types].xml": b"<x/>"}), "no workbook"),
    # something else under this name
    "page.json": (b"<!DOCTYPE html><html><title>Log in</title>", "web page"),
    "page.csv": (b"<html><body>Please log in</body></html>", "web page"),
    "page.xls": (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
    "page.zip": (b"<!DOCTYPE html><html>", "web page"),
    "posts_1.html": (b"<html><head><title>Posts</title></head>", "JSON"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
    "paper.csv": (b"%PDF-1.7\n" + bytes(100), "PDF"),
    "statement.pdf": (b"%PDF-1.7\n", "PDF"),
    "letter.docx": (lambda: zipped({"[Content_Types].xml": b"<x/>", "word/a.xml": b""}), "office program"),
    "table.numbers": (lambda: zipped({"Index/Document.iwa": b"x"}), "Apple's Numbers"),
    "contacts.db": (b"SQLite format 3\x00" + bytes(90), "database"),
    "feed.xml": (b"<?xml version='1.0'?><feed/>", "XML"),
    "own.json": (b'{"recipes": [1, 2]}', "no download that is known here"),
    "menu.csv": (b"dish,price\nsoup,4\n", "a table of 2 columns"),
    "notes.txt": (b"buy milk", "no download that is known here"),
    "script.js": (b"function load() {}", "no table needs"),
    # packed in another way, or locked
    "old.rar": (b"Rar!\x1a\x07\x00" + bytes(60), "packed in another way"),
    "mac.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(60), "packed in another way"),
    "archive.tar.gz": (b"\x1f\x8b\x08" + bytes(60), "packed in another way"),
    "locked.zip": (lambda: locked({"a.csv": FACEBOOK}), "password"),
    "locked.xlsx": (office_lock, "password"),
    # meant to do harm
    "bomb.zip": (bomb, "nothing"),
    "bombs.zip": (many_bombs, "nothing"),
    "dolls.zip": (matryoshka, "a zip in a zip"),
    "far cell.xlsx": (lambda: book(("Post ID",), below=FAR), "a cell far out, in row 1,048,576"),
    "vast.xlsx": (lambda: book(below=" " * 70_000_000), "nearly nothing"),
    "long cell.csv": (lambda: HEADER + b'1,2,"' + b"x" * 200_000 + b'",,0,04/05/2026 23:30\n', ""),
    "long line.csv": (lambda: b"x," * 300_000, ""),
    "many columns.csv": (lambda: b"a,b," * 10_000 + b"c\n1\n", "no download that is known here"),
    # a day or number that cannot be
    "far days.csv": (FACEBOOK.replace(b"/2026 ", b"/0026 "), "none could be used"),
    "huge numbers.csv": (FACEBOOK.replace(b",15,3,12", b",15,3,1e400"), ""),
    "no amounts.csv": (BANK.replace(b"-1.210,50", b"much").replace(b"-997,00", b"?"), ""),
}  # fmt: skip


def lines_of(folder: Path) -> list[str]:
    return file_lines(harvest(folder, OWNER).files)


def test_there_are_sixty_kinds_and_more():
    assert len(BAD) >= 60


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_a_sentence_and_the_others_are_read(tmp_path, name):
    content, words = BAD[name]
    (tmp_path / name).write_bytes(content() if callable(content) else content)
    (tmp_path / "good posts.csv").write_bytes(FACEBOOK)
    (tmp_path / "good.zip").write_bytes(zipped({"bank.csv": BANK}))
    result = harvest(tmp_path, OWNER)
    mine = [sentence for path, sentence in result.files if path.startswith(name)]
    assert len(mine) == 1 and words in mine[0], mine
    assert "fault in the course" not in mine[0]
    others = [path for path, _ in result.files if not path.startswith(name)]
    assert others == ["good posts.csv", "good.zip/bank.csv"]
    platforms = [getattr(record, "platform", "") for record in result.records]
    assert platforms.count("facebook") >= 2 and platforms.count("") >= 2


def test_all_of_them_together_are_as_many_lines(tmp_path):
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content() if callable(content) else content)
    result = harvest(tmp_path, OWNER)
    assert {path.partition("/")[0] for path, _ in result.files} == {*BAD}
    assert not [sentence for _, sentence in result.files if "fault in the course" in sentence]


def test_a_gigabyte_that_is_called_a_table_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "LARGEST", 1000)
    (tmp_path / "orders.csv").write_bytes(FACEBOOK * 3)
    (line,) = lines_of(tmp_path)
    assert "larger than" in line and "not read" in line


def test_gigabytes_of_films_are_one_line(tmp_path):
    with (tmp_path / "film.mp4").open("wb") as film:
        film.truncate(2_000_000_000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for n in range(50):
            archive.writestr(f"media/{n}.jpg", b"x")
    (tmp_path / "insta.zip").write_bytes(buffer.getvalue())
    assert lines_of(tmp_path) == [
        "film.mp4: 1 picture, film or sound left unread: no table needs them.",
        "insta.zip: 50 pictures, films and sounds left unread: no table needs them.",
    ]


def test_a_folder_named_like_a_table_a_link_and_a_pipe_are_said(tmp_path):
    (tmp_path / "posts.csv").mkdir()
    (tmp_path / "away.csv").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe.csv")
    assert [line.partition(" ")[2][:12] for line in lines_of(tmp_path)] == [
        "is a link, a",
        "is no file t",
        "is a folder,",
    ]


def test_a_reader_that_fails_costs_no_other_file(tmp_path, monkeypatch):
    from course_lib.exports import delimited

    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    (tmp_path / "posts.csv").write_bytes(FACEBOOK)
    (tmp_path / "notes.txt").write_bytes(b"buy milk")
    monkeypatch.setattr(delimited, "read", fail)
    assert lines_of(tmp_path) == [
        "notes.txt is no download that is known here.",
        "posts.csv could not be read, by a fault in the course (delimited: KeyError); please report it. "
        "The other files were read.",
    ]


def test_a_workbook_over_which_its_library_stumbles_is_a_sentence_and_no_backtrace(
    tmp_path, monkeypatch, capfd
):
    import python_calamine

    class PanicException(BaseException):  # as Rust's is, it is no Exception
        pass

    class Stumbling:
        @staticmethod
        def from_filelike(_: object) -> None:
            os.write(2, b"thread panicked at range start index 116")
            raise PanicException

    (tmp_path / "a.xlsx").write_bytes(book(("Post ID", "Page ID")))
    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Stumbling)
    (line,) = lines_of(tmp_path)
    assert "no workbook that can be read" in line and capfd.readouterr().err == ""


def test_files_of_one_zip_of_which_the_same_is_to_be_said_are_one_line():
    files = [
        ("a.zip/inbox/kim/1.json", "holds 4 messages of a talk."),
        ("a.zip/inbox/bo/1.json", "holds 1 message of a talk."),
        ("b.csv", "Bank: 2 payments of 3 days."),
        ("a.zip/x.json", "is empty."),
        ("a.zip/posts.js", "gave 2 posts."),
        ("a.zip/talks.js", "gave 3 messages."),
    ]
    assert file_lines(files) == [
        "a.zip (2 files together) holds 5 messages of a talk.",
        "b.csv: Bank: 2 payments of 3 days.",
        "a.zip/x.json is empty.",
        "a.zip/posts.js gave 2 posts.",
        "a.zip/talks.js gave 3 messages.",
    ]


@pytest.mark.parametrize(
    ("path", "printed"),
    [
        ("insta.zip/messages/inbox/annamueller_101/message_1.json", "insta.zip/…/message_1.json"),
        ("WhatsApp Chat with Anna Müller.txt", "WhatsApp Chat with A….txt"),
        ("WhatsApp Chat - Kunde.zip/_chat.txt", "WhatsApp Chat - K….zip/_chat.txt"),
        ("Chat de WhatsApp con José.txt", "Chat de WhatsApp con J….txt"),
        ("orders.csv", "orders.csv"),
    ],
)
def test_what_is_printed_of_a_path_names_no_person(path, printed):
    from course_lib.exports.download_folder import shown

    assert shown(path) == printed
