"""The directory on the screen: brought in, looked through, read, kept right."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from lead_desktop.casework import directory
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.directory import Offer, Provider
from lead_desktop.exchange.hsds import santa_fe
from lead_desktop.i18n import set_language
from lead_desktop.ui.directory.catalogue_page import CatalogueScreen
from lead_desktop.ui.directory.forms import OfferBox, PlaceBox
from lead_desktop.ui.directory.offer_card import OfferCard
from lead_desktop.ui.directory.page import DirectoryScreen
from lead_desktop.ui.directory.place_page import PlaceScreen
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.pages import tools_for
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.tools import Tools
from tests.fakes.clock import StandingClock
from tests.fakes.desks import make_desk

Settle = Callable[[], None]
Show = Callable[[Screen], None]


@pytest.fixture
def role() -> str:
    return "case_manager"


@pytest.fixture
def desk(tmp_path: Path, role: str) -> Iterator[Desk]:
    made = make_desk(tmp_path / "v", StandingClock(), role)
    yield made
    made.close()


@pytest.fixture
def tools(qapp: QApplication, desk: Desk) -> Iterator[Tools]:
    made = tools_for(desk, Jobs())
    yield made
    made.jobs.close()


@pytest.fixture
def settle(qtbot: QtBot, tools: Tools) -> Settle:
    def wait() -> None:
        qtbot.waitUntil(lambda: not tools.jobs.busy())
        QApplication.processEvents()

    return wait


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    shown: list[Screen] = []

    def bring(screen: Screen) -> None:
        qtbot.addWidget(screen)
        shown.append(screen)
        screen.resize(1060, 760)
        with qtbot.waitExposed(screen):
            screen.show()
        screen.activateWindow()
        screen.refresh()

    yield bring
    for one in shown:
        one.leave()


def listed(page: DirectoryScreen) -> list[str]:
    rows = page.list.rows
    return [rows.record(row).provider.name for row in range(rows.rowCount())]  # type: ignore[attr-defined]


def words(screen: Screen) -> str:
    QTest.qWait(10)  # cards that were just laid out come into sight
    return "\n".join(one.text() for one in screen.findChildren(QLabel) if one.isVisible())


def test_an_empty_directory_offers_the_shelters_and_they_can_be_taken_back(
    tools: Tools, show: Show, settle: Settle
) -> None:
    page = DirectoryScreen(tools)
    show(page)
    assert "No places yet." in words(page)
    page.list.empty.action_requested.emit()
    settle()
    assert len(listed(page)) == 7
    page.undo()
    settle()
    assert listed(page) == []


def test_words_and_filters_narrow_the_list(tools: Tools, show: Show, desk: Desk) -> None:
    directory.bring_in(desk, santa_fe())
    page = DirectoryScreen(tools)
    show(page)
    page.search.setText("domestic")
    page.search.searched.emit("domestic")
    assert listed(page) == ["Esperanza Shelter"]
    page.search.clear()
    page.easy.setCurrentIndex(page.easy.findData("couples"))
    assert listed(page) == ["Consuelo's Place"]
    page.open("moud_bup")
    page.refresh()
    assert listed(page) == []
    page.narrowed.link_activated.emit("all")
    assert listed(page) == ["Consuelo's Place"]


def test_a_place_is_added_and_its_page_asks_for_a_check_after_three_months(
    tools: Tools, show: Show, settle: Settle, desk: Desk
) -> None:
    page = DirectoryScreen(tools)
    show(page)
    page.add.click()
    box = page.stack.form
    assert isinstance(box, PlaceBox)
    box.form.blocks["name"].editor.line.setText("<b>Casa</b>")  # type: ignore[attr-defined]
    box.save.click()
    settle()
    assert listed(page) == ["<b>Casa</b>"]
    (place,) = directory.directory(desk)
    assert not place.provider.stale(desk.clock.now().date())


def test_a_place_says_what_it_offers_and_is_checked_changed_and_taken_out(
    tools: Tools, show: Show, settle: Settle, desk: Desk
) -> None:
    directory.bring_in(desk, santa_fe())
    agape = next(one for one in directory.directory(desk) if "Agape" in (one.provider.name or ""))
    page = PlaceScreen(tools)
    page.open(agape.kept.rid)
    show(page)
    for seen in ("Open day and night", "Low barrier, 24/7", "85", "three months", "Verify before use"):
        assert seen in words(page)
    page.checked.click()
    settle()
    assert "three months" not in words(page)
    page.add.click()
    box = page.stack.form
    assert isinstance(box, OfferBox)
    box.form.blocks["name"].editor.line.setText("Showers")  # type: ignore[attr-defined]
    box.save.click()
    settle()
    assert [card.accessibleName() for card in page.findChildren(OfferCard) if card.isVisible()] == [
        "Shelter",
        "Showers",
    ]
    page.findChildren(OfferCard)[-1].remove_requested.emit(directory.place_of(desk, agape.kept.rid).offers[1].rid)
    settle()
    page.undo()
    settle()
    assert len(directory.place_of(desk, agape.kept.rid).offers) == 2
    page.take_out.click()
    settle()
    assert "not in the directory any more" in words(page)


@pytest.mark.parametrize("role", ["officer"])
def test_a_police_laptop_reads_and_has_no_button_that_changes(tools: Tools, show: Show, desk: Desk, role: str) -> None:
    with desk.writing("provider.import") as work:  # as it arrives from the hub
        rid = work.create(Provider(name="Casa"), client="reference")
        work.create(Offer(provider=rid, name="Beds"), client="reference")
    page, place = DirectoryScreen(tools), PlaceScreen(tools)
    show(page)
    place.open(rid)
    show(place)
    names = {
        one.objectName() for screen in (page, place) for one in screen.findChildren(QPushButton) if one.isVisible()
    }
    assert not names & {"add_place", "place_checked", "change_place", "add_offer", "remove_place", "change_offer"}
    assert listed(page) == ["Casa"]


def test_the_catalogue_says_what_each_is_and_leads_to_the_places(tools: Tools, show: Show, desk: Desk) -> None:
    directory.bring_in(desk, [(Provider(name="Clinic", source_id="1"), (Offer(name="x", treatments=("moud_bup",)),))])
    page = CatalogueScreen(tools)
    show(page)
    asked: list[tuple[str, object]] = []
    page.open_requested.connect(lambda kind, what: asked.append((kind, what)))
    assert page.places["moud_bup"].text() == "1 place"
    assert page.places["moud_methadone"].isHidden()
    page.places["moud_bup"].click()
    assert asked == [("directory", "moud_bup")]
    set_language("es")
    page.retranslate()
    assert "Película o tableta" in words(page)
    assert page.title() == "Tratamiento y apoyo"


def test_spanish_texts_of_a_place_are_shown_on_a_spanish_screen(tools: Tools, show: Show, desk: Desk) -> None:
    directory.bring_in(desk, santa_fe())
    set_language("es")
    page = PlaceScreen(tools)
    page.open(directory.directory(desk)[0].kept.rid)
    show(page)
    assert "Refugio" in words(page)
    assert "Shelter" not in words(page)
