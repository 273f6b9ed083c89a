"""What a hub writes down while it runs: one line of JSON per event; codes, numbers and device numbers, nothing else."""

import json
import logging
import sys
from typing import TextIO

from lead_desktop.clock import Clock

_LOG = logging.getLogger("lead_desktop.hub")
_SAID = ("event", "method", "path", "status", "err", "dev", "ms", "size_in", "size_out", "kind")


def note(event: str, **facts: int | str) -> None:
    """Write one event. Facts that are not on the list of what may be said are left out."""
    said = {name: value for name, value in facts.items() if name in _SAID}
    _LOG.info("hub", extra={"lead": {"event": event, **said}})


class _Lines(logging.Formatter):
    """One JSON object a line. Words of other libraries are not written: they may hold data."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def format(self, record: logging.LogRecord) -> str:
        held = getattr(record, "lead", None) or {"event": "library", "kind": f"{record.name}:{record.lineno}"}
        told = {"at": self._clock.now().isoformat(timespec="milliseconds"), "level": record.levelname.lower(), **held}
        return json.dumps(told, sort_keys=True)


def start_log(clock: Clock, stream: TextIO = sys.stderr) -> logging.Handler:
    """Send the log of the hub, and where others' warnings come from, to a stream; returns what was added."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Lines(clock))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    _LOG.setLevel(logging.INFO)
    return handler
