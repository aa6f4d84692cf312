"""A JSON file is understood the same whole and in pieces, wherever the pieces end."""

import io
import json
from typing import Any

import pytest

from course_lib.exports import json_items
from course_lib.exports.trouble import ExportError

VALUES: list[Any] = [
    [],
    {},
    [1, 23, -4.5e6, 'ä " ] } 🪚', None, True, [[]], {"a": {"b": [1]}}],
    {"participants": [{"name": "A"}], "messages": [{"n": 1}, {"n": 22}], "title": "x", "n": 12},
    {"empty": [], "text": "[{", "after": [0]},
]


@pytest.fixture(params=["whole", 1, 3, 64])
def pieces(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read whole, or so many bytes at a time."""
    if request.param != "whole":
        monkeypatch.setattr(
            json_items, "_WHOLE", 30
        )  # the first piece, which holds a script's `name =`
        monkeypatch.setattr(json_items, "_PIECE", request.param)


def pairs(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, list):
        return [("", entry) for entry in value]
    return [
        (key, entry)
        for key, inner in value.items()
        for entry in (inner if isinstance(inner, list) else [inner])
    ]


@pytest.mark.usefixtures("pieces")
@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("form", ["plain", "indented", "mark", "script", "utf-16"])
def test_each_entry_of_the_outermost_comes_by_itself(value: Any, form: str) -> None:
    text = json.dumps(value, ensure_ascii=form == "plain", indent=2 if form == "indented" else None)
    data = {
        "mark": b"\xef\xbb\xbf" + text.encode(),
        "script": b"window.YTD.tweets.part0 = " + text.encode() + b";\n",
        "utf-16": text.encode("utf-16"),
    }.get(form, text.encode())
    assert list(json_items.items(io.BytesIO(data))) == pairs(value)
    assert json_items.document(io.BytesIO(data)) == value


@pytest.mark.usefixtures("pieces")
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"<!DOCTYPE html>{}", "web page"),
        (b"buy milk", "not JSON"),
        (b'[{"a": 1}, {"a"', "cut off"),
        (b'{"a": [1, 2', "cut off"),
        (b'{"a" 1}', "cut off"),
        (b"[1 2]", "cut off"),
        (b"{1: 2}", "cut off"),
        (b'["\xe4"]', "UTF-8"),
        pytest.param(b"[" * 100_000, "cut off", id="deep"),
    ],
)
def test_what_is_no_whole_json_is_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ExportError, match=words):
        list(json_items.items(io.BytesIO(data)))
