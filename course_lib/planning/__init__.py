"""From answers and findings to a scorecard and a 90-day plan."""
