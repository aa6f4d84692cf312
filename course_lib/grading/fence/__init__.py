"""What a student's code can reach: its own folder and a private tmp, and nothing else."""
