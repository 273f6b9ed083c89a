"""The state machines as data: referral, engagement, charge, intake (domain 1.7), and consent (domain 2.4)."""

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict, TypeAdapter

from lead_desktop import resources
from lead_desktop.errors import LeadError


class UnknownState(LeadError):
    """A machine or a state that this version does not have."""

    code = "unknown_state"


class State(BaseModel):
    """One state: its code, what a person reads, and where it may go from here.

    settled: nothing is expected to happen next, though the door stays open where `to` says so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    en: str
    es: str
    help_en: str = ""
    help_es: str = ""
    to: tuple[str, ...] = ()
    settled: bool = False

    def label(self, language: str) -> str:
        """Return the screen label in a language."""
        return self.es if language == "es" else self.en

    def help(self, language: str) -> str:
        """Return the plain help text in a language; may be empty."""
        return self.help_es if language == "es" else self.help_en


class Machine(BaseModel):
    """A named state machine; the first state is where a record starts unless it is told otherwise.

    strictest: its states from the strictest to the mildest, where concurrent ones are settled by that and never by
    a clock; empty for other machines.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    source: str
    strictest: tuple[str, ...] = ()
    states: tuple[State, ...]

    def has(self, code: str) -> bool:
        """Tell whether the machine knows a state."""
        return any(one.code == code for one in self.states)

    def find(self, code: str) -> State:
        """Return a state; raises UnknownState."""
        for one in self.states:
            if one.code == code:
                return one
        raise UnknownState(machine=self.name)


@cache
def _all() -> Mapping[str, Machine]:
    found = TypeAdapter(list[Machine]).validate_json(resources.text("states.json"))
    return {one.name: one for one in found}


def machines() -> Mapping[str, Machine]:
    """Return every machine by name."""
    return _all()


def machine(name: str) -> Machine:
    """Return a machine by name; raises UnknownState."""
    try:
        return _all()[name]
    except KeyError:
        raise UnknownState(machine=name) from None


def can(name: str, old: str | None, new: str) -> bool:
    """Tell whether a machine goes from one state to another; from None, any state may be the first recorded one.

    Staying where one is, is always possible. Records made on another laptop may start anywhere: a referral can
    reach this side after it was submitted.
    """
    chosen = machine(name)
    if old is None or old == new:
        return chosen.has(new)
    return new in chosen.find(old).to
