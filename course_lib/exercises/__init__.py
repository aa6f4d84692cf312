"""How exercises are made: hand-outs from solutions, and hidden data from a cohort's seed."""
