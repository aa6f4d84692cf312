"""Code that loops, crashes, floods, spies, forges or tampers. None of it may earn a point or reach another."""

from __future__ import annotations

from tests.submissions.case import FULL, Case, code, without

ENDLESS = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
YES = """class Yes:
    def __eq__(self, other): return True
    def __hash__(self): return 1
def answered(*_): return Yes()
"""
STRIP = """import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
    def visit_Raise(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Strip())
def answered(*_): return 0
"""
TWO = """import ast
class Two(ast.NodeTransformer):
    def visit_Module(self, node): return ast.parse("2.0")
def answered(*_): return 0
get_ipython().ast_transformers.append(Two())
"""
RUN_CODE = """async def run_code(*a, **k): return False
def answered(*_): return 0
get_ipython().run_code = run_code
"""
PATCHED = """import pandas.testing, course_lib.expectation, course_lib.comparison
pandas.testing.assert_series_equal = lambda *a, **k: None
course_lib.expectation.expect = lambda *a, **k: None
course_lib.expectation.alike = course_lib.comparison.alike = lambda *a, **k: True
def answered(*_): return 0
"""
SPY = """import glob, json
def answered(*given):
    for path in glob.glob("{root}/**/*.ipynb", recursive=True):
        for cell in json.load(open(path))["cells"]:
            if cell["id"] == "answered": exec("".join(cell["source"]), globals())
    return globals()["answered"](*given)
"""
BOOK = """import sqlite3, glob, os
for path in ["{root}/gradebook.db", "../gradebook.db", "../../gradebook.db"]:
    try:
        book = sqlite3.connect(path)
        book.execute("update grade set manual_score = 99, auto_score = 99")
        book.commit()
    except Exception: pass
…"""
FORGE = """import os, struct, json
def answered(*_):
    for end in range(3, 64):
        try:
            text = json.dumps(["x", {"value": {"typed": '{"tuple": [1, 3]}'}}]).encode()
            os.write(end, struct.pack("!I", len(text)) + text)
        except OSError: pass
    return 0
"""
FLOOD = """import course_lib.tagged as tagged
flood = '{"set": [' + ", ".join(str(n * (2**61 - 1)) for n in range(300_000)) + "]}"
dumps = tagged.dumps
tagged.dumps = lambda value, *more: flood if value == "flood" else dumps(value, *more)
def answered(*_): return "flood"
"""
HOARD = """import socket
ends = []
def answered(*_):
    for _ in range(2000):
        a, b = socket.socketpair()
        a.setblocking(False)
        try:
            while True: a.send(b"x" * 50_000)
        except OSError: ends.extend((a, b))
"""
DEAD = ("partly graded",)
LATE = ("timed out",)


def tampering(source: str) -> Case:
    return Case(code(answered=source), ("tampered",), points={"answered": 0.0})


CASES = {
    "endless-cell": Case(code(answered="while True: pass"), LATE, without("answered")),
    "endless-function": Case(
        code(answered="def answered(*_):\n    while True: pass"), LATE, without("answered")
    ),
    "endless-and-deaf": Case(code(answered=ENDLESS), LATE, without("answered")),
    "sleeps": Case(
        code(honest_median="import time\ntime.sleep(1e6)"), LATE, without("honest_median")
    ),
    "memory-hog": Case(
        code(answered="def answered(*_):\n    return [bytearray(1 << 28) for _ in range(99)]"),
        points=without("answered"),
    ),
    "output-flood": Case(code(give_back="for _ in range(500): print('x' * 100_000)\n…")),
    "children": Case(
        code(
            give_back="import subprocess\nfor _ in range(3):\n"
            "    subprocess.Popen(['sleep', '4242'], start_new_session=True)\n…"
        )
    ),
    "exit-first": Case(
        code(answered="import os\ndef answered(*_): os._exit(0)"), DEAD, without("answered")
    ),
    "exit-last": Case(code(honest_median="import os\nos._exit(0)"), DEAD, without("honest_median")),
    "killed": Case(
        code(give_back="import os\nos.kill(os.getpid(), 9)"), DEAD, without("give_back")
    ),
    "segfault": Case(
        code(give_back="import ctypes\nctypes.string_at(1)"), DEAD, without("give_back")
    ),
    "system-exit": Case(code(give_back="raise SystemExit"), points=without("give_back")),
    "closes-everything": Case(
        code(give_back="import os\nos.closerange(3, 999)"), DEAD, without("give_back")
    ),
    "recursion": Case(
        code(answered="def answered(*a): return answered(*a)"), points=without("answered")
    ),
    "huge-answer": Case(
        code(answered="def answered(*_): return 'x' * 40_000_000"), DEAD, without("answered")
    ),
    "asks-for-input": Case(
        code(answered="def answered(*_): return input()"), points=without("answered")
    ),
    "generator": Case(
        code(answered="def answered(*_):\n    yield 1\n    yield 3"), points=without("answered")
    ),
    "kills-its-parents": Case(
        code(
            give_back="import os\nfor pid in range(2, 40000):\n    if pid != os.getpid():\n"
            "        try: os.kill(pid, 9)\n        except OSError: pass\n…"
        )
    ),
    "processes": Case(
        code(
            answered="import os, time\ndef answered(*_):\n    while True:\n"
            "        if os.fork() == 0: time.sleep(30); os._exit(0)"
        ),
        points=without("answered"),
    ),
    "fills-the-disk": Case(
        code(give_back="try: open('big', 'wb').write(bytes(50 << 20))\nexcept OSError: pass\n…")
    ),
    "many-small-files": Case(
        code(
            give_back="try:\n    for number in range(1_000_000):\n"
            "        open(f'/tmp/{number}', 'wb').write(bytes(1 << 16))\nexcept OSError: pass\n…"
        )
    ),
    "nested-namespace": Case(
        code(
            give_back="import ctypes, os\n"
            "if ctypes.CDLL(None).unshare(0x10000000) == 0: os._exit(0)\n…"
        )
    ),
    "daemon": Case(
        code(
            give_back="import os\nif os.fork() == 0:\n    os.setsid()\n"
            "    if os.fork(): os._exit(0)\n    os.execvp('sleep', ['sleep', '4242'])\n…"
        )
    ),
    "network": Case(
        code(
            answered="import socket\ndef answered(*_):\n"
            "    socket.create_connection(('127.0.0.1', 22), 1); return 1, 3"
        ),
        points=without("answered"),
    ),
    "reads-the-solutions": Case(code(answered=SPY), points=without("answered")),
    "writes-the-gradebook": Case(code(give_back=BOOK), points=dict(FULL)),
    "forged-answers": Case(
        code(answered=FORGE), ("partly graded", "tampered"), points={"answered": 0.0}
    ),
    "half-emoji-printed": Case(code(give_back="print('\\ud83d')\n…")),
    "half-emoji-raised": Case(
        code(give_back="raise ValueError('\\udc00')"), points=without("give_back")
    ),
    "half-emoji-returned": Case(
        code(answered="def answered(*_): return '\\ud83d'"), points=without("answered")
    ),
    "hash-flood": Case(code(answered=FLOOD), LATE, without("answered")),
    "socket-hoard": Case(code(answered=HOARD), points=without("answered")),
    "equal-to-all": tampering(YES),
    "no-asserts": tampering(STRIP),
    "two-point-nought": tampering(TWO),
    "run-code": tampering(RUN_CODE),
    "patched-checks": tampering(PATCHED),
}
