"""One thing at a time to look at, and a key for each answer; no answer is suggested."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from course_lib.exports.samples import NO_WORDS, Item, Key, Look
from course_lib.grammar import counted
from course_lib.widgets.controls import HTML, Button, HBox
from course_lib.widgets.parts import Column, Panel, button, text

_LONGEST = 1500  # characters shown of one paragraph


class LookThrough:
    """A box for one sample: what is to be looked at, a button for each answer, and how many are done.

    `look` tells how far it is, and is asked anew after each answer; `say(id, answer)` keeps one, and `done` is
    called after the last.
    """

    def __init__(
        self,
        panel: Panel,
        heading: str,
        question: str,
        keys: Sequence[Key],
        look: Callable[[], Look],
        say: Callable[[str, str], None],
        done: Callable[[], None],
    ) -> None:
        self.look, self.say, self.done = look, say, done
        self.item: Item | None = None
        self.shown, self.count = HTML(), HTML()
        self.buttons = [self._button(panel, key) for key in keys]
        self.box = Column(
            [
                text(heading, "ot-question"),
                text(question),
                self.shown,
                HBox(self.buttons),
                self.count,
            ],
            classes=("ot-look",),
        )
        self.draw()

    def _button(self, panel: Panel, key: Key) -> Button:
        made = button(f"{key.key} · {key.words}", f"{key.words}: press {key.key}")

        def press(_: object) -> None:
            if self.item is not None:
                self.say(self.item.id, key.id)
                self.draw("alert")
                if self.item is None:
                    self.done()

        made.on_click(panel.guard(press))
        return made

    def draw(self, role: str = "status") -> None:
        """Show the next thing, or that there is none; `role` is that of the last words for a screen reader."""
        now = self.look()
        self.item = now.item
        for one in self.buttons:
            one.disabled = now.item is None
        if not now.samples:
            self.shown.value = "<p>There is nothing of this kind in the folder.</p>"
            self.count.value = ""
            return
        sample = next(iter(now.samples.values()))
        done = f"{sample.seen} of {sample.drawn} done."
        if now.item is None:
            end = "That is all of it. Thank you: the rows below count it."
            self.shown.value = f'<div role="{role}"><p><strong>{end}</strong></p></div>'
            self.count.value = f"<p>{counted(sample.seen, 'thing', 'things')} looked through.</p>"
            return
        live = 'class="ot-shown" role="status" aria-live="polite"'
        self.shown.value = f"<blockquote {live}>{_paragraphs(now.item)}</blockquote>"
        self.count.value = f"<p>{done}</p>"


def _paragraphs(item: Item) -> str:
    """What is shown of a thing. Whatever somebody wrote is text, never HTML."""
    rows = [one if len(one) <= _LONGEST else f"{one[:_LONGEST]}…" for one in item.paragraphs]
    return "".join(
        f"<p>{html.escape(row).replace(chr(10), '<br>') or NO_WORDS}</p>" for row in rows
    )
