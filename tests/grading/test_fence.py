"""Probes from inside: what a student's code can reach when it is fenced in."""

import os
import signal
from pathlib import Path

import pytest

from course_lib.grading import fencing
from course_lib.grading.limits import Limits
from course_lib.grading.room import Nursery, Room
from course_lib.grading.workplace import workplace
from tests.grading.paper import ROOT, SLUG

pytestmark = pytest.mark.skipif(bool(fencing.missing()), reason=f"lacks {fencing.missing()}")
FEW = Limits(cell=10.0, whole=60.0, grace=0.5, processes=20, file=1 << 20)


@pytest.fixture(scope="module")
def nursery():
    made = Nursery()
    made.ready()
    yield made
    made.close()


@pytest.fixture(params=["a folder for all", "a private folder"])
def inside(nursery, tmp_path, request):
    """Runs a cell inside the fence; what it printed, or the name of its error."""
    if request.param == "a folder for all":  # where root gives up being root
        with workplace(tmp_path) as folder:
            yield from running(nursery, folder)
    else:
        yield from running(nursery, tmp_path)


def running(nursery, folder):
    room = Room(nursery.orders, str(folder), True, FEW)

    def run(source):
        outputs = room.run(source)
        return "".join(o.get("text", o.get("ename", "")) for o in outputs).strip()

    yield run
    room.close()


@pytest.mark.parametrize(
    "path",
    [
        ROOT / "solutions" / SLUG / f"{SLUG}.ipynb",
        ROOT / "pyproject.toml",
        "/etc/passwd",
        "/proc/1/environ",
    ],
)
def test_nothing_can_be_read_but_the_system(path, inside):
    assert inside(f"print(len(open({str(path)!r}).read()))") == "PermissionError"


@pytest.mark.parametrize("path", ["/tmp", "/", str(ROOT), "~"])
def test_no_folder_can_be_listed_but_its_own(path, inside):
    said = inside(f"import os\nprint(len(os.listdir(os.path.expanduser({path!r}))) if 1 else 0)")
    assert said == ("0" if path == "~" else "PermissionError")


def test_its_own_folder_can_be_written_and_read(inside):
    assert inside("open('a.txt', 'w').write('x')\nprint(open('a.txt').read())") == "x"
    assert inside("open('/tmp/out.txt', 'w')") == "PermissionError"
    assert inside(f"open({str(ROOT / 'stray.txt')!r}, 'w')") == "PermissionError"


@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM"])
def test_there_is_no_network(kind, inside):
    source = f"import socket\ns = socket.socket(socket.AF_INET, socket.{kind})\ns.connect(('127.0.0.1', 9))"
    assert inside(source) in ("PermissionError", "OSError")


def test_it_can_signal_nobody_outside(inside):
    source = (
        "import os\nfor pid in (os.getppid(), {}):\n    try: os.kill(pid, 9)\n"
        "    except OSError as error: print(type(error).__name__)"
    )
    assert inside(source.format(os.getpid())).split() == ["PermissionError"] * 2


def test_its_processes_files_and_memory_are_limited(inside, request):
    fork = "import subprocess\nmany = [subprocess.Popen(['sleep', '30']) for _ in range(40)]"
    if "private" not in request.node.name or os.geteuid():  # nobody counts root's
        assert inside(fork) == "BlockingIOError"
    assert inside("open('big', 'wb').write(bytes(5 << 20))") == "OSError"
    assert inside("bytearray(5 << 30)") == "MemoryError"


def test_threads_and_other_programs_still_work(inside):
    assert (
        inside(
            "import subprocess\nprint(subprocess.run(['echo', 'hi'], capture_output=True).stdout)"
        )
        == "b'hi\\n'"
    )
    assert (
        inside(
            "import threading\nt = threading.Thread(target=print, args=('there',))\nt.start(); t.join()"
        )
        == "there"
    )


def test_what_it_started_ends_with_it(nursery, tmp_path):
    room = Room(nursery.orders, str(tmp_path), True, FEW)
    source = (
        "import subprocess\nprint(subprocess.Popen(['sleep', '77'], start_new_session=True).pid)"
    )
    pid = int(room.run(source)[0]["text"])
    assert Path(f"/proc/{pid}").exists()
    room.close()
    for _ in range(200):
        if not Path(f"/proc/{pid}").exists():
            return
        signal.sigtimedwait([], 0.05)
    raise AssertionError("it lives on")
