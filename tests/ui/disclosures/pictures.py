"""Pictures of what was shared, in every state and look: `python -m tests.ui.disclosures.pictures` > out/disclosures."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

import tests.conftest  # noqa: F401 - no screen, one scale
from lead_desktop.casework import disclosures, registers
from lead_desktop.casework.disclosures import Ground, Leaving
from lead_desktop.domain.registers import Breach
from lead_desktop.domain.requests import RecordRequest, Restriction
from lead_desktop.ids import new_id
from lead_desktop.reports.paper.blank import blank_form
from lead_desktop.reports.paper.pages import pages_as_images
from lead_desktop.ui.blank.rows import TITLES, sections
from lead_desktop.ui.disclosures.my_record_page import MyRecordScreen
from lead_desktop.ui.printing.person_print import PersonPrint
from lead_desktop.ui.requests.page import RegistersScreen
from lead_desktop.ui.theme import Theme
from tests.fakes.clock import MOUNTAIN
from tests.fakes.consents import OFFICE, signed
from tests.ui.whole_window import WholeWindow

OUT = Path("out/disclosures")
TODAY = datetime(2026, 11, 24, 9, 5, tzinfo=MOUNTAIN)
LOOKS = {
    "en-light": ("en", "light", 1280, 820, 100), "es-dark": ("es", "dark", 1280, 820, 100),
    "es-small": ("es", "light", 1024, 700, 100), "en-small-150": ("en", "light", 1024, 700, 150),
}  # fmt: skip


def shoot(whole: WholeWindow, name: str, what: QWidget | None = None) -> None:
    """Take the window, or a dialog, in every look."""
    for look, (language, theme, width, height, size) in LOOKS.items():
        whole.appearance.change(language=language, theme=theme, text_size=size)
        whole.window.resize(width, height)
        if what is not None:
            what.resize(900, 700)
        QTest.qWait(60)
        whole.settle()
        (what or whole.window).grab().save(str(OUT / f"{name}-{look}.png"))
    whole.appearance.change(language="en", theme="light", text_size=100)
    whole.window.resize(1280, 820)


def visit(whole: WholeWindow, kind: str, what: object = None) -> QWidget:
    """Go to a page."""
    whole.window.go("help")
    whole.window.go(kind, what)
    whole.settle()
    front = whole.window.front()
    assert front is not None
    return front


def press(whole: WholeWindow, name: str) -> None:
    """Press a button of the page in front."""
    front = whole.window.front()
    assert front is not None
    made = front.findChild(QPushButton, name)
    assert made is not None, name
    made.click()
    whole.settle()


def told(whole: WholeWindow) -> None:
    """Let some things leave."""
    desk, person = whole.desk, whole.person
    rid = signed(desk, person)
    plan = Leaving(person, "plan", ("needs_goals_summary",), person)
    disclosures.let_go(desk, plan, Ground(), "print", "ab" * 32)
    disclosures.let_go(desk, plan, Ground("partner", OFFICE, consent=rid), "file", "ab" * 32)
    entry = disclosures.begun(desk).with_(
        basis="emergency", recipient="Christus St. Vincent", attention="Nurse Lee", why="Could not be woken up",
        categories=("health_summary", "overdose_risk"),
    )  # fmt: skip
    disclosures.write_down(desk, person, entry)
    disclosures.let_go(desk, plan, Ground("program"), "print", "ab" * 32)


def printing(whole: WholeWindow, button: str) -> None:
    """The preview, for each purpose."""
    press(whole, button)
    QTest.qWait(200)
    whole.settle()
    front = whole.window.front()
    assert front is not None
    dialog = front.findChild(QWidget, "printPreview")
    assert isinstance(dialog, PersonPrint)
    for _ in range(100):
        if dialog.digest():
            break
        QTest.qWait(50)
    for purpose in ("person", "partner", "emergency", "legal"):
        assert dialog.purpose is not None
        dialog.purpose.purposes.set_value(purpose)
        dialog.purpose.purposes.changed.emit(purpose)
        shoot(whole, f"print-{purpose}", dialog)
    dialog.reject()
    whole.settle()


def my_record(whole: WholeWindow) -> None:
    """Choosing the parts, and the pages."""
    visit(whole, "my_record", whole.person)
    shoot(whole, "my-record")
    front = whole.window.front()
    assert isinstance(front, MyRecordScreen)
    for part in ("treatment", "supplies"):
        front.boxes[part].setChecked(True)
    press(whole, "seeMyRecord")
    dialog = front.findChild(QWidget, "printPreview")
    assert isinstance(dialog, PersonPrint)
    for language in ("en", "es"):
        dialog._languages.changed.emit(language)
        for _ in range(200):
            QTest.qWait(50)
            if dialog.digest() and not dialog._pages.isHidden():
                break
        for at in range(dialog._pages.count()):
            dialog._pages._labels[at].pixmap().save(str(OUT / f"my-record-page-{at + 1}-{language}.png"))
    dialog.reject()
    whole.settle()


def asked(whole: WholeWindow) -> None:
    """The steps, a request written down, and what somebody asked not to be shared."""
    visit(whole, "blank")
    shoot(whole, "blank")
    for form in ("referral", "intake"):
        for language in ("en", "es"):
            pdf = blank_form(TITLES[form], sections(form, language, TODAY.date()), language, TODAY)
            for at, picture in enumerate(pages_as_images(pdf, 70)[:3], 1):
                (OUT / f"blank-{form}-{at}-{language}.png").write_bytes(picture)
    visit(whole, "asked")
    shoot(whole, "asked")
    visit(whole, "disclosures", whole.person)
    press(whole, "askNotToShare")
    shoot(whole, "restriction-form")
    press(whole, "leave_form")
    today = whole.desk.clock.now().date()
    registers.write(
        whole.desk, Restriction(person=whole.person, asked_on=today, recipient=OFFICE, categories=("housing_income",))
    )
    visit(whole, "disclosures", whole.person)
    shoot(whole, "shared-restricted")
    visit(whole, "requests")
    shoot(whole, "registers-empty")
    press(whole, "writeEntry")
    shoot(whole, "request-form")
    press(whole, "leave_form")
    front = whole.window.front()
    assert isinstance(front, RegistersScreen)
    front.which._choices._choose("incidents")
    whole.settle()
    press(whole, "writeEntry")
    shoot(whole, "incident-form")
    press(whole, "leave_form")


def privacy(whole: WholeWindow) -> None:
    """The registers of whoever answers for privacy."""
    desk = whole.desk
    now = desk.clock.now()
    registers.write(
        desk, RecordRequest(
            came_at=now, asker="court", organization="First Judicial District Court", paper="court_order",
            wanted="The plan and all contacts since May", answer_by=(now + timedelta(days=9)).date(),
            person=str(new_id(desk.clock)),
        )
    )  # fmt: skip
    registers.write(
        desk, RecordRequest(
            came_at=now - timedelta(days=2), asker="police", organization="Santa Fe Police", paper="spoken",
            wanted="Whether somebody was here on Monday", answer="neither", answered_at=now,
        )
    )  # fmt: skip
    registers.write(desk, Breach(found_on=now.date(), what="A bag with a printed plan was left on the bus", people=1))
    front = visit(whole, "requests")
    shoot(whole, "registers")
    assert isinstance(front, RegistersScreen)
    order = next(row for row in range(2) if "order" in str(front.list.rows.record(row)))
    front.list.opened.emit(front.list.rows.record(order))
    whole.settle()
    shoot(whole, "request-going-on")
    front.findChild(QPushButton, "link_order").click()  # type: ignore[union-attr]
    whole.settle()
    shoot(whole, "order-form")
    front.findChild(QPushButton, "leave_form").click()  # type: ignore[union-attr]
    front.which._choices._choose("breaches")
    whole.settle()
    shoot(whole, "registers-breaches")
    front.list.opened.emit(front.list.rows.record(0))
    whole.settle()
    shoot(whole, "breach-going-on")


def main() -> None:
    """Take all pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    Theme("light").apply(app)
    with tempfile.TemporaryDirectory() as folder:
        whole = WholeWindow(Path(folder), "supervisor")
        visit(whole, "person", whole.person)
        shoot(whole, "person")
        visit(whole, "disclosures", whole.person)
        shoot(whole, "shared-empty")
        press(whole, "writeShared")
        shoot(whole, "shared-form")
        press(whole, "leave_form")
        told(whole)
        visit(whole, "disclosures", whole.person)
        shoot(whole, "shared")
        printing(whole, "printShared")
        my_record(whole)
        asked(whole)
        whole.close()
        (Path(folder) / "privacy").mkdir()
        office = WholeWindow(Path(folder) / "privacy", "privacy_officer")
        privacy(office)
        office.close()


if __name__ == "__main__":
    main()
