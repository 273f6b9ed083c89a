"""Why a word is underlined or asked about: short reasons by code, in the language of whoever reads (domain 4.2)."""

from collections.abc import Mapping

from lead_desktop.i18n import N_

REASONS: Mapping[str, str] = {
    "substances": N_("Is this about somebody who uses substances?"),
    "harm": N_("Is this about substances? Harm done to a person keeps its name."),
    "test": N_("Is this about a person or about a test? Anything else can stay."),
    "again": N_("Is this about using again?"),
    "called": N_("Does this call somebody so? Anything else can stay."),
    "charge": N_("Does this call somebody so? A charge or a court keeps its name."),
    "injecting": N_("Is this about injecting?"),
    "selling": N_("Is this about selling drugs? Then it is better left out."),
    "suicide": N_("Is this about suicide?"),
    "status": N_("Is this about where somebody is from? Then it is better left out."),
    "lead": N_("Is this about LEAD? Nobody is ever ended here. A school or a hospital keeps its word."),
    "barriers": N_("It helps to say what stood in the way."),
    "fit": N_("People cannot fail a service: it did not fit."),
    "charge_text": N_("Better left out. The text of a charge says what is needed."),
    "not_status": N_("Better left out: immigration status is not recorded."),
    "not_recorded": N_("Better left out: this is not recorded."),
    "describe": N_("Say what you saw, such as drowsy, or slow breathing."),
}
"""A term's `ask` and `why` name one of these; a site's own words bring a sentence of their own."""
