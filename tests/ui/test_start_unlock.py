import hashlib
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from lead_desktop.casework.opening import lock
from lead_desktop.store import keyfile
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.start.recover import RecoverPage
from lead_desktop.ui.start.unlock import UnlockPage
from tests.fakes.clock import StandingClock
from tests.ui.hearing import heard
from tests.ui.start_parts import NAME, OTHER, PASSPHRASE, door, set_up_and_close


@pytest.fixture
def clock():
    return StandingClock()


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def way_in(tmp_path, clock):
    made = door(tmp_path, clock)
    made.code = set_up_and_close(made)
    return made


@pytest.fixture
def page(qtbot, way_in, jobs):
    made = UnlockPage(way_in, jobs)
    qtbot.addWidget(made)
    made.opened.connect(lambda opened: lock(opened.desk, "quit"))
    made.show()
    return made


def unlock(qtbot, page, name, passphrase):
    page.name.line.setText(name)
    page.passphrase.line.setText(passphrase)
    page.findChild(object, "unlock").click()
    qtbot.waitUntil(lambda: not page.busy(), timeout=20_000)


def test_name_and_passphrase_open_the_desk(qtbot, page):
    with qtbot.waitSignal(page.opened, timeout=20_000) as opened:
        unlock(qtbot, page, NAME, PASSPHRASE)
    assert opened.args[0].desk.worker.name == "Rosa Álvarez"


@pytest.mark.survives(11)
def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_sentence_and_keep_what_was_typed(qtbot, page):
    unlock(qtbot, page, NAME, "not the passphrase")
    first = page.banner.message()
    unlock(qtbot, page, "nobody", PASSPHRASE)
    assert first == page.banner.message() != ""
    assert page.passphrase.text() == PASSPHRASE
    assert page.name.text() == "nobody"


def test_empty_fields_are_asked_for_before_anything_runs(page):
    page.findChild(object, "unlock").click()
    assert heard(page.name.line, QAccessible.Text.Description) != ""
    assert not page.busy()


@pytest.mark.survives(9)
def test_after_too_many_tries_the_page_counts_the_waiting_time_down_and_offers_the_code(qtbot, page, clock):
    for _try in range(6):
        unlock(qtbot, page, NAME, "not the passphrase")
    assert "15" in page.banner.message()
    assert not page.findChild(object, "unlock").isEnabled()
    with qtbot.waitSignal(page.recover_requested):
        page.findChild(object, "link_recover").click()
    clock.advance(timedelta(minutes=14, seconds=30))
    page.look()
    assert "1 minute" in page.banner.message()
    clock.advance(timedelta(minutes=1))
    page.look()
    assert page.findChild(object, "unlock").isEnabled()


@pytest.mark.survives(1)
def test_a_missing_key_file_is_said_at_once_and_the_spare_is_used_when_asked(qtbot, way_in, jobs):
    (way_in.folder / keyfile.NAME).unlink()
    page = UnlockPage(way_in, jobs)
    qtbot.addWidget(page)
    page.show()
    page.opened.connect(lambda opened: lock(opened.desk, "quit"))
    assert "key file" in page.banner.message()
    page.findChild(object, "link_spare").click()
    qtbot.waitUntil(lambda: not page.busy())
    with qtbot.waitSignal(page.opened, timeout=20_000):
        unlock(qtbot, page, NAME, PASSPHRASE)


@pytest.mark.survives(2)
def test_a_damaged_key_file_is_told_apart_from_a_wrong_passphrase(qtbot, way_in, jobs):
    path = way_in.folder / keyfile.NAME
    data = bytearray(path.read_bytes())
    data[50] ^= 1
    path.write_bytes(data)
    page = UnlockPage(way_in, jobs)
    qtbot.addWidget(page)
    assert "damaged" in page.banner.message()
    assert page.findChild(object, "link_spare") is not None


@pytest.mark.survives(7)
def test_a_key_file_of_a_newer_program_is_said_and_left_alone(qtbot, way_in, jobs):
    path = way_in.folder / keyfile.NAME
    body = path.read_bytes().split(b"\n")[0].replace(b'"version":1', b'"version":2')
    path.write_bytes(body + b"\n" + hashlib.sha256(body).hexdigest().encode() + b"\n")
    before = path.read_bytes()
    page = UnlockPage(way_in, jobs)
    qtbot.addWidget(page)
    assert "newer" in page.banner.message()
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [None, b"", bytes(4096)])
@pytest.mark.survives(17)
@pytest.mark.survives(18)
def test_a_missing_or_foreign_database_is_never_made_anew_and_a_restore_is_offered(qtbot, way_in, jobs, content):
    database = next(way_in.folder.glob("vault.*.db"))
    database.unlink()
    if content is not None:
        database.write_bytes(content)
    page = UnlockPage(way_in, jobs)
    qtbot.addWidget(page)
    page.show()
    unlock(qtbot, page, NAME, PASSPHRASE)
    assert page.banner.message() != ""
    assert page.findChild(object, "link_restore") is not None
    assert database.exists() == (content is not None)


def test_a_language_switch_says_everything_anew_and_keeps_what_was_typed(qtbot, page):
    unlock(qtbot, page, NAME, "not the passphrase")
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert page.name.text() == NAME
    assert page.banner.message() != ""


def test_caps_lock_is_noticed_by_letters_that_come_out_large(qtbot, page):
    qtbot.keyClick(page.passphrase.line, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert page.findChild(object, "passphraseCaps").isHidden()
    press = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")
    page.passphrase.line.keyPressEvent(press)
    assert not page.findChild(object, "passphraseCaps").isHidden()


def test_the_letters_can_be_shown_and_hidden_by_a_named_button(page):
    show = page.findChild(object, "passphraseShow")
    assert heard(show) == "Show the letters"
    show.setChecked(True)
    assert page.passphrase.line.echoMode() == QLineEdit.EchoMode.Normal
    assert heard(show) == "Hide the letters"


@pytest.mark.survives(16)
def test_the_recovery_code_opens_once_and_a_slip_is_caught(qtbot, way_in, jobs):
    page = RecoverPage(way_in, jobs, NAME)
    qtbot.addWidget(page)
    page.show()
    page.opened.connect(lambda opened: lock(opened.desk, "quit"))
    page.fresh.first.line.setText(OTHER)
    page.fresh.again.line.setText(OTHER)
    page.code.line.setText(way_in.code[:-1] + ("0" if way_in.code[-1] != "0" else "1"))
    page.findChild(object, "recover").click()
    qtbot.waitUntil(lambda: not page.busy(), timeout=20_000)
    assert "typing mistake" in page.findChild(object, "recoveryCodeProblem").text()
    assert page.fresh.first.text() == OTHER
    page.code.line.setText(way_in.code.lower())
    with qtbot.waitSignal(page.opened, timeout=20_000) as opened:
        page.findChild(object, "recover").click()
    assert opened.args[0].recovery_code not in ("", way_in.code)
    qtbot.waitUntil(lambda: not page.busy())
    page.findChild(object, "recover").click()
    qtbot.waitUntil(lambda: not page.busy(), timeout=20_000)
    assert "does not open" in page.findChild(object, "recoveryCodeProblem").text()


@pytest.mark.survives(10)
@pytest.mark.parametrize("odd", ["x" * 30_000, "\ud800" * 16, "a\x00b" * 6, "🙂" * 20])
def test_odd_passphrases_get_a_sentence_and_never_a_fault(qtbot, page, odd):
    unlock(qtbot, page, NAME, odd)
    assert page.banner.message() or page.findChild(object, "passphraseProblem").text()
