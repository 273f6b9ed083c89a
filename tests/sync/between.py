"""The way between a desk and the hub: it loses, doubles and repeats, and looks at everything that comes down (I8)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from lead_desktop.wire.enrolling import EnrolAnswer, EnrolRequest
from lead_desktop.wire.hub_api import NoNetwork
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
from tests.fakes.desk_at import DeskAt
from tests.sync.faults import Died
from tests.sync.knowledge import Knew

A = TypeVar("A")
FINE, REQUEST_LOST, ANSWER_LOST, DOUBLED = range(4)


@dataclass
class Between:
    """One desk's way to the hub. faults: what happens to the calls of a round, in order; then all is fine.

    look: told of every answer that left the hub, with the names of the scopes in it. sent: what passed by, for replays.
    meanwhile: what somebody else does after so many calls of the round were answered.
    """

    desk_at: DeskAt
    hub_died: Callable[[], None]
    look: Callable[[Any, set[str]], None]
    knew: Knew
    faults: list[int] = field(default_factory=list)
    sent: list[tuple[str, Any]] = field(default_factory=list)
    meanwhile: tuple[int, Callable[[], None]] | None = None

    def health(self) -> Health:
        return self._over(self.desk_at.health)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        return self.desk_at.enrol(request)

    def push(self, request: PushRequest) -> PushAnswer:
        self.sent.append(("push", request))
        return self._over(lambda: self._pushed(request))

    def pull(self, request: PullRequest) -> PullAnswer:
        self.sent.append(("pull", request))
        return self._over(lambda: self._pulled(request))

    def resume(self, request: ResumeRequest) -> ResumeAnswer:
        return self._over(lambda: self.desk_at.resume(request))

    def chunk(self, sha: str) -> ChunkBody:
        return self._over(lambda: self.desk_at.chunk(sha))

    def repeat(self, number: int) -> None:
        """Let something sent earlier arrive once more; nobody waits for the answer."""
        if self.sent:
            kind, request = self.sent[number % len(self.sent)]
            call = self._pushed if kind == "push" else self._pulled
            self._asked(lambda: call(request))

    def _pushed(self, request: PushRequest) -> PushAnswer:
        answer = self.desk_at.push(request)
        self.knew.pushed(request)
        return answer

    def _pulled(self, request: PullRequest) -> PullAnswer:
        answer = self.desk_at.pull(request)
        self.knew.pulled(request)
        return answer

    def _over(self, call: Callable[[], A]) -> A:
        fault = self.faults.pop(0) if self.faults else FINE
        if fault == REQUEST_LOST:
            raise NoNetwork
        if fault == DOUBLED:
            self._asked(call)
        answer = self._asked(call)
        if fault == ANSWER_LOST:
            raise NoNetwork
        self._others()
        return answer

    def _others(self) -> None:
        if self.meanwhile is not None:
            left, act = self.meanwhile
            self.meanwhile = (left - 1, act) if left > 1 else None
            if left <= 1:
                act()

    def _asked(self, call: Callable[[], A]) -> A:
        try:
            answer = call()
        except Died:
            self.hub_died()
            raise NoNetwork from None
        self.look(answer, set(scopes_in(answer)))
        return answer


def scopes_in(answer: Any) -> Iterable[str]:
    """Yield the scopes of which an answer says anything but that they must go."""
    if isinstance(answer, PullAnswer):
        yield from (one.scope for one in answer.grant)
        yield from (scope for one in answer.fill for scope in one.scopes)
        yield from (one.s for one in answer.entries)
        yield from (one.s for one in answer.state)
    if isinstance(answer, ChunkBody):
        yield from (one.s for one in answer.records)
