"""The fields of a form by name, made in reading order when the form is loaded."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from weakref import WeakMethod

from PySide6.QtWidgets import QWidget

from lead_desktop.ui.forms.answer import Answer, Json
from lead_desktop.ui.forms.assembly import Filled
from lead_desktop.ui.forms.field_block import FieldBlock


class Blocks(Mapping[str, FieldBlock]):
    """Fields in reading order. Asking for one makes it; `made` tells which there are so far."""

    def __init__(self, names: Sequence[str], make: Callable[[str, Json], FieldBlock]) -> None:
        """Take the names, and what makes a field that shows a value and puts it in its place."""
        self._names = tuple(names)
        self._make = WeakMethod(make)  # a form and its fields that held each other would be collected half by half
        self._made: dict[str, FieldBlock] = {}
        self._order: tuple[tuple[str, FieldBlock], ...] = ()
        self._values: dict[str, Json] = {}

    def __getitem__(self, name: str) -> FieldBlock:
        """Return a field, made now if nobody needed it before."""
        held = self._made.get(name)
        if held is None:
            if name not in self._names:
                raise KeyError(name)
            held = self._add(name)
        return held

    def __iter__(self) -> Iterator[str]:
        """Go through the names, which makes nothing."""
        return iter(self._names)

    def __len__(self) -> int:
        """Count all fields, made or not."""
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a field, without making it."""
        return name in self._names

    def made(self) -> tuple[tuple[str, FieldBlock], ...]:
        """Return the fields that were made, with their names, in reading order."""
        return self._order

    def has(self, name: str) -> bool:
        """Tell whether a field was made."""
        return name in self._made

    def around(self, widget: QWidget | None) -> str | None:
        """Return the field in which a widget stands, if it stands in one."""
        return next((name for name, block in self._order if widget is not None and block.isAncestorOf(widget)), None)

    def any_answered(self) -> bool:
        """Tell whether something was answered beyond what the record type starts with."""
        return any(
            block.no_answer() or block.answer().problems or block.answer().value not in (None, [], block.spec.default)
            for _name, block in self._order
        )

    def load(self, values: Mapping[str, Json], stayed_open: Mapping[str, str]) -> None:
        """Show the values of a record; one that holds something is shown at once, so its field is made."""
        self._values = {name: values[name] for name in self._names}
        for name in self._names:
            held = self._made.get(name)
            if held is not None:
                held.set_answer(values[name], stayed_open.get(name))
                held.touched = False
            else:  # in reading order, which is the order of the Tab key
                self[name].set_answer(values[name], stayed_open.get(name))

    def filled(self) -> Filled:
        """Return what stands on the page; a field that was not made holds what was loaded, which is nothing."""
        held = {name: Answer(one) for name, one in self._values.items() if name not in self._made}
        return Filled(
            {**held, **{name: block.answer() for name, block in self._order}},
            {name: code for name, block in self._order if (code := block.no_answer())},
        )

    def _add(self, name: str) -> FieldBlock:
        make = self._make()
        assert make is not None  # noqa: S101 - the form holds its fields, not they the form
        made = self._made[name] = make(name, self._values.get(name))
        self._order = tuple((one, self._made[one]) for one in self._names if one in self._made)
        return made
