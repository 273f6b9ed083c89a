"""What may be chosen in a field: the codes of its list today, and the code it already holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from lead_desktop.domain.states import machine
from lead_desktop.domain.vocabulary import Code, code_list
from lead_desktop.i18n import gettext as _, language
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.spec import Kind, Spec


@dataclass(frozen=True, slots=True)
class Choice:
    """A code with its words in the language that is switched on."""

    code: str
    words: str
    help: str = ""


def _choice(code: Code) -> Choice:
    return Choice(code.code, code.label(language()), code.help(language()))


def choices(spec: Spec, needs: Needs, held: Iterable[str] = ()) -> tuple[Choice, ...]:
    """Return what may be chosen today, then codes that the field holds from another time."""
    if spec.kind is Kind.YES_NO:
        return (Choice("true", _("Yes")), Choice("false", _("No")))
    if spec.note.machine:
        return _states(spec.note.machine, held)
    listed = code_list(spec.note.codes)
    today = tuple(_choice(code) for code in listed.choices(needs.clock.now().date()))
    known = {one.code for one in today}
    older = (code for code in held if code and code not in known)
    return (*today, *(_choice(listed.find(code)) if listed.has(code) else Choice(code, code) for code in older))


def _states(name: str, held: Iterable[str]) -> tuple[Choice, ...]:
    """Return the state held and where it may go from there; where none is held, the first state."""
    states = machine(name)
    now = next((states.find(one) for one in held if states.has(one)), None)
    codes = (now.code, *now.to) if now else (states.states[0].code,)
    every = (states.find(one) for one in dict.fromkeys(codes))
    return tuple(Choice(one.code, one.label(language()), one.help(language())) for one in every)


def first_with(options: Iterable[Choice], letter: str, after: str | None) -> Choice | None:
    """Return the next choice whose words begin with a letter, going round from the one chosen now."""
    every = list(options)
    start = next((at + 1 for at, one in enumerate(every) if one.code == after), 0)
    turned = every[start:] + every[:start]
    return next((one for one in turned if one.words.casefold().startswith(letter.casefold())), None)
