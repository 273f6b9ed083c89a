"""HTTP by uvicorn, with an end to patience: a peer that does not finish its request line and headers is let go."""

import asyncio
from typing import cast

from uvicorn.protocols.http.h11_impl import H11Protocol

from lead_desktop.hub.limits import PATIENCE_S


class PatientProtocol(H11Protocol):
    """uvicorn's protocol; it has a limit of its own only for connections between two requests."""

    patience_s: float = PATIENCE_S
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for the first headers."""
        super().connection_made(cast("asyncio.Transport", transport))
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take bytes in; wait further only while headers are not whole."""
        super().data_received(data)
        if bool(self.cycle) and not self.cycle.response_complete:
            self._stop_waiting()
        elif self._patience is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._patience = self.loop.call_later(self.patience_s, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
