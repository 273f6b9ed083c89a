"""One program at a time for each data folder: a second start asks the first to come to the front (security 6, 27)."""

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

SHOW = b"show\n"
_WAIT_MS = 500


class Single(QObject):
    """Holds the name of a data folder as long as the program runs."""

    show_requested = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """Serve one data folder; nothing is held before `take`."""
        super().__init__(parent)
        digest = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:20]
        private = os.environ.get("XDG_RUNTIME_DIR", "")
        self._name = str(Path(private) / f"lead-desktop-{digest}") if private else f"lead-desktop-{digest}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_new_connection)

    def take(self) -> bool:
        """Return whether this is the first program; if not, the first was asked to show itself."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT_MS):
            socket.write(SHOW)
            socket.waitForBytesWritten(_WAIT_MS)
            socket.disconnectFromServer()
            return False
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
        return True

    def close(self) -> None:
        """Give the name back, so that the program that follows is the first."""
        self._server.close()

    @Slot()
    def _on_server_new_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.show_requested.emit()
