"""Steps back and forward over whole fields, beyond what a text box can undo by itself; no Qt."""

from dataclasses import dataclass

from lead_desktop.ui.forms.answer import Json


@dataclass(slots=True)
class Step:
    """A field, and its states before and after a change."""

    name: str
    before: Json
    after: Json


class History:
    """The steps of one form. What is typed into one field in one go is one step."""

    def __init__(self) -> None:
        """Begin without steps."""
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open = False

    def note(self, name: str, before: Json, after: Json) -> None:
        """Remember a change by the person."""
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last is not None and self._open and last.name == name:
            last.after = after
            if last.before == after:
                self._done.pop()
                self._open = False
            return
        self._done.append(Step(name, before, after))
        self._open = True

    def close(self) -> None:
        """Let the next change begin a step of its own, since the person has moved on."""
        self._open = False

    def back(self) -> Step | None:
        """Return the step to undo, if there is one."""
        return self._move(self._done, self._undone)

    def forth(self) -> Step | None:
        """Return the step to redo, if there is one."""
        return self._move(self._undone, self._done)

    def clear(self) -> None:
        """Forget all steps."""
        self._done.clear()
        self._undone.clear()
        self._open = False

    def _move(self, source: list[Step], target: list[Step]) -> Step | None:
        self._open = False
        if not source:
            return None
        target.append(source.pop())
        return target[-1]
