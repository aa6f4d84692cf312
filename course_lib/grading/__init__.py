"""Running submissions and notebooks fast: kernels forked from a process that has imported everything.

Linux only; anywhere else, and wherever something is missing, the stock kernel does the same work.
"""
