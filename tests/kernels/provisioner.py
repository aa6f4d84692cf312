"""Jupyter's door to warm kernels: named in a kernelspec, it forks where stock starts a new Python."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Unicode

from tests.kernels.kernel import Order
from tests.kernels.process import NoWarmKernel, WarmProcess, connected

_said: set[str] = set()  # what this process has said about cold kernels, once


class WarmProvisioner(LocalProvisioner):
    """Gets kernels from the zygote that listens on `socket`, or the stock one where there is none."""

    socket = Unicode(help="where the zygote listens").tag(config=True)
    folder: Path | None = None  # of this kernel's own sockets
    process: Any = None  # a WarmProcess, or stock's Popen

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """As stock; but if there is a zygote, the kernel gets sockets in a private folder."""
        manager = self.parent
        try:
            connected(Path(self.socket)).close()
        except NoWarmKernel as why:
            say_cold(str(why))
        else:
            if manager and self.folder is None:
                self.folder = Path(tempfile.mkdtemp(dir=Path(self.socket).parent))
                # Of stock's own, the path is relative, and so lost when a kernel changes its folder.
                manager.transport, manager.ip = "ipc", str(self.folder / "k")
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel, or start the stock one; returns how to connect."""
        if self.folder is None:
            return await super().launch_kernel(cmd, **kwargs)
        folder = str(Path(kwargs.get("cwd") or ".").resolve())
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        environment = kwargs.get("env") or dict(os.environ)
        try:
            self.process = WarmProcess(Path(self.socket), Order(arguments, folder, environment))
        except NoWarmKernel as why:
            say_cold(str(why))
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = folder
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the kernel's end; its exit status. Unlike stock, without looking every 100 ms."""
        if not isinstance(self.process, WarmProcess):
            return await super().wait()
        status = await self.process.gone()
        self.process = None
        return status

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and what it started."""
        if not isinstance(self.process, WarmProcess):
            return await super().send_signal(signum)
        return self.process.send_signal(signum)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel at once. Stock would look again in 100 ms whether it has ended."""
        await super().kill(restart)
        if not isinstance(self.process, WarmProcess):
            return
        if restart:
            await self.process.gone(timeout=5)  # the next one gets its sockets
        else:
            self.process.leave()

    async def shutdown_requested(self, restart: bool = False) -> None:
        """The kernel was asked to end; give it the time that stock gives."""
        if isinstance(self.process, WarmProcess):
            await self.process.gone(timeout=self.get_shutdown_wait_time() / 2)

    async def cleanup(self, restart: bool = False) -> None:
        """As stock, and the folder of its sockets goes."""
        await super().cleanup(restart)
        if self.folder and not restart:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None


def say_cold(why: str) -> None:
    """Say once in this process that stock kernels run instead, and why."""
    if not _said:
        _said.add(why)
        warnings.warn(
            f"{why}, so notebooks run in stock kernels: the same results, more slowly.",
            stacklevel=2,
        )
