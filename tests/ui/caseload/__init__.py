"""Caseloads and hand-overs."""
