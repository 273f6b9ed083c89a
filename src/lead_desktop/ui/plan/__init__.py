"""Screens of the plan that belongs to the participant."""
