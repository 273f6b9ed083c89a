"""From a declared record to a form a person can fill in."""
