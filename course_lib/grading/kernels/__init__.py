"""Kernels forked from a process that has imported everything: fast, and by name for all of Jupyter's tools."""
