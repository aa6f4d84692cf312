"""Make warm kernels available by name to Jupyter's tools, for as long as a block of code runs.

with warm.kernels() as found:
    subprocess.run(["nbgrader", "autograde", ..., f"--Execute.kernel_name={found.name}"],
                   env=os.environ | found.environment)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jupyter_client.provisioning import KernelProvisionerFactory

from course_lib.grading.sandbox.fork_server import SINGLE
from tests.kernels import kernelspec

# A kernel's debugger would say, on loading, what is of use to nobody here.
QUIET = {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}
# Of a kernel that started this process: its parent, and where it draws, are not its zygote's.
NOT_OURS = ("JPY_PARENT_PID", "JPY_INTERRUPT_EVENT", "MPLBACKEND")


@dataclass(frozen=True)
class Kernels:
    """The name of the kernel, and the variables with which Jupyter's tools find it."""

    name: str
    environment: dict[str, str]


@contextmanager
def kernels() -> Iterator[Kernels]:
    """A zygote and a kernelspec in a temporary folder; both, and all kernels, are gone afterwards.

    Where Linux cannot fork kernels, the name still works: its kernels are stock, and say so once.
    """
    folder = Path(tempfile.mkdtemp(prefix="off-target-", dir=short_folder()))
    zygote = None
    try:
        kernelspec.write(folder / "jupyter", folder / "zygote")
        entry_point(folder / "site")
        environment = {
            "JUPYTER_PATH": before(folder / "jupyter", "JUPYTER_PATH"),
            "PYTHONPATH": before(folder / "site", "PYTHONPATH"),
        }
        if hasattr(os, "pidfd_open"):
            zygote = start(folder, environment)
        sys.path.append(str(folder / "site"))
        KernelProvisionerFactory.clear_instance()  # it may know the provisioners of before
        yield Kernels(kernelspec.WARM, environment)
    finally:
        if str(folder / "site") in sys.path:
            sys.path.remove(str(folder / "site"))
        if zygote:
            zygote.terminate()
            zygote.wait()
        shutil.rmtree(folder, ignore_errors=True)


def entry_point(site: Path) -> None:
    """Lay out what tells Jupyter's tools of the provisioner: the metadata of a package that is not installed."""
    about = site / "off_target_kernels-0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: off-target-kernels\nVersion: 0\n")
    (about / "entry_points.txt").write_text(
        "[jupyter_client.kernel_provisioners]\n"
        f"{kernelspec.WARM} = tests.kernels.provisioner:WarmProvisioner\n"
    )


def start(folder: Path, more: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start the zygote and wait until it can be asked, or has ended: then its own words say why."""
    environment = {key: value for key, value in os.environ.items() if key not in NOT_OURS}
    zygote = subprocess.Popen(
        [sys.executable, "-m", "tests.kernels.zygote", str(folder), str(os.getpid())],
        env=environment | SINGLE | QUIET | more,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl+C is for the owner, who then ends it
    )
    assert zygote.stdout
    zygote.stdout.readline()
    zygote.stdout.close()
    return zygote


def short_folder() -> str | None:
    """Where to make the folder: a socket's path holds 107 bytes, and some temporary folders are long."""
    return "/tmp" if len(tempfile.gettempdir()) > 50 and Path("/tmp").is_dir() else None


def before(first: Path, name: str) -> str:
    """A variable that lists folders, with one more before those that it names already."""
    return os.pathsep.join([str(first), *filter(None, [os.environ.get(name)])])
