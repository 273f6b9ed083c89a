"""Files that are sealed for the hub are spoken of where somebody looks who can hand them over."""

from lead_desktop.store.salvage import FOLDER
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.start.first_run import FirstRunPage
from tests.ui.start_parts import door


def left_behind(folder):
    place = folder / FOLDER
    place.mkdir(parents=True)
    (place / "3f2a.cmsync").write_bytes(b"sealed")
    return str(place / "3f2a.cmsync")


def test_the_page_of_sending_says_which_files_are_for_the_administrator(mine):
    path = left_behind(mine.desk.vault.folder)
    mine.go("sync")
    assert "Sealed for the hub" in mine.texts()
    assert path in mine.texts()


def test_after_a_wipe_the_first_page_says_so_and_where_the_unsent_work_is_sealed(qtbot, tmp_path):
    way_in = door(tmp_path / "base", None)
    path = left_behind(way_in.folder)
    jobs = Jobs()
    page = FirstRunPage(jobs, way_in.sealed_files())
    qtbot.addWidget(page)
    assert not way_in.exists()
    assert path in page.banner.message()
    assert "Only the hub can open it" in page.banner.message()
    jobs.close()


def test_without_such_files_nothing_is_said(qtbot, tmp_path):
    way_in, jobs = door(tmp_path / "base", None), Jobs()
    page = FirstRunPage(jobs, way_in.sealed_files())
    qtbot.addWidget(page)
    assert page.banner.message() == ""
    jobs.close()
