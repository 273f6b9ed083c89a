"""Measurements: each operation beside the limit or peer of the same run (docs, performance)."""
