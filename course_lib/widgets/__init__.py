"""What attendees press, drag and type in: thin views that are drawn from the progress file."""
