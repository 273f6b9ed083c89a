"""The sample program: entered as people would, marked as a sample, its figures as published, and removed again."""

from collections.abc import Iterator

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTableView

from lead_desktop import resources
from lead_desktop.ui.widgets.rows import RECORD
from tests.tour.hand import find, front, in_sight, reads, there, wait
from tests.tour.stage import Stage

GROUPS = ("referrals", "engagement", "profile", "arrest_reasons")
FILLING_S = 240


def play(stage: Stage) -> None:
    """Make it, look at the program at a glance, remove it."""
    find("passphrase")
    stage.hand.click("otherProfile")
    wait(lambda: there("samplePage"), "the page of the sample")
    stage.shot("sample-offered")
    stage.hand.click("makeSample")
    wait(lambda: front().objectName() == "window", "the sample is entered", FILLING_S)
    stage.settle()
    stage.check(stage.program.session is not None and reads("sample"), "the window is marked as a sample")
    stage.shot("sample-today")
    stage.go("people")
    wait(lambda: there("people_table"), "people are listed")
    stage.shot("sample-people")
    stage.go("glance")
    wait(lambda: in_sight("tile_referred"), "the figures are counted", 60)
    QTest.qWait(400)
    stage.shot("sample-glance")
    compare(stage)
    remove(stage)


def compare(stage: Stage) -> None:
    """Read every figure from the tables on the page and hold it against what was published."""
    for group in GROUPS:
        stage.hand.click(f"switch_{group}")
    stage.shot("sample-glance-tables")
    shown = dict(figures())
    wanted = dict(published())
    missing = sorted(wanted.keys() - shown.keys())
    stage.check(not missing, f"every published figure stands on the page {' '.join(missing)}".rstrip())
    off = [f"{key}: {shown.get(key)}" for key, (value, by) in wanted.items() if not _near(shown, key, value, by)]
    stage.check(not off, f"all {len(wanted)} figures are as published {'; '.join(off[:5])}".rstrip())
    tile = " ".join(one.text() for one in find("tile_referred").findChildren(QLabel))
    stage.check(str(published_facts()["referred"]) in tile, "the tile of people referred says the same")


def _near(shown: dict[str, float], key: str, value: float, by: float) -> bool:
    return key in shown and abs(shown[key] - value) <= by


def figures() -> Iterator[tuple[str, float]]:
    """Yield the figures as the tables show them: key, and the number that is read there."""
    for group in GROUPS:
        for table in find(f"glance_{group}").findChildren(QTableView):
            model = table.model()
            for row in range(model.rowCount()):
                key = getattr(model.index(row, 0).data(RECORD), "key", "")
                text = str(model.index(row, 1).data()).replace("%", "").replace("\u00a0", " ").split()
                if text:
                    yield key, float(text[0])
    for key in ("mean_age_years", "mode_age_years"):
        for label in find(f"tile_{key}").findChildren(QLabel):
            if label.property("role") == "number":
                yield key, round(float(label.text().split()[0]))


def published_facts() -> dict:
    """Return what LEAD Santa Fe published."""
    return resources.data("demo/lead_public_facts.json")["lead_santafe_participants_2016-12-23"]


def published() -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield each published figure: key, value, and how far off it may be (counts not at all)."""
    facts = published_facts()
    out = facts["not_in_program"]
    counts = {
        "referred": facts["referred"], "ineligible": out["ineligible"], "declined": out["declined"],
        "no_intake_within_window": out["no_intake_within_7_days"], "remaining": facts["remaining"],
        "enrolled": facts["enrolled"], **facts["engagement"],
    }  # fmt: skip
    shares = {**facts["enrolled_profile_pct"], **facts["arrest_reasons_pct_not_exclusive"]}
    years = {key: shares.pop(key) for key in ("mean_age_years", "mode_age_years")}
    yield from ((key, (value, 0)) for key, value in {**counts, **years}.items())
    yield from ((key, (value, 1)) for key, value in shares.items())


def remove(stage: Stage) -> None:
    """Remove the sample by its card in the settings."""
    stage.go("settings")
    stage.hand.click("removeSample")
    stage.hand.click("link_remove")
    wait(lambda: stage.anew is not None, "the program begins anew")
    stage.check(stage.anew is not None and stage.anew.profile == "programme", "and goes back to the own program")
    folder = stage.program.wish.folder
    stage.check(not any("sample" in one.name for one in folder.iterdir()), "nothing of it is left in the folder")
