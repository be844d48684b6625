"""What is decided of a description is decided in ``core/rules`` alone: a second answer would differ one day."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, imports, tree
from tests.architecture.sources import modules as all_modules

RULES = ROOT / "catalogue" / "core" / "rules"
# Who reads a partner's codes into a description, or lists the words there are, decides nothing of it.
READERS = ("catalogue/formats/", "catalogue/core/kinds.py", "catalogue/core/dates/", "catalogue/core/rules/")
OWNED = frozenset(
    {
        "principal_date", "is_reproduction", "years_of", "centuries_of", "decades_of", "principal_publication", "statement", "imprint_of",
        "completing", "subtitle_of", "sorting_title",
    }
)  # fmt: skip
# Words that, listed together, are an order of preference among dates, or what completes a title.
TOGETHER = (frozenset({"publication", "original"}), frozenset({"publication", "reproduction"}), frozenset({"remainder", "part"}))

MADE_BY_LXML = frozenset({"XMLParser", "XMLPullParser", "HTMLParser", "iterparse", "XML", "HTML", "fromstring", "ParserCreate"})
XML_ROOMS = ("catalogue/formats/xml/", "catalogue/formats/ead/stream.py")  # the second streams what is too large for a tree
CODE = [name for name in all_modules() if name.startswith(("catalogue/", "harvest/", "portal/", "runtime/"))]


def modules() -> Iterator[tuple[str, ast.Module]]:
    """The modules that could give a second answer."""
    for folder in ("catalogue", "harvest", "portal"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name and not name.startswith(READERS):
                yield name, ast.parse(path.read_text(encoding="utf-8"))


MODULES = dict(modules())


def _words(node: ast.AST) -> frozenset[object]:
    parts = getattr(node, "elts", ()) if isinstance(node, ast.Tuple | ast.List | ast.Set) else ()
    return frozenset(part.value for part in parts if isinstance(part, ast.Constant))


def _calls(name: str, tree: ast.Module) -> bool:
    return any(isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name for node in ast.walk(tree))


def test_there_are_modules_to_look_at_and_every_rule_has_an_owner() -> None:
    defined = {node.name for path in RULES.glob("*.py") for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}
    assert len(MODULES) > 200
    assert defined >= OWNED


def test_no_other_module_defines_a_rule() -> None:
    twins = {
        (name, node.name)
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.lstrip("_") in OWNED
    }
    assert twins == set()


@pytest.mark.parametrize("words", TOGETHER, ids=lambda words: "+".join(sorted(words)))
def test_no_other_module_prefers_one_date_to_another_or_completes_a_title(words: frozenset[str]) -> None:
    twins = {(name, node.lineno) for name, tree in MODULES.items() for node in ast.walk(tree) if words <= _words(node)}
    assert twins == set()


def test_only_the_rule_makes_the_key_that_titles_are_sorted_by() -> None:
    assert {name for name, tree in MODULES.items() if _calls("sort_key", tree)} == set()


def test_only_the_rules_reckon_centuries_and_decades() -> None:
    def reckons(node: ast.AST) -> bool:
        divides = isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv)
        return divides and isinstance(node.right, ast.Constant) and node.right.value == 100

    assert {name for name, tree in MODULES.items() if any(map(reckons, ast.walk(tree)))} == set()


def test_one_room_makes_a_tree_of_xml_and_cuts_it() -> None:
    def parses(name: str, tree: ast.Module) -> bool:
        made = {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
        return bool(made & MADE_BY_LXML) or bool({"xml.parsers", "xml.etree", "xml.dom", "xml.sax.handler"} & imports(name))

    parsers = {name for name in CODE if parses(name, tree(name))}
    assert "catalogue/formats/xml/safety.py" in parsers
    assert {name for name in parsers if not name.startswith(XML_ROOMS)} == set()


def test_search_and_citations_take_their_date_from_the_rule() -> None:
    users = {name for name, tree in MODULES.items() if _calls("principal_date", tree)}
    assert {"catalogue/search/document.py", "catalogue/citations/dates.py"} <= users
    assert any(name.startswith("portal/") for name in users)
    assert Path(RULES / "dates.py").is_file()
