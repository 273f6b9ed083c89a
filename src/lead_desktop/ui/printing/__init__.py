"""Looking at a print before it leaves: on the screen, to the printer, or into a file."""
