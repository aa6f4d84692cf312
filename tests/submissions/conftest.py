"""The classes of submissions are graded as those of tests/grading are."""

from tests.grading.conftest import alembic_is_asked_once  # noqa: F401
