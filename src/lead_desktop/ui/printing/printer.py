"""The printers of this computer: asked for when wanted, and given pictures of pages, never a file of ours."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_, gettext as _


class PrinterFailed(LeadError):
    """The print service did not take the pages."""

    code = "printer_failed"
    message = N_("The printer did not take the pages. Check that it is on, then try again.")


class Printer(Protocol):
    """Where pages may be put on paper."""

    def present(self) -> bool:
        """Tell whether there is any printer."""
        ...

    def ask(self, parent: QWidget) -> bool:
        """Let the person choose printer, pages and copies; False when they changed their mind."""
        ...

    def put(self, pages: Sequence[bytes]) -> None:
        """Print pictures of pages; raises PrinterFailed."""
        ...


class SystemPrinter:
    """The print service of this computer."""

    def __init__(self, device: QPrinter | None = None) -> None:
        """Take a device already chosen, or make one when the person is asked."""
        self._device = device

    def present(self) -> bool:
        """Tell whether the service knows any printer."""
        return bool(QPrinterInfo.availablePrinterNames())

    def ask(self, parent: QWidget) -> bool:
        """Show the system's own dialog; the name of the job tells nothing (security 3.6)."""
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setDocName(_("Document"))
        device.setCreator("")
        device.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
        dialog = QPrintDialog(device, parent)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)
        self._device = device
        return dialog.exec() == QDialog.DialogCode.Accepted

    def put(self, pages: Sequence[bytes]) -> None:
        """Print the pages asked for, each as large as the sheet allows."""
        device, painter = self._device, QPainter()
        if device is None:
            raise PrinterFailed
        device.setFullPage(True)
        device.setPageOrientation(QPageLayout.Orientation.Portrait)
        if not painter.begin(device):
            raise PrinterFailed
        try:
            for place, page in enumerate(_wanted(device, pages)):
                if place and not device.newPage():
                    raise PrinterFailed
                picture = QImage.fromData(page)
                painter.drawImage(_fitted(picture.size(), device.pageRect(QPrinter.Unit.DevicePixel)), picture)
        finally:
            painter.end()


def _wanted(device: QPrinter, pages: Sequence[bytes]) -> Sequence[bytes]:
    """Return the pages within the range chosen; without one, all of them."""
    first, last = device.fromPage(), device.toPage()
    return pages[first - 1 : last] if first > 0 else pages


def _fitted(size: QSize, sheet: QRectF) -> QRectF:
    """Return where a page of this size stands on a sheet, centred and undistorted."""
    scale = min(sheet.width() / size.width(), sheet.height() / size.height())
    place = QRectF(0, 0, size.width() * scale, size.height() * scale)
    place.moveCenter(sheet.center())
    return place
