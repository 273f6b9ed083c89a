"""LEAD Desktop: offline-first case software for programmes that divert people from arrest into care."""

__version__ = "0.1.0"
