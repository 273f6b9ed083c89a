"""Notices that nobody is at the laptop any more: the screen locks after minutes without key or pointer."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QInputEvent

from lead_desktop.clock import Clock

LOOK_MS = 1000
MINUTE_MS = 60_000
MOST_MINUTES = 30  # the ceiling of the rulings
_SIGNS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class IdleWatch(QObject):
    """Counts by the clock that runs through sleep, so a closed lid counts too."""

    ran_out = Signal()
    minutes_changed = Signal(int)  # whole minutes left, rounded up

    def __init__(self, clock: Clock, minutes: int, parent: QObject | None = None) -> None:
        """Take the clock and the minutes allowed; `start` begins."""
        super().__init__(parent)
        self._clock = clock
        self._allowed_ms = 0
        self._last_ms = clock.boot_ms()
        self._shown = -1
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Allow another number of minutes, from 1 to 30."""
        self._allowed_ms = max(1, min(minutes, MOST_MINUTES)) * MINUTE_MS
        self.look()

    def start(self) -> None:
        """Watch all windows of the program."""
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._last_ms = self._clock.boot_ms()
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Watch no longer."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take any sign of a person; never hold it up."""
        if isinstance(event, QInputEvent) and event.type() in _SIGNS:  # the class first: it costs next to nothing
            if self._left_ms() <= 0:
                self.look()  # the lid was closed meanwhile: the first key must not save the screen
            else:
                self._last_ms = self._clock.boot_ms()
        return False

    @Slot()
    def look(self) -> None:
        """Tell the minutes left, or that they ran out."""
        left = self._left_ms()
        if left <= 0 and self._timer.isActive():
            self._timer.stop()
            self.ran_out.emit()
            return
        minutes = -(-max(left, 0) // MINUTE_MS)
        if minutes != self._shown:
            self._shown = minutes
            self.minutes_changed.emit(minutes)

    def _left_ms(self) -> int:
        return self._last_ms + self._allowed_ms - self._clock.boot_ms()
