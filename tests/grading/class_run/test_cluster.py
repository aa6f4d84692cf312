"""Marking on a Dask cluster: the marks of one machine, nothing lost or twice, a sentence for each trouble."""

from __future__ import annotations

import gc
import json
import pickle
import socket
import subprocess
import sys
from collections import Counter, deque
from contextlib import closing
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from course_lib import cli
from course_lib.grading.class_run import cluster, journal
from course_lib.grading.class_run.cluster import Cluster, ClusterError, checked
from course_lib.grading.class_run.job import Job
from course_lib.grading.configuration import course
from course_lib.grading.notebook import source
from course_lib.grading.sandbox import bubblewrap
from tests.grading.class_run import hosts
from tests.grading.klass import ROOT, Klass

SANDBOXED = not bubblewrap.missing()


@pytest.fixture(scope="module")
def cloud(tmp_path_factory):
    """A scheduler; a test starts what workers it needs."""
    with closing(hosts.Cluster(tmp_path_factory.mktemp("cluster"))) as made:
        yield made


@pytest.fixture(autouse=True)
def no_client_is_left():
    """One that could not connect is ended when it is collected, which must not be while another one starts."""
    yield
    gc.collect()


@pytest.fixture
def klass(tmp_path):
    return Klass(tmp_path / "course")


@pytest.fixture
def pool(cloud):
    """Makes the pool of a class run; `said` is what it says of workers."""
    pools = []

    def make(address=cloud.address, files=cloud.files):
        said = []
        made = Cluster(address, files, said.append)
        pools.append(made)
        return made, said

    yield make
    for made in pools:
        made.close()


def jobs(klass, count):
    """That many students with everything right, as jobs."""
    exercise = source.read(course(klass.folder), klass.slug)
    names = [f"s{number:02}" for number in range(count)]
    for name in names:
        klass.hand_in(name, klass.solved())
    return deque(Job(exercise, name, klass.place(name), "", SANDBOXED) for name in names)


SAFE = ["tls://10.0.0.7:8786", "tls://head.example.org:8786", "tls://[fd00::7]:8786"]
SAFE += ["tcp://127.0.0.1:8786", "127.0.0.1:8786", "tcp://localhost:8786", "tcp://[::1]:8786"]
UNSAFE = [
    *("tcp://10.0.0.7:8786", "10.0.0.7:8786", "head.example.org:8786", "tcp://[fd00::7]:8786"),
    *("tcp://127.0.0.1.example.org:8786", "tcp://localhost.example.org:8786", "tcp://0.0.0.0:8786"),
    *(
        "tcp://localhost@example.org:8786",
        "tcp://127.0.0.1:8786@example.org:1",
        "tls.example.org:1",
    ),
    *(
        "ws://127.0.0.1:8786",
        "wss://example.org:443",
        "ucx://127.0.0.1:8786",
        "inproc://10.0.0.7/1/2",
    ),
    *(
        "TLS://example.org:8786",
        "tls:/example.org:8786",
        "tls://example.org",
        "localhost",
        "",
        "tls://",
    ),
    *(
        "tcp://127.0.0.1:8786\n",
        "tls://exa mple.org:8786",
        "tls://a:1,tcp://b:1",
        "tcp://2130706433:8786",
    ),
]


@pytest.mark.parametrize("address", SAFE)
def test_an_encrypted_address_and_one_on_this_machine_are_taken(address):
    assert checked(address) == address


@pytest.mark.parametrize("address", UNSAFE)
def test_any_other_address_is_refused_before_anything_is_sent_there(address, monkeypatch):
    monkeypatch.setattr(cluster, "_connected", lambda *_: pytest.fail("it connected"))
    with pytest.raises(ClusterError, match="expected tls://HOST:PORT"):
        Cluster(address, {}, print)


@pytest.mark.parametrize("system", ["darwin", "win32", "linux"])
def test_on_any_system_the_command_takes_a_cluster_of_a_safe_address(system, monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", system)
    assert cli.main(["grade", "--scheduler", "tcp://10.0.0.7:8786"]) == 1
    assert "expected tls://HOST:PORT" in capsys.readouterr().err


def test_without_dask_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r'pip install "off-target\[cluster\]"'):
        Cluster("tls://127.0.0.1:1", {}, print)


def nobodys(_, folder):
    """Files of TLS that are not of the cluster's authority."""
    return hosts.certificate(folder)


@pytest.mark.parametrize(
    "files",
    [lambda files, _: {}, lambda files, _: files | {"tls_ca_file": "nowhere.pem"}, nobodys],
    ids=["none", "one that is not there", "of another authority"],
)
def test_with_the_wrong_files_it_says_which_options_to_look_at(files, cloud, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "CONNECTING", 2.0)
    with pytest.raises(ClusterError, match="No scheduler could be reached at tls.*--tls-ca-file"):
        Cluster(cloud.address, files(cloud.files, tmp_path), print)


def test_where_no_scheduler_listens_it_says_so(cloud, monkeypatch):
    monkeypatch.setattr(cluster, "CONNECTING", 2.0)
    with pytest.raises(ClusterError, match="No scheduler could be reached at tls://127.0.0.1:1 "):
        Cluster("tls://127.0.0.1:1", cloud.files, print)


def marked(pool, todo, at=0, event=lambda: None):
    """How often each student got which status; the event comes after so many."""
    done = []
    for one in pool.results(todo):
        done.append((one[0].student, one[1].status))
        if len(done) == at:
            event()
    return Counter(done)


def test_a_worker_killed_and_one_that_joins_late_cost_nobody_anything(cloud, pool, klass):
    doomed, _ = cloud.two()
    made, said = pool()
    submit, sent, before = made.client.submit, Counter(), set()

    def noted(*words, **more):
        sent.update(more["workers"])
        return submit(*words, **more)

    def turn():
        doomed.kill()
        before.update(sent)
        cloud.host("late").ready()

    made.client.submit = noted
    assert marked(made, jobs(klass, 24), 4, turn) == {(f"s{n:02}", "graded"): 1 for n in range(24)}
    assert said == []
    (late,) = set(sent) - before
    assert sent[late]


# Before anything of the course is loaded: what it is to do without on another system than Linux.
ELSEWHERE = """
import builtins, types
original = builtins.__import__
LACKING = {
    "os": "O_NOFOLLOW O_NONBLOCK fork geteuid mkfifo memfd_create pidfd_open setns unshare",
    "select": "poll", "signal": "SIGKILL SIGPROF setitimer", "socket": "AF_UNIX send_fds recv_fds",
}
def elsewhere(name, names=None, *more, **others):
    if not (names or {}).get("__name__", "").startswith("course_lib"):
        return original(name, names, *more, **others)
    if name in {"fcntl", "resource"}:
        raise ModuleNotFoundError(name)
    module = original(name, names, *more)
    if name not in LACKING:
        return module
    poor = types.ModuleType(name)
    vars(poor).update({one: vars(module)[one] for one in vars(module).keys() - LACKING[name].split()})
    return poor
builtins.__import__ = elsewhere
"""


def a_mixed_class(klass):
    """Students of every kind: right, wrong, broken, renamed, missing, in doubt, and a link."""
    klass.hand_in("ann", klass.solved())
    klass.hand_in("bob", klass.solved(answered="def answered(*_):\n    return 1, 4"))
    klass.hand_in("cy", klass.handed_out())
    klass.hand_in("dan", b"{")
    klass.hand_in("eve", klass.solved(answered="import os\nos._exit(3)"))
    klass.place("fay").mkdir(parents=True)
    klass.hand_in("gil", klass.solved()).rename(klass.place("gil") / "mine (1).ipynb")
    klass.hand_in("hal", klass.solved()).rename(klass.place("hal") / "a.ipynb")
    (klass.place("hal") / "b.ipynb").write_text(json.dumps(klass.solved(answered="other = 1")))
    klass.place("ian").parent.mkdir()
    klass.place("ian").symlink_to(f"../../solutions/{klass.slug}")
    klass.hand_in("joe", klass.solved(answered="print(open('data.csv').read())\nanswered = max"))
    (klass.place("joe") / "data.csv").write_text("day,n\n1,2\n")
    (klass.place("joe") / "timestamp.txt").write_text("tomorrow")


def marking(klass):
    """All that a run leaves of a class: the journal and the marked notebooks."""
    entries = sorted(klass.entries().values(), key=lambda entry: entry.student)
    marked = {
        path.parts[-3]: path.read_text() for path in klass.folder.glob("autograded/*/*/*.ipynb")
    }
    return [asdict(entry) | {"fingerprint": ""} for entry in entries], marked


@pytest.mark.sandbox
def test_a_machine_that_can_fence_nothing_gives_the_marks_of_one_that_can(cloud, tmp_path):
    cloud.two()
    here, there = (Klass(tmp_path / name / "course") for name in ("here", "there"))
    a_mixed_class(here)
    a_mixed_class(there)
    table = here.grade(code=1)
    words = cloud.grade(there)
    words[2] = ELSEWHERE + words[2]
    environment = there.environment | {"PATH": str(Path(sys.executable).parent)}  # no bubblewrap
    done = subprocess.run(words, cwd=there.folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert done.stdout == table, done.stderr
    entries, notebooks = marking(there)
    assert (entries, notebooks) == marking(here)
    assert Counter(entry["status"] for entry in entries)["graded"] >= 3
    lines = (there.folder / journal.NAME).read_text().splitlines()
    assert len(lines) == len(entries) == 10


@pytest.mark.sandbox
def test_workers_without_the_sandbox_or_the_course_get_nothing_and_are_named(
    cloud, pool, klass, tmp_path
):
    (tmp_path / "course_lib").mkdir()
    (tmp_path / "course_lib" / "__init__.py").touch()  # an old one, that knew of no cluster
    bare = cloud.host("bare", PATH=str(tmp_path))
    old = cloud.host("old", PYTHONPATH=str(tmp_path))
    for host in (*cloud.two(), bare, old):
        host.ready()
    made, said = pool()
    statuses = set()
    for one in made.results(jobs(klass, 60)):
        statuses.add(one[1].status)
        if len(said) == 2:
            break
    bare.kill()
    old.kill()
    assert statuses == {"graded"}
    lacking, unknown = sorted(said, key=lambda sentence: "not the course" in sentence)
    assert "sudo apt install bubblewrap" in lacking and "marks nothing" in lacking
    assert not bare.namespace or "bare lacks bubblewrap" in lacking
    assert "it has not the course that you have (No module named" in unknown


@pytest.mark.parametrize("name", ["Python", "Off Target", "distributed", "pandas"])
def test_a_worker_of_another_version_says_which_and_what_to_do(name):
    here = dict(cluster.versions())
    why = cluster.lacking(frozenset((here | {name: "9"}).items()), False)
    assert (
        f"{socket.gethostname()} has {name} {here[name]} where you have 9: install the same" in why
    )
    assert cluster.lacking(cluster.versions(), False) == ""


@pytest.mark.parametrize("change", ["x = 1\n", "# a word\n", ""])
def test_the_course_is_another_version_as_soon_as_a_file_of_it_differs(
    change, tmp_path, monkeypatch
):
    for name in ("one", "two"):
        (tmp_path / name / "course_lib").mkdir(parents=True)
        (tmp_path / name / "course_lib" / "__init__.py").write_bytes(
            b"a\r\n" if name == "one" else b"a\n"
        )
        (tmp_path / name / "course_lib" / "more.py").touch()
    (tmp_path / "two" / "course_lib" / "more.py").write_text(change)
    digests = [cluster.digest(tmp_path / name / "course_lib") for name in ("one", "two")]
    assert (digests[0] == digests[1]) == (not change)


def test_a_scheduler_that_goes_away_ends_the_run_in_a_sentence(cloud, pool, klass, monkeypatch):
    cloud.two()
    monkeypatch.setattr(cluster, "CONNECTING", 2.0)
    made, _ = pool()
    with pytest.raises(ClusterError, match="The scheduler at .* is gone.*only what is left"):
        marked(made, jobs(klass, 24), 2, cloud.scheduler.kill)


class Answer:
    """What a worker answers, at once; None: never, as it is gone."""

    def __init__(self, value, error=None):
        self.value, self.error = value, error

    def done(self):
        return self.value is not None or self.error is not None

    def exception(self, _):
        return self.error

    def result(self, _):
        return self.value


class Workers:
    """A scheduler's client as a pool uses it. Whoever is to mark `killer` goes, and another comes in its place."""

    status = "running"

    def __init__(self, killer="", addresses=("tls://w1:1", "tls://w2:1"), error=None):
        self.killer, self.error, self.there = killer, error, list(addresses)
        self.sent, self.lacking = [], set()

    def nthreads(self):
        return dict.fromkeys(self.there, 2)

    def submit(self, function, call, given, key, workers):
        (address,), (_, student, *_) = workers, pickle.loads(given["words"])
        self.sent.append((address, student))
        if address in self.lacking:
            return Answer({"lacks": f"{address} lacks bubblewrap."})
        if student == self.killer and self.error:
            return Answer(None, self.error)
        if student == self.killer and address in self.there:
            self.there.remove(address)
            self.there.append(f"tls://w{len(self.sent) + 9}:1")
        return Answer({"status": "graded"} if address in self.there else None)

    def close(self):
        pass


@pytest.fixture
def fake(monkeypatch):
    def make(client):
        monkeypatch.setattr(cluster, "_connected", lambda *_: client)
        monkeypatch.setattr(cluster, "PAUSE", 0.01)
        said = []
        return Cluster("tls://head:8786", {}, said.append), said

    return make


@pytest.mark.parametrize(
    "error", [None, OSError(28, "No space left on device")], ids=["goes", "fails"]
)
@pytest.mark.parametrize("killer", ["s00", "s05", "s11"])
def test_work_that_workers_go_over_is_left_for_the_next_run_and_costs_nobody_else(
    killer, error, fake, klass
):
    client = Workers(killer, error=error)
    made, _ = fake(client)
    results = {job.student: result for job, result in made.results(jobs(klass, 12))}
    bad = results.pop(killer)
    assert bad.status == "unreadable" and not bad.settled
    assert f"failed {cluster.TRIES} times on the cluster" in bad.why[0]
    assert {name: result.status for name, result in results.items()} == {
        f"s{n:02}": "graded" for n in range(12) if f"s{n:02}" != killer
    }
    order = [student for _, student in client.sent]
    tries = [place for place, student in enumerate(order) if student == killer]
    assert len(tries) == cluster.TRIES
    assert len(set(order[: tries[1]])) == 12  # after all that did no harm


def test_no_worker_has_more_than_two_waiting_besides_those_it_marks(fake, klass, monkeypatch):
    class Waits(Exception):
        pass

    def wait(_):
        raise Waits

    client = Workers()
    client.submit = lambda *words, **more: Workers.submit(client, *words, **more) and Answer(None)
    monkeypatch.setattr(cluster.time, "sleep", wait)
    made, _ = fake(client)
    todo = jobs(klass, 20)
    with pytest.raises(Waits):
        list(made.results(todo))
    assert Counter(address for address, _ in client.sent) == {"tls://w1:1": 4, "tls://w2:1": 4}
    assert len(todo) == 12  # whose files were not read yet


@pytest.mark.parametrize("error", [None, ModuleNotFoundError("No module named 'course_lib'")])
def test_a_worker_that_lacks_something_costs_nobody_anything_and_is_named_once(error, fake, klass):
    client = Workers()
    client.lacking, submit = {"tls://w1:1"}, client.submit

    def lacks(*words, workers, **more):
        answer = submit(*words, workers=workers, **more)
        return Answer(None, error) if error and workers[0] in client.lacking else answer

    client.submit = lacks
    made, said = fake(client)
    assert marked(made, jobs(klass, 12)) == {(f"s{n:02}", "graded"): 1 for n in range(12)}
    (sentence,) = said
    assert sentence.startswith("The worker at tls://w1:1 marks nothing: ")
    assert ("bubblewrap" if not error else "it has not the course") in sentence


@pytest.mark.parametrize("address", ["tcp://10.0.0.9:4000", "ws://w3:80", "inproc://10.0.0.9/1"])
def test_a_worker_that_is_reached_without_tls_gets_nothing(address, fake, klass):
    client = Workers(addresses=["tls://w1:1", address])
    made, said = fake(client)
    assert set(marked(made, jobs(klass, 6)).values()) == {1}
    assert {one for one, _ in client.sent} == {"tls://w1:1"}
    assert said[0].startswith(f"The worker at {address} marks nothing: ")


@pytest.mark.parametrize("addresses", [[], ["tcp://10.0.0.9:4000"]], ids=["none", "none that can"])
def test_where_nobody_can_mark_it_says_why_and_what_to_type(addresses, fake, klass, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.1)
    made, _ = fake(Workers(addresses=addresses))
    with pytest.raises(ClusterError, match="no worker at tls://head:8786 that can mark") as error:
        list(made.results(jobs(klass, 2)))
    assert "`dask worker tls://head:8786`" in str(error.value)
    assert all(address in str(error.value) for address in addresses)


@pytest.mark.parametrize("part", ["scheduler", "worker"])
def test_the_pods_of_the_example_run_what_dask_takes(part, cloud):
    about = yaml.safe_load((ROOT / "docs" / "cluster.yaml").read_text(encoding="utf-8"))
    (container,) = about["spec"][part]["spec"]["containers"]
    (files,) = container["volumeMounts"]
    dask, name, *words = container["args"]
    assert (dask, name) == ("dask", part)
    module = import_module(f"distributed.cli.dask_{part}")
    words = [word.replace(files["mountPath"], str(cloud.folder)) for word in words]
    options = module.main.make_context(part, words).params  # as it would start
    assert options["tls_cert"] == str(cloud.folder / "cert.pem")
    assert "tls" in (options.get("protocol") or options["scheduler"])
