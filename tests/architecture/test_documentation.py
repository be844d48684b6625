"""What the code says of itself: a sentence per module, a sentence and types per public function, every setting in the README."""

import ast

from runtime import environment_table
from tests.architecture.sources import ROOT, modules, ours, tree

PACKAGES = ("catalogue/", "harvest/", "portal/", "runtime/", "demonstration/", "bench/")


def test_every_module_opens_with_a_sentence():
    silent = [name for name, path in modules().items() if ours(name) and path.read_text().strip() and not ast.get_docstring(tree(name))]
    assert silent == []


def public_functions():
    for name in modules():
        if name.startswith(PACKAGES) and ours(name):
            for node in tree(name).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield name, node


def test_every_public_function_says_what_it_is_for():
    assert [f"{name}:{node.name}" for name, node in public_functions() if not ast.get_docstring(node)] == []


def test_every_public_function_is_typed():
    untyped = []
    for name, node in public_functions():
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
        if node.returns is None or any(argument is not None and argument.annotation is None for argument in arguments):
            untyped.append(f"{name}:{node.name}")
    assert untyped == []


def test_every_setting_stands_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert environment_table.between_marks(readme) == environment_table.table(), "python -m runtime.environment_table mends it"


def test_the_environment_is_read_in_one_place_only():
    """Settings read it through runtime.environment; entry points may only choose the settings module."""
    allowed = ("runtime/", "tests/", "bench/", "portal/settings/", "manage.py", "portal/celery.py", "portal/wsgi.py", "portal/asgi.py")
    readers = []
    for name in modules():
        if name.startswith(allowed) or not ours(name):
            continue
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}:
                readers.append(f"{name}:{node.lineno}")
    assert readers == []
