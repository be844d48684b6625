"""What an address looks like is known in one place: ``portal/public/addresses.py`` makes paths, the ``urls`` modules say who answers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import ROOT, modules, tree

MAKER = "portal/public/addresses.py"
FOLDERS = ("portal/", "harvest/", "catalogue/", "runtime/", "demonstration/", "tools/")
PATHS = ("/notice/", "/etablissement/", "/numerisation/", "/ark:/")
VIEWS = re.compile(
    r"public:(?:ark|ark_with_slash|ark_without_slash|source|citation|former_\w+|notice|institution|digital(?:-\w+)?)(?![\w-])"
)
# A machine is told which paths it may read, in the words of RFC 9309: patterns, not addresses.
SAY_PATTERNS = {"portal/publish/robots.py"}
# The pictures of the documentation: a page of a database that is down, and a link found in a page by its form.
OF_THE_SCREENS = {"runtime/screens/states.py", "runtime/screens/__main__.py"}


def _texts(name: str) -> Iterator[tuple[int, str]]:
    """The strings of a module that are no docstrings, pieces of formatted ones too."""
    nodes = list(ast.walk(tree(name)))
    said = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def _written_by_others() -> Iterator[str]:
    for name in modules():
        if name.startswith(FOLDERS) and "/migrations/" not in name and name not in {MAKER} | SAY_PATTERNS | OF_THE_SCREENS:
            for line, value in _texts(name):
                if any(value.startswith(path) or f"}}{path}" in value for path in PATHS) or VIEWS.search(value):
                    yield f"{name}:{line} {value[:60]!r}"


def test_no_other_module_writes_or_reverses_the_address_of_a_notice_or_an_institution() -> None:
    assert list(_written_by_others()) == []


def test_no_template_writes_or_reverses_one() -> None:
    found = []
    for path in sorted((ROOT / "templates").rglob("*.*")):
        text = path.read_text(encoding="utf-8")
        if any(f'"{start}' in text for start in PATHS) or VIEWS.search(text):
            found.append(path.relative_to(ROOT).as_posix())
    assert len(list((ROOT / "templates").rglob("*.html"))) > 50
    assert found == []


def test_no_script_writes_one() -> None:
    scripts = list((ROOT / "static" / "js").rglob("*.js"))
    assert scripts
    assert [path.name for path in scripts if any(start in path.read_text(encoding="utf-8") for start in PATHS)] == []


def test_the_maker_is_the_one_that_makes_them() -> None:
    text = Path(ROOT / MAKER).read_text(encoding="utf-8")
    assert {"public:ark", "public:former_notice", "public:former_institution"} <= set(re.findall(r"public:\w+", text))
