"""Site criteria (domain 1.3): versioned data that advises and never rejects; a person may always go on with a reason.

Whether somebody is an informant is no criterion here: that must never be written down. The officer attests once
on the referral that it was not asked.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from lead_desktop import resources
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_


class UnknownCriteria(LeadError):
    """A set of criteria that this version does not have."""

    code = "unknown_criteria"


class Criterion(BaseModel):
    """One criterion, worded so that yes fits. kind: presumptive, or proof that a social contact rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    kind: Literal["presumptive", "proof"]
    en: str
    es: str
    source: str
    applies_to: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """Return the wording in a language."""
        return self.es if language == "es" else self.en


class CriteriaSet(BaseModel):
    """The criteria of one site in one version."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: str
    dated: date
    title_en: str
    title_es: str
    source: str
    look_back_months: int
    criteria: tuple[Criterion, ...]

    def version_name(self) -> str:
        """Return what a referral or a screening keeps, so that old answers stay readable: `santa_fe 2026-11`."""
        return f"{self.name} {self.version}"

    def title(self, language: str) -> str:
        """Return the title in a language."""
        return self.title_es if language == "es" else self.title_en

    def for_type(self, referral_type: str) -> tuple[Criterion, ...]:
        """Return the criteria that are asked for a kind of referral, in the site's order."""
        return tuple(one for one in self.criteria if not one.applies_to or referral_type in one.applies_to)


@cache
def _all() -> Mapping[str, CriteriaSet]:
    found = (
        CriteriaSet.model_validate_json(path.read_bytes())
        for path in sorted(resources.folder("criteria").glob("*.json"))
    )
    return {one.name: one for one in found}


def criteria_sets() -> Mapping[str, CriteriaSet]:
    """Return every set that ships, by name."""
    return _all()


def criteria_set(name: str) -> CriteriaSet:
    """Return a set by name; raises UnknownCriteria."""
    try:
        return _all()[name]
    except KeyError:
        raise UnknownCriteria from None


_ADVICE: Mapping[str, str] = {
    "not_ok": N_("Presumptively not eligible: ask a supervisor or prosecutor. You can send the referral all the same."),
    "not_met": N_("Presumptively not eligible: ask a supervisor or prosecutor before deciding."),
    "unknown": N_("Not known is fine. Send it anyway, and somebody will find out."),
}


def presumptive(result: str | None) -> str:
    """Return the advice to show beside a result, or an empty text; no result ever stops a referral."""
    return _ADVICE.get(result or "", "")
