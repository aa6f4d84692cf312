"""What a submission may use up: the one table of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Each with its unit; what a right answer needs is a small part of any of them."""

    cell: float = 20.0  # seconds for a cell, or for one call of a function by a test
    whole: float = 90.0  # seconds for a submission altogether
    reading: float = 10.0  # seconds that we compute on what it handed in, or gives to one test
    marking: float = 180.0  # seconds until whoever marks it is taken to hang
    grace: float = 1.0  # seconds to stop in after an interrupt
    memory: int = 1 << 30  # bytes on top of what Python and pandas take
    submission: int = 50 << 20  # bytes of a notebook that is read at all
    file: int = submission  # bytes of a file it writes, or that lay beside the notebook
    disk: int = 128 << 20  # bytes of all files that there are at once, where there is a sandbox
    processes: int = 64  # that may live at once, where there is a sandbox
    handles: int = 4096  # open files and sockets of a process, or half of what the machine allows
    text: int = 100_000  # characters of a cell's outputs that are kept, pictures not counted
    picture: int = 1_000_000  # characters of pictures and the like that are kept
    outputs: int = 16 << 20  # bytes of all its outputs that are kept, whoever counts them
    again: int = 3  # fresh starts after a crash, to give the other tasks their turn


LIMITS = Limits()
