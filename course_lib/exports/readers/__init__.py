"""Readers of downloads whose layout cannot be told as data, one a module, each with `groups` and `read`."""
