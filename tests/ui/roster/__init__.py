"""The on-call roster."""
