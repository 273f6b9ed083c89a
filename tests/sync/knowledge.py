"""What each laptop had told the hub to know when its work came there: noted on the wire, apart from the hub."""

from dataclasses import dataclass, field

from lead_desktop.wire.messages import PullRequest, PushRequest


@dataclass
class Knew:
    """By device: the newest list of scopes it said it has; by operation: that of its device when it came first."""

    lists: dict[int, int] = field(default_factory=dict)
    when: dict[tuple[int, int], int] = field(default_factory=dict)

    def pulled(self, request: PullRequest) -> None:
        """Note a pull that was answered."""
        self.lists[request.dev] = max(request.scur, self.lists.get(request.dev, 0))

    def pushed(self, request: PushRequest) -> None:
        """Note a push that was answered."""
        known = self.lists.get(request.dev, 0)
        for place in range(len(request.ops)):
            self.when.setdefault((request.dev, request.first + place), known)

    def forget(self) -> None:
        """The hub went back to an older state and knows less of everybody."""
        self.lists.clear()
        self.when.clear()


@dataclass(frozen=True)
class Stick:
    """A file on its way between a laptop and the hub, and the device it is from or for."""

    uid: str
    data: bytes
