"""The held charge on a page of its own: its time, pauses and more time, and what the prosecutor decided."""
