"""Submissions that are broken, hostile, or honest and odd, each with what must happen to it."""
