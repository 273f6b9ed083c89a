"""Consents, the page for the participant, and what is shared with partners."""
