"""The words that a person reads and signs, made from the consent itself in their language (42 CFR 2.31(a), 2.22).

The templates are versioned data in resources/consent/forms.json. What is made is kept whole with its version and
fingerprint in the consent, so that the exact text signed can be shown again whatever the templates say by then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from lead_desktop import resources
from lead_desktop.domain.consent import Consent, Recipient, hash_of
from lead_desktop.domain.text import visible
from lead_desktop.i18n import show_date


class _Words(BaseModel):
    """The templates of one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: Mapping[str, str]
    about: str
    what: Mapping[str, str]
    items: Mapping[str, str]
    reasons: Mapping[str, str]
    recipient: str
    recipient_attention: str
    item: str
    nobody_else: str
    intermediaries: str
    purposes: str
    ends_on: str
    ends_when: str
    no_end: str
    revoke: str
    reach: str
    refuse: str
    tpo_redisclosure: str
    tpo_refusal: str
    limits: str
    record: str
    signers: Mapping[str, str]
    notice_title: str
    notice: tuple[str, ...]


class _Forms(BaseModel):
    """All templates of one version."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    source: str
    languages: Mapping[str, _Words]


@cache
def _forms() -> _Forms:
    return _Forms.model_validate_json(resources.text("consent/forms.json"))


@dataclass(frozen=True, slots=True)
class FormText:
    """A text as it is shown for signing: the version of its templates, the words, and their SHA-256."""

    version: str
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class PatientNotice:
    """The notice of 42 CFR 2.22 in one language."""

    version: str
    title: str
    paragraphs: tuple[str, ...]


def form_text(consent: Consent, name: str, reach: str, language: str) -> FormText:
    """Return what a person reads and signs. name: the person's. reach: how to tell the program that it is over."""
    forms = _forms()
    words = forms.languages[language]
    text = visible("\n\n".join(_paragraphs(consent, words, name, reach, language)), lines=True)
    return FormText(forms.version, text, hash_of(text))


def patient_notice(language: str) -> PatientNotice:
    """Return the notice about privacy that is given with a consent."""
    words = _forms().languages[language]
    return PatientNotice(_forms().version, words.notice_title, words.notice)


def _paragraphs(consent: Consent, words: _Words, name: str, reach: str, language: str) -> Iterator[str]:
    kind = consent.consent_type or "part2_named"
    yield words.titles[kind]
    yield words.about.format(name=name)
    yield words.what[kind].format(agency=consent.discloser or "")
    yield from (_recipient(one, words) for one in consent.recipients)
    if consent.recipients:
        yield words.nobody_else
    if consent.intermediaries:
        yield words.intermediaries.format(names="; ".join(consent.intermediaries))
    purposes = [words.reasons[one] for one in consent.purposes]
    purposes += [consent.purpose_words] if consent.purpose_words else []
    if purposes:
        yield words.purposes.format(purposes="; ".join(purposes))
    yield from _ends(consent, words, language)
    yield from _rights(consent, words, reach)
    yield words.signers[consent.signer or "self"].format(name=consent.signer_name or "")


def _recipient(one: Recipient, words: _Words) -> str:
    head = words.recipient_attention if one.attention else words.recipient
    items = [words.items[code] for code in one.categories if code in words.items]
    items += [one.other] if one.other and "other" in one.categories else []
    lines = [head.format(name=one.name or "", person=one.attention or "")]
    return "\n".join([*lines, *(words.item.format(item=item) for item in items)])


def _ends(consent: Consent, words: _Words, language: str) -> Iterator[str]:
    if consent.expires_on:
        yield words.ends_on.format(date=show_date(consent.expires_on, language))
    if consent.expires_event:
        yield words.ends_when.format(event=consent.expires_event)
    if not consent.expires_on and not consent.expires_event:
        yield words.no_end


def _rights(consent: Consent, words: _Words, reach: str) -> Iterator[str]:
    yield words.revoke
    if reach:
        yield words.reach.format(reach=reach)
    if consent.consent_type == "part2_tpo":
        yield words.tpo_redisclosure
        yield words.tpo_refusal
    elif consent.consent_type != "participation":
        yield words.refuse
    yield words.limits
    yield words.record
