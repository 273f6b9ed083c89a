"""What was shared: the list, its paper, and the question what a print is for."""
