"""Program at a glance: numbers as charts, with the words of how each is counted, and a table behind each."""
