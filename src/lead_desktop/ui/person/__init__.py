"""One person: who they are, what is next, and what happened."""
