"""Short lessons, the guiding principles, and who read what: under Help, for every role."""
