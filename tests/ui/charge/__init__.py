"""The held charge."""
