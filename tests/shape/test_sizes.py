"""Modules and functions stay small enough to hold in one's head (architecture, rule 7)."""

import ast

from tests.shape.tree import functions, modules, name

MODULE_LINES = 300
FUNCTION_LINES = 40

# Longer for now; the list may only shrink, and a test says when an entry is no longer needed.
LONG_MODULES: frozenset[str] = frozenset()
LONG_FUNCTIONS: frozenset[str] = frozenset()


def long_modules() -> set[str]:
    return {name(path) for path in modules() if len(path.read_text(encoding="utf-8").splitlines()) > MODULE_LINES}


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring and decorators."""
    if ast.get_docstring(function) is None:
        return (function.end_lineno or 0) - function.lineno + 1
    words = function.body[0]
    return (function.end_lineno or 0) - function.lineno - ((words.end_lineno or 0) - words.lineno)


def long_functions() -> set[str]:
    return {
        f"{name(path)}:{function.name}"
        for path in modules()
        for function in functions(path)
        if lines_of(function) > FUNCTION_LINES
    }


def test_no_module_is_longer_than_three_hundred_lines():
    assert long_modules() - LONG_MODULES == set()


def test_no_function_is_longer_than_forty_lines():
    assert long_functions() - LONG_FUNCTIONS == set()


def test_the_lists_of_exceptions_hold_nothing_that_is_short_again():
    assert LONG_MODULES - long_modules() == set()
    assert LONG_FUNCTIONS - long_functions() == set()
