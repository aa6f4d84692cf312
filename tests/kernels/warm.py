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
from collections.abc import Iterator, Mapping
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
def kernels(
    name: str = kernelspec.WARM,
    variables: Mapping[str, str] = os.environ,
    course: Path | None = None,
) -> Iterator[Kernels]:
    """A zygote and a kernelspec in a temporary folder; both, and all kernels, are gone afterwards.

    `variables` are those of the program that asks for kernels, and `course` the folder whose course_lib they use,
    if it is not this process's. Where Linux cannot fork kernels, the name still works: its kernels are stock, and
    say so once.
    """
    folder = Path(tempfile.mkdtemp(prefix="off-target-", dir=short_folder()))
    zygote = None
    try:
        kernelspec.write(folder / "jupyter", folder / "zygote", name)
        entry_point(folder / "site")
        environment = {
            "JUPYTER_PATH": before(folder / "jupyter", variables.get("JUPYTER_PATH")),
            "PYTHONPATH": before(folder / "site", variables.get("PYTHONPATH")),
        }
        if hasattr(os, "pidfd_open"):
            zygote = start(folder, {**variables, **environment}, course)
        sys.path.append(str(folder / "site"))
        KernelProvisionerFactory.clear_instance()  # it may know the provisioners of before
        yield Kernels(name, environment)
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


def start(
    folder: Path, variables: Mapping[str, str], course: Path | None
) -> subprocess.Popen[bytes]:
    """Start the zygote and wait until it can be asked, or has ended: then its own words say why."""
    environment = {key: value for key, value in variables.items() if key not in NOT_OURS}
    zygote = subprocess.Popen(
        [sys.executable, "-m", "tests.kernels.zygote", str(folder), str(os.getpid())],
        cwd=course,  # the first place where it looks for modules
        env=environment | SINGLE | QUIET,
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


def before(first: Path, others: str | None) -> str:
    """A variable's list of folders, with one more before those that it names already."""
    return os.pathsep.join([str(first), *filter(None, [others])])
