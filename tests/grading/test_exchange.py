"""The exchange, set up as the pages say: nobody can take away the course, or what somebody else handed in."""

import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests import pages

INSTRUCTOR, ANN, BOB = 61001, 61002, 61003  # accounts that need no name to own files
PLACES = {
    "/usr/local/share/nbgrader/exchange": pages.commands(
        "docs/instructors.md", "Once: the exchange"
    ),
    "/srv/off-target/exchange": pages.commands("docs/hub.md", "The exchange"),
}
# What somebody else's account might do to the exchange {root}, in which ann handed in {work}.
MISCHIEF = (
    "mv {root}/off-target {root}/gone",
    "rm -rf {root}/off-target",
    "mkdir {root}/off-target/outbound",
    "mv {root}/off-target/inbound {root}/gone",
    "ls {root}/off-target/inbound",
    "mv {work} {root}/off-target/inbound/mine",
    "mv {work} {root}/mine",
    "rmdir {work}",
)

pytestmark = pytest.mark.root


def run(line: str, account: int) -> bool:
    """Run a command as an account, by its number; whether it did what it should."""
    done = subprocess.run(
        shlex.split(line), user=account, group=account, extra_groups=[], capture_output=True
    )
    return done.returncode == 0


@pytest.fixture(params=PLACES)
def root(request):
    """The exchange that a page's commands make, in a place that every account can reach."""
    folder = Path(tempfile.mkdtemp(prefix="off-target-exchange-"))
    folder.chmod(0o755)
    root = folder / "exchange"
    for line in PLACES[request.param]:
        own = line.removeprefix("sudo ").replace(request.param, str(root))
        assert run(own, 0 if line.startswith("sudo ") else INSTRUCTOR), line
    yield root
    shutil.rmtree(folder)


@pytest.fixture
def work(root):
    """What ann handed in, as nbgrader lays it there: open to whoever knows its name."""
    place = root / "off-target" / "inbound" / "ann+05-not-engaging+random"
    assert run(f"mkdir -m 777 {place}", ANN)
    return place


@pytest.mark.parametrize("deed", MISCHIEF)
def test_another_student_can_do_nothing_to_it(deed, root, work):
    assert not run(deed.format(root=root, work=work), BOB)
    assert work.is_dir()


def test_the_instructor_can_collect_and_everybody_can_hand_in(root, work):
    assert run(f"ls {root}/off-target/inbound", INSTRUCTOR)
    assert run(f"mkdir {root}/off-target/inbound/bob+05-not-engaging+random", BOB)


def test_without_the_sticky_bit_anybody_could_take_the_course_away(root, work):
    root.chmod(0o777)
    assert run(MISCHIEF[0].format(root=root, work=work), BOB)
