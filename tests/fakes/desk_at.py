"""The hub as one desk sees it, in the same process: what is said goes through the same bytes as over a network."""

from typing import TypeVar

from lead_desktop.hub.devices import Device, find_device
from lead_desktop.hub.hub import Hub
from lead_desktop.wire.codec import packed, unpacked
from lead_desktop.wire.enrolling import EnrolAnswer, EnrolRequest
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.messages import (
    ChunkBody,
    Health,
    Message,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Refusal,
    ResumeAnswer,
    ResumeRequest,
)

MAX_ANSWER = 64 * 1024 * 1024
M = TypeVar("M", bound=Message)


class DeskAt:
    """A hub and the id of one device."""

    def __init__(self, hub: Hub, uid: str) -> None:
        """Speak for the device with this id."""
        self._hub = hub
        self._uid = uid

    def health(self) -> Health:
        """Tell the timeline and the time."""
        return self._hub.health("")

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Refuse: a device that is spoken for has joined already."""
        raise Refused(Refusal(err="code"))

    def push(self, request: PushRequest) -> PushAnswer:
        """Send operations."""
        return _over(self._hub.push(self._caller(), _over(request)))

    def pull(self, request: PullRequest) -> PullAnswer:
        """Fetch scope changes and entries."""
        return _over(self._hub.pull(self._caller(), _over(request)))

    def resume(self, request: ResumeRequest) -> ResumeAnswer:
        """Ask what this timeline knows."""
        return _over(self._hub.resume(self._caller(), _over(request)))

    def chunk(self, sha: str) -> ChunkBody:
        """Fetch one part of a first sync."""
        return _over(self._hub.chunk(self._caller(), sha))

    def _caller(self) -> Device:
        return caller_of(self._hub, self._uid)


def caller_of(hub: Hub, uid: str) -> Device:
    """Return the device with an id as the hub's door does for who signed a request."""
    with hub.database.owning() as connection:
        device = find_device(connection, uid)
    if device is None:
        raise Refused(Refusal(err="unknown"))
    return device


def _over(message: M) -> M:
    return unpacked(packed(message), type(message), MAX_ANSWER)
