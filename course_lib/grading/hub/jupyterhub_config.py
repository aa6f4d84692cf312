"""A hub for a class of 30 on one machine: accounts of the machine, nbgrader's filesystem exchange.

docs/hub.md says how to set it up. A test runs this very file on loopback, with two students.
"""

import os
import sys
from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821  JupyterHub puts it there

HERE = Path(__file__).resolve().parent
# Of the course's environment, in which the hub was installed.
PROGRAMS = Path(sys.executable).parent

# Only this machine can reach it like this: put a web server with a certificate in front of it.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"

# People log in with their account on the machine. nbgrader knows them by that name, so the exchange
# takes in work from everybody without anybody being able to hand in as somebody else.
c.JupyterHub.authenticator_class = "pam"
c.LocalAuthenticator.allowed_groups = {"off-target"}
c.PAMAuthenticator.open_sessions = False

c.Spawner.cmd = [str(PROGRAMS / "jupyterhub-singleuser")]
c.Spawner.notebook_dir = "~"
c.Spawner.default_url = "/lab"
c.Spawner.environment = {
    # nbgrader_config.py beside this file names the course and the exchange. A prefix such as /etc stays.
    "JUPYTER_CONFIG_PATH": os.pathsep.join(
        filter(None, [str(HERE), os.environ.get("JUPYTER_CONFIG_PATH")])
    ),
    "PATH": f"{PROGRAMS}{os.pathsep}/usr/local/bin{os.pathsep}/usr/bin{os.pathsep}/bin",
}
# A lesson with its data takes about 300 MB. Thirty people who start at once are let in ten at a time.
c.JupyterHub.concurrent_spawn_limit = 10
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120
