"""A walk through the program as a person would take it: real windows, real keys, real processes, real files."""
