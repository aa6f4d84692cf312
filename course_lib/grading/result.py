"""What comes of one submission: the answer of whoever marks it, and in it what its cells put out."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Result:
    """How it went with one submission. `cells` are those of the marked notebook, if there is one."""

    # graded, partly graded, timed out, tampered, unreadable, missing or needs your eyes
    status: str
    why: list[str] = field(default_factory=list)  # sentences on what went wrong
    repairs: list[str] = field(default_factory=list)
    cells: list[dict] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)  # grades, by id, that wait for a person's eyes
    settled: bool = True  # False where grading itself failed, and is to be tried again


def failure(error: Exception) -> Result:
    """What becomes of a submission that the grading itself failed at."""
    why = f"Grading it failed ({type(error).__name__}: {error})."
    return Result("unreadable", [why], settled=False)


def clean(output: Any) -> dict:
    """An output as a notebook may hold it, whatever came over: text is made text, the rest is left out."""
    fields = output if isinstance(output, dict) else {}
    kind = fields.get("output_type")
    if kind == "error":
        lines = fields.get("traceback")
        words = {name: _text(fields.get(name, "")) for name in ("ename", "evalue")}
        traceback = [_text(line) for line in lines] if isinstance(lines, list) else []
        return {"output_type": kind, **words, "traceback": traceback}
    if kind in ("display_data", "execute_result"):
        data = fields.get("data")
        texts = {n: _text(piece) for n, piece in data.items()} if isinstance(data, dict) else {}
        shown = {"output_type": kind, "metadata": {}, "data": texts}
        return shown | ({"execution_count": None} if kind == "execute_result" else {})
    name = "stderr" if fields.get("name") == "stderr" else "stdout"
    return {"output_type": "stream", "name": name, "text": _text(fields.get("text", ""))}


def _text(piece: Any) -> str:
    """Text as it is, other JSON as its text; "" if it is nested deeper than can be written."""
    with suppress(RecursionError):
        return piece if isinstance(piece, str) else json.dumps(piece, ensure_ascii=False)
    return ""
