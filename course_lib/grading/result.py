"""What comes of one submission: the answer of whoever marks it, and in it what its cells put out."""

from __future__ import annotations

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
        return {
            "output_type": "error",
            "ename": str(fields.get("ename", "")),
            "evalue": str(fields.get("evalue", "")),
            "traceback": [str(line) for line in lines] if isinstance(lines, list) else [],
        }
    if kind in ("display_data", "execute_result"):
        data = fields.get("data")
        pieces = data.items() if isinstance(data, dict) else ()
        plain = {name: p if isinstance(p, str | dict) else str(p) for name, p in pieces}
        shown = {"output_type": kind, "metadata": {}, "data": plain}
        return shown | ({"execution_count": None} if kind == "execute_result" else {})
    name = "stderr" if fields.get("name") == "stderr" else "stdout"
    return {"output_type": "stream", "name": name, "text": str(fields.get("text", ""))}
