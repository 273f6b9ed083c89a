"""Wherever somebody types, there is help with words, or a reason why there is none."""

import ast

from tests.shape.tree import called_name, modules, name, parsed

TYPED = {"PlainLine", "PlainBox", "QLineEdit", "QPlainTextEdit", "QTextEdit"}
WITHOUT = {
    "ui/consent/sign_area.py": "a name, as a signature",
    "ui/forms/date_editors.py": "a day and a time",
    "ui/forms/reference_editor.py": "a name to look for",
    "ui/forms/texts_editor.py": "names",
    "ui/start/fields.py": "names and passphrases, before anything is open",
    "ui/supplies/round.py": "a code",
}
"""What is typed there is nobody's sentence."""


def types_text(module: str) -> bool:
    tree = next(parsed(path) for path in modules() if name(path) == module)
    return any(called_name(node) in TYPED for node in ast.walk(tree) if isinstance(node, ast.Call))


def helps(module: str) -> bool:
    tree = next(parsed(path) for path in modules() if name(path) == module)
    wanted = {"help_with_line", "help_with_box"}
    return any(called_name(node) in wanted for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_every_place_where_one_types_helps_with_words_or_says_why_not() -> None:
    typed = {name(path) for path in modules() if name(path).startswith("ui/") and types_text(name(path))}
    assert {one for one in typed if not helps(one)} == set(WITHOUT)
    assert {"ui/forms/text_editors.py", "ui/referrals/criteria_editor.py", "ui/people/look_up.py"} <= typed
