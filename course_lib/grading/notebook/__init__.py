"""What was handed in: found by its cells, read with care, put right beside the exercise as its author wrote it."""
