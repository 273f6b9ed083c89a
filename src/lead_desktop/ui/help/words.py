"""The words of the help page, as data: (title, icon, lines) by card; all marked for translation."""

from lead_desktop.i18n import N_

Card = tuple[str, str, tuple[str, ...]]

TASKS: tuple[Card, ...] = (
    (
        N_("Send a referral"),
        "hand-helping",
        (
            N_("Press Ctrl+N. The form opens with date, time and your name filled in."),
            N_("Go from field to field with Tab. Write what you saw; only a few fields must be filled in."),
            N_("Press “Send referral”. If something is missing, the page says what and takes you there."),
        ),
    ),
    (
        N_("Take an intake over several sittings"),
        "clipboard-list",
        (
            N_("Open the person, then “Intake”. Begin anywhere; skip what the person does not want to answer now."),
            N_("Everything is kept while you type. Close it, lock the laptop, come back another day: it opens where "
               "you were."),
            N_("“Prefers not to answer” is an answer. It never stands in the way."),
        ),
    ),
    (
        N_("Make a plan together"),
        "target",
        (
            N_("Open the person, then “Plan”. Write goals in the person's own words."),
            N_("Add steps with who does what. Stages go back and forth; that is part of the way, not a fault."),
            N_("Print a copy for the person, in the language they like to read."),
        ),
    ),
    (
        N_("Find somebody"),
        "user-search",
        (
            N_("Press Ctrl+F and type part of a name, another name, a number, a birth year or the end of a phone."),
            N_("Slips of the key and left-out accents do not matter."),
        ),
    ),
    (
        N_("Lock the laptop"),
        "lock",
        (
            N_("Press Ctrl+L whenever you leave it. What you typed is saved, and you come back to the same place."),
            N_("It locks by itself when nobody touches it for a while; Settings says after how many minutes."),
        ),
    ),
    (
        N_("Forgotten your passphrase"),
        "key-round",
        (
            N_("On the page that asks for it, choose “Use the recovery code” and type the code from your sheet."),
            N_("Nobody else can open the laptop for you, not even the people who make this program."),
        ),
    ),
    (
        N_("Keep a backup"),
        "save",
        (
            N_("Settings, “Back up now”. Keep it on another drive. It is encrypted, and opens with your passphrase."),
            N_("If the laptop breaks: install the program on another one. On its first page choose “I have a backup of "
               "a laptop that was set up before”. It asks for the file and your passphrase, and then everything is "
               "there."),
        ),
    ),
)  # fmt: skip

KEYS: tuple[str, tuple[tuple[str, str], ...]] = (
    N_("Keys"),
    (
        ("F1", N_("This page")),
        ("F2", N_("In a crisis: 988, 911, naloxone")),
        ("F4", N_("When police, a court or a lawyer asks")),
        ("Ctrl+1 … Ctrl+9", N_("The pages in the rail, from the top")),
        ("Ctrl+N", N_("New referral")),
        ("Ctrl+F", N_("Find somebody")),
        ("Ctrl+Z", N_("Take back the last change")),
        ("Alt+Left", N_("Back to where you were")),
        ("Ctrl+L", N_("Lock now")),
        ("F7", N_("Other words for a word with a line of dots below it")),
        ("F9", N_("Initials instead of names, when somebody looks over your shoulder")),
        ("Tab, Shift+Tab", N_("To the next field, to the one before")),
        (N_("Space"), N_("Choose what has the frame around it")),
    ),
)
