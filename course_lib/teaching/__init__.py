"""What an instructor prints or shows: pages, slides and times, all made of the lessons themselves."""
