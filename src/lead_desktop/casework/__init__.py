"""Verbs: everything LEAD's people do, one function per act."""
