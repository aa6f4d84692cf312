"""Why a download cannot be used, in a sentence for its owner."""

from course_lib.errors import CourseError


class ExportError(CourseError):
    """A file of the folder is damaged, cut off, locked, or not what its name says."""
