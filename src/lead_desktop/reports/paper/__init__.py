"""Prints: a record in, one tagged PDF out, in the language of whoever will hold it."""
