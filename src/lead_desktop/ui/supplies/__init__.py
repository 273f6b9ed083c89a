"""Supplies handed out with a tap each, and the naloxone on the shelf."""
