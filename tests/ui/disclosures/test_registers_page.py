"""The steps for when somebody asks, and the registers: each role sees and does what is its own."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from lead_desktop import i18n
from lead_desktop.casework import disclosures, registers
from lead_desktop.casework.disclosures import Leaving
from lead_desktop.domain.asked import STEPS
from lead_desktop.domain.incident import Incident
from lead_desktop.domain.programme import User
from lead_desktop.domain.registers import Breach, Complaint
from lead_desktop.domain.requests import OrderCheck, RecordRequest, Restriction
from lead_desktop.ui.asked.page import NEW, AskedScreen
from lead_desktop.ui.disclosures.page import DisclosuresScreen
from lead_desktop.ui.record_pages import record_pages
from lead_desktop.ui.requests.forms import OrderBox
from lead_desktop.ui.requests.page import RegistersScreen
from tests.fakes.desks import as_role, walk_in
from tests.ui.desk_screens import laptop  # noqa: F401 - a fixture

COURT = "First Judicial District Court"


def press(screen: QWidget, name: str) -> None:
    screen.findChild(QPushButton, name).click()


def texts(screen: QWidget) -> str:
    return "\n".join(one.text() for one in screen.findChildren(QLabel))


@pytest.fixture
def privacy(laptop):  # noqa: F811
    """Let somebody who answers for privacy work here."""
    with laptop.desk.writing("test") as work:
        rid = work.create(User(name="Ada", role="privacy_officer"))
    laptop.desk.worker = replace(laptop.desk.worker, id=rid, role="privacy_officer", side="programme")
    laptop.desk._author = replace(laptop.desk._author, user=rid)
    return laptop


def page(laptop, what: object = None) -> RegistersScreen:  # noqa: F811
    made = RegistersScreen(laptop.tools, back=False)
    laptop.show(made, what)
    return made


def request(laptop, **more: object) -> RecordRequest:  # noqa: F811
    whole = {"came_at": laptop.clock.now(), "asker": "court", "paper": "court_order", "wanted": "The plan", **more}
    return RecordRequest(**whole)


def test_the_steps_say_the_words_to_say_in_both_languages_and_can_be_printed(laptop):  # noqa: F811
    made = AskedScreen(laptop.tools)
    laptop.show(made, None)
    assert "“I can neither confirm nor deny that anybody takes part here." in texts(made)
    assert texts(made).count("You can say:") == sum(1 for one in STEPS if one.say)
    i18n.set_language("es")
    made.retranslate()
    assert "No puedo confirmar ni negar" in texts(made)
    assert "neither" not in texts(made)
    press(made, "printAsked")
    preview = made.findChild(QWidget, "printPreview")
    laptop.qtbot.waitUntil(lambda: bool(preview.digest()), timeout=20_000)
    preview.reject()
    press(made, "writeRequest")
    assert laptop.asked == [("requests", NEW)]


def test_a_request_is_written_down_and_stands_in_the_list_of_who_wrote_it(laptop):  # noqa: F811
    made = page(laptop, NEW)
    box = made.stack.form
    box.form.load(request(laptop, asker="police", paper="subpoena", wanted="<b>everything</b>"))
    box.try_to_save()
    laptop.settle()
    assert made.stack.form is None
    QAbstractItemModelTester(made.list.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    rows = made.list.rows
    shown = [rows.columns[at].text(rows.record(0)) for at in range(rows.columnCount())]
    assert shown[1:3] == ["Police or sheriff · <b>everything</b>", "Waits for an answer"]
    made.list.opened.emit(rows.record(0))
    laptop.settle()
    assert made.stack.form is None


def test_whoever_answers_for_privacy_reads_the_order_and_then_the_paper_may_go(laptop, privacy):  # noqa: F811
    luz = walk_in_as_supervisor(privacy)
    registers.write(privacy.desk, request(privacy, person=luz, organization=COURT))
    leaving = Leaving(luz, "plan", ("needs_goals_summary",))
    assert disclosures.ways(privacy.desk, leaving, "legal") == ()
    made = page(privacy)
    made.list.opened.emit(made.list.rows.record(0))
    privacy.settle()
    press(made, "link_order")
    box = made.stack.form
    assert isinstance(box, OrderBox)
    held = box.form.record() or OrderCheck()
    whole = {"number": "D-101", "names_records": True, "categories": ("needs_goals_summary",)}
    box.form.load(
        OrderCheck(
            person=luz, request=made.list.rows.record(0).rid, court=COURT, recipient=COURT,
            until=privacy.clock.now().date(), **whole,
        )
    )  # fmt: skip
    assert held.person in (luz, None)
    box.try_to_save()
    privacy.settle()
    assert [one.recipient for one in disclosures.ways(privacy.desk, leaving, "legal")] == [COURT]


def walk_in_as_supervisor(laptop) -> str:  # noqa: F811
    with as_role(laptop.desk, "supervisor"):
        return walk_in(laptop.desk)


def test_complaints_and_data_gone_astray_have_their_own_lists_and_deadlines(privacy):
    today = privacy.clock.now().date()
    registers.write(privacy.desk, Complaint(came_on=today, about="privacy", what="Too loud at the desk"))
    registers.write(privacy.desk, Breach(found_on=today, what="A bag was left on the bus", people=1))
    made = page(privacy)
    for key, words, state in (
        ("complaints", "Privacy · Too loud at the desk", "Waits for an answer"),
        ("breaches", "A bag was left on the bus", "Not judged yet"),
    ):
        made.which._choices._choose(key)
        privacy.settle()
        rows = made.list.rows
        assert [rows.columns[at].text(rows.record(0)) for at in (1, 2)] == [words, state]
    made.list.opened.emit(made.list.rows.record(0))
    privacy.settle()
    assert "Tell the people by" in made.stack.form.known.message()
    opened = registers.open_entry(privacy.desk, Breach, made.list.rows.record(0).rid)
    registers.change(privacy.desk, opened, opened.record.with_(risk="low"))
    made.refresh()
    privacy.settle()
    assert made.list.rows.columns[2].text(made.list.rows.record(0)) == "Low chance that anything became known"


def test_an_incident_told_to_police_is_written_down_and_cannot_be_changed(laptop):  # noqa: F811
    with as_role(laptop.desk, "supervisor"):
        made = page(laptop)
        made.which._choices._choose("incidents")
        press(made, "writeEntry")
        now = laptop.clock.now()
        made.stack.form.form.load(
            Incident(told_at=now, told_to="Santa Fe Police", happened_at=now, circumstances="A broken window")
        )
        made.stack.form.try_to_save()
        laptop.settle()
        rows = made.list.rows
        assert [rows.columns[at].text(rows.record(0)) for at in (1, 2)] == ["Santa Fe Police · A broken window", "Told"]
        made.list.opened.emit(rows.record(0))
        laptop.settle()
        assert made.stack.form is None
    assert "incidents" not in {one.key for one in page(laptop)._known}


def test_a_half_typed_request_waits_for_its_writer(laptop):  # noqa: F811
    made = page(laptop, NEW)
    box = made.stack.form
    box.form.load(request(laptop, wanted="Half typ"))
    box.page.changed.emit()
    made.leave()
    laptop.settle()
    made.open(NEW)
    assert made.stack.form.form.record().wanted == "Half typ"


def test_what_somebody_asked_not_to_be_shared_stands_above_the_list(laptop):  # noqa: F811
    with as_role(laptop.desk, "supervisor"):
        luz = walk_in(laptop.desk)
        registers.write(
            laptop.desk,
            Restriction(
                person=luz, asked_on=laptop.clock.now().date(), recipient=COURT, categories=("housing_income",)
            ),
        )
        made = DisclosuresScreen(laptop.tools)
        laptop.show(made, luz)
        link = next(one for one in made.asked.findChildren(QPushButton) if one.objectName().startswith("link_"))
        assert link.text() == f"Housing and income: not with {COURT}"
        link.click()
        laptop.settle()
        made.stack.form.form.load(made.stack.form.form.record().with_(answer="ended"))
        made.stack.form.try_to_save()
        laptop.settle()
        assert made.asked.message() == ""
        press(made, "askNotToShare")
        assert made.header.accessibleName() == "Asks not to share"


def test_the_registers_stand_in_the_rail_of_privacy_alone_and_police_have_no_such_page(laptop):  # noqa: F811
    expected = {"case_manager": False, "project_manager": False, "privacy_officer": True}
    for role, in_rail in expected.items():
        with as_role(laptop.desk, role):
            pages = {one.kind: one.in_rail for one in record_pages(laptop.tools)}
            assert pages["requests"] is in_rail
            assert pages["asked"] is False
    for role in ("officer", "prosecutor", "defender", "auditor", "evaluator"):
        with as_role(laptop.desk, role):
            assert {one.kind for one in record_pages(laptop.tools)} <= {"blank"}
