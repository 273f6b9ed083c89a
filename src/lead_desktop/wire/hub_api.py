"""The hub as a desk sees it: implemented by the HTTP transport, by the hub itself and by fakes of tests."""

from typing import Protocol

from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_
from lead_desktop.wire.enrolling import EnrolAnswer, EnrolRequest
from lead_desktop.wire.messages import (
    ChunkBody,
    Health,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Refusal,
    ResumeAnswer,
    ResumeRequest,
)


class HubTrouble(LeadError):
    """The hub could not be asked, or what answered was not the hub; everything waits and is tried again."""

    code = "hub_unreachable"
    message = N_("The hub cannot be reached. Your work is safe on this laptop and is sent when the hub answers again.")


class NoNetwork(HubTrouble):
    """This laptop has no network at all."""

    code = "no_network"
    message = N_("No network. Your work is safe on this laptop and is sent when there is a connection.")


class NotTheHub(HubTrouble):
    """Something answered in the hub's place: a sign-in page of a network, or garbage. Nothing of it is used."""

    code = "not_the_hub"
    message = N_("No connection to the hub: something else answered, such as the sign-in page of a public network.")


class HubIdentityChanged(HubTrouble):
    """The hub's key is not the one this laptop was enrolled with; nothing was sent (section 6, number 76)."""

    code = "hub_identity_changed"
    message = N_(
        "The hub shows a different identity than the one this laptop was enrolled with. Nothing was sent. "
        "Ask your administrator to compare the fingerprint {fingerprint}."
    )


class Refused(LeadError):
    """The hub answered and refused the whole request; `refusal.err` says why."""

    code = "hub_refused"
    message = N_("The hub did not accept this laptop's message. Your work is safe on this laptop.")

    def __init__(self, refusal: Refusal) -> None:
        """Keep the refusal."""
        super().__init__(err=refusal.err)
        self.refusal = refusal
        self.retry_ms = refusal.retry_ms


class HubApi(Protocol):
    """Every call may raise HubTrouble (try again) or Refused (a person or the engine decides)."""

    def health(self) -> Health:
        """Ask whether the hub is there."""

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Bring a code and public keys, or ask again how the enrolment stands."""

    def push(self, request: PushRequest) -> PushAnswer:
        """Send operations."""

    def pull(self, request: PullRequest) -> PullAnswer:
        """Fetch scope changes and entries."""

    def resume(self, request: ResumeRequest) -> ResumeAnswer:
        """Ask what the hub knows after its timeline changed."""

    def chunk(self, sha: str) -> ChunkBody:
        """Fetch one part of a first sync."""
