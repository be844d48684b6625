"""Does every test that goes through a list look at something, and is no parametrised test skipped for want of cases?"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator

import pytest

from tests.architecture.sources import ROOT, modules, tree
from tests.selections import some

# What a loop may go over without asking: it is written out, or counts itself.
WRITTEN_OUT = ast.Tuple | ast.List | ast.Set | ast.Dict | ast.Constant
REFUSES_NOTHING = {"some", "range", "count"}
KEEPS_LENGTH = {"enumerate", "sorted", "list", "set", "tuple", "reversed", "items", "values", "keys", "zip", "pairwise"}


def outer_loops(node: ast.AST) -> Iterator[ast.For]:
    """The loops under ``node`` that hold an assertion and stand in no other such loop."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.For) and any(isinstance(inner, ast.Assert) for inner in ast.walk(child)):
            yield child
        elif not isinstance(child, ast.FunctionDef):
            yield from outer_loops(child)


def is_something(node: ast.expr, known: dict[str, ast.expr]) -> bool:
    """Whether an expression cannot be empty without a failure: written out, refused by ``some``, or made of such a one."""
    if isinstance(node, WRITTEN_OUT):
        return True
    if isinstance(node, ast.Name):
        return node.id in known and is_something(known[node.id], {name: value for name, value in known.items() if name != node.id})
    if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp):
        return all(not part.ifs and is_something(part.iter, known) for part in node.generators)
    if not isinstance(node, ast.Call):
        return False
    name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
    held = [*node.args, *([node.func.value] if isinstance(node.func, ast.Attribute) else [])]
    return name in REFUSES_NOTHING or (name in KEEPS_LENGTH and any(is_something(one, known) for one in held))


def assigned(node: ast.Module | ast.FunctionDef) -> dict[str, ast.expr]:
    """The names that a body gives a value to, once, at its own level."""
    pairs = [
        (target.id, one.value) for one in node.body if isinstance(one, ast.Assign) for target in one.targets if isinstance(target, ast.Name)
    ]
    pairs += [
        (one.target.id, one.value) for one in node.body if isinstance(one, ast.AnnAssign) and one.value and isinstance(one.target, ast.Name)
    ]
    return dict(pairs)


def takes_anything(function: ast.FunctionDef) -> bool:
    """Whether a test is one of a property: it is given many values, in some of which there may be nothing to look at."""
    return any(isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "given" for one in function.decorator_list)


def looked_through(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """What the test of a function goes through one by one: in a loop that asserts, or in ``assert all(…)``."""
    yield from (loop.iter for loop in outer_loops(function))
    for node in ast.walk(function):
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Call) and ast.unparse(node.test.func) == "all":
            yield from (each.generators[0].iter for each in node.test.args if isinstance(each, ast.GeneratorExp | ast.ListComp))


def unguarded(name: str) -> list[str]:
    """What the tests of a module go through and may be nothing; what is counted or named in another assertion is guarded."""
    module, said = tree(name), []
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef) and function.name.startswith("test_") and not takes_anything(function):
            known = assigned(module) | assigned(function)
            counted = {one.target.id for one in ast.walk(function) if isinstance(one, ast.AugAssign) and isinstance(one.target, ast.Name)}
            asserted = [one for one in function.body if isinstance(one, ast.Assert) and ast.unparse(one.test)[:4] != "all("]
            guarded = {inner.id for one in asserted for inner in ast.walk(one) if isinstance(inner, ast.Name)}
            for things in looked_through(function):
                looked_at = {inner.id for inner in ast.walk(things) if isinstance(inner, ast.Name)}
                if not is_something(things, known) and not (counted | looked_at) & guarded:
                    said.append(f"{name}:{things.lineno}: {ast.unparse(things)}")
    return said


def test_no_test_goes_through_what_may_be_nothing():
    tests = some((name for name in modules() if name.startswith("tests/") and "/test_" in name), least=150)
    assert [line for name in tests for line in unguarded(name)] == []


def test_a_parametrised_test_without_cases_is_an_error():
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["tool"]["pytest"]["ini_options"]["empty_parameter_set_mark"] == "fail_at_collect"


def test_nothing_to_look_at_is_a_failure():
    assert some(iter("ab"), least=2) == ["a", "b"]
    with pytest.raises(AssertionError, match="0 to look at, 1 at least"):
        some(())
