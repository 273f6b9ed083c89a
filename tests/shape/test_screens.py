"""What a screen may not do, read from the source (security 3.6, architecture rules 12 to 19)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shape.tree import called_name, modules, name, parsed

# These draw HTML unless told otherwise: a name typed as "<b>" would be lost, a forged link shown.
RENDERS_HTML = ("QLabel", "QMessageBox", "QToolTip", "QErrorMessage", "QWhatsThis")


def screens() -> list[Path]:
    return [path for path in modules() if name(path).startswith("ui/")]


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def says_plain(scope: ast.AST) -> bool:
    """Tell whether the scope names PlainText."""
    return any(isinstance(node, ast.Attribute) and node.attr == "PlainText" for node in ast.walk(scope))


def risky(tree: ast.Module) -> Iterator[int]:
    """Lines where a widget that draws HTML is made in a function or class that never says PlainText."""
    scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    for call in calls(tree):
        if called_name(call) not in RENDERS_HTML:
            continue
        around = [one for one in scopes if one.lineno <= call.lineno <= (one.end_lineno or 0)]
        innermost = max(around, key=lambda one: one.lineno, default=tree)
        if not says_plain(innermost):
            yield call.lineno


def html_methods(tree: ast.Module) -> Iterator[int]:
    """Lines that ask for rich text by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {
            "setHtml",
            "insertHtml",
            "appendHtml",
            "RichText",
            "AutoText",
            "MarkdownText",
            "setMarkdown",
        }:
            yield node.lineno


def subclasses_of_label(tree: ast.Module) -> Iterator[ast.ClassDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(
            getattr(base, "id", getattr(base, "attr", "")) in RENDERS_HTML for base in node.bases
        ):
            yield node


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("def f(x):\n    QLabel(x)\n", [2]),
        ("def f(x):\n    QtWidgets.QMessageBox(x)\n", [2]),
        ("def f(x):\n    label = QLabel(x)\n    label.setTextFormat(Qt.TextFormat.PlainText)\n", []),
        ("def g():\n    a.b(Qt.TextFormat.PlainText)\ndef f(x):\n    QLabel(x)\n", [4]),
    ],
)
def test_the_search_for_labels_finds_what_it_should(source, lines):
    assert list(risky(ast.parse(source))) == lines


@pytest.mark.parametrize("path", screens(), ids=name)
def test_whatever_shows_text_says_that_it_is_plain(path):
    assert list(risky(parsed(path))) == []
    assert list(html_methods(parsed(path))) == []
    assert [one.name for one in subclasses_of_label(parsed(path)) if not says_plain(one)] == []


@pytest.mark.parametrize("path", screens(), ids=name)
def test_looks_stand_in_the_style_sheet(path):
    styled = [call.lineno for call in calls(parsed(path)) if called_name(call) == "setStyleSheet"]
    assert styled == [] or name(path) == "ui/theme.py"


@pytest.mark.parametrize("path", screens(), ids=name)
def test_signals_are_connected_to_methods_and_never_to_lambdas(path):
    by_lambda = [
        call.lineno
        for call in calls(parsed(path))
        if called_name(call) == "connect" and any(isinstance(one, ast.Lambda) for one in call.args)
    ]
    assert by_lambda == []
