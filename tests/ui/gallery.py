"""Every widget of ours in both themes, drawn into out/gallery for looking at: python -m tests.ui.gallery."""

import os

os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1", QT_FONT_DPI="96")

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from lead_desktop.i18n import N_
from lead_desktop.ui.looks import button, icon_button, plain_label, roomy_list, set_look
from lead_desktop.ui.screen import Page, Screen, scrolling
from lead_desktop.ui.theme import Theme
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.bar_chart import Bar, BarChart
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.countdown import Countdown
from lead_desktop.ui.widgets.empty_state import EmptyState
from lead_desktop.ui.widgets.flow_layout import FlowLayout
from lead_desktop.ui.widgets.list_table import ListTable
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.pill import Pill
from lead_desktop.ui.widgets.rows import Column, Rows
from lead_desktop.ui.widgets.search_box import SearchBox
from lead_desktop.ui.widgets.section_list import Section, SectionList
from lead_desktop.ui.widgets.segmented import Segmented
from lead_desktop.ui.widgets.stage_loop import StageLoop
from lead_desktop.ui.widgets.strength_meter import StrengthMeter
from lead_desktop.ui.window import PageSpec, Window

OUT = Path("out/gallery")


@dataclass(frozen=True)
class Someone:
    name: str
    number: str
    status: str
    tone: str
    seen: str


PEOPLE = [
    Someone("Pedro Muñoz", "SF-0022", "Paused", "neutral", "2026-08-21"),
    Someone("Rosa Alarid", "SF-0027", "Active", "good", "2026-11-16"),
    Someone("<b>Denise</b> Baca & sons", "SF-0065", "Active", "good", "2026-10-02"),
    Someone("Núria Sandoval", "SF-0080", "Intake open", "info", "2026-11-14"),
    Someone("Luis Ortega y Gasset de la Fuente", "SF-0088", "2 days left", "warn", "2026-10-15"),
] * 4

STAGES = [
    ("pre", "Not thinking of it"),
    ("think", "Thinking about it"),
    ("prepare", "Getting ready"),
    ("act", "Doing it"),
    ("keep", "Keeping it up"),
    ("back", "Back for a while"),
]
BARS = [Bar(f"Oct {day}", value) for day, value in ((5, 14), (12, 19), (19, 17), (26, 23))] + [
    Bar("Nov 2", 28),
    Bar("Nov 9", 0),
]


class PeopleScreen(Screen):
    def __init__(self) -> None:
        super().__init__("people")
        page = Page(self)
        header = PageHeader("People", "20 of 105 people in this programme")
        header.add_button(button("Print list", "printer"))
        header.add_button(button("New referral", "plus", "primary"))
        page.head.addWidget(header)
        line = QHBoxLayout()
        line.setSpacing(10)
        self.search = SearchBox("Search by name, number or alias")
        line.addWidget(self.search, 1)
        combo = QComboBox()
        combo.addItems(["Everybody", "My caseload"])
        line.addWidget(combo)
        page.head.addLayout(line)
        columns = [
            Column(N_("Person"), lambda p: p.name, style="strong"),
            Column(N_("Number"), lambda p: p.number, 110, style="muted"),
            Column(N_("Status"), lambda p: p.status, 150, tone=lambda p: p.tone),
            Column(N_("Last seen"), lambda p: p.seen, 150, icon=lambda _p: "calendar"),
        ]
        rows = Rows(columns, self)
        rows.show_records(PEOPLE)
        self.table = ListTable(rows, "People")
        page.column.addWidget(self.table)

    def title(self) -> str:
        return "People"

    def refresh(self) -> None:
        self.table.choose_row(1)


class TodayScreen(Screen):
    def __init__(self) -> None:
        super().__init__("today")
        page = Page(self, scrolls=True)
        page.head.addWidget(PageHeader("Good morning, Rosa", "Tuesday, November 24 · 3 things are due today"))
        self.banner = Banner("warn")
        page.head.addWidget(self.banner)
        tiles = QHBoxLayout()
        tiles.setSpacing(14)
        for words, number, pill, tone in (
            ("On your caseload", "38", "", "neutral"),
            ("Intakes to finish", "3", "1 day left", "warn"),
            ("Drafts", "5", "Saved on this laptop", "info"),
            ("Plan reviews", "2", "This week", "neutral"),
        ):
            card = Card()
            card.add(plain_label(words, "muted"))
            card.add(plain_label(number, "number"))
            row = QHBoxLayout()
            if pill:
                row.addWidget(Pill(pill, tone))
            row.addStretch(1)
            card.body.setSpacing(4)
            card.add(row)
            card.body.addStretch(1)
            tiles.addWidget(card)
        page.column.addLayout(tiles)
        chart = BarChart()
        chart.show_bars("Contacts by week", BARS)
        card = Card("Contacts by week")
        card.add(chart)
        page.column.addWidget(card)
        lying = BarChart(lying=True, top=100)
        lying.show_bars(
            "Housing",
            [
                Bar(w, v, f"{v} %")
                for w, v in (
                    ("No place of their own", 67),
                    ("With friends or family", 21),
                    ("Own place", 9),
                    ("Prefer not to say", 3),
                )
            ],
        )
        card = Card("Where people stay", "84 people enrolled")
        card.add(lying)
        page.column.addWidget(card)

    def title(self) -> str:
        return "Today"

    def refresh(self) -> None:
        self.banner.show_message(
            "2 intakes are waiting to be finished.", [("a", "SF-0065, 1 day left"), ("b", "SF-0080, 3 days left")]
        )


class FormScreen(Screen):
    def __init__(self) -> None:
        super().__init__("intake")
        page = Page(self)
        header = PageHeader("Intake assessment", "SF-0065 · saved a moment ago", back=True)
        header.add_pill(Countdown(2))
        header.add_button(button("Leave for now", "pause"))
        header.add_button(button("Save", "save", "primary"))
        page.head.addWidget(header)
        self.banner = Banner("bad")
        page.head.addWidget(self.banner)
        line = QHBoxLayout()
        line.setSpacing(20)
        self.sections = SectionList("Sections")
        line.addWidget(self.sections)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        line.addWidget(scrolling(holder), 1)
        page.column.addLayout(line)
        card = Card("Where I stay", "Skip anything. Every answer can be changed later.")
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        date, bad, combo, number = QLineEdit(), QLineEdit("12"), QComboBox(), QLineEdit("3")
        date.setText("2026-11-22")
        combo.addItems(["Spanish", "English"])
        combo.setObjectName("language")
        roomy_list(combo)
        set_look(bad, "problem", "true")
        for place, (words, editor) in enumerate(
            (("Date of contact", date), ("Badge", bad), ("Language", combo), ("Nights", number))
        ):
            row, column = divmod(place, 2)
            grid.addWidget(plain_label(words, "label"), row * 3, column)
            grid.addWidget(editor, row * 3 + 1, column)
        grid.addWidget(plain_label("Check the digits of the badge.", "error"), 2, 1)
        card.add(grid)
        self.answers = Segmented(
            [
                ("1", "Shelter"),
                ("2", "With friends or family"),
                ("3", "Street or camp"),
                ("4", "Vehicle"),
                ("8", "Don't know"),
                ("9", "Prefer not to say"),
            ]
        )
        self.answers.set_value("2")
        card.add(plain_label("Where did you sleep last night?", "label"))
        card.add(self.answers)
        ticks = QHBoxLayout()
        for words, made in (
            ("Naloxone offered", QCheckBox),
            ("Ask again", QCheckBox),
            ("Morning", QRadioButton),
            ("Evening", QRadioButton),
        ):
            tick = made(words)
            ticks.addWidget(tick)
            tick.setChecked(words in ("Naloxone offered", "Evening"))
        ticks.addStretch(1)
        card.add(ticks)
        notes = QPlainTextEdit("“I want my own door to lock.”")
        notes.setFixedHeight(70)
        card.add(notes)
        inner.addWidget(card)
        inner.addStretch(1)

    def title(self) -> str:
        return "Intake"

    def refresh(self) -> None:
        self.banner.show_message("2 fields need attention", [("badge", "Badge"), ("birth", "Date of birth")])
        self.sections.show_sections(
            [
                Section("a", "About me", "done"),
                Section("b", "Where I stay", "started"),
                Section("c", "Health", "empty"),
                Section("d", "Family and people close to me", "skipped"),
                Section("e", "Contact", "problem"),
            ]
        )
        self.sections.choose("b")


class PlanScreen(Screen):
    def __init__(self) -> None:
        super().__init__("plan")
        page = Page(self, scrolls=True)
        header = PageHeader("Service plan", "Version 3, draft")
        header.add_button(button("Remove", "trash-2", "danger"))
        header.add_button(button("Print", "printer"))
        header.add_button(button("Review and sign", "pencil", "primary"))
        page.head.addWidget(header)
        card = Card("A place to stay with my dog", icon="target")
        card.add_action(Pill("Housing", "info"))
        card.add_action(icon_button("ellipsis", "More"))
        card.add(plain_label("“My own door to lock, and Canela has to come with me.”", "quote"))
        progress = QProgressBar()
        progress.setRange(0, 3)
        progress.setValue(1)
        card.add(progress)
        self.loop = StageLoop(STAGES)
        self.loop.set_value("prepare")
        card.add(self.loop)
        row = QHBoxLayout()
        row.addWidget(button("Add step", "plus", "quiet"))
        row.addStretch(1)
        card.add(row)
        page.column.addWidget(card)
        card = Card("Signs")
        holder = QWidget()
        flow = FlowLayout(holder)
        for tone in ("neutral", "info", "good", "warn", "bad"):
            flow.addWidget(Pill(tone.title(), tone))
        for days in (6, 1, 0, -3):
            flow.addWidget(Countdown(days))
        card.add(holder)
        meter = StrengthMeter()
        meter.show_strength(3, "Good: about 10^13 guesses.")
        card.add(meter)
        tabs = QTabWidget()
        tabs.addTab(QWidget(), "Timeline")
        tabs.addTab(QWidget(), "Plan")
        tabs.setFixedHeight(60)
        card.add(tabs)
        off = button("Not now", "x")
        off.setEnabled(False)
        card.add(off)
        page.column.addWidget(card)
        page.column.addWidget(
            EmptyState("notebook-pen", "No contacts yet", "Write down the first one after you meet.", "Add a contact")
        )

    def title(self) -> str:
        return "Plan"


def window() -> Window:
    made = Window(
        [
            PageSpec("today", N_("Today"), "home", TodayScreen),
            PageSpec("people", N_("People"), "users", PeopleScreen),
            PageSpec("intake", N_("Intake"), "clipboard-list", FormScreen),
            PageSpec("plan", N_("Plans"), "list-checks", PlanScreen),
            PageSpec("settings", N_("Settings"), "settings", PlanScreen),
        ]
    )
    made.rail.set_programme("LEAD Santa Fe", "Case management")
    made.status.show_worker("rosa.alvarez", "Case manager")
    made.status.show_saved("09:12")
    made.status.show_minutes(9)
    return made


def grab(shown: Window, app: QApplication, name: str) -> None:
    for _ in range(3):
        app.processEvents()
    shown.grab().save(str(OUT / f"{name}.png"))


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    app = QApplication(["gallery", "-style", "fusion"])
    theme = Theme("light")
    theme.apply(app)
    shown = window()
    shown.show()
    for choice in ("light", "dark"):
        theme.choose(choice)
        for kind in ("today", "people", "intake", "plan"):
            shown.go(kind)
            grab(shown, app, f"{kind}-{choice}")
    shown.ribbon.show()
    show_sizes(shown, app, theme)
    show_states(shown, app, theme)


def show_sizes(shown: Window, app: QApplication, theme: Theme) -> None:
    shown.go("people")
    shown.toast.say("Contact saved.", undo=True)
    grab(shown, app, "toast-dark")
    theme.choose("light")
    theme.resize(150)
    shown.resize(QSize(1024, 700))
    shown.go("intake")
    grab(shown, app, "intake-small-150")
    theme.resize(125)
    shown.go("people")
    grab(shown, app, "people-small-125")
    theme.resize(100)
    grab(shown, app, "people-small-100")


def show_states(shown: Window, app: QApplication, theme: Theme) -> None:
    shown.go("intake")
    shown.resize(QSize(1280, 820))
    theme.resize(150)
    shown.go("plan")
    shown.activateWindow()
    shown.front().loop._choices.buttons[2].setFocus()
    grab(shown, app, "plan-150")
    theme.resize(100)
    theme.choose("dark")
    shown.go("people")
    shown.activateWindow()
    shown.front().table.setFocus()
    grab(shown, app, "people-focus-dark")
    theme.choose("light")
    shown.go("intake")
    shown.findChild(QComboBox, "language").showPopup()
    app.processEvents()
    shown.findChild(QComboBox, "language").view().window().grab().save(str(OUT / "combo.png"))
    shown.findChild(QComboBox, "language").hidePopup()
    shown.activateWindow()
    shown.front().sections.setFocus()
    grab(shown, app, "intake-focus")
    shown.close_cover("Locking …")
    grab(shown, app, "cover")


if __name__ == "__main__":
    main()
