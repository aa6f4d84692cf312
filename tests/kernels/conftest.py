"""A course folder, as the tests of grading have it."""

from tests.grading.conftest import course  # noqa: F401
