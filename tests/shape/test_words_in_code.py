"""Every part says what it is for."""

import ast

from tests.shape.tree import SOURCE, modules, name, parsed


def is_public(node: ast.stmt) -> bool:
    return isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")


def test_every_module_has_a_docstring():
    assert [name(path) for path in modules() if not ast.get_docstring(parsed(path))] == []


def test_every_public_class_and_function_has_a_docstring():
    silent = [
        f"{name(path)}:{node.name}"
        for path in modules()
        for node in parsed(path).body
        if is_public(node) and not ast.get_docstring(node)
    ]
    assert silent == []


def test_a_package_file_holds_its_sentence_and_nothing_else():
    crowded = [
        name(path)
        for path in modules()
        if path.name == "__init__.py" and path.parent != SOURCE
        if len(parsed(path).body) > 1
    ]
    assert crowded == []


def test_no_module_is_named_for_everything_and_nothing():
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base_manager"}
    assert [name(path) for path in modules() if path.stem in vague] == []
