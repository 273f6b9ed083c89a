"""Screens of the intake: sections in any order, over as many sittings as it takes."""
