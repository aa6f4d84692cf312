"""What is raised where a cell does not fit its column."""

from __future__ import annotations


class Misread(ValueError):
    """A cell does not fit its column. `expected` says what would, `remark` what to make of what is there."""

    def __init__(self, expected: str, remark: str = "") -> None:
        super().__init__(expected)
        self.expected, self.remark = expected, remark
