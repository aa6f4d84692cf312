"""What a cell puts out, written down as a notebook keeps it, and cut where it is too much."""

from __future__ import annotations

import io
import sys
from typing import Any

from course_lib.grading.limits import Limits

CUT = "\n... Output truncated ...\n"


class Notes:
    """While it is entered, all that an IPython shell shows is kept here."""

    def __init__(self, shell: Any, limits: Limits) -> None:
        self.shell, self.limits = shell, limits
        self.kept: list[dict] = []
        self.text = self.pictures = 0

    def __enter__(self) -> Notes:
        from IPython.core.displaypub import CapturingDisplayPublisher

        notes = self

        class Publisher(CapturingDisplayPublisher):
            def publish(self, data: Any, metadata: Any = None, *_: Any, **__: Any) -> None:
                notes.show("display_data", data, metadata or {})

        self.before = (sys.stdout, sys.stderr, sys.displayhook)
        self.publisher = self.shell.display_pub
        sys.stdout, sys.stderr = _Stream(self, "stdout"), _Stream(self, "stderr")
        self.shell.display_pub = Publisher(parent=self.shell)
        self.hook = self.shell.display_trap.hook
        self.shell.display_trap.hook = self._result
        self.shell._showtraceback = self._error
        return self

    def __exit__(self, *_: Any) -> None:
        self.shell.display_trap.hook = self.hook
        self.shell.display_pub = self.publisher
        sys.stdout, sys.stderr, sys.displayhook = self.before

    def write(self, name: str, text: str) -> None:
        """Keep a piece of a stream, joined with the last one if that was of the same stream."""
        room = self.limits.text - self.text
        if room <= 0 or not text:
            return
        self.text += len(text)
        piece = text if len(text) <= room else text[:room] + CUT
        last = self.kept[-1] if self.kept else {}
        if last.get("name") == name:
            last["text"] += piece
        else:
            self.kept.append({"output_type": "stream", "name": name, "text": piece})

    def show(self, kind: str, data: dict, metadata: dict) -> None:
        """Keep a value as it is displayed, if there is still room for it."""
        self.pictures += sum(len(str(piece)) for piece in data.values())
        if self.pictures <= self.limits.picture:
            output = {"output_type": kind, "data": data, "metadata": metadata}
            self.kept.append(output | ({"execution_count": None} if kind != "display_data" else {}))

    def outputs(self) -> list[dict]:
        """All that was kept, in order; plain JSON."""
        import json

        return json.loads(json.dumps(self.kept, default=_encoded))

    def _result(self, value: Any) -> None:
        if value is not None:
            self.shell.user_ns["_"] = value
            self.show("execute_result", *self.shell.display_formatter.format(value))

    def _error(self, kind: type, error: BaseException, lines: list[str]) -> None:
        text = [str(line)[: self.limits.text] for line in lines]
        self.kept.append(
            {
                "output_type": "error",
                "ename": kind.__name__,
                "evalue": str(error)[:2000],
                "traceback": text,
            }
        )


class _Stream(io.TextIOBase):
    def __init__(self, notes: Notes, name: str) -> None:
        self.notes, self.name = notes, name

    def write(self, text: str) -> int:
        self.notes.write(self.name, str(text))
        return len(text)

    def isatty(self) -> bool:
        return False


def _encoded(value: Any) -> str:
    import base64

    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


def clean(output: Any) -> dict:
    """An output as a notebook may hold it, whatever came over: text is made text, the rest is left out."""
    given = output if isinstance(output, dict) else {}
    kind = given.get("output_type")
    if kind == "error":
        lines = given.get("traceback")
        return {
            "output_type": "error",
            "ename": str(given.get("ename", "")),
            "evalue": str(given.get("evalue", "")),
            "traceback": [str(line) for line in lines] if isinstance(lines, list) else [],
        }
    if kind in ("display_data", "execute_result"):
        data = given.get("data")
        shown = {"output_type": kind, "metadata": {}}
        shown["data"] = (
            {str(k): _piece(v) for k, v in data.items()} if isinstance(data, dict) else {}
        )
        return shown | ({"execution_count": None} if kind == "execute_result" else {})
    name = "stderr" if given.get("name") == "stderr" else "stdout"
    return {"output_type": "stream", "name": name, "text": str(given.get("text", ""))}


def _piece(value: Any) -> Any:
    return value if isinstance(value, str | dict) else str(value)
