"""Whose machine this is: other people's messages are not read on one that others run, unless the owner insists."""

from __future__ import annotations

import os

BINDER, HUB = "Binder", "a hub that others run"
_MARKS = {"BINDER_SERVICE_HOST": BINDER, "BINDER_LAUNCH_HOST": BINDER, "JUPYTERHUB_API_URL": HUB}
INSISTS = "messages_here"  # the question whose answer "yes" lets messages be read all the same


def host() -> str:
    """BINDER or HUB where the course runs on such a machine; "" on one's own."""
    return next((place for name, place in _MARKS.items() if os.environ.get(name)), "")


def refusal(place: str, messages: int) -> str:
    """Why so many messages were left unread, and what to do, in a sentence."""
    return (
        f"{messages:,} messages were left out: they are other people's, and this is {place}. Run the course on "
        f'your own machine, or answer {INSISTS} = "yes" in answers.toml if you may show them here.'
    )
