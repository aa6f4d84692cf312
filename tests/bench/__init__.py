"""Three ratios, each measured in one run: `course bench`. Not tests, for a busy machine proves nothing."""
