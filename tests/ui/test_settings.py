import pytest
from PySide6.QtWidgets import QApplication, QWidget

from lead_desktop.casework.opening import lock
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.pages import Handles, settings_cards
from lead_desktop.ui.preferences import load
from lead_desktop.ui.settings.page import SettingsScreen
from lead_desktop.ui.tools import Tools
from tests.fakes.clock import StandingClock
from tests.ui.start_parts import NAME, OTHER, PASSPHRASE, ChosenFiles, door, wish


class World:
    """A desk, a settings page, and what it asked for."""

    def __init__(self, folder, jobs, role, *, sample=False):
        self.clock = StandingClock()
        self.door = door(folder, self.clock)
        self.desk = self.door.set_up(wish(role)).desk
        self.tools = Tools(self.desk, jobs, Needs(self.clock))
        self.files, self.ended, self.printed = ChosenFiles(), [], []
        self.appearance = Appearance(QApplication.instance(), folder)
        handles = Handles(self.appearance, self.files, self.ended.append, self.printed.append)
        self.page = SettingsScreen(settings_cards(self.tools, handles, sample=sample))

    def press(self, name):
        self.page.findChild(QWidget, name).click()

    def child(self, name):
        return self.page.findChild(QWidget, name)

    def type(self, **texts):
        for name, text in texts.items():
            self.child(name).setText(text)

    def wait(self, qtbot, card):
        qtbot.waitUntil(lambda: not self.child(card).busy(), timeout=20_000)

    def said(self, card):
        return self.child(card).banner.message()


@pytest.fixture
def make(qtbot, tmp_path):
    worlds, jobs = [], Jobs()

    def maker(role="case_manager", **more):
        worlds.append(World(tmp_path, jobs, role, **more))
        qtbot.addWidget(worlds[-1].page)
        worlds[-1].page.show()
        return worlds[-1]

    yield maker
    jobs.close()
    for world in worlds:
        world.appearance.theme.choose("light")
        world.appearance.theme.resize(100)
        lock(world.desk, "quit")


def test_language_theme_size_and_lock_time_are_switched_live_and_remembered(make, tmp_path):
    world = make()
    for name, code in (("theme", "dark"), ("text_size", "125"), ("lock_minutes", "5"), ("language", "es")):
        world.child(f"choose_{name}").findChild(QWidget, f"choice_{code}").click()
    found = load(tmp_path)
    assert (found.language, found.theme, found.text_size, found.lock_minutes) == ("es", "dark", 125, 5)


def test_a_backup_is_written_checked_and_its_time_is_told(qtbot, make, tmp_path):
    world = make()
    world.files.path = tmp_path / "copy"
    world.press("backUpNow")
    world.wait(qtbot, "backupCard")
    assert "09:00" in world.said("backupCard")
    assert world.door.look_into(tmp_path / "copy.leadbackup").side == "care"
    assert world.files.asked == ["lead-2026-11-24.leadbackup"]


@pytest.mark.survives(25)
def test_a_backup_that_cannot_be_written_is_said_and_leaves_nothing(qtbot, make, tmp_path):
    world = make()
    world.files.path = tmp_path / "no such folder" / "copy.leadbackup"
    world.press("backUpNow")
    world.wait(qtbot, "backupCard")
    assert world.said("backupCard") != ""
    assert not list(tmp_path.glob("**/*.part"))


def test_a_backup_without_a_chosen_file_does_nothing(make):
    world = make()
    world.press("backUpNow")
    assert not world.child("backupCard").busy()


def test_restoring_asks_first_and_then_ends_the_session(make):
    world = make()
    world.press("restoreBackup")
    assert world.ended == []
    world.press("link_restore")
    assert world.ended == ["restore"]


def test_the_passphrase_is_changed_and_a_wrong_one_is_said_by_its_field(qtbot, make):
    world = make()
    world.type(oldPassphrase="not the passphrase", newPassphrase=OTHER, newPassphraseAgain=OTHER)
    world.press("changePassphrase")
    world.wait(qtbot, "passphraseCard")
    assert world.child("oldPassphraseProblem").text() != ""
    assert world.child("newPassphrase").text() == OTHER
    world.type(oldPassphrase=PASSPHRASE)
    world.press("changePassphrase")
    world.wait(qtbot, "passphraseCard")
    assert "changed" in world.said("passphraseCard")
    assert world.child("newPassphrase").text() == ""
    lock(world.desk, "quit")
    world.desk = world.door.enter(NAME, OTHER).desk


def test_a_new_recovery_code_needs_the_passphrase_and_is_shown_once(qtbot, make):
    world = make()
    world.press("newRecoveryCode")
    assert world.child("recoveryPassphraseProblem").text() != ""
    world.type(recoveryPassphrase="not the passphrase")
    world.press("newRecoveryCode")
    world.wait(qtbot, "recoveryCard")
    assert "not your passphrase" in world.child("recoveryPassphraseProblem").text()
    world.type(recoveryPassphrase=PASSPHRASE)
    world.press("newRecoveryCode")
    world.wait(qtbot, "recoveryCard")
    dialog = world.page.window().findChild(QWidget, "codeDialog")
    dialog.findChild(QWidget, "printCode").click()
    dialog.findChild(QWidget, "lastGroup").setText(world.printed[0][-4:])
    dialog.findChild(QWidget, "goOn").click()
    assert dialog.isHidden()


def test_the_program_settings_are_changed_by_those_who_may_and_by_nobody_else(qtbot, make):
    world = make("project_manager")
    world.press("openProgram")
    form = world.child("programCard").form
    line = form.blocks["outreach_phone"].findChild(QWidget, "outreach_phone")
    line.setText("505 555 0100")
    line.textEdited.emit("505 555 0100")
    world.press("saveProgram")
    world.wait(qtbot, "programCard")
    assert world.desk.programme.outreach_phone == "505 555 0100"
    assert "Saved" in world.said("programCard")


def test_a_case_manager_sees_no_program_settings_and_no_sample_to_remove(make):
    world = make()
    assert world.child("programCard") is None
    assert world.child("sampleCard") is None


def test_removing_the_sample_asks_first(make):
    world = make(sample=True)
    world.press("removeSample")
    assert world.ended == []
    world.press("link_remove")
    assert world.ended == ["remove"]
