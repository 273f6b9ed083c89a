"""What an error may say: our own sentences, numbers and codes; never typed text, never another library's words."""

import ast
import importlib
import pkgutil
import re
import string

import pytest

import lead_desktop
from lead_desktop.errors import LeadError
from tests.shape.tree import called_name, modules, name, parsed

FACTS = {"minutes", "fingerprint", "reason", "people", "limit"}
"""What a sentence of an error may mention: numbers and words of ours."""
LOGS = {"debug", "info", "warning", "error", "critical", "log"}


def every_error() -> list[type[LeadError]]:
    """Load every module, then walk the tree of errors."""
    for found in pkgutil.walk_packages(lead_desktop.__path__, "lead_desktop."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    todo, seen = [LeadError], []
    while todo:
        one = todo.pop()
        if one.__module__.startswith("lead_desktop"):
            seen.append(one)
        todo += one.__subclasses__()
    return seen


ERRORS = every_error()


def test_errors_are_found():
    assert len(ERRORS) > 30


@pytest.mark.parametrize("error", ERRORS, ids=lambda one: one.__name__)
def test_an_error_has_a_code_of_its_own_and_a_sentence_without_typed_text(error):
    assert re.fullmatch(r"[a-z_]+", error.code)
    assert error.message.strip().endswith((".", "?"))
    asked = {field for _text, field, _spec, _how in string.Formatter().parse(error.message) if field}
    assert asked <= FACTS, asked


def test_codes_name_one_error_each():
    codes = [one.code for one in ERRORS if "code" in vars(one)]
    assert sorted(codes) == sorted(set(codes))


def caught(tree: ast.Module):
    """Every `except ... as error` with the name it binds."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.name:
            yield node, node.name


def is_name(node: ast.AST, bound: str) -> bool:
    return isinstance(node, ast.Name) and node.id == bound


def tells(handler: ast.AST, bound: str) -> list[int]:
    """Lines that turn an error into text, or hand it to something that does."""
    found = []
    for node in ast.walk(handler):
        if isinstance(node, ast.FormattedValue) and is_name(node.value, bound):
            found.append(node.lineno)
        elif isinstance(node, ast.Attribute) and node.attr in {"args", "strerror", "filename"}:
            found += [node.lineno] if is_name(node.value, bound) else []
        elif isinstance(node, ast.Call):
            words = called_name(node)
            given = [*node.args, *(one.value for one in node.keywords)]
            if (words in {"str", "repr", "format", "print", *LOGS}) and any(is_name(one, bound) for one in given):
                found.append(node.lineno)
    return found


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("try:\n    f()\nexcept E as e:\n    g(str(e))\n", [4]),
        ("try:\n    f()\nexcept E as e:\n    g(f'{e}')\n", [4]),
        ("try:\n    f()\nexcept E as e:\n    log.error('%s', e)\n", [4]),
        ("try:\n    f()\nexcept E as e:\n    g(e.args)\n", [4]),
        ("try:\n    f()\nexcept E as e:\n    log.error('%s', type(e).__name__)\n    g(e.code)\n", []),
    ],
)
def test_the_search_finds_an_error_that_is_turned_into_text(source, lines):
    assert [line for handler, bound in caught(ast.parse(source)) for line in tells(handler, bound)] == lines


@pytest.mark.parametrize("path", modules(), ids=name)
def test_the_words_of_an_error_are_never_used(path):
    assert [line for handler, bound in caught(parsed(path)) for line in tells(handler, bound)] == []


@pytest.mark.parametrize("path", modules(), ids=name)
def test_no_trace_with_values_is_ever_written(path):
    """`exception`, `exc_info`, `print_exc` and their like print an error's words (security 3.7)."""
    tree = parsed(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            assert called_name(node) not in {"exception", "print_exc", "format_exc", "print_exception"}, node.lineno
            assert "exc_info" not in {one.arg for one in node.keywords}, node.lineno


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_log_line_is_a_code_and_plain_facts(path):
    """The first argument is a constant; what is filled in is a code, a kind, a place in the code or a number."""
    for node in ast.walk(parsed(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOGS):
            continue
        if ast.unparse(node.func.value).lower() not in {"_log", "log", "logging", "logger"}:
            continue
        assert isinstance(node.args[0], ast.Constant), node.lineno
        for one in node.args[1:]:
            said = ast.unparse(one)
            assert re.fullmatch(r"[\w.]+\.code|(type\(\w+\)|kind)\.__name__|where\(\w+\)|kind|code|\d+", said), said
