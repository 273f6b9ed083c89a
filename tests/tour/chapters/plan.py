"""The plan: two goals in the participant's words, steps, a stage on the loop, and a paper to take along."""

import re
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from tests.tour import words
from tests.tour.hand import ALT, find, front, in_sight, reads, starts_with, there, wait
from tests.tour.stage import Stage

HOME, SAFER = "shelter_housing", "safer_use"
NEUTRAL = ("Document", "Documento")


def play(stage: Stage) -> None:
    """From the intake's end to a saved paper."""
    stage.unlock(words.SIGN_IN, words.PASSPHRASE)
    stage.check(there("buildPlan"), "the program opens at the completed intake")
    stage.hand.click("buildPlan")
    stage.at("plan")
    stage.shot("plan-empty")
    stage.hand.click("emptyAction")
    stage.hand.fill("statement", words.STATEMENT)
    save(stage)
    goal(stage, HOME, words.GOAL_HOME)
    goal(stage, SAFER, words.GOAL_SAFER)
    stage.check(reads(words.GOAL_HOME) and reads(words.GOAL_SAFER), "two goals stand there in the participant's words")
    step(stage, 0, words.STEP_HOME)
    step(stage, 1, words.STEP_SAFER)
    stage.check(reads(words.STEP_HOME) and reads(words.STEP_SAFER), "each with a step")
    where_it_stands(stage)
    paper(stage)


def goal(stage: Stage, domain: str, said: str) -> None:
    """Add a goal; the part of life is a button."""
    stage.hand.click("addGoal")
    stage.hand.choose("goalDomain", domain)
    stage.hand.fill("in_their_words", said)
    if domain == SAFER:
        stage.shot("plan-goal-safer-use")
    save(stage)


def step(stage: Stage, place: int, what: str) -> None:
    """Add a step to a goal."""
    stage.hand.click(starts_with("addStep.")[place])
    stage.hand.fill("what", what)
    save(stage)


def save(stage: Stage) -> None:
    """Save the form that is open."""
    stage.hand.click("saveEdit")
    stage.settle()
    wait(lambda: not there("editCard"), "the form is saved and closed")


def where_it_stands(stage: Stage) -> None:
    """Choose a stage on the loop."""
    stage.hand.click(starts_with("stands.")[0])
    loop = starts_with("stage.")[0]
    stage.hand.click(find("choice_prep", loop))
    stage.settle()
    chosen = find("choice_prep", starts_with("stage.")[0])
    stage.check(chosen.isChecked(), "the stage is chosen on the loop")  # type: ignore[attr-defined]
    stage.shot("plan-stage")


def paper(stage: Stage) -> None:
    """See the copy of the plan in Spanish and save it."""
    stage.hand.click("printPlan")
    stage.sees("The participant decides", "whether the protected goal is printed is asked first")
    stage.hand.click("link_all")
    text, raw = save_paper(stage, "plan.pdf", "plan-paper", "es")
    stage.check(flat(words.GOAL_HOME) in flat(text), "the paper has the goal in the participant's words")
    stage.check(flat(words.GOAL_SAFER) in flat(text), "and the protected one, as was chosen")
    stage.check(flat(words.STEP_HOME) in flat(text), "and the step")
    stage.check(tagged(raw), "it is tagged for screen readers")
    stage.check(title(raw) in NEUTRAL, f"its title is neutral: {title(raw)}")
    shared(stage)


def shared(stage: Stage) -> None:
    """The copy stands in the list of what was shared."""
    stage.go("people")
    wait(lambda: there("people_table"), "people are listed")
    stage.hand.open_row("people_table")
    stage.at("person")
    stage.hand.click("open_disclosures")
    stage.at("disclosures")
    wait(lambda: there("shared_table"), "the list of what was shared has an entry")
    stage.shot("shared")
    stage.hand.click("openMyRecord")
    stage.at("my_record")
    stage.check(find("part.plan").isChecked(), "what goes into their own copy is chosen with them")  # type: ignore[attr-defined]
    stage.shot("my-record")
    stage.hand.press(Qt.Key.Key_F4)
    stage.at("asked")
    stage.check(reads("a subpoena is not enough"), "F4 leads to the steps for when somebody asks")
    stage.shot("asked")
    for page in ("my_record", "disclosures", "person"):
        stage.hand.press(Qt.Key.Key_Left, with_=ALT)
        stage.at(page)


def save_paper(stage: Stage, name: str, picture: str, language: str) -> tuple[str, Path]:
    """Wait for the preview, choose the language of the paper, save it; returns its text and its file."""
    wait(lambda: front().objectName() == "printPreview", "the preview opens")
    wait(_ready, "the pages are drawn", 40)
    stage.hand.choose("printLanguage", language)
    wait(_ready, "the pages are drawn in the other language", 40)
    stage.shot(picture)
    QTimer.singleShot(100, lambda: _answer_file_dialog(stage.files.folder / name))
    stage.hand.click("savePdf")
    wait((stage.files.folder / name).exists, f"{name} is saved")
    wait(_ready, "the preview says that it is saved")
    stage.settle()
    stage.hand.click("closePreview")
    wait(lambda: front().objectName() != "printPreview", "the preview closes")
    front().activateWindow()  # as a desktop does when a dialog has closed
    QTest.qWait(20)
    path = stage.files.folder / name
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text, path


def _answer_file_dialog(path: Path) -> None:
    """Type a name into the file dialog and press Enter, as soon as it stands there."""
    dialog = QApplication.activeModalWidget()
    line = dialog.findChild(QLineEdit, "fileNameEdit") if isinstance(dialog, QFileDialog) else None
    if line is None:
        QTimer.singleShot(100, lambda: _answer_file_dialog(path))
        return
    line.setText(str(path))  # as a paste; the dialog is the system's, not ours
    QTest.keyClick(line, Qt.Key.Key_Return)


def _ready() -> bool:
    made = in_sight("savePdf")
    return bool(made) and made[0].isEnabled()


def flat(text: str) -> str:
    """Return a text without what line breaks do to it."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "").replace("-\n", "-")).strip()


def tagged(path: Path) -> bool:
    """Tell whether a PDF says that it is tagged."""
    document = pypdfium2.PdfDocument(path)
    found = bool(pypdfium2.raw.FPDFCatalog_IsTagged(document))
    document.close()
    return found


def title(path: Path) -> str:
    """Return the title in a PDF's own data."""
    document = pypdfium2.PdfDocument(path)
    found = document.get_metadata_dict().get("Title", "")
    document.close()
    return found
