"""Warm hand-offs: the calls, the five moments by a tap each, and what came of them."""
