"""Pages that need no server: the lessons with their charts, a home for them, and the clinic, as one folder."""
