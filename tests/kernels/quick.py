"""A kernel manager that wastes no time, for papermill, nbclient and nbgrader; it suits any kernel.

Stock waits for 200 ms of silence before the first cell. Since ipykernel 7 a kernel greets who listens
(JEP 65), so nothing needs waiting for: what is missed before the greeting belongs to nobody. It also
pauses for 10 ms after each start and each end, so that its own tests can see the state before.
"""

from __future__ import annotations

import asyncio
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager, KernelManager
from traitlets import Type

GREETING = 1.0  # seconds; a kernel of an older kind never greets


class QuickClient(AsyncKernelClient):
    """Ready as soon as the kernel is, and not a moment before."""

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        try:
            await self._until(self.iopub_channel, "iopub_welcome")
            asked = self.kernel_info()
            reply = await self._until(self.shell_channel, "kernel_info_reply")
            self._handle_kernel_info_reply(reply)
            while (
                True
            ):  # until it says that it is done with the question, which the next might mistake
                message = await self._until(self.iopub_channel, "status")
                mine = message["parent_header"].get("msg_id") == asked
                if mine and message["content"]["execution_state"] == "idle":
                    return
        except Empty:
            await super()._async_wait_for_ready(timeout)

    async def _until(self, channel: Any, kind: str) -> dict[str, Any]:
        while True:
            message: dict[str, Any] = await channel.get_msg(timeout=GREETING)
            if message["msg_type"] == kind:
                return message

    wait_for_ready = _async_wait_for_ready


class QuickManager(AsyncKernelManager):
    """AsyncKernelManager with that client, and without its pauses."""

    client_factory = Type(QuickClient, AsyncKernelClient)  # stock takes this, and not client_class

    async def _async_start_kernel(self, **kw: Any) -> None:
        await self._at_once(KernelManager._async_start_kernel, **kw)

    async def _async_shutdown_kernel(self, now: bool = False, restart: bool = False) -> None:
        await self._at_once(KernelManager._async_shutdown_kernel, now=now, restart=restart)

    async def _at_once(self, paused: Any, **kw: Any) -> None:
        """What stock does between marking itself pending and its pause; whoever awaits `ready` is told."""
        await paused.__wrapped__(self, **kw)
        self._ready = asyncio.get_running_loop().create_future()
        self._ready.set_result(None)

    start_kernel = _async_start_kernel
    shutdown_kernel = _async_shutdown_kernel


def papermill_options(kernel: str) -> dict[str, Any]:
    """Keywords for papermill.execute_notebook that leave out its waits, and no check of a cell.

    The notebook is written once, at the end, rather than before and after every cell, and without what
    a page would need to draw its widgets again; a kernel with nothing to save is ended at once.
    """
    return {
        "kernel_name": kernel,
        "kernel_manager_class": QuickManager,
        "shutdown_kernel": "immediate",
        "request_save_on_cell_execute": False,
        "autosave_cell_every": 0,
        "store_widget_state": False,
        "progress_bar": False,
    }
