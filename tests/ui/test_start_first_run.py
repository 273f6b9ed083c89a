import pytest
from PySide6.QtWidgets import QLineEdit

from lead_desktop.casework.backups import back_up
from lead_desktop.casework.opening import Opening, lock
from lead_desktop.store.mark import Missing
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.start import sample
from lead_desktop.ui.start.first_run import FirstRunPage
from lead_desktop.ui.start.missing import MissingPage
from lead_desktop.ui.start.recovery_code import RecoveryCodePage
from lead_desktop.ui.start.restore import RestorePage
from lead_desktop.ui.start.sample import SamplePage
from lead_desktop.ui.start.set_up import SetUpPage, sign_in_name
from tests.fakes.clock import StandingClock
from tests.ui.start_parts import NAME, PASSPHRASE, ChosenFiles, door, set_up_and_close


@pytest.fixture
def clock():
    return StandingClock()


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


def fill(form, name, text):
    line = form.blocks[name].findChildren(QLineEdit)[0]
    line.setText(text)
    line.textEdited.emit(text)


def press(page, name):
    page.findChild(object, name).click()


@pytest.fixture
def set_up(qtbot, tmp_path, clock, jobs):
    page = SetUpPage(door(tmp_path, clock), jobs, Needs(clock))
    qtbot.addWidget(page)
    page.show()
    page.opened.connect(lambda opened: lock(opened.desk, "quit"))
    return page


def to_the_passphrase(page, side="care", role="case_manager"):
    press(page, f"side_{side}")
    press(page, "next")
    page.who._role.setCurrentIndex(page.who._role.findData(role))
    fill(page.who.user, "name", "Rosa Álvarez")
    fill(page.who.programme, "name", "LEAD Santa Fe")
    press(page, "next")


def test_the_first_page_offers_two_choices_and_a_way_back_to_a_backup(qtbot, jobs):
    page = FirstRunPage(jobs)
    qtbot.addWidget(page)
    for name, signal in (
        ("setUp", page.set_up_requested),
        ("lookAround", page.sample_requested),
        ("restoreBackup", page.restore_requested),
    ):
        with qtbot.waitSignal(signal):
            press(page, name)


def test_a_laptop_is_set_up_in_three_steps_and_its_code_is_shown(qtbot, set_up):
    to_the_passphrase(set_up)
    assert set_up.secret.name.text() == "rosa.alvarez"
    set_up.secret.fresh.first.line.setText(PASSPHRASE)
    set_up.secret.fresh.again.line.setText(PASSPHRASE)
    with qtbot.waitSignal(set_up.opened, timeout=20_000) as opened:
        press(set_up, "next")
    opening = opened.args[0]
    assert len(opening.recovery_code.split("-")) == 9
    assert (opening.desk.worker.name, opening.desk.worker.role) == ("Rosa Álvarez", "case_manager")


def test_nothing_goes_on_before_a_side_a_role_and_names_are_given(set_up):
    press(set_up, "next")
    assert set_up._at == 0
    press(set_up, "side_law")
    press(set_up, "next")
    assert set_up.who._role.itemData(0) == "officer"
    press(set_up, "next")
    assert set_up._at == 1
    assert set_up.who.user.attention()


def test_an_officer_is_asked_for_the_badge(qtbot, set_up):
    to_the_passphrase(set_up, "law", "officer")
    press(set_up, "back")
    assert set_up.who.user.blocks["badge"].isVisibleTo(set_up)
    set_up.who._role.setCurrentIndex(set_up.who._role.findData("prosecutor"))
    assert not set_up.who.user.blocks["badge"].isVisibleTo(set_up)
    assert set_up.who.user.record().name == "Rosa Álvarez"


@pytest.mark.parametrize(
    ("first", "again"), [("", ""), ("short", "short"), ("password12345678", "password12345678"), (PASSPHRASE, "else")]
)
def test_a_weak_or_mistyped_passphrase_is_said_by_its_field_and_kept(set_up, first, again):
    to_the_passphrase(set_up)
    set_up.secret.fresh.first.line.setText(first)
    set_up.secret.fresh.again.line.setText(again)
    press(set_up, "next")
    problems = [set_up.findChild(object, f"{name}Problem").text() for name in ("newPassphrase", "newPassphraseAgain")]
    assert any(problems)
    assert not set_up.busy()
    assert (set_up.secret.fresh.first.text(), set_up.secret.fresh.again.text()) == (first, again)


def test_a_vault_that_is_there_already_is_left_alone_and_said(qtbot, tmp_path, clock, set_up):
    set_up_and_close(door(tmp_path, clock))
    to_the_passphrase(set_up)
    set_up.secret.fresh.first.line.setText(PASSPHRASE)
    set_up.secret.fresh.again.line.setText(PASSPHRASE)
    press(set_up, "next")
    qtbot.waitUntil(lambda: not set_up.busy(), timeout=20_000)
    assert "already" in set_up.banner.message()
    assert set_up.secret.fresh.first.text() == PASSPHRASE


@pytest.mark.parametrize(
    ("name", "suggested"),
    [("Rosa Álvarez", "rosa.alvarez"), ("O'Brien", "obrien"), ("", ""), ("李", ""), (" A  B ", "a.b")],
)
def test_a_sign_in_name_is_suggested_from_the_name(name, suggested):
    assert sign_in_name(name) == suggested


def test_the_code_is_let_go_only_when_its_last_group_was_typed(qtbot, jobs):
    printed = []
    page = RecoveryCodePage("AAAA-BBBB-CC01", jobs, printed.append)
    qtbot.addWidget(page)
    press(page, "printCode")
    assert printed == ["AAAA-BBBB-CC01"]
    for wrong in ("", "CC02", "AAAA"):
        page.again.line.setText(wrong)
        with qtbot.assertNotEmitted(page.confirmed):
            press(page, "goOn")
    page.again.line.setText(" ccol ")
    with qtbot.waitSignal(page.confirmed):
        press(page, "goOn")


def test_the_sample_is_made_apart_and_its_passphrase_is_good_enough(qtbot, tmp_path, clock, jobs):
    filled = []
    way_in = door(tmp_path, clock, "sample")
    page = SamplePage(way_in, jobs, lambda desk, steps: filled.append(desk.worker.role))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.opened, timeout=20_000) as opened:
        press(page, "makeSample")
    lock(opened.args[0].desk, "quit")
    assert filled == ["supervisor"]
    assert way_in.folder == tmp_path / "sample"
    lock(way_in.enter(sample.SIGN_IN_NAME, sample.PASSPHRASE).desk, "quit")
    assert not door(tmp_path, clock).exists()


def test_a_sample_that_goes_wrong_midway_leaves_nothing_behind(qtbot, tmp_path, clock, jobs):
    def fails(desk, steps):
        raise ValueError

    way_in = door(tmp_path, clock, "sample")
    page = SamplePage(way_in, jobs, fails)
    qtbot.addWidget(page)
    press(page, "makeSample")
    qtbot.waitUntil(lambda: not page.busy(), timeout=20_000)
    assert page.banner.message() != ""
    assert not way_in.exists()


@pytest.fixture
def backup(tmp_path, clock):
    way_in = door(tmp_path / "old", clock)
    set_up_and_close(way_in)
    desk = way_in.enter(NAME, PASSPHRASE).desk
    back_up(desk, tmp_path / "b.leadbackup", lambda done, total: None, lambda: False)
    lock(desk, "quit")
    return tmp_path / "b.leadbackup"


@pytest.fixture
def restore(qtbot, tmp_path, clock, jobs, backup):
    page = RestorePage(door(tmp_path / "new", clock), jobs, ChosenFiles(backup))
    qtbot.addWidget(page)
    page.show()
    return page


def try_restore(qtbot, page, passphrase):
    press(page, "chooseBackup")
    page.name.line.setText(NAME)
    page.passphrase.line.setText(passphrase)
    page.findChild(object, "sure").setChecked(True)
    press(page, "restoreNow")
    qtbot.waitUntil(lambda: not page.busy(), timeout=20_000)


def test_a_backup_is_restored_and_opens(qtbot, tmp_path, clock, restore):
    with qtbot.waitSignal(restore.restored) as told:
        try_restore(qtbot, restore, PASSPHRASE)
    assert told.args == [NAME]
    lock(door(tmp_path / "new", clock).enter(NAME, PASSPHRASE).desk, "quit")


def test_a_wrong_passphrase_restores_nothing_and_is_kept(qtbot, tmp_path, clock, restore):
    try_restore(qtbot, restore, "not the passphrase")
    assert restore.banner.message() != ""
    assert restore.passphrase.text() == "not the passphrase"
    assert not door(tmp_path / "new", clock).exists()


def test_a_file_that_is_no_backup_is_said_before_a_passphrase_is_asked_for(restore, tmp_path):
    for content in (b"", b"x" * 5000):
        restore._files.path = tmp_path / "odd.leadbackup"
        restore._files.path.write_bytes(content)
        press(restore, "chooseBackup")
        assert "not a whole backup" in restore.banner.message()
    restore._files.path = tmp_path / "gone.leadbackup"
    press(restore, "chooseBackup")
    assert "not a whole backup" in restore.banner.message()


def test_nothing_is_restored_before_the_person_is_sure(restore):
    press(restore, "restoreNow")
    assert "choose" in restore.banner.message()
    press(restore, "chooseBackup")
    press(restore, "restoreNow")
    restore.name.line.setText(NAME)
    restore.passphrase.line.setText(PASSPHRASE)
    press(restore, "restoreNow")
    assert "tick" in restore.banner.message()
    assert not restore.busy()


@pytest.mark.survives(21)
@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (Missing(ops=3, events=4, altered=False, mark_lost=False), "The last 3 saved changes are not in the file"),
        (Missing(ops=0, events=1, altered=False, mark_lost=False), "The last saved change is not in the file"),
        (Missing(ops=0, events=0, altered=True, mark_lost=False), "not the one that was saved last"),
        (Missing(ops=0, events=0, altered=False, mark_lost=True), "cannot be told"),
    ],
)
def test_missing_saves_are_said_with_what_can_be_done(qtbot, tmp_path, clock, jobs, missing, words):
    way_in = door(tmp_path, clock)
    set_up_and_close(way_in)
    desk = way_in.enter(NAME, PASSPHRASE).desk
    page = MissingPage(Opening(desk, missing, unclean=True), jobs)
    qtbot.addWidget(page)
    assert words in page.heading.text()
    assert str(tmp_path) not in " ".join(label.text() for label in page._notes)
    for name, signal in (("goOn", page.go_on_requested), ("restoreBackup", page.restore_requested)):
        with qtbot.waitSignal(signal):
            press(page, name)
    lock(desk, "quit")
