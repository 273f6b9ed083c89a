"""The screening queue."""
