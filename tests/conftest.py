"""What tests of several kinds share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

# The hub's test makes two accounts on the machine it runs on, so it waits to be asked.
collect_ignore = [] if os.environ.get("OFF_TARGET_HUB") == "1" else ["grading/hub"]


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests share a worker, so that what they start (a server, a browser) starts once.

    Those marked `apart` start nothing in common and take long: they go to whichever worker is free.
    """
    for item in items:
        if not item.get_closest_marker("apart"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))


@pytest.fixture(scope="session")
def warm_kernel() -> Iterator[str]:
    """The name of a kernel that starts in a tenth of the time, from a zygote of this test process."""
    from course_lib.grading.kernels import warm

    with pytest.MonkeyPatch.context() as patch, warm.kernels() as found:
        for name, value in found.environment.items():
            patch.setenv(name, value)
        yield found.name
