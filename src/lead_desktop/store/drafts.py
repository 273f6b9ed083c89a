"""Half-filled forms, exactly as typed, kept in the encrypted file until they are saved or discarded."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.ids import Scope, UserId, new_id
from lead_desktop.store.cipher import Connection


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-filled form: whose it is, which form, about whom, and the form's raw state as JSON."""

    id: str
    owner: str
    form: str
    subject: str
    scope: str
    title: str
    state: Mapping[str, Any]
    updated_ms: int


class Drafts:
    """The drafts of one vault; each person sees only their own."""

    def __init__(self, writer: Connection, reader: Connection, clock: Clock) -> None:
        """Write over one connection and read over the other."""
        self._writer, self._reader, self._clock = writer, reader, clock

    def keep(self, draft: Draft) -> None:
        """Write a draft in place of the one with its id; durable when this returns."""
        with self._writer.transaction():
            self._writer.execute(
                "INSERT INTO draft(id, owner, form, subject, scope, title, body, updated_ms)"
                " VALUES(?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT(id) DO UPDATE SET title = excluded.title, body = excluded.body,"
                " updated_ms = excluded.updated_ms",
                (draft.id, draft.owner, draft.form, draft.subject, draft.scope, draft.title,
                 json.dumps(draft.state, ensure_ascii=True), utc_ms(self._clock.now())),
            )  # fmt: skip

    def new(self, owner: UserId, form: str, subject: str, scope: Scope | str) -> Draft:
        """Return an empty draft with an id of its own; nothing is written yet."""
        return Draft(new_id(self._clock), owner, form, subject, scope, "", {}, utc_ms(self._clock.now()))

    def of(self, owner: UserId) -> tuple[Draft, ...]:
        """Return a person's drafts, newest first."""
        return self._read("owner = ? ORDER BY updated_ms DESC", (owner,))

    def find(self, owner: UserId, form: str, subject: str) -> Draft | None:
        """Return a person's newest draft of a form about somebody or something, if there is one."""
        where = "owner = ? AND form = ? AND subject = ? ORDER BY updated_ms DESC LIMIT 1"
        found = self._read(where, (owner, form, subject))
        return found[0] if found else None

    def get(self, owner: UserId, draft_id: str) -> Draft | None:
        """Return one of a person's drafts by id."""
        found = self._read("owner = ? AND id = ?", (owner, draft_id))
        return found[0] if found else None

    def discard(self, draft_id: str) -> None:
        """Delete a draft."""
        with self._writer.transaction():
            self._writer.execute("DELETE FROM draft WHERE id = ?", (draft_id,))

    def _read(self, where: str, values: tuple[str, ...]) -> tuple[Draft, ...]:
        rows = self._reader.execute(
            f"SELECT id, owner, form, subject, scope, title, body, updated_ms FROM draft WHERE {where}",  # noqa: S608 - only constants of this module
            values,
        )
        return tuple(
            Draft(rid, owner, form, subject, scope, title, json.loads(body), at)
            for rid, owner, form, subject, scope, title, body, at in rows.fetchall()
        )
