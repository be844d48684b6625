"""One place says what a search means and how much each answer counts; engines only compile it."""

from __future__ import annotations

import ast

from tests.architecture.sources import ROOT

SEARCH = ROOT / "catalogue" / "search"
COMPILERS = sorted((SEARCH / "engines").glob("*/queries.py"))
DECISIONS = frozenset({"catalogue.search.weights", "catalogue.search.words", "catalogue.search.codes", "catalogue.core.text"})
PLANNERS = frozenset({"planning.py", "weights.py"})


def _imported(tree: ast.AST) -> set[str]:
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_engines_decide_nothing_of_relevance() -> None:
    assert len(COMPILERS) >= 2
    for path in COMPILERS:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        numbers = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)}
        assert numbers <= {0.0, 1.0}, f"{path}: how much an answer counts is said in search/weights.py"
        assert not _imported(tree) & DECISIONS, f"{path}: what a search means is said in search/planning.py"


def test_one_module_holds_the_weights() -> None:
    used = []
    for path in sorted((ROOT / "catalogue").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        if path.name != "weights.py" and any("BOOST" in name or name.endswith("_SCORE") for name in names):
            used.append(str(path))
        if path.name not in PLANNERS and "catalogue.search.weights" in _imported(tree):
            used.append(str(path))
    assert used == [], "weights are made in search/weights.py and read in search/planning.py"
