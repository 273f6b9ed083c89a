"""From the start of the program to an open desk: first run, unlock, recovery, restore, and one program at a time."""
