"""What is about nobody reaches every laptop: a program's own words, places of the directory, who read a lesson."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lead_desktop.casework import directory, learning, words
from lead_desktop.domain.directory import Offer, Provider
from lead_desktop.domain.training import Training
from lead_desktop.domain.word_choice import WordChoice
from lead_desktop.hub.database import Database
from lead_desktop.hub.hub import Hub
from tests.fakes.clock import StandingClock
from tests.fakes.desks import make_desk
from tests.fakes.open_door import Joined
from tests.fakes.postgres import Server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


def test_words_places_and_lessons_read_travel_and_a_change_of_a_place_travels_back(
    server: Server, tmp_path: Path
) -> None:
    clock = StandingClock()
    with server.database() as url, Database(url) as database:
        hub = Hub(database, clock)
        office = Joined(make_desk(tmp_path / "a", clock, "project_manager"), hub)
        patrol = Joined(make_desk(tmp_path / "b", clock, "officer"), hub)
        words.save_word(office.desk, WordChoice(word="guest", lang="en", instead=("neighbor",)))
        directory.bring_in(office.desk, [(Provider(name="Casa", source_id="1"), (Offer(name="Beds", easy=("pets",)),))])
        office.sync()
        learning.note_read(patrol.desk, "cycle", "en")
        patrol.sync()
        assert words.finder_of(patrol.desk).look("two guests")
        (casa,) = directory.directory(patrol.desk)
        assert (casa.provider.name, casa.easy) == ("Casa", {"pets"})
        office.sync()
        assert [one.lesson for one in learning.training_log(office.desk)] == ["cycle"]
        directory.note_checked(office.desk, casa.kept.rid)
        words.remove_word(office.desk, words.open_word(office.desk, words.site_words(office.desk)[0].rid))
        office.sync()
        patrol.sync()
        assert directory.place_of(patrol.desk, casa.kept.rid).provider.checked_on == clock.now().date()
        assert words.site_words(patrol.desk) == ()
        assert patrol.desk.reading.count(Training) == 1
        for side in (office, patrol):
            side.desk.close()
