"""Marking on a Dask cluster: the marks of one machine, nothing lost or twice, a sentence for each trouble."""

from __future__ import annotations

import gc
import itertools
import json
import pickle
import re
import socket
import subprocess
import sys
from collections import Counter, deque
from concurrent.futures import CancelledError
from contextlib import closing, suppress
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from distributed import KilledWorker

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
    before = made.client.nthreads().keys()

    def turn():
        doomed.kill()
        cloud.host("late").ready()

    assert marked(made, jobs(klass, 24), 4, turn) == {(f"s{n:02}", "graded"): 1 for n in range(24)}
    assert said == []
    (late,) = made.client.nthreads().keys() - before
    markers = f"len(__import__('sys').modules['{cluster.__name__}']._pool)"
    assert made.client.run(eval, markers, workers=[late]) == {late: 1}  # it has marked


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


@pytest.mark.parametrize("name", ["Off Target", "Python", "distributed", "pandas"])
def test_a_worker_of_another_version_says_which_and_what_to_do(name):
    ours = cluster.edition()
    theirs = re.sub(rf"{name} [^,]+", f"{name} 9", ours)
    why = cluster.lacking(theirs, False)
    assert theirs != ours
    assert f"{socket.gethostname()} has {ours}, where you have {theirs}: install the same" in why
    assert cluster.lacking(ours, False) == ""


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
    with pytest.raises(ClusterError, match="its scheduler is gone.*only what is left"):
        marked(made, jobs(klass, 24), 2, cloud.scheduler.kill)


class Answer:
    """What a worker answers, at once; None: never, as it is gone."""

    def __init__(self, value):
        self.value = value

    def done(self):
        return self.value is not None

    def cancelled(self):
        return False

    def result(self, _):
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


class Workers:
    """A scheduler's client as a pool uses it. What comes of a job is what `marks` makes of the student."""

    status = "running"

    def __init__(
        self, marks=lambda student: {"status": "graded"}, addresses=("tls://w1:1", "tls://w2:1")
    ):
        self.marks, self.there = marks, list(addresses)
        self.asked, self.sent, self.lacks = [], [], dict.fromkeys(addresses, "")
        self.answers = []  # on jobs

    def nthreads(self):
        return dict.fromkeys(self.there, 2)

    def submit(self, function, call, given, key, workers):
        assert function is eval and workers
        if ".lacking(" in call:
            self.asked += workers
            return Answer(self.lacks[workers[0]])
        _, student, *_ = pickle.loads(given["words"])
        self.sent.append((student, set(workers)))
        self.answers.append(Answer(self.marks(student)))
        return self.answers[-1]

    def mark(self):
        """Mark all that was sent."""
        for answer in self.answers:
            answer.value = {"status": "graded"}

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


ENDS = {
    "workers that went over it": KilledWorker("marked-1", SimpleNamespace(address="tls://w1:1"), 3),
    "an error": OSError(28, "No space left on device"),
    "a lost result": CancelledError(),
}


@pytest.mark.parametrize("killer", ["s00", "s05", "s11"])
@pytest.mark.parametrize("error", ENDS.values(), ids=ENDS)
def test_work_that_fails_is_sent_again_alone_then_left_for_the_next_run(error, killer, fake, klass):
    fails = Counter({killer: 2, "s03": 1, "s07": 1})  # so often; two were beside it

    def marks(student):
        fails[student] -= 1
        return error if fails[student] >= 0 else {"status": "graded"}

    client = Workers(marks)
    made, _ = fake(client)
    results = {job.student: result for job, result in made.results(jobs(klass, 12))}
    bad = results.pop(killer)
    assert bad.status == "unreadable" and not bad.settled
    assert "failed twice on the cluster" in bad.why[0] and str(error)[:40] in bad.why[0]
    assert {name: result.status for name, result in results.items()} == {
        f"s{n:02}": "graded" for n in range(12) if f"s{n:02}" != killer
    }
    order = [student for student, _ in client.sent]
    assert order[:12] == [f"s{n:02}" for n in range(12)]  # first those that may do no harm
    assert sorted(order[12:]) == sorted([killer, "s03", "s07"])


def test_what_failed_is_sent_one_by_one(fake, klass, monkeypatch):
    client = Workers(lambda student: OSError())
    made, _ = fake(client)
    results = made.results(jobs(klass, 3))
    for count in (4, 5, 6):
        next(results)
        assert len(client.sent) == count


def test_work_whose_workers_all_went_is_sent_to_others(fake, klass):
    client = Workers(lambda student: None if "tls://w1:1" in client.there else {"status": "graded"})
    made, said = fake(client)
    lost = iter(made.results(jobs(klass, 3)))

    def nthreads():
        if len(client.sent) == 3:
            client.there = ["tls://w3:1"]
        return dict.fromkeys(client.there, 2)

    client.nthreads, client.lacks["tls://w3:1"] = nthreads, ""
    assert [result.status for _, result in lost] == ["graded"] * 3
    assert [those for _, those in client.sent[3:]] == [{"tls://w3:1"}] * 3
    assert said == []


def test_no_more_than_two_wait_for_each_worker_besides_those_it_marks(fake, klass, monkeypatch):
    class Waits(Exception):
        pass

    def wait(_):
        if client.sent:
            raise Waits

    client = Workers(lambda student: None)
    monkeypatch.setattr(cluster.time, "sleep", wait)
    made, _ = fake(client)
    todo = jobs(klass, 20)
    with pytest.raises(Waits):
        list(made.results(todo))
    assert [those for _, those in client.sent] == [{"tls://w1:1", "tls://w2:1"}] * 8
    assert len(todo) == 12  # whose files were not read yet


LACKS = {
    "w1 lacks bubblewrap.": "bubblewrap",
    ModuleNotFoundError("No module named 'course_lib'"): "it has not the course",
    AttributeError("no lacking"): "it has not the course",
}


@pytest.mark.parametrize(("lack", "phrase"), LACKS.items(), ids=str)
def test_a_worker_that_lacks_something_gets_nothing_and_is_named_once(lack, phrase, fake, klass):
    client = Workers()
    client.lacks["tls://w1:1"] = lack
    made, said = fake(client)
    assert marked(made, jobs(klass, 12)) == {(f"s{n:02}", "graded"): 1 for n in range(12)}
    (sentence,) = said
    assert sentence.startswith("The worker at tls://w1:1 marks nothing: ") and phrase in sentence
    assert all(those == {"tls://w2:1"} for _, those in client.sent)
    assert sorted(client.asked) == ["tls://w1:1", "tls://w2:1"]


@pytest.mark.parametrize("lack", ["w1 has pandas 9.", ""])
def test_a_worker_that_comes_again_is_asked_again(lack, fake, klass, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.1)
    client = Workers(addresses=["tls://w1:1"])
    looks = iter([1, 1, 1, 0])

    def nthreads():
        there = next(looks, 1)
        if not there:
            client.lacks["tls://w1:1"] = lack
            _ = lack or client.mark()  # as Dask has it do what it had
        return {"tls://w1:1": 2} if there else {}

    client.nthreads, client.marks = nthreads, lambda student: None
    made, said = fake(client)
    if lack:
        with pytest.raises(ClusterError, match="no worker"):
            list(made.results(jobs(klass, 2)))
    else:
        assert set(marked(made, jobs(klass, 2)).values()) == {1}
    assert said == ([f"The worker at tls://w1:1 marks nothing: {lack}"] if lack else [])
    assert client.asked == ["tls://w1:1"] * 2


@pytest.mark.parametrize("lack", ["w1 has pandas 9.", "w1 lacks bubblewrap.", ""])
def test_who_came_to_an_address_while_nobody_looked_is_asked_too(lack, fake, klass, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.1)
    client = Workers(addresses=["tls://w1:1"])
    client.lacks["tls://w1:1"] = "" if lack else "w1 lacks bubblewrap."
    made, _ = fake(client)
    with suppress(ClusterError):
        list(made.results(jobs(klass, 2)))
    before = len(client.sent)
    client.lacks["tls://w1:1"] = lack
    with suppress(ClusterError):
        list(made.results(jobs(klass, 2)))
    assert len(client.sent) - before == (0 if lack else 2)


@pytest.mark.parametrize("name", ["Off Target", "Python", "numpy"])
def test_a_worker_in_the_place_of_one_of_the_right_version_marks_nothing_of_what_that_had(name):
    theirs = re.sub(rf"{name} [^,]+", f"{name} 9", cluster.edition())
    with pytest.raises(ClusterError, match=f"where you have .*{name} 9.*install the same"):
        cluster.marked(theirs, "ann", b"", {})


def closed(*_):
    raise OSError


UNKNOWN = {"no answer": ("running", closed), "no workers": ("running", dict)}
UNKNOWN["no connection"] = ("connecting", closed)


@pytest.mark.parametrize(("status", "answer"), UNKNOWN.values(), ids=UNKNOWN)
def test_while_nobody_knows_who_is_there_what_was_sent_is_waited_for(
    status, answer, fake, klass, monkeypatch
):
    client, looks = Workers(lambda student: None), itertools.count()
    nthreads = client.nthreads

    def look(_):
        match next(looks) if client.sent else 0:
            case 1 | 3:
                client.status, client.nthreads = status, answer
            case 6:
                client.mark()
            case _:
                client.status, client.nthreads = "running", nthreads

    monkeypatch.setattr(cluster.time, "sleep", look)
    made, _ = fake(client)
    assert set(marked(made, jobs(klass, 3)).values()) == {1}
    assert len(client.sent) == 3


@pytest.mark.parametrize("address", ["tcp://10.0.0.9:4000", "ws://w3:80", "inproc://10.0.0.9/1"])
def test_a_worker_that_is_reached_without_tls_gets_nothing(address, fake, klass):
    client = Workers(addresses=["tls://w1:1", address])
    made, said = fake(client)
    assert set(marked(made, jobs(klass, 6)).values()) == {1}
    assert all(those == {"tls://w1:1"} for _, those in client.sent)
    assert client.asked == ["tls://w1:1"]
    assert said[0].startswith(f"The worker at {address} marks nothing: ")


@pytest.mark.parametrize("addresses", [[], ["tcp://10.0.0.9:4000"]], ids=["none", "none that can"])
def test_where_nobody_can_mark_it_says_so_and_what_to_type(addresses, fake, klass, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.1)
    made, said = fake(Workers(addresses=addresses))
    with pytest.raises(ClusterError, match="no worker at tls://head:8786 that can mark") as error:
        list(made.results(jobs(klass, 2)))
    assert "`dask worker tls://head:8786`" in str(error.value)
    assert [address in sentence for address, sentence in zip(addresses, said, strict=True)] == [
        True for _ in addresses
    ]


def test_where_the_last_worker_went_it_says_over_whose_work(fake, klass, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.1)
    client = Workers(lambda student: client.there.clear(), addresses=["tls://w1:1"])
    made, _ = fake(client)
    with pytest.raises(ClusterError, match="The last one went over the work of s00, s01"):
        list(made.results(jobs(klass, 2)))


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
