"""What stands behind `course …`: the environment, serving, and everything that is generated."""
