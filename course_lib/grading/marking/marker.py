"""A process that marks submissions one after another, as they come over its channel.

It is trusted, and holds the tests. A message is a job, {"source": …, "folder": …, "sandboxed": …, "limits": …},
and the answer a Result as a dict.
"""

from __future__ import annotations

import signal
import socket
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from course_lib.characters import whole
from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.marking.marking import mark
from course_lib.grading.marking.trusted import OutOfTime, clock
from course_lib.grading.notebook import submission
from course_lib.grading.notebook.code import idle
from course_lib.grading.notebook.files import attachments
from course_lib.grading.notebook.repair import repaired
from course_lib.grading.notebook.source import from_message
from course_lib.grading.result import Result, failure
from course_lib.grading.sandbox import channel
from course_lib.grading.sandbox.session import NotRun, Session

# Bytes of a marked notebook with all its outputs, after each fresh start some, and with every letter escaped.
LARGEST = 3 * LIMITS.submission + (1 + LIMITS.again) * LIMITS.outputs
STATUS: dict[type, str] = {submission.Missing: "missing", submission.Doubtful: "needs your eyes"}


def work(end: socket.socket, orders: socket.socket) -> None:
    """Mark what comes until the channel is hung up. `orders` is the fork server's."""
    with suppress(ConnectionError):
        while True:
            job = channel.receive(end)
            # The system ends it where it hangs, a little after whoever waits for it has given it up.
            signal.setitimer(signal.ITIMER_REAL, job["limits"]["marking"] + job["limits"]["grace"])
            channel.send(end, whole(asdict(result_of(job, orders))))
            signal.setitimer(signal.ITIMER_REAL, 0)


def result_of(job: dict[str, Any], orders: socket.socket) -> Result:
    """Mark one submission; whatever it is, there is a result."""
    try:
        source, limits = from_message(job["source"]), Limits(**job["limits"])
        late = f"Reading it and putting it right takes more than {limits.reading:g} seconds."
        with clock(limits.reading, late):
            handed_in, sentences = submission.read(Path(job["folder"]), source)
            repair = repaired(handed_in, source)
            files, notes = attachments(Path(job["folder"]))
        opened = partial(Session, orders, files, job["sandboxed"], limits)
        marking = mark(repair.cells, source.solutions, opened, limits)
        doubtful = repair.doubts and marking.status == "graded"
        return Result(
            "needs your eyes" if doubtful else marking.status,
            [*dict.fromkeys([*repair.doubts.values(), *marking.crashes, *marking.flags])],
            [*sentences, *notes, *repair.notes, *idle(repair.cells)],
            repair.cells,
            list(repair.doubts),
        )
    except (submission.Missing, submission.Unreadable, submission.Doubtful, OutOfTime) as error:
        return Result(STATUS.get(type(error), "unreadable"), [str(error)])
    except NotRun as error:
        return Result("unreadable", [str(error)], settled=False)
    except Exception as error:  # of this one, and of no other
        return failure(error)
