"""What was handed in, put right and held beside the exercise as its author wrote it."""
