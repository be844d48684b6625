"""The project's own Python files, read once for the tests about the code itself."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"var", "node_modules", "__pycache__"}


@cache
def modules() -> dict[str, Path]:
    """Every module of the repository, by its path from the root."""
    tops = [path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".") and path.name not in NOT_OURS]
    files = [*ROOT.glob("*.py"), *(file for top in tops for file in top.rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): path for path in sorted(files) if not NOT_OURS & set(path.parts[len(ROOT.parts) :])}


@cache
def tree(name: str) -> ast.Module:
    """The syntax tree of one module."""
    return ast.parse(modules()[name].read_text(encoding="utf-8"), filename=name)


def ours(name: str) -> bool:
    """Whether a person wrote the module: migrations are written by Django."""
    return "/migrations/" not in name


def imports(name: str) -> set[str]:
    """The dotted names that a module imports, inside its functions too."""
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found
