"""What a class gets back, and what its instructor sees of it: feedback, grades to import, a report."""
