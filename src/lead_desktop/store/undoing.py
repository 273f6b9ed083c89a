"""Taking a transaction back with new operations; nothing is erased from history."""

import json

from lead_desktop.store.records import Reading
from lead_desktop.store.writing import Saved, Types, Writing


def take_back(work: Writing, reading: Reading, saved: Saved, types: Types) -> None:
    """Undo a transaction with new operations: what was created goes, what was changed gets its old values."""
    for before in reversed(saved.befores):
        record_type = types[before.type]
        if before.removed:
            work.restore(reading.open(record_type, before.rid, gone=True))
        elif before.values is None:
            work.remove(reading.open(record_type, before.rid))
        else:
            opened = reading.open(record_type, before.rid)
            values = {**opened.record.model_dump(mode="json"), **before.values}
            work.edit(opened, record_type.from_json(json.dumps(values)))
