"""What a forked child does to become a kernel as good as a newly started one."""

from __future__ import annotations

import atexit
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn

PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass(frozen=True)
class Order:
    """Which kernel is wanted: ipykernel's arguments, the folder to run in, its whole environment."""

    arguments: list[str]
    folder: str
    environment: dict[str, str]


def become(order: Order, zygote: int, ready: Callable[[], None]) -> NoReturn:
    """Be the kernel until it is shut down; calls `ready` once its sockets are bound. Never returns.

    `zygote` is the process that forked this one; the kernel does not outlive it.
    """
    from ipykernel.kernelapp import IPKernelApp

    die_with(zygote)
    settle(order)
    app = IPKernelApp.instance()
    app.initialize(order.arguments)
    catch_up()
    ready()
    app.start()
    finish()


def settle(order: Order) -> None:
    """Take on the order's folder, environment and arguments, and randomness and signals of its own."""
    os.setsid()
    os.environ.clear()
    os.environ.update(order.environment)
    time.tzset()
    os.chdir(order.folder)
    sys.argv = ["ipykernel_launcher.py", *order.arguments]
    if (wake := signal.set_wakeup_fd(-1)) >= 0:  # the zygote's
        os.close(wake)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def die_with(parent: int) -> None:
    """Have Linux end this process when its parent ends."""
    import ctypes

    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before it was watched
        os._exit(1)


def catch_up() -> None:
    """What matplotlib and ipywidgets do when a kernel imports them: they were imported before it was one."""
    matplotlib, backend = sys.modules.get("matplotlib"), os.environ.get("MPLBACKEND")
    if matplotlib and backend:
        matplotlib.rcParams["backend"] = backend
    if widgets := sys.modules.get("ipywidgets"):
        widgets.register_comm_target()


def finish() -> NoReturn:
    """End as Python ends, but for the frames of the zygote below this one."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    os._exit(0)


def parse(message: bytes) -> Order:
    """The order in a message from a provisioner; what `written` made."""
    import json

    given = json.loads(message)
    return Order(given["arguments"], given["folder"], given["environment"])


def written(order: Order) -> bytes:
    """The message that holds an order."""
    import json

    return json.dumps(vars(order)).encode()


def for_python(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables among these by which Python itself is set when it starts."""
    return {name: value for name, value in environment.items() if name.startswith("PYTHON")}
