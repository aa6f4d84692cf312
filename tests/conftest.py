"""What tests of several kinds share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def warm_kernel() -> Iterator[str]:
    """The name of a kernel that starts in a tenth of the time, from a zygote of this test process."""
    from course_lib.grading import warm

    with pytest.MonkeyPatch.context() as patch, warm.kernels() as found:
        for name, value in found.environment.items():
            patch.setenv(name, value)
        yield found.name
