"""A student's code in a process and a sandbox of its own, and a channel to it."""
