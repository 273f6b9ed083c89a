"""Caseloads: whose people are whose, who has room, and choosing a worker by it."""
