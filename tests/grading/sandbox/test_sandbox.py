"""Probes from inside: what a student's code can reach in a sandbox."""

import errno
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

import course_lib
from course_lib.grading.limits import LIMITS, Limits
from course_lib.grading.notebook.files import attachments
from course_lib.grading.sandbox import bubblewrap, confinement
from course_lib.grading.sandbox.fork_server import ForkServer
from course_lib.grading.sandbox.session import Ended, NotRun, Session
from tests.grading.paper import ROOT, SLUG

pytestmark = pytest.mark.sandbox
FEW = Limits(cell=10.0, whole=60.0, grace=0.5, processes=20, file=1 << 20, disk=4 << 20)

CLOSED = ("PermissionError", "FileNotFoundError")  # whether it leads to something readable or not


@pytest.fixture
def elsewhere():
    """A folder that is not below /tmp, which everybody may enter."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def inside(server, tmp_path):
    """Runs a cell inside the sandbox; what it printed, or the name of its error."""
    yield from running(server, tmp_path)


def running(server, folder):
    session = Session(server.orders, attachments(folder)[0], True, FEW)

    def run(source):
        outputs = session.run(source)
        return "".join(o.get("text", o.get("ename", "")) for o in outputs).strip()

    yield run
    session.close()


opened = contextmanager(running)


@pytest.mark.parametrize(
    "path",
    [
        ROOT / "solutions" / SLUG / f"{SLUG}.ipynb",
        ROOT / "pyproject.toml",
        "/etc/passwd",
        "/proc/1/environ",
        "/dev/zero",
    ],
)
def test_nothing_can_be_read_but_the_system(path, inside):
    assert inside(f"print(len(open({str(path)!r}).read()))") == "FileNotFoundError"


@pytest.mark.parametrize("path", ["/", "/dev", "/var/tmp", "/proc", str(ROOT / "solutions")])
def test_no_folder_can_be_listed_but_its_own(path, inside):
    assert inside(f"import os\nprint(os.listdir({path!r}))") in CLOSED
    assert inside("print(os.listdir(os.path.expanduser('~')))") == "[]"


def test_the_home_of_who_grades_is_closed(inside):
    listed = inside(f"import os\nprint(os.listdir({str(Path.home())!r}))")
    assert listed in CLOSED


@pytest.mark.parametrize("beside", ["/tmp", "/var/tmp"])
@pytest.mark.parametrize("name", ["gradebook.db", "submitted/ann/a.py", "off-target-work-ann/a.py"])
def test_other_submissions_and_the_gradebook_are_out_of_reach(beside, name, inside):
    with tempfile.TemporaryDirectory(dir=beside) as course:
        Path(course).chmod(0o755)
        path = Path(course, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        assert inside(f"open({str(path)!r})") == "FileNotFoundError"
        assert inside(f"open({str(path)!r}, 'r+')") == "FileNotFoundError"


def test_what_it_can_read_keeps_its_mode_and_date(inside):
    path = Path(course_lib.__file__)
    assert inside(f"import os\nos.chmod({str(path)!r}, {path.stat().st_mode})") == "OSError"
    assert inside(f"os.utime({str(path)!r}, (1, 1))") in ("OSError", "PermissionError")


def test_no_program_outside_can_be_asked_for_help(inside, elsewhere):
    with socket.socket(socket.AF_UNIX) as program:
        program.bind(str(elsewhere / "program"))
        (elsewhere / "program").chmod(0o777)
        program.listen()
        ask = (
            f"import socket\nsocket.socket(socket.AF_UNIX).connect({str(elsewhere / 'program')!r})"
        )
        assert inside(ask) == "FileNotFoundError"


def test_its_own_folder_and_tmp_can_be_written_and_read(inside):
    for path in ("a.txt", "/tmp/a.txt", "/dev/shm/a.txt"):
        assert inside(f"open({path!r}, 'w').write('x')\nprint(open({path!r}).read())") == "x"
    for path in ("/stray.txt", "/dev/stray.txt", "/usr/stray.txt"):
        assert inside(f"open({path!r}, 'w')") in ("PermissionError", "OSError")


def test_of_the_checkout_it_sees_the_library_alone_and_can_write_nothing(inside):
    # Where the checkout lies below /tmp, the way to the library leads through the private tmp.
    readable = {"course_lib", ".venv"}
    seen = inside(f"import os\nprint(set(os.listdir({str(ROOT)!r})) - {readable})")
    assert seen in (*CLOSED, "set()")
    inside(f"open({str(ROOT / 'stray.txt')!r}, 'w')")
    assert not (ROOT / "stray.txt").exists()


def test_tmp_is_empty_but_for_the_ways_to_what_it_may_read(inside):
    inside(f"import os\nways = (os.getcwd(), *{bubblewrap.readable()})")
    inside("def on(path): return path == '/tmp' or any(way.startswith(path) for way in ways)")
    inside("def below(path): return any(path.startswith(way) for way in ways)")
    seen = inside(
        "print([path for path, _, files in os.walk('/tmp')\n"
        "       if not below(path) and (files or not on(path))])"
    )
    assert seen == "[]"


def test_what_it_writes_is_seen_by_nobody_else_and_gone_afterwards(server, tmp_path):
    write = "for path in ('own.txt', '/tmp/tmp.txt', '/dev/shm/shm.txt'): open(path, 'w')\n"
    look = (
        "import os\nprint(os.listdir('.'), os.path.exists('/tmp/tmp.txt'), os.listdir('/dev/shm'))"
    )
    with opened(server, tmp_path) as first:
        assert first(write + look) == "['own.txt'] True ['shm.txt']"
        with opened(server, tmp_path) as second:
            assert second(look) == "[] False []"
    assert list(tmp_path.iterdir()) == []
    assert not Path("/tmp/tmp.txt").exists() and not Path("/dev/shm/shm.txt").exists()


def test_what_was_handed_in_with_the_notebook_is_there(server, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "own.csv").write_text("a,b")
    with opened(server, tmp_path) as run:
        assert run("print(open('data/own.csv').read())") == "a,b"


def test_the_largest_file_that_is_read_is_there_whole(server, tmp_path):
    (tmp_path / "own.csv").write_bytes(bytes(LIMITS.submission))
    session = Session(server.orders, attachments(tmp_path)[0], True)
    (output,) = session.run("import os\nprint(os.path.getsize('own.csv'))")
    session.close()
    assert int(output["text"]) == LIMITS.submission


FILL = """import itertools
made = 0
try:
    for made in itertools.count():
        with open(f"{('/tmp', '/dev/shm', '.')[made % 3]}/{made}", "wb") as file:
            file.write(bytes(SIZE))
except OSError as error:
    print(error.strerror, made)
"""


@pytest.mark.parametrize("size", [0, 1 << 16])
def test_all_that_it_writes_is_limited_together(size, inside):
    words, made = inside(FILL.replace("SIZE", str(size))).rsplit(" ", 1)
    assert words == "No space left on device"
    assert FEW.disk // 8 < max(size, 4096) * int(made) <= FEW.disk


@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM"])
def test_there_is_no_network(kind, inside):
    source = f"import socket\ns = socket.socket(socket.AF_INET, socket.{kind})\ns.connect(('127.0.0.1', 9))"
    assert inside(source) in ("PermissionError", "OSError")


def test_it_can_signal_nobody_outside(inside):
    source = (
        "import os\nfor pid in (os.getpid() + 1, {}):\n    try: os.kill(pid, 9)\n"
        "    except OSError as error: print(type(error).__name__)"
    )
    assert inside(source.format(os.getpid())).split() == ["ProcessLookupError"] * 2


def test_who_tries_to_end_every_process_ends_nothing(inside, server):
    everybody = (
        "import os, signal\nfor pid in range(1, 50_000):\n    for number in (9, 19, 15):\n"
        "        try: pid == os.getpid() or os.kill(pid, number)\n        except OSError: pass\n"
        "print('here')"
    )
    assert inside(everybody) == "here"
    assert server.process.poll() is None


def test_its_processes_files_and_memory_are_limited(inside):
    fork = "import subprocess\nmany = [subprocess.Popen(['sleep', '30']) for _ in range(40)]"
    assert inside(fork) == "BlockingIOError"
    assert inside("open('big', 'wb').write(bytes(5 << 20))") == "OSError"
    assert inside("bytearray(5 << 30)") == "MemoryError"


CAPABILITIES = """import ctypes, struct
held = ctypes.create_string_buffer(24)
assert ctypes.CDLL(None).capget(struct.pack("Ii", 0x20080522, 0), held) == 0
print(any(held.raw))
"""


def test_it_has_no_capability_and_nor_has_what_it_starts(inside):
    assert inside(CAPABILITIES) == "False"
    assert (
        inside(
            f"import subprocess, sys\nprint(subprocess.run([sys.executable, '-c', {CAPABILITIES!r}],"
            " capture_output=True, text=True).stdout)"
        )
        == "False"
    )


CALL = """import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
def answer(*given):
    done = libc.syscall(*given)
    return errno.errorcode[ctypes.get_errno()] if done < 0 else done
"""


def test_every_system_call_on_the_list_is_refused(inside):
    refused = [*confinement.calls(platform.machine()).values()][:-8]
    numbers = [*refused, confinement.OTHER_ABI + 39]
    assert len(refused) > 50
    asked = f"print([n for n in {numbers} if answer(n, 0, 0, 0, 0, 0) != 'EPERM'])"
    assert inside(CALL + asked) == "[]"


UNSEEN = {  # calls that take memory of the kernel's, or keep what is no longer mapped
    "semget": "semget(0, 32000, 0o1600)",
    "shmget": "shmget(0, 1 << 20, 0o1600)",
    "msgget": "msgget(0, 0o1600)",
    "memfd_create": "memfd_create(b'a', 0)",
    "vmsplice": "vmsplice(os.pipe()[1], struct.pack('PN', id(page), 99), 1, 0)",
    "mmap": "mmap(0, 4096, 3, 0x21, -1, 0)",
    "madvise": "madvise(0, 0, 21)",
}


@pytest.mark.parametrize("call", UNSEEN)
def test_no_memory_is_taken_where_nobody_who_watches_it_looks(call, inside):
    taken = f"libc.{UNSEEN[call]}"
    ask = f"import os, struct\npage = b'x' * 99\ndone = {taken}\nprint(done, ctypes.get_errno())"
    assert inside(CALL + ask) == f"-1 {errno.EPERM}"


@pytest.mark.parametrize("flag", ["USER", "MOUNTS", "NETWORK"])
def test_no_process_is_started_in_a_namespace_of_its_own(flag, inside):
    number = confinement.calls(platform.machine())["clone"]
    asked = f"print(answer({number}, {getattr(confinement, flag) | signal.SIGCHLD}, 0, 0, 0, 0))"
    assert inside(CALL + asked) == "EPERM"
    assert inside(CALL + "print(answer(435, 0, 0))") == "ENOSYS"


ORPHAN = "if os.fork() == 0: os.fork() == 0 and time.sleep(0.02); os._exit(0)\n"


@pytest.mark.parametrize(
    "ends",
    [ORPHAN, "for _ in range(9):\n    " + ORPHAN, "try: os.kill(1, 17)\nexcept OSError: pass\n"],
    ids=["an orphan ends", "orphans end", "one is said to have ended"],
)
def test_the_process_that_buries_orphans_lives_on(ends, inside):
    assert inside(f"import os, time\n{ends}time.sleep(0.1)\nprint('here')") == "here"


def test_processes_that_share_a_lock_still_work(inside):
    source = """import multiprocessing as m
lock, total = m.Lock(), m.Value("i", 0)
def add():
    with lock: total.value += 1
many = [m.Process(target=add) for _ in range(3)]
for one in many: one.start()
for one in many: one.join()
with m.Pool(2) as pool: print(total.value, pool.map(abs, [-1, -2]))
"""
    assert inside(source) == "3 [1, 2]"


def test_many_processes_may_not_take_together_what_one_may_not(server, tmp_path):
    session = Session(server.orders, {}, True, replace(FEW, memory=300 << 20))
    source = (
        "import os, time\nfor _ in range(10):\n    if os.fork() == 0:\n"
        "        kept = b'x' * (60 << 20)\n        time.sleep(9)\ntime.sleep(9)"
    )
    with pytest.raises(Ended, match="its processes took more than 300 MB together"):
        session.run(source)


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


def test_many_threads_may_compute_at_once(server):
    session = Session(server.orders, {}, True)
    source = """import time
from concurrent.futures import ThreadPoolExecutor
def work(number):
    kept = [bytearray(1000) for _ in range(2000)]
    time.sleep(0.3)
    return number
with ThreadPoolExecutor(50) as pool: print(sum(pool.map(work, range(50))))
"""
    assert session.run(source)[0].get("text") == "1225\n"
    session.close()


@pytest.mark.parametrize(
    "start",
    [
        "subprocess.Popen(['sleep', '7777'])",
        "subprocess.Popen(['sleep', '7777'], start_new_session=True)",
        "subprocess.run(['sh', '-c', 'trap \"\" INT TERM HUP; (sleep 7777; sleep 7777) &'])",
        "os.fork() or os.fork() or os.setsid() or os.execvp('sleep', ['sleep', '7777'])",
    ],
)
def test_what_it_started_ends_with_it(start, server):
    session = Session(server.orders, {}, True, FEW)
    session.run(f"import os, subprocess, time\n{start}\ntime.sleep(0.2)")
    assert alive("7777")
    session.close()
    assert ended("7777"), "it lives on"


@pytest.mark.parametrize(
    "end",
    [
        "os._exit(3)",
        "os.kill(os.getpid(), 9)",
        "os.fork(); kept = b'x' * (200 << 20); time.sleep(30)",
    ],
)
def test_what_it_started_ends_with_it_though_nobody_reads_how_it_ended(end, server):
    session = Session(server.orders, {}, True, replace(FEW, memory=300 << 20))
    fill = (
        "import os, socket, subprocess, threading, time\nsubprocess.Popen(['sleep', '7780'])\n"
        "def late():\n    try:\n        while True: own.send(b'x' * 99, socket.MSG_DONTWAIT)\n"
        f"    except BlockingIOError: {end}\n"
        "own = socket.socket(fileno=os.dup(3))\nthreading.Timer(0.3, late).start()"
    )
    session.run(fill)
    assert ended("7780"), "it lives on"
    session.close()


SIBLING = "libc.syscall(clone, 0x8011, 0, 0, 0, 0)"


@pytest.mark.parametrize(
    "end", ["os._exit(3)", "os.kill(os.getpid(), 9)", f"{SIBLING} and os._exit(3)"]
)
def test_all_that_it_started_has_ended_before_it_is_said_to_have(end, server):
    clone = confinement.calls(platform.machine())["clone"]
    for _ in range(5):
        session = Session(server.orders, {}, True, replace(FEW, processes=50))
        start = f"import ctypes, os, subprocess\nlibc, clone = ctypes.CDLL(None), {clone}\n"
        start += "for _ in range(40): subprocess.Popen(['sleep', '7781'])\n"
        with pytest.raises(Ended, match="ended itself with status 3|killed by signal 9"):
            session.run(start + end)
        assert not alive("7781")


MOMENTS = {  # when the process that makes a sandbox is killed, by what it calls then
    "as soon as bubblewrap runs": "bubblewrap.os.close",
    "when it could know of process 1": "bubblewrap.json.loads",
    "when all is made": "bubblewrap.os.close_range",
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_sandbox_ends_with_who_makes_it_whenever_that_is_killed(moment):
    word = f"{os.getpid()}-{list(MOMENTS).index(moment)}"
    source = f"""import os
from course_lib.grading.sandbox import bubblewrap
bubblewrap.WAITS = (*bubblewrap.WAITS, {word!r})
bubblewrap.os.close_range = None
{MOMENTS[moment]} = lambda *_: os.kill(os.getpid(), 9)
made = bubblewrap.start()
os.close_range()
"""
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert ended(word)


def ended(word):
    """Whether no program that was given this word runs any more, or soon will."""
    return any(not alive(word) or signal.sigtimedwait([], 0.05) for _ in range(200))


def alive(word):
    """Whether a program runs that was given this word."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            found.append(word in place.read_text(errors="replace").split("\0"))
    return any(found)


def test_an_environment_that_lies_in_tmp_stays_in_sight_and_cannot_be_written(tmp_path):
    code = tmp_path / "code" / "course_lib"
    shutil.copytree(Path(course_lib.__file__).parent, code)
    source = """from course_lib.grading.sandbox.fork_server import ForkServer
from course_lib.grading.sandbox.session import Session
server = ForkServer()
session = Session(server.orders, {}, True)
print(session.run("from course_lib import words\\nprint(words.__file__)")[0]["text"])
print(session.run("open(words.__file__, 'a')")[0]["evalue"])
session.close()
server.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", source], cwd=code.parent, capture_output=True, text=True
    )
    file, refused = done.stdout.split("\n\n")
    assert file == str(code / "words.py")
    assert "Read-only file system" in refused or "Permission denied" in refused


def test_where_it_is_refused_nothing_is_run(tmp_path, monkeypatch, capfd):
    refusing(tmp_path, monkeypatch, "setting up uid map: Permission denied")
    server = ForkServer()
    with pytest.raises(NotRun, match="could not start a process for it in a sandbox"):
        Session(server.orders, {}, True, FEW)
    server.close()
    assert "setting up uid map" in capfd.readouterr().err


@pytest.mark.parametrize("end", ["kill -9 $$", "exit 1", "exit 0"])
def test_what_bubblewrap_leaves_that_does_not_come_to_its_end_ends_as_well(
    end, tmp_path, monkeypatch
):
    shut = " ".join(f"{number}>&-" for number in range(1, 10))
    (tmp_path / "bwrap").write_text(f"#!/bin/sh\n(exec {shut}; exec sleep 7779) &\n{end}\n")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    server = ForkServer()
    with pytest.raises(NotRun):
        Session(server.orders, {}, True, FEW)
    assert ended("7779")
    server.close()


def test_bubblewrap_ends_with_a_supervisor_that_is_killed_as_it_starts(tmp_path, monkeypatch):
    word, over = f"off-target-{os.getpid()}", tmp_path / "over"
    own = f'{shutil.which("bwrap")} "$@" {word}'
    (tmp_path / "bwrap").write_text(f"#!/bin/sh\nkill -9 $PPID\n{own}\ntouch {over}\n")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    server = ForkServer()
    with pytest.raises(NotRun):
        Session(server.orders, {}, True, FEW)
    assert any(over.exists() or signal.sigtimedwait([], 0.05) for _ in range(200))
    assert ended(word)
    server.close()


def refusing(folder, monkeypatch, words):
    """Put a bubblewrap first on the path that says these words and fails."""
    (folder / "bwrap").write_text(f"#!/bin/sh\necho 'bwrap: {words}' >&2\nexit 1\n")
    (folder / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@pytest.mark.parametrize(
    "words, apparmor, phrase",
    [
        ("Unknown option --chmod", "0", "bubblewrap 0.5 or newer, or the right"),
        (
            "No permissions to create new namespace",
            "0",
            "the right to make a sandbox (bubblewrap's",
        ),
        (
            "setting up uid map: Permission denied",
            "1",
            "which AppArmor refuses here (on Ubuntu type",
        ),
        ("loopback: Failed RTM_NEWADDR", "1", "which AppArmor refuses here (on Ubuntu type"),
    ],
)
def test_what_bubblewrap_says_is_told_with_what_to_do(
    words, apparmor, phrase, tmp_path, monkeypatch
):
    (tmp_path / "apparmor").write_text(f"{apparmor}\n")
    monkeypatch.setattr(bubblewrap, "APPARMOR", tmp_path / "apparmor")
    refusing(tmp_path, monkeypatch, words)
    assert phrase in bubblewrap.missing()
    assert words in bubblewrap.missing()


def test_a_root_that_may_give_a_sandbox_no_second_user_is_told():
    source = "from course_lib.grading.sandbox import bubblewrap\nprint(bubblewrap.missing())"
    # As in a container whose root is an ordinary user outside.
    words = ["unshare", "--user", "--map-root-user", sys.executable, "-c", source]
    done = subprocess.run(words, capture_output=True, text=True)
    assert "the right to make a sandbox" in done.stdout and "not permitted" in done.stdout


def test_without_bubblewrap_it_says_what_to_type(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "sudo apt install bubblewrap" in bubblewrap.missing()


@pytest.mark.parametrize(
    "name, answer, phrase",
    [
        ("machine", "riscv64", "it is riscv64, and there is one for x86_64 or aarch64"),
        ("release", "5.10.0-8-amd64", "Linux 5.14 or newer; it runs Linux 5.10.0-8-amd64"),
        ("release", "4.19", "Linux 5.14 or newer; it runs Linux 4.19"),
    ],
)
def test_a_machine_of_another_kind_is_named(name, answer, phrase, monkeypatch):
    monkeypatch.setattr(platform, name, lambda: answer)
    assert phrase in bubblewrap.missing()


def test_another_system_is_named(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    assert "with Linux 5.14 or newer; it runs Darwin" in bubblewrap.missing()
