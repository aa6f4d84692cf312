"""What takes long to load and is not used here is loaded neither by the commands nor by the server."""

import subprocess
import sys

import pytest

COMMAND = """
from course_lib import cli
def check(arguments):
    import nbgrader.api
cli.check = check
cli.main(["check", "."])
"""
SERVER = """
from course_lib.commands import server
sys.argv = ["jupyter-lab", "--version"]
server.main()
"""
PLAIN = "import nbformat"


@pytest.mark.parametrize(
    ("code", "loaded"),
    [(COMMAND, "False"), (SERVER, "False"), (PLAIN, "True")],
    ids=["a command", "the server", "nbformat by itself"],
)
def test_the_grammar_of_web_addresses_is_built_by_others_only(code, loaded):
    ask = "import atexit, sys\natexit.register(lambda: print('rfc3987_syntax' in sys.modules))\n"
    done = subprocess.run(
        [sys.executable, "-c", ask + code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == loaded
