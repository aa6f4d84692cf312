"""A whole class graded in one go: several markers, one writer, and a journal to go on from."""
