"""Small modules and small functions; every exception is named and justified here."""

import ast

from tests.architecture.sources import modules, ours, tree

LONGEST_MODULE, LONGEST_FUNCTION = 300, 45
MODULE_EXCEPTIONS: dict[str, str] = {}
FUNCTION_EXCEPTIONS: dict[str, str] = {}


def is_settings(name: str) -> bool:
    return "/settings/" in name


def test_no_module_is_longer_than_a_person_reads_at_once():
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules().items() if ours(name)}
    long = {name: length for name, length in lengths.items() if length > LONGEST_MODULE and not is_settings(name)}
    assert {name: length for name, length in long.items() if name not in MODULE_EXCEPTIONS} == {}
    assert set(MODULE_EXCEPTIONS) <= set(long), "an exception that is no longer needed"


def test_no_function_is_longer_than_a_screen():
    long = {}
    for name in filter(ours, modules()):
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long[f"{name}:{node.name}"] = length
    assert {name: length for name, length in long.items() if name not in FUNCTION_EXCEPTIONS} == {}
    assert set(FUNCTION_EXCEPTIONS) <= set(long), "an exception that is no longer needed"
