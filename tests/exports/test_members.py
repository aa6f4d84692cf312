"""Downloads are read where they lie: in folders, in zips and in zips within those, and nothing else is touched."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from course_lib.exports.members import Inventory, inventory
from course_lib.exports.trouble import ExportError

Files = dict[str, bytes]


def zipped(files: Files, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def locked(files: Files) -> bytes:
    """A zip whose entries say that they are encrypted."""
    data = bytearray(zipped(files))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def lay(folder: Path, files: Files) -> Inventory:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return inventory(folder)


def paths(found: Inventory) -> list[str]:
    return [member.path for member in found.members]


def text(found: Inventory, path: str) -> bytes:
    member = next(one for one in found.members if one.path == path)
    with member.open() as stream:
        return stream.read()


def trouble(found: Inventory, path: str) -> str:
    return dict(found.troubles)[path]


def test_a_file_of_a_zip_is_a_file_of_the_folder(tmp_path):
    there = lay(
        tmp_path,
        {"a.csv": b"1", "b/insta.zip": zipped({"messages/inbox/kim/message_1.json": b"[]"})},
    )
    assert paths(there) == ["a.csv", "b/insta.zip/messages/inbox/kim/message_1.json"]
    assert text(there, "b/insta.zip/messages/inbox/kim/message_1.json") == b"[]"
    assert not there.troubles


def test_a_zip_within_a_zip_is_read_in_place(tmp_path):
    inner = zipped({"x.csv": b"deep"})
    for compression in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        there = lay(tmp_path, {"all.zip": zipped({"part.zip": inner}, compression)})
        assert text(there, "all.zip/part.zip/x.csv") == b"deep"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip"]


def test_every_file_can_be_read_again_however_many_zips_there_are(tmp_path):
    there = lay(tmp_path, {f"{n}.zip": zipped({"x.csv": b"%d" % n}) for n in range(40)})
    for _ in range(2):
        assert [text(there, f"{n}.zip/x.csv") for n in range(40)] == [b"%d" % n for n in range(40)]


@pytest.mark.parametrize(
    "name", ["pic.JPG", "film.mp4", "voice.opus", "media/a.webp", "x.heic", "card.vcf"]
)
def test_media_are_counted_and_not_read(tmp_path, name):
    there = lay(tmp_path, {name: b"x", "chat.zip": zipped({name: b"x", "_chat.txt": b"hi"})})
    assert paths(there) == ["chat.zip/_chat.txt"]
    assert there.media["chat.zip"] == 1 and there.media.total() == 2


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        "~$orders.xlsx",
        "__MACOSX/._a.csv",
        ".git/a.csv",
        "Thumbs.db",
        "desktop.ini",
        "a/.hidden/b.csv",
    ],
)
def test_what_systems_leave_behind_is_passed_over_without_a_word(tmp_path, name):
    there = lay(tmp_path, {name: b"x", "a.zip": zipped({name: b"x", "a.csv": b"1"})})
    assert paths(there) == ["a.zip/a.csv"] and not there.troubles


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.csv", "a.zip/../../etc/passwd.csv"),
        ("/etc/passwd.csv", "a.zip/etc/passwd.csv"),
        ("C:\\Users\\kim\\a.csv", "a.zip/C:/Users/kim/a.csv"),
        ("messages\\inbox\\a.json", "a.zip/messages/inbox/a.json"),
        ("a\nb.csv", "a.zip/a\\nb.csv"),
    ],
)
def test_a_name_that_climbs_out_is_only_a_name(tmp_path, name, shown):
    there = lay(tmp_path / "in", {"a.zip": zipped({name: b"1"})})
    assert paths(there) == [shown] and text(there, shown) == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_names_in_utf_8_are_read_as_such_where_the_zip_does_not_say_so(tmp_path):
    data = zipped({"N\u00e4gel.csv": b"1"})
    for mark, flags in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        at = data.find(mark)
        data = data[: at + flags] + bytes([data[at + flags] & ~8]) + data[at + flags + 1 :]
    assert paths(lay(tmp_path, {"a.zip": data})) == ["a.zip/N\u00e4gel.csv"]


@cache
def bomb() -> bytes:
    return zipped({"data.json": b" " * 70_000_000})


@cache
def many_bombs() -> bytes:
    """Entries that are each harmless and share what they unpack to."""
    data = zipped({"a.json": b" " * 60_000_000})
    at = data.find(b"PK\x01\x02")
    end = data.find(b"PK\x05\x06")
    entry = bytearray(data[at:end])
    entries = b""
    for n in range(40):
        entry[46 : 46 + 6] = b"%c%c.csv" % (65 + n // 20, 65 + n % 20)
        entries += bytes(entry)
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, 40, 40, len(entries))
    return data[:at] + entries + bytes(tail)


def matryoshka() -> bytes:
    data = zipped({"a.csv": b"1"})
    for _ in range(5):
        data = zipped({"in.zip": data})
    return data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bomb, "70 MB of nearly nothing"),
        (many_bombs, "2,400 MB of nearly nothing"),
        (matryoshka, "a zip in a zip"),
        (lambda: b"PK\x03\x04\x14\x00\x00\x00broken", "damaged or cut off"),
        (lambda: zipped({"a.csv": b"1" * 999})[:-30], "damaged or cut off"),
        (lambda: zipped({}), "nothing in it"),
        (lambda: locked({"a.csv": b"1"}), "locked with a password"),
        (lambda: b"<!DOCTYPE html><title>Log in</title>", "a web page"),
        (lambda: b"Rar!\x1a\x07\x00", "is no zip"),
    ],
)  # fmt: skip
def test_a_zip_that_cannot_be_used_is_a_sentence_and_harms_no_other(
    tmp_path, data: Callable[[], bytes], words
):
    there = lay(
        tmp_path, {"bad.zip": data(), "good.csv": b"1", "good.zip": zipped({"a.csv": b"2"})}
    )
    assert paths(there) == ["good.csv", "good.zip/a.csv"]
    assert words in "".join(sentence for _, sentence in there.troubles)


def spoil_directory(data: bytes) -> bytes:
    at = data.find(b"PK\x01\x02")
    return data[:at] + b"XXXX" + data[at + 4 :]


def spoil_contents(data: bytes) -> bytes:
    at = data.find(b"a.csv") + 5
    return data[:at] + bytes(byte ^ 255 for byte in data[at : at + 20]) + data[at + 20 :]


def test_a_damaged_directory_of_a_zip_is_a_sentence(tmp_path):
    there = lay(tmp_path, {"bad.zip": spoil_directory(zipped({"a.csv": b"1"}))})
    assert "damaged or cut off" in trouble(there, "bad.zip")


@pytest.mark.parametrize(
    "compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_damage_that_shows_while_a_file_is_read_is_an_export_error(tmp_path, compression):
    data = spoil_contents(zipped({"a.csv": os.urandom(3000)}, compression))
    there = lay(tmp_path, {"bad.zip": data})
    with pytest.raises(ExportError, match="damaged"):
        text(there, "bad.zip/a.csv")


def test_a_way_of_packing_that_python_cannot_read_is_an_export_error(tmp_path):
    data = bytearray(zipped({"a.csv": b"1"}))
    for mark, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.find(mark) + method] = 9  # Deflate64, as Windows packs what is larger than 2 GB
    there = lay(tmp_path, {"bad.zip": bytes(data)})
    with pytest.raises(ExportError, match="Unpack it yourself"):
        text(there, "bad.zip/a.csv")


def test_one_locked_file_leaves_the_others_of_its_zip(tmp_path):
    both = zipped({"a.csv": b"1", "b.csv": b"2"})
    at = both.rfind(b"PK\x01\x02")
    data = both[: at + 8] + bytes([both[at + 8] | 1]) + both[at + 9 :]
    there = lay(tmp_path, {"a.zip": data})
    assert paths(there) == ["a.zip/a.csv"]
    assert "password" in trouble(there, "a.zip/b.csv")


def test_links_are_not_followed(tmp_path):
    outside = tmp_path / "outside"
    lay(outside, {"secret.csv": b"1"})
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "file.csv").symlink_to(outside / "secret.csv")
    (inside / "folder").symlink_to(outside)
    (inside / "round").symlink_to(inside)
    there = inventory(inside)
    assert not there.members
    assert all("link" in sentence for _, sentence in there.troubles) and len(there.troubles) == 3


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "orders.csv")
    assert "no file" in trouble(inventory(tmp_path), "orders.csv")


@pytest.mark.parametrize("name", ["orders.csv", "posts.json", "insta.zip"])
def test_a_folder_named_like_a_file_is_looked_into_and_said(tmp_path, name):
    there = lay(tmp_path, {f"{name}/a.txt": b"1"})
    assert paths(there) == [f"{name}/a.txt"]
    assert "is a folder" in trouble(there, name)


def test_a_workbook_is_a_file_and_not_a_zip_of_its_parts(tmp_path):
    book = zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
    there = lay(tmp_path, {"a.xlsx": book, "b.zip": zipped({"in.xlsx": book})})
    assert paths(there) == ["a.xlsx", "b.zip/in.xlsx"]


def test_gigabytes_of_films_cost_nothing(tmp_path):
    with (tmp_path / "film.mp4").open("wb") as film:
        film.truncate(2_000_000_000)
    there = lay(tmp_path, {"a.csv": b"1"})
    assert paths(there) == ["a.csv"] and there.media.total() == 1


def test_a_file_that_goes_away_is_an_export_error(tmp_path):
    there = lay(tmp_path, {"a.csv": b"1", "b.csv": b"2"})
    (tmp_path / "a.csv").unlink()
    with pytest.raises(ExportError, match="No such file"):
        text(there, "a.csv")
    assert text(there, "b.csv") == b"2"
