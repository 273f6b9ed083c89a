"""A hub whose answers nobody waits for when the session ends: what comes too late touches nothing any more."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from lead_desktop.store.faults import Stopped
from lead_desktop.wire.enrolling import EnrolAnswer, EnrolRequest
from lead_desktop.wire.hub_api import HubApi
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


class Steps(Protocol):
    """What long work asks: whether to stop, and how to wait for an answer without holding the end up."""

    def stopped(self) -> bool:
        """Say whether to stop at the next safe place."""
        ...

    def outside(self) -> AbstractContextManager[None]:
        """Wait inside for an answer from the network."""
        ...


class LeavableHub:
    """Asks another hub; every call raises Stopped instead of its answer when it was to stop meanwhile."""

    def __init__(self, hub: HubApi, steps: Steps) -> None:
        """Take the hub, and the work that asks."""
        self._hub, self._steps = hub, steps

    def health(self) -> Health:
        """Ask whether the hub is there."""
        with self._outside():
            return self._hub.health()

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Bring a code and public keys."""
        with self._outside():
            return self._hub.enrol(request)

    def push(self, request: PushRequest) -> PushAnswer:
        """Send operations."""
        with self._outside():
            return self._hub.push(request)

    def pull(self, request: PullRequest) -> PullAnswer:
        """Fetch scope changes and entries."""
        with self._outside():
            return self._hub.pull(request)

    def resume(self, request: ResumeRequest) -> ResumeAnswer:
        """Ask what the hub knows after its timeline changed."""
        with self._outside():
            return self._hub.resume(request)

    def chunk(self, sha: str) -> ChunkBody:
        """Fetch one part of a first sync."""
        with self._outside():
            return self._hub.chunk(sha)

    @contextmanager
    def _outside(self) -> Iterator[None]:
        try:
            with self._steps.outside():
                yield
        finally:
            if self._steps.stopped():
                raise Stopped from None
