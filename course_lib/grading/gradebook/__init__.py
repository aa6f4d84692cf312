"""nbgrader's gradebook, read and written."""
