"""The kernelspec by which Jupyter's tools find a warm kernel."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

WARM = "off-target-warm"  # the name of the kernel, and of its provisioner's entry point

# Where a warm kernel cannot be had, this starts the stock one. nbclient keeps the history of kernels
# called python3 in memory (and none bears to be told twice); ours would else write into the user's own.
ARGUMENTS = ["-m", "ipykernel_launcher", "-f", "{connection_file}"]
STOCK = "python3"
HISTORY = "--HistoryManager.hist_file=:memory:"


def spec(socket: Path, name: str = WARM) -> dict[str, Any]:
    """The contents of kernel.json, under this name, for the zygote that listens on this socket."""
    return {
        "argv": [sys.executable, *ARGUMENTS, *([] if name == STOCK else [HISTORY])],
        "display_name": "Off Target (warm)",
        "language": "python",
        "metadata": {
            "kernel_provisioner": {"provisioner_name": WARM, "config": {"socket": str(socket)}}
        },
    }


def write(data: Path, socket: Path, name: str = WARM) -> Path:
    """Write kernel.json under a Jupyter data folder (one for JUPYTER_PATH); returns its path."""
    path = data / "kernels" / name / "kernel.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(spec(socket, name), indent=1), encoding="utf-8")
    return path
