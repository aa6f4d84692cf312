"""Kernels forked from a zygote start, run and end as stock ones do, and leave nothing behind."""

import os
import signal
import subprocess
import sys
import time
import warnings
from contextlib import contextmanager
from pathlib import Path

import nbclient
import pytest
from jupyter_client.manager import KernelManager
from nbformat.v4 import new_code_cell, new_notebook

from tests.kernels import kernel, provisioner, quick, warm

pytestmark = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="warm kernels need Linux")


@contextmanager
def running(name, **start):
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(**start)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def said(client, code):
    """What a piece of code prints, or the name of the error it ends with."""
    heard = []
    reply = client.execute_interactive(
        code, output_hook=lambda message: heard.append(message["content"]), timeout=60
    )["content"]
    return reply.get("ename") or "".join(content.get("text", "") for content in heard).strip()


def gone(pid):
    """Whether a process ends within a few seconds; one that nobody waited for is gone too."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def told(caught):
    return [str(one.message) for one in caught if "stock kernels" in str(one.message)]


def test_a_warm_kernel_has_pandas_before_it_is_asked_and_runs_code(warm_kernel):
    with running(warm_kernel) as (manager, client):
        assert isinstance(manager.provisioner.process, provisioner.WarmProcess)
        assert said(client, "import sys; print('pandas' in sys.modules, 6 * 7)") == "True 42"


def test_pictures_are_drawn_where_ipykernel_says(warm_kernel):
    with running(warm_kernel) as (_, client):
        code = "import matplotlib; print(matplotlib.get_backend())"
        assert said(client, code) in ("inline", "module://matplotlib_inline.backend_inline")


def test_pandas_takes_a_warm_kernel_for_no_terminal(warm_kernel):
    with running(warm_kernel) as (_, client):
        code = (
            "import pandas; print(pandas.options.display.max_columns, type(get_ipython()).__name__)"
        )
        assert said(client, code) == "20 ZMQInteractiveShell"


def test_a_frontend_can_open_a_widget_in_a_warm_kernel(warm_kernel):
    with running(warm_kernel) as (_, client):
        code = "import comm; print(sorted(comm.get_comm_manager().targets))"
        assert "jupyter.widget" in said(client, code)


def test_a_warm_kernel_can_be_interrupted_and_goes_on(warm_kernel):
    with running(warm_kernel) as (manager, client):
        # After an error a kernel turns away what was queued, and might mistake the next for that.
        slow = "import time\nfor _ in range(600): time.sleep(0.1)"
        asked = client.execute(slow, stop_on_error=False)
        time.sleep(0.5)
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=20)
        assert reply["parent_header"]["msg_id"] == asked
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert said(client, "print('still here')") == "still here"


def test_a_warm_kernel_restarts_with_nothing_of_before(warm_kernel):
    with running(warm_kernel) as (manager, client):
        first = int(said(client, "import os; left = 1; print(os.getpid())"))
        manager.restart_kernel(now=True)
        client.wait_for_ready(timeout=60)
        assert said(client, "left") == "NameError"
        assert gone(first)


def test_a_kernel_that_dies_is_seen_to_be_dead_and_no_other_is_hurt(warm_kernel):
    with running(warm_kernel) as (manager, client), running(warm_kernel) as (_, other):
        client.execute("import os; os._exit(3)")
        assert manager.provisioner.process.wait(timeout=20) == 3
        assert not manager.is_alive()
        assert said(other, "print('well')") == "well"


def test_a_kernel_ended_at_once_is_soon_gone_and_the_next_is_warm_again(warm_kernel):
    with running(warm_kernel) as (manager, _):
        first = manager.provisioner.process.pid
    assert gone(first)
    with running(warm_kernel) as (manager, _):
        assert isinstance(manager.provisioner.process, provisioner.WarmProcess)


def test_what_a_kernel_started_ends_with_it(warm_kernel):
    with running(warm_kernel) as (_, client):
        code = "import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"
        sleeper = int(said(client, code))
    assert gone(sleeper)


def test_a_kernel_shut_down_politely_runs_what_was_left_for_the_end(warm_kernel, tmp_path):
    note = tmp_path / "note"
    with running(warm_kernel) as (manager, client):
        said(client, f"import atexit; atexit.register(lambda: open({str(note)!r}, 'w').close())")
        manager.shutdown_kernel(now=False)
        assert note.exists()


def test_two_kernels_share_neither_folder_nor_variables_nor_names_nor_chance(warm_kernel, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir(), two.mkdir()
    draw = "import random, numpy; print(random.random(), numpy.random.rand())"
    place = "import os; print(os.getcwd(), os.environ.get('SHOP'), 'HOME' in os.environ, 'mine' in vars())"
    bare = {"SHOP": "oak"} | kernel.for_python(os.environ)
    with (
        running(warm_kernel, cwd=str(one), env=bare) as (_, first),
        running(warm_kernel, cwd=str(two), env=os.environ | {"SHOP": "maple"}) as (_, second),
    ):
        said(first, "mine = 1")
        assert said(first, draw) != said(second, draw)
        assert said(first, place) == f"{one} oak False True"
        assert said(second, place) == f"{two} maple {'HOME' in os.environ} False"


def test_nothing_is_left_when_the_block_ends():
    with warm.kernels() as found, pytest.MonkeyPatch.context() as patch:
        for name, value in found.environment.items():
            patch.setenv(name, value)
        folder = Path(found.environment["JUPYTER_PATH"].split(os.pathsep)[0]).parent
        manager = KernelManager(kernel_name=found.name)
        manager.start_kernel()
        process = manager.provisioner.process.pid
        sockets = Path(manager.provisioner.socket).parent
        assert folder.is_dir() and sockets.is_dir()
    assert gone(process)
    manager.shutdown_kernel(now=True)
    assert not folder.exists() and not sockets.exists()


OWNER = """
import os, time
from jupyter_client.manager import KernelManager
from tests.kernels import warm
with warm.kernels() as found:
    os.environ.update(found.environment)
    manager = KernelManager(kernel_name=found.name)
    manager.start_kernel()
    print(manager.provisioner.process.pid, os.path.dirname(manager.provisioner.socket), flush=True)
    time.sleep(600)
"""


def test_nothing_is_left_when_the_owner_is_killed():
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    pid, folder = owner.stdout.readline().split()
    assert Path(folder, "zygote").is_socket()
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    assert gone(int(pid))
    for _ in range(100):
        if not Path(folder).exists():
            break
        time.sleep(0.05)
    assert not Path(folder).exists()


def test_only_its_owner_may_ask_the_zygote(warm_kernel):
    with running(warm_kernel) as (manager, _):
        door = Path(manager.provisioner.socket)
        assert door.stat().st_mode & 0o777 == 0o600
        assert door.parent.stat().st_mode & 0o777 == 0o700


def test_without_a_zygote_the_stock_kernel_runs_and_that_is_said_once(monkeypatch):
    monkeypatch.setattr(provisioner, "_said", set())
    monkeypatch.delattr(os, "pidfd_open")  # as on any other system
    with warm.kernels() as found, warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        for name, value in found.environment.items():
            monkeypatch.setenv(name, value)
        for _ in range(2):
            with running(found.name) as (_, client):
                assert said(client, "print(6 * 7)") == "42"
    assert told(heard) == [
        "Warm kernels need Linux, so notebooks run in stock kernels: the same results, more slowly."
    ]


def test_when_the_zygote_is_killed_its_kernels_end_and_the_next_is_stock(monkeypatch):
    monkeypatch.setattr(provisioner, "_said", set())
    with warm.kernels() as found, warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        for name, value in found.environment.items():
            monkeypatch.setenv(name, value)
        with running(found.name) as (manager, _):
            pid = manager.provisioner.process.pid
            zygote = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
            os.kill(zygote, signal.SIGKILL)
            assert gone(pid)
        with running(found.name) as (_, client):
            assert said(client, "print(6 * 7)") == "42"
    (sentence,) = told(heard)
    assert sentence.startswith("No zygote answers at ")


def test_where_python_itself_is_set_otherwise_the_stock_kernel_runs(warm_kernel, monkeypatch):
    monkeypatch.setattr(provisioner, "_said", set())
    asked = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": "7"}
    with (
        pytest.warns(UserWarning, match="PYTHON variables are set"),
        running(warm_kernel, env=asked) as (_, client),
    ):
        assert said(client, "import os; print(os.environ['PYTHONHASHSEED'])") == "7"


@pytest.mark.parametrize("kind", ["warm", "stock"])
def test_the_quick_client_works_with_a_kernel_of_any_kind(warm_kernel, kind):
    notebook = new_notebook(cells=[new_code_cell("print(6 * 7)")])
    client = nbclient.NotebookClient(
        notebook,
        kernel_name=warm_kernel if kind == "warm" else "python3",
        kernel_manager_class=quick.QuickManager,
        shutdown_kernel="immediate",
    )
    assert client.create_kernel_manager().client_factory is quick.QuickClient
    assert client.execute().cells[0].outputs[0].text == "42\n"
