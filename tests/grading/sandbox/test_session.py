"""What the grader keeps of what a student's process sends, when that process heeds no limit of its own."""

import json
import socket
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace

import pytest

from course_lib.grading.limits import LIMITS
from course_lib.grading.sandbox import channel
from course_lib.grading.sandbox.session import Ended, Session
from course_lib.grading.sandbox.student_process import CUT
from tests.grading.paper import Paper

ROOM = 1 << 18
SOON = replace(LIMITS, outputs=ROOM)
# The process answers with what the student's code says, and no longer with what a cell put out.
ANSWER = """import gc
process = next(o for o in gc.get_objects() if type(o).__name__ == "StudentProcess")
process.answers[{what!r}] = lambda *_: {answer}
"""
FLOODS = {
    "one long text": "[{'output_type': 'stream', 'text': 'x' * (7 << 20)}]",
    "pictures": "[{'output_type': 'display_data', 'data': {'image/png': 'x' * 90_000}}] * 70",
    "texts with half an emoji": "[{'output_type': 'stream', 'text': '\\ud83d' * 90_000}] * 9",
    "many that are nothing": "[{}] * 300_000",
    "many that are no outputs": "[1] * 900_000",
    "an error with many lines": "[{'output_type': 'error', 'traceback': [''] * 900_000}]",
    "nested JSON": "[{'output_type': 'display_data', 'data': {'a/json': {'a': [[]] * 900_000}}}]",
}


def weight(value):
    """Bytes of our memory that plain JSON takes, a thing that stands there twice counted twice."""
    inside = [*value, *value.values()] if isinstance(value, dict) else value
    parts = inside if isinstance(value, dict | list) else []
    return sys.getsizeof(value) + sum(map(weight, parts))


@pytest.mark.parametrize("flood", FLOODS)
def test_all_the_outputs_of_a_submission_have_one_allowance(flood, server):
    session = Session(server.orders, {}, False, SOON)
    answer = f"{{'outputs': {FLOODS[flood]}}}"
    session.run(ANSWER.format(what="run", answer=answer))
    outputs = [session.run("") for _ in range(5)]
    session.close()
    assert len(json.dumps(outputs)) <= ROOM + 1000
    assert weight(outputs) <= 4 * ROOM
    assert sum(output.get("text") == CUT for cell in outputs for output in cell) == 1


def test_what_the_server_did_ahead_leaves_no_name_to_a_student(server):
    session = Session(server.orders, {}, False, LIMITS)
    errors = [session.run(name)[0]["ename"] for name in ("pd", "table")]
    session.close()
    assert errors == ["NameError"] * 2


def test_what_keeps_to_the_limits_is_kept_whole(server):
    session = Session(server.orders, {}, False, LIMITS)
    cell = "print('x' * 90_000)\nfrom IPython.display import HTML\nHTML('y' * 400_000)"
    for _ in range(12):
        text, shown = session.run(cell)
        assert len(text["text"]) == 90_001
        assert len(shown["data"]["text/html"]) == 400_000
    session.close()


LONG = {
    "its text": "{'kinds': ['ValueError'], 'text': 'x' * (3 << 20), 'words': 'y'}",
    "its words": "{'kinds': ['ValueError'], 'text': 'x', 'words': 'y' * (3 << 20)}",
    "its kinds": "{'kinds': ['Odd' * 9] * 200_000, 'text': 'x', 'words': 'y'}",
    "a kind of it": "{'kinds': ['Odd' * 900_000, 'ValueError'], 'text': 'x', 'words': 'y'}",
    "no kinds": "{'kinds': 'x' * (3 << 20), 'text': 'x', 'words': 'y'}",
}


@pytest.mark.parametrize("what", LONG)
def test_an_error_that_comes_over_is_cut_before_it_stands_in_the_notebook(what, server, tmp_path):
    paper = Paper(answered=ANSWER.format(what="call", answer=LONG[what]))
    paper.marked(server, tmp_path, LIMITS)
    assert paper.points()["answered"] == 0
    (cell,) = (cell for cell in paper.notebook.cells if cell.id == "answered-test")
    assert len(json.dumps(cell.outputs)) < 10_000


@pytest.mark.parametrize("name", ["expect", "__builtins__", "display"])
def test_no_name_comes_over_but_those_that_were_asked_for(name, server, tmp_path):
    paper = Paper(answered=ANSWER.format(what="names", answer=f"{{{name!r}: None}}"))
    paper.marked(server, tmp_path, LIMITS)
    assert set(paper.points().values()) == {0}
    assert paper.said("answered-test") == "NameError: name 'answered' is not defined"


@pytest.mark.parametrize("line", ["pip install pandas", "reset -f", "cd ..", "ls"])
def test_a_magic_without_its_sign_is_no_magic(line, server):
    session = Session(server.orders, {}, False, LIMITS)
    session.run("name = 1")
    assert session.run(line)[0]["ename"] in ("SyntaxError", "NameError")
    assert session.run("print(name)")[0]["text"] == "1\n"
    session.close()


@pytest.mark.parametrize("sandboxed", [True, False])
@pytest.mark.parametrize("call", ["system('touch made')", "run_line_magic('pip', 'install six')"])
def test_a_shell_that_code_asks_ipython_for_is_not_run_and_is_no_error(call, sandboxed, server):
    session = Session(server.orders, {}, sandboxed, LIMITS)
    outputs = session.run(f"get_ipython().{call}")
    assert not any("six" in str(output) or output["output_type"] == "error" for output in outputs)
    assert session.run("import os; print(os.listdir())")[0]["text"] == "[]\n"
    session.close()


DEEP = {
    "an output": "[{'output_type': 'display_data', 'data': {'a/json': d}}]",
    "a text": "[{'output_type': 'stream', 'text': d}]",
    "an error": "[{'output_type': 'error', 'ename': d, 'evalue': d, 'traceback': [d]}]",
}


@pytest.mark.parametrize("kind", DEEP)
@pytest.mark.parametrize("deep", [300, 700, 900])
def test_an_output_nested_however_deep_is_a_text(kind, deep, server):
    session = Session(server.orders, {}, False, LIMITS)
    session.run(f"d = []\nfor _ in range({deep}): d = [d]\nimport json\nd = json.dumps(d)")
    text = DEEP[kind].replace("d}", "json.loads(d)}").replace(": d,", ": json.loads(d),")
    answer = f"{{'outputs': {text.replace('[d]', '[json.loads(d)]')}}}"
    session.run("import __main__\n" + ANSWER.format(what="run", answer=answer))
    (output,) = session.run("")
    session.close()
    assert all(isinstance(piece, str) for piece in output.get("data", {"text": ""}).values())


@pytest.mark.parametrize("piece", [1, 7, 300])
def test_what_comes_steadily_comes_too_late_all_the_same(piece):
    ours, theirs = socket.socketpair()

    def trickle():
        with suppress(BrokenPipeError):
            theirs.send((400 * piece).to_bytes(4, "big"))
            for _ in range(400):
                time.sleep(0.0005)
                theirs.send(b"1" * piece)

    thread = threading.Thread(target=trickle)
    thread.start()
    with pytest.raises(TimeoutError):
        channel.receive(ours, 0.05)
    ours.close()
    thread.join()


@pytest.mark.parametrize(
    "end, why",
    [
        ("import os; os._exit(3)", "ended itself with status 3"),
        ("import os; os.kill(os.getpid(), 9)", "killed by signal 9 "),
        ("import ctypes; ctypes.string_at(1)", "killed by signal 11 "),
    ],
)
def test_why_a_process_ended_is_said_again_to_who_asks_again(end, why, server):
    session = Session(server.orders, {}, False, LIMITS)
    for ask in (lambda: session.run(end), lambda: session.ask("names", 0, []), session.close):
        try:
            ask()
        except Ended as ended:
            assert why in str(ended)
    assert why in str(session.ended)


@pytest.mark.parametrize("sandboxed", [False, pytest.param(True, marks=pytest.mark.sandbox)])
@pytest.mark.parametrize(
    "end, why",
    [("os._exit(6)", "ended itself with status 6"), ("os.kill(os.getpid(), 9)", "signal 9 ")],
)
def test_why_a_process_ended_that_was_asked_nothing_is_said_when_it_is_asked(
    end, why, sandboxed, server
):
    session = Session(server.orders, {}, sandboxed, LIMITS)
    session.run(f"import os, threading\nthreading.Timer(0.1, lambda: {end}).start()")
    time.sleep(0.5)
    with pytest.raises(Ended, match=why):
        session.run("")


FORGED = {
    "a word": "'all right, 12 of 12'",
    "a status too high": "256",
    "a signal that is none": "-65",
    "a signal far too high": "-1 << 70",
    "a broken number": "-9.0",
    "a list": "['memory']",
    "nothing": "None",
}


def forged(how):
    """A cell that says itself that its process ended, and how."""
    return (
        f"import json, os\ntext = json.dumps(['ended', {how}]).encode()\n"
        "os.write(3, len(text).to_bytes(4, 'big') + text)"
    )


@pytest.mark.parametrize("how", FORGED)
def test_how_a_process_ended_is_no_place_for_words_of_its_own(how, server):
    session = Session(server.orders, {}, False, LIMITS)
    forge = forged(FORGED[how])
    with pytest.raises(Ended, match="could not be used. It answered what was not asked."):
        session.run(forge)


@pytest.mark.parametrize("how", ["-64", "-33", "0", "255", "'memory'", "True"])
def test_how_a_process_ended_is_a_sentence_though_it_says_so_itself(how, server):
    session = Session(server.orders, {}, False, LIMITS)
    forge = forged(how)
    with pytest.raises(Ended, match="killed by signal|ended itself with status|MB together"):
        session.run(forge)


@pytest.mark.sandbox
def test_who_hangs_up_by_itself_is_ended(server):
    session = Session(server.orders, {}, True, LIMITS)
    with pytest.raises(Ended, match="The other side hung up"):
        session.run("import socket, time\nsocket.socket(fileno=3).shutdown(2)\ntime.sleep(15)")


SLOW = """import course_lib.expectation as c, pandas.testing as p, time
def slow(function): return lambda *a: time.sleep(0.15) or function(*a)
"""
HARMLESS = {
    "expect takes long": SLOW + "c.expect = slow(c.expect)",
    "pandas takes long": SLOW + "p.assert_series_equal = slow(p.assert_series_equal)",
    "names of its own": "get_ipython().user_ns = {}",
}


@pytest.mark.parametrize("harmless", HARMLESS)
def test_the_last_check_blames_nobody_for_what_still_fails(harmless, server):
    session = Session(server.orders, {}, False, LIMITS)
    session.run(HARMLESS[harmless])
    session.until = time.monotonic()  # the rest has used up the time
    assert session.probe() == ""
    session.close()


def test_the_last_check_has_its_usual_time_however_long_a_cell_may_take(server):
    session = Session(server.orders, {}, False, replace(LIMITS, cell=LIMITS.whole))
    session.until = time.monotonic()
    session.probe()
    assert session.until - time.monotonic() < LIMITS.cell
    session.close()
