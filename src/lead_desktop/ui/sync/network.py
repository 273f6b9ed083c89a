"""A hint that there is a network again. The truth is only the last round that went well."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QNetworkInformation


class NetworkHint(QObject):
    """Tells when the system says that this laptop is online again; silent where the system says nothing."""

    came_back = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Listen, if there is anything to listen to."""
        super().__init__(parent)
        if QNetworkInformation.loadDefaultBackend():
            heard = QNetworkInformation.instance()
            heard.reachabilityChanged.connect(self.on_reachability_changed)

    @Slot(QNetworkInformation.Reachability)
    def on_reachability_changed(self, reach: QNetworkInformation.Reachability) -> None:
        """Tell only the good news; a wrong "offline" must keep nobody from trying."""
        if reach in (QNetworkInformation.Reachability.Online, QNetworkInformation.Reachability.Site):
            self.came_back.emit()
