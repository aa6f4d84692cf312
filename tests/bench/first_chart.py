"""From the start of a kernel to the first chart, against the bare imports that any chart needs."""

import sys
import time
from statistics import median

from jupyter_client.manager import KernelManager

RUNS = 5
CHART = 'from course_lib import chart, shop\nchart(5, shop("oak-street"), 0.5)'
# ipykernel warns at every start that it talks to this process in plain text; here that is fine.
KERNEL = [
    sys.executable,
    "-m",
    "ipykernel_launcher",
    "--log-level=ERROR",
    "-f",
    "{connection_file}",
]
BARE = "import pandas, matplotlib.pyplot"


def seconds(code: str) -> float:
    """How long a new kernel takes until it has run the code and shown what comes of it."""
    start = time.perf_counter()
    manager = KernelManager(kernel_cmd=KERNEL)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        reply = client.execute_interactive(code, output_hook=lambda message: None, timeout=60)
        took = time.perf_counter() - start
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    if reply["content"]["status"] != "ok":
        raise RuntimeError(f"the kernel could not run {code!r}: {reply['content']}")
    return took


def ratio() -> str:
    """The ratio of the medians, in a sentence; the two take turns."""
    seconds(CHART), seconds(BARE)
    pairs = [(seconds(CHART), seconds(BARE)) for _ in range(RUNS)]
    ours, bare = (median(side) for side in zip(*pairs, strict=True))
    return f"kernel to first chart / kernel to bare imports: {ours / bare:.2f} ({ours:.2f} s / {bare:.2f} s)"
