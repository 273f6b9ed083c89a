"""Warm hand-offs."""
