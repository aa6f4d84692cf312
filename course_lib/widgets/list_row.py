"""One row of a list that an owner fills in: its fields and ticks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course_lib import counts
from course_lib.counts import NumberError
from course_lib.widgets.controls import Checkbox, VBox
from course_lib.widgets.parts import line, plain


class ListRow:
    """One row of a list: its fields and ticks. What cannot be read as minutes leaves the last that could."""

    def __init__(self, count: Any, saved: Mapping[str, Any]) -> None:
        self.saved = dict(saved)
        self.minutes = str(saved.get("minutes", ""))
        self.name = line(count.name, str(saved.get("name", "")))
        self.texts = {"name": self.name}
        if count.words:
            self.texts["words"] = line(count.words, str(saved.get("words", "")), short=False)
        if count.minutes:
            self.texts["minutes"] = line(count.minutes, str(saved.get("slip") or self.minutes))
        ticks = saved.get("ticks", ())
        self.ticks = {
            tick.id: Checkbox(
                value=tick.id in ticks,
                description=plain(tick.text),
                indent=False,
            )
            for tick in count.ticks
        }
        inside = [*self.texts.values(), *self.ticks.values()]
        self.box = VBox(inside, classes=("ot-statement",))

    def observe(self, callback: Any) -> None:
        for control in (*self.texts.values(), *self.ticks.values()):
            control.observe(callback, "value")

    def entries(self) -> dict[str, Any]:
        """What the row holds, {} if nothing."""
        held = dict(self.saved) | {name: field.value for name, field in self.texts.items()}
        if "minutes" in self.texts:
            held |= self._minutes(self.texts["minutes"].value)
        # Ticks that this list does not have are somebody's all the same.
        ticks = [name for name, box in self.ticks.items() if box.value]
        ticks += [name for name in self.saved.get("ticks", ()) if name not in self.ticks]
        held["ticks"] = ticks
        return {name: value for name, value in held.items() if value}

    def _minutes(self, words: str) -> dict[str, str]:
        try:
            counts.whole(words, "")
        except NumberError:
            return {"minutes": self.minutes, "slip": words}
        self.minutes = words
        return {"minutes": words, "slip": ""}
