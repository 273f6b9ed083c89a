"""The sample program: invented people, entered as people would be, so that its totals are those of a real program."""
