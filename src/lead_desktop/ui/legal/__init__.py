"""Court matters, warrants and hearings of a participant, for care alone."""
