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


def made_plain(scope: ast.AST) -> set[str]:
    """What is told in this scope to show plain text, as written: `label`, `self._title`."""
    return {
        ast.unparse(call.func.value)
        for call in calls(scope)
        if called_name(call) == "setTextFormat" and isinstance(call.func, ast.Attribute) and says_plain(call)
    }


def home_of(call: ast.Call, tree: ast.Module) -> ast.AST:
    """The class around a call, or else the function around it."""
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.lineno <= call.lineno <= (node.end_lineno or 0)
    ]
    classes = [node for node in around if isinstance(node, ast.ClassDef)]
    return max(classes or around, key=lambda node: node.lineno, default=tree)


def risky(tree: ast.Module) -> list[int]:
    """Lines where a widget that draws HTML is made, and what it is kept as is never told to show plain text."""
    kept = {
        id(node.value): ast.unparse(target)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    }
    return [
        call.lineno
        for call in calls(tree)
        if called_name(call) in RENDERS_HTML and kept.get(id(call)) not in made_plain(home_of(call, tree))
    ]


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
        ("def f(x):\n    return QtWidgets.QMessageBox(x)\n", [2]),
        ("def f(x):\n    a = QLabel(x)\n    a.setTextFormat(Qt.TextFormat.PlainText)\n", []),
        ("def f(x):\n    a = QLabel(x)\n    b = QLabel(x)\n    a.setTextFormat(Qt.TextFormat.PlainText)\n", [3]),
        ("def g(a):\n    a.setTextFormat(Qt.TextFormat.PlainText)\ndef f(x):\n    a = QLabel(x)\n", [4]),
    ],
)
def test_the_search_for_labels_finds_what_it_should(source, lines):
    assert risky(ast.parse(source)) == lines


@pytest.mark.survives(42)
@pytest.mark.parametrize("path", screens(), ids=name)
def test_whatever_shows_text_says_that_it_is_plain(path):
    assert risky(parsed(path)) == []
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


@pytest.mark.parametrize("path", screens(), ids=name)
def test_a_screen_never_sleeps(path):
    assert [
        call.lineno
        for call in calls(parsed(path))
        if called_name(call) in {"sleep", "msleep", "usleep", "processEvents"}
    ] == []


@pytest.mark.survives(42)
@pytest.mark.parametrize("path", screens(), ids=name)
def test_a_tooltip_is_made_plain(path):
    guessed = [
        call.lineno
        for call in calls(parsed(path))
        if called_name(call) == "setToolTip"
        and not any(called_name(one) == "plain_tip" for argument in call.args for one in calls(argument))
        and not any(isinstance(one, ast.Constant) and one.value == "" for one in call.args)
    ]
    assert guessed == []
