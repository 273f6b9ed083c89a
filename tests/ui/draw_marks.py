"""Draw the small pictures the style sheet needs (arrows, ticks) in each theme's colours: python -m tests.ui.draw_marks.

Qt's style sheets take a picture only from a file, so these are files; test_theme compares them with the tokens.
"""

from lead_desktop.resources import folder, text
from lead_desktop.ui.tokens import THEMES

MARKS = {
    "chevron-down": ("chevron-down", "muted"),
    "chevron-down-faint": ("chevron-down", "faint"),
    "chevron-up": ("chevron-up", "muted"),
    "check": ("check", "on_accent"),
    "minus": ("minus", "on_accent"),
}
DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18"><circle cx="9" cy="9" r="3.5" fill="{}"/></svg>\n'


def marks(theme: str) -> dict[str, str]:
    tokens = THEMES[theme]
    drawn = {
        file: text(f"icons/{icon}.svg").replace("currentColor", tokens[token]).replace('"2"', '"2.5"')
        for file, (icon, token) in MARKS.items()
    }
    return {**drawn, "dot": DOT.format(tokens["on_accent"])}


if __name__ == "__main__":
    for name in THEMES:
        for file, svg in marks(name).items():
            (folder("styles") / name / f"{file}.svg").write_text(svg, encoding="utf-8")
