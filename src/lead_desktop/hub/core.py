"""The merging heart of the hub, as its door needs it."""

from typing import Protocol

from lead_desktop.hub.devices import Device
from lead_desktop.wire.messages import (
    ChunkBody,
    Health,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    ResumeAnswer,
    ResumeRequest,
)


class Core(Protocol):
    """Each call may raise Refused."""

    def health(self, nonce: str) -> Health:
        """Tell the timeline and the time, with a nonce for signing."""

    def push(self, caller: Device, request: PushRequest, *, late: bool = False) -> PushAnswer:
        """Take operations in; late: of a device that was stopped since."""

    def pull(self, caller: Device, request: PullRequest) -> PullAnswer:
        """Give scope changes and entries out."""

    def resume(self, caller: Device, request: ResumeRequest) -> ResumeAnswer:
        """Say what is known of a device after the timeline changed."""

    def chunk(self, caller: Device, sha: str) -> ChunkBody:
        """Give a part of a first sync out."""
