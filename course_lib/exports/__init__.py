"""Downloads from platforms and programs, read into the course's tables."""
