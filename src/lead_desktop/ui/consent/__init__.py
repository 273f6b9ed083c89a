"""Consents and share cards: what a person agreed to share, read and signed on a page of their own."""
