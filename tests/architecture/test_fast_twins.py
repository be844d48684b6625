"""A fast twin names the slow one that defines what it answers, is compared with it, and is measured: else it is a second truth."""

from __future__ import annotations

import ast
import re

import pytest

from bench.twins import TWINS
from tests.architecture.sources import imports, modules, ours, tree

CODE = ("catalogue/", "harvest/", "portal/", "runtime/")
SAID = re.compile(r"Fast twin of ``([a-z0-9_.]+)``: .*\(factor: ``bench twins``\)")
CALLED = re.compile(r"(?:^|[_/])(?:fast|quick|speedy|shortcut)(?:[_./]|$)")


def first_lines() -> dict[str, str]:
    """The first line of each module of the code."""
    names = [name for name in modules() if name.startswith(CODE) and ours(name)]
    return {name: (ast.get_docstring(tree(name)) or "").partition("\n")[0] for name in names}


FIRST_LINES = first_lines()
SLOW = {name: said[1] for name, line in FIRST_LINES.items() if (said := SAID.match(line))}


def test_a_module_that_is_called_fast_is_a_twin_and_says_of_which():
    assert len(FIRST_LINES) > 300
    assert {name for name in FIRST_LINES if CALLED.search(name)} <= set(SLOW)
    assert {name for name, line in FIRST_LINES.items() if re.search(r"\b(?:fast|slow) twin", line, re.IGNORECASE)} == set(SLOW)


def test_every_twin_is_measured_and_nothing_else_is():
    assert {twins.module for twins in TWINS} == set(SLOW)


@pytest.mark.parametrize("name", sorted(SLOW))
def test_the_slow_twin_stands_there_and_a_test_compares_the_two(name):
    slow = SLOW[name]
    assert slow.replace(".", "/") + ".py" in modules()

    def knows(test: str, module: str) -> bool:
        parent, _, leaf = module.rpartition(".")
        return module in imports(test) or (parent in imports(test) and leaf in _taken(test, parent))

    fast = name.removesuffix(".py").replace("/", ".")
    assert [test for test in modules() if test.startswith("tests/") and "/test_" in test and knows(test, fast) and knows(test, slow)]


def _taken(test: str, package: str) -> set[str]:
    nodes = (node for node in ast.walk(tree(test)) if isinstance(node, ast.ImportFrom) and node.module == package)
    return {alias.name for node in nodes for alias in node.names}
