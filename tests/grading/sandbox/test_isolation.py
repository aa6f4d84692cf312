"""What one student's process leaves is nowhere for the next, nor for one that runs at the same time."""

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from course_lib.grading.limits import Limits
from course_lib.grading.sandbox import supervisor
from course_lib.grading.sandbox.fork_server import KNOWN, ForkServer
from course_lib.grading.sandbox.session import Ended, Session

pytestmark = pytest.mark.sandbox
SOON = Limits(cell=10.0, whole=60.0, grace=0.5)


def said(session, source):
    outputs = session.run(source)
    return "".join(o.get("text", o.get("ename", "")) for o in outputs).strip()


LEFT = {  # what the first leaves, how anyone looks for it, and what the second sees instead
    "a file of its own": ("open('own', 'w').close()", "import os; print(os.listdir('.'))", "[]"),
    "a file in tmp": (
        "open('/tmp/one', 'w').close()",
        "import os; print(os.path.exists('/tmp/one'))",
        "False",
    ),
    "a file in shared memory": (
        "open('/dev/shm/one', 'w').close()",
        "import os; print(os.listdir('/dev/shm'))",
        "[]",
    ),
    "a semaphore": (
        "import ctypes; print(ctypes.CDLL(None).semget(4242, 1, 0o1666) >= 0)",
        "import ctypes; print(ctypes.CDLL(None).semget(4242, 1, 0o666) >= 0)",
        "False",
    ),
    "an abstract socket": (
        "import socket; s = socket.socket(socket.AF_UNIX); s.bind('\\0one'); s.listen()",
        "import socket; socket.socket(socket.AF_UNIX).connect('\\0one'); print('there')",
        "ConnectionRefusedError",
    ),
    "a socket on the loopback": (
        "import socket; s = socket.socket()\ntry: s.bind(('127.0.0.1', 4242)); s.listen()\n"
        "except OSError: pass",
        "import socket; socket.create_connection(('127.0.0.1', 4242))",
        "OSError",
    ),
    "a process": (
        "import subprocess; p = subprocess.Popen(['sleep', '77'])",
        "import os\ndef alive(pid):\n    try: os.kill(pid, 0)\n    except OSError: return False\n"
        "    return True\nprint([pid for pid in range(2, 50_000) if alive(pid)] == [os.getpid()])",
        "True",
    ),
    "its environment": (
        "import os; os.environ['ONE'] = 'x'",
        "import os; print('ONE' in os.environ)",
        "False",
    ),
    "a changed library": (
        "import pandas; pandas.one = 1",
        "import pandas; print(hasattr(pandas, 'one'))",
        "False",
    ),
    "an open file": (
        "import os; ends = [os.dup(os.open('/dev/null', os.O_RDONLY)) for _ in range(9)]",
        "import os\ndef is_open(end):\n    try: return bool(os.fstat(end))\n"
        "    except OSError: return False\nprint([end for end in range(20_000) if is_open(end)])",
        "[0, 1, 2, 3]",
    ),
}


@pytest.mark.parametrize("at_once", [False, True], ids=["after it", "beside it"])
@pytest.mark.parametrize("what", LEFT)
def test_what_one_leaves_the_next_does_not_see(what, at_once, server):
    leave, look, seen = LEFT[what]
    first = Session(server.orders, {}, True, SOON)
    said(first, leave)
    if not at_once:
        first.close()
    second = Session(server.orders, {}, True, SOON)
    assert said(second, look) == seen
    first.close()
    second.close()


@pytest.mark.parametrize("name", ["API_TOKEN", "AWS_SECRET_ACCESS_KEY", "XDG_PRIVATE", "JPY_TOKEN"])
def test_of_the_instructors_environment_only_what_is_listed_comes_in(name, monkeypatch):
    monkeypatch.setenv(name, "sesame")
    server = ForkServer()
    server.ready()
    block = Path(f"/proc/{server.process.pid}/environ").read_text()
    inherited = [line.split("=")[0] for line in block.split("\0") if line]
    # What stood there when the program started is in the memory of all that is forked from it.
    search = (
        "import re\nblock = b''\nwith open('/proc/self/mem', 'rb', 0) as memory:\n"
        "    for line in open('/proc/self/maps'):\n        if '[stack]' in line:\n"
        "            first, last = (int(n, 16) for n in line.split()[0].split('-'))\n"
        "            memory.seek(first)\n            block = memory.read(last - first)\n"
        "print(b'PATH=' in block, b'emases'[::-1] in block)"
    )
    session = Session(server.orders, {}, False, SOON)
    assert said(session, search) == "True False"
    session.close()
    server.close()
    assert name not in inherited
    assert set(inherited) <= {
        *KNOWN.split(),
        "MPLBACKEND",
        "OPENBLAS_NUM_THREADS",
        "OMP_NUM_THREADS",
        "MKL_NUM_THREADS",
        "MALLOC_ARENA_MAX",
    }


@pytest.mark.parametrize(
    "family", ["AF_VSOCK", "AF_NETLINK", "AF_ALG", "AF_PACKET", "AF_BLUETOOTH", "AF_KEY", "AF_CAN"]
)
def test_sockets_are_of_three_families_alone(family, server):
    session = Session(server.orders, {}, True, SOON)
    number = {"AF_KEY": 15, "AF_BLUETOOTH": 31}.get(family, f"socket.{family}")
    ask = (
        f"import socket, errno\ntry: socket.socket({number}, socket.SOCK_RAW)\n"
        "except OSError as error: print(errno.errorcode[error.errno])"
    )
    assert said(session, ask) == "EAFNOSUPPORT"
    allowed = (
        "import socket\nfor family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6):\n"
        "    socket.socket(family).setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n"
        "a, b = socket.socketpair()\na.send(b'hi')\nprint(b.recv(9))"
    )
    assert said(session, allowed) == "b'hi'"
    session.close()


@pytest.mark.parametrize("option", ["SO_SNDBUF", "SO_RCVBUF", "32", "33"])
def test_no_socket_may_hold_more_than_is_counted_for_it(option, server):
    session = Session(server.orders, {}, True, SOON)
    number = option if option.isdigit() else f"socket.{option}"
    ask = f"import socket\nsocket.socket().setsockopt(socket.SOL_SOCKET, {number}, 1 << 22)"
    assert said(session, ask) == "PermissionError"
    session.close()


@pytest.mark.parametrize("lease", ["F_SETLEASE", "1040"])
def test_nobody_can_be_made_to_wait_who_opens_a_file(lease, server):
    session = Session(server.orders, {}, True, SOON)
    number = lease if lease.isdigit() else f"fcntl.{lease}"
    ask = (
        "import fcntl\nopen('own', 'w').close()\n"
        f"with open('own') as own: fcntl.fcntl(own, {number}, fcntl.F_WRLCK)"
    )
    assert said(session, ask) == "PermissionError"
    session.close()


FILL = """import os, socket, time
def fill(end):
    end.setblocking(False)
    try:
        while True: end.send(b"x" * 50_000)
    except OSError: pass
ends = []
"""
HOARDS = {
    "pairs": "for _ in range(800):\n    a, b = socket.socketpair()\n    fill(a)\n    ends += [a, b]",
    "closed at one end": (
        "for _ in range(1500):\n    a, b = socket.socketpair()\n    fill(a)\n    a.close()\n"
        "    ends.append(b)"
    ),
    "never accepted": (
        "s = socket.socket(socket.AF_UNIX)\ns.bind('\\0s')\ns.listen(4000)\n"
        "for _ in range(1500):\n    a = socket.socket(socket.AF_UNIX)\n    a.connect('\\0s')\n"
        "    fill(a)\n    a.close()"
    ),
    "datagrams": (
        "for _ in range(800):\n    a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
        "    fill(a)\n    ends += [a, b]"
    ),
    "of several processes": (
        "for _ in range(4):\n    if os.fork() == 0: break\nfor _ in range(250):\n"
        "    a, b = socket.socketpair()\n    fill(a)\n    ends += [a, b]"
    ),
    "pipes of several processes": (
        "for _ in range(30):\n    if os.fork() == 0: break\n"
        "try:\n    while True: ends += os.pipe()\nexcept OSError: pass"
    ),
    "pipes of several threads, each with handles of its own": (
        "import ctypes\nlibc, kept = ctypes.CDLL(None), []\nfor _ in range(30):\n"
        "    try:\n        while True: ends += os.pipe()\n    except OSError: pass\n"
        "    kept.append(ctypes.create_string_buffer(9000))\n"
        "    stack = ctypes.c_void_p(ctypes.addressof(kept[-1]) + 8000 & ~15)\n"
        "    libc.clone(libc.pause, stack, 0x10900, None)\n"
        "    while ends: os.close(ends.pop())"
    ),
    "memory of processes whose first thread has ended": (
        "import ctypes, threading\ndef hold():\n    time.sleep(0.3)\n"
        "    kept = b'x' * (60 << 20)\n    time.sleep(8)\nfor _ in range(9):\n"
        "    if os.fork() == 0:\n        threading.Thread(target=hold).start()\n"
        "        ctypes.CDLL(None).syscall({'x86_64': 60}.get(os.uname().machine, 93), 0)"
    ),
}


@pytest.mark.parametrize("how", HOARDS)
def test_all_that_is_held_counts_as_memory(how, server):
    session = Session(server.orders, {}, True, replace(SOON, memory=200 << 20))
    with pytest.raises(Ended, match="its processes took more than 200 MB together"):
        session.run(FILL + HOARDS[how] + "\ntime.sleep(8)")


def test_a_few_sockets_do_not(server):
    session = Session(server.orders, {}, True, replace(SOON, memory=200 << 20))
    few = FILL + HOARDS["pairs"].replace("800", "30") + "\ntime.sleep(1.5)\nprint('here')"
    assert said(session, few) == "here"
    session.close()


@pytest.mark.parametrize(
    "hidden",
    [
        "ctypes.CDLL(None).prctl(4, 0)",
        "os.setsid()",
        "os.fork() and os._exit(0)",
        "ctypes.CDLL(None).prctl(15, b'x) 1 (')",  # its name, as /proc writes it
    ],
    ids=["not to be looked at", "of another session", "an orphan", "of a misleading name"],
)
def test_a_process_that_hides_is_counted_all_the_same(hidden, server):
    session = Session(server.orders, {}, True, replace(SOON, memory=300 << 20))
    source = (
        "import ctypes, os, time\nfor _ in range(10):\n    if os.fork() == 0:\n"
        f"        {hidden}\n        kept = b'x' * (60 << 20)\n        time.sleep(9)\ntime.sleep(9)"
    )
    with pytest.raises(Ended, match="its processes took more than 300 MB together"):
        session.run(source)


def test_what_has_ended_takes_nothing_though_it_cannot_be_looked_at(monkeypatch):
    def refuse(process):  # as an ordinary user is refused
        raise psutil.AccessDenied(process.pid)

    for look in ("memory_full_info", "num_fds"):
        monkeypatch.setattr(psutil.Process, look, refuse)
    with subprocess.Popen(["true"]) as program:
        os.waitid(os.P_PID, program.pid, os.WEXITED | os.WNOWAIT)
        assert supervisor.held(psutil.Process(program.pid)) == 0
    assert supervisor.held(psutil.Process()) > 0


def entered(source):
    """What a process prints that has entered a sandbox, and has all rights there still; /proc is out of sight."""
    enter = """import ctypes, errno, os
from course_lib.grading.limits import LIMITS
from course_lib.grading.sandbox import bubblewrap, confinement
def enter():
    sandbox, enter.life = bubblewrap.start()
    confinement.join(sandbox)
    confinement.enter(sandbox, LIMITS)
"""
    done = subprocess.run(
        [sys.executable, "-c", enter + source], capture_output=True, text=True, env=os.environ
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    "flag", ["USER", "USER | confinement.NETWORK", "USER | confinement.MOUNTS"]
)
def test_no_user_namespace_can_be_made_even_by_a_call_that_no_filter_knows(flag):
    unshare = f"enter()\nconfinement.libc.unshare(confinement.{flag})\n"
    assert entered(unshare + "print(errno.errorcode[ctypes.get_errno()])") == "ENOSPC"


@pytest.mark.parametrize("name", ["inbound/ann+05/a.py", "gradebook.db", "deep/er/a.ipynb"])
def test_what_others_handed_in_is_absent_though_it_lies_below_what_may_be_read(name):
    # Not below Python's own folder, in which not everybody who runs this may write.
    with tempfile.TemporaryDirectory(dir="/var/tmp") as system:
        exchange = Path(system, "exchange")
        file = exchange / name
        file.parent.mkdir(parents=True)
        file.write_text("x")
        exchange.chmod(0o777)
        Path(system).chmod(0o755)
        look = (
            f"bubblewrap.SYSTEM += ' {system}'\nbubblewrap.EXCHANGE = '{exchange}'\nenter()\n"
            f"print(os.listdir('{system}'), os.listdir('{exchange}'))\n"
            f"try: open('{exchange}/new', 'w')\n"
            "except OSError as error: print(errno.errorcode[error.errno])"
        )
        assert entered(look) == "['exchange'] []\nEROFS"
        assert file.read_text() == "x"


def test_sockets_are_counted_where_a_container_does_not_tell_what_one_may_hold():
    source = (
        "import os, socket\nfrom course_lib.grading.sandbox import supervisor\n"
        "ends = socket.socketpair()\nprint(supervisor.memory(ends[0]) > 100_000)"
    )
    hide = 'mount -t tmpfs none /proc/sys/net/core && exec "$@"'
    words = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", hide, "sh"]
    done = subprocess.run([*words, sys.executable, "-c", source], capture_output=True, text=True)
    assert done.stdout == "True\n", done.stderr


SENT = """import os, socket
ends = []
try:
    while True:
        ends += socket.socketpair()
        ends[-1].setblocking(False)
        try:
            while True: socket.send_fds(ends[-1], [b'x'], [0] * 200)
        except BlockingIOError: pass
except OSError as error: print(error.strerror)
"""


@pytest.mark.parametrize("most", [4096, 20_000])
def test_what_one_sends_that_nobody_receives_stops_no_other_of_an_ordinary_user(most):
    source = f"""import resource
from course_lib.grading.sandbox.fork_server import ForkServer
from course_lib.grading.sandbox.session import Session
resource.setrlimit(resource.RLIMIT_NOFILE, (1024, {most}))
server = ForkServer()
sessions = []
for source in ({SENT!r}, "print('here')"):
    sessions.append(Session(server.orders, {{}}, True))
    print(sessions[-1].run(source)[0]["text"], end="")
server.close()
"""
    words = ["unshare", "--map-user=1000", "--map-group=1000", sys.executable, "-c", source]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.stdout == "Too many references: cannot splice\nhere\n", done.stderr


@pytest.mark.parametrize("number", [32, 33, 35, 50, 63])
def test_a_signal_without_a_name_ends_a_process_like_any_other(number, server):
    session = Session(server.orders, {}, True, SOON)
    with pytest.raises(Ended, match=rf"killed by signal {number} \((Real-time|of no name)"):
        session.run(f"import os\nos.kill(os.getpid(), {number})")


def test_a_fork_server_ends_without_a_word_though_the_folder_it_began_in_is_gone(
    tmp_path, monkeypatch, capfd
):
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    server = ForkServer()
    server.ready()
    folder.rmdir()
    monkeypatch.chdir(tmp_path)
    server.orders.close()  # as where who ordered was killed
    assert (server.process.wait(), capfd.readouterr().err) == (0, "")
