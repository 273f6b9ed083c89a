"""Sending and receiving, as people see it: the state in the frame, its page, joining a hub, two values of a field."""
