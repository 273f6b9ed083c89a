"""The disk fails under the screen: what was typed stays, nothing half is saved, and it is sent once that is mended."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication

from lead_desktop import i18n
from lead_desktop.casework.integrity import verify
from lead_desktop.casework.referrals import referral_list
from lead_desktop.domain.person import Person
from lead_desktop.domain.referral import Referral
from lead_desktop.ui.referrals.new_page import NewReferralScreen
from lead_desktop.ui.tools import Tools
from tests.ui.referrals.conftest import settled, show
from tests.ui.referrals.test_new_page import arrest, send, sent

Mend = Callable[[], object]


def raw(tools: Tools):
    """The library's own connection, without the guard that refuses such settings."""
    connection = tools.desk.vault.writer._raw
    connection.set_authorizer(None)
    return connection


def fill_the_disk(tools: Tools) -> Mend:
    """Let the file grow no more: SQLite says that the disk is full, as it does when it is.

    Each save is made to need more pages than half-filled ones may have left over.
    """
    connection = raw(tools)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    connection.execute("CREATE TABLE filler(x)")
    connection.execute("INSERT INTO filler VALUES(zeroblob(?))", ((free + 2) * 4096,))
    connection.execute(
        "CREATE TEMP TRIGGER needs_room BEFORE INSERT ON main.outbox"
        " BEGIN INSERT INTO filler VALUES(zeroblob(65536)); END"
    )
    connection.execute(f"PRAGMA max_page_count = {pages}")

    def mend() -> None:
        connection.execute("PRAGMA max_page_count = 1000000")
        connection.execute("DROP TRIGGER needs_room")
        connection.execute("DROP TABLE filler")
        connection.set_authorizer(tools.desk.vault.writer._guard)

    return mend


def take_the_right_to_write(tools: Tools) -> Mend:
    """Let the file be read only, as in a folder whose rights were changed."""
    connection = raw(tools)
    connection.execute("PRAGMA query_only = 1")

    def mend() -> None:
        connection.execute("PRAGMA query_only = 0")
        connection.set_authorizer(tools.desk.vault.writer._guard)

    return mend


@pytest.mark.survives(24)
@pytest.mark.survives(26)
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("harm", "words"),
    [
        pytest.param(fill_the_disk, {"en": "the disk is full", "es": "disco"}, id="full"),
        pytest.param(take_the_right_to_write, {"en": "can only be read", "es": "carpeta"}, id="read-only"),
    ],
)
def test_a_referral_that_cannot_be_saved_stays_on_the_screen_and_is_sent_later(
    qtbot, police, keys, caplog, capfd, harm, words, language
):
    screen = show(qtbot, NewReferralScreen(police))
    arrest(keys)
    settled(qtbot, police)
    i18n.set_language(language)
    before = police.desk.reading.count(Referral)
    mend = harm(police)
    send(qtbot, keys, police)
    assert words[language] in screen.trouble.message()
    assert screen.trouble.isVisible()
    typed = screen.form.so_far()
    assert (typed.incident_no, typed.person_name.first) == ("26-11873", "Marco")
    assert police.desk.reading.count(Referral) == before
    mend()
    i18n.set_language("en")
    send(qtbot, keys, police)
    assert sent(screen, police).person_name.first == "Marco"
    assert len(referral_list(police.desk)) == 1
    for told in (caplog.text, *capfd.readouterr(), QGuiApplication.clipboard().text()):
        assert "Marco" not in told
        assert "26-11873" not in told
    assert verify(police.desk, lambda _done, _total: None, lambda: False).good
    assert police.desk.reading.count(Person) == 0
