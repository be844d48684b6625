"""Which engines have been kept up to date: one that was left out for a while holds an old state, however well it looks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

FILE = "kept"


def was_away(name: str) -> bool:
    """Whether marks were written without this engine since it was last filled; False where nothing is known."""
    known = _read()
    return known is not None and name not in known


def keep(names: Iterable[str]) -> set[str]:
    """Remember that only ``names`` are kept from now on; those of them that were away stay so until :func:`filled`.

    Gives the engines that were kept until now.
    """
    known = _read()
    wanted = set(names)
    if known is None:
        _write(wanted)
        return set()
    gone = known - wanted
    if gone:
        _write(known & wanted)
    return gone


def filled(name: str) -> None:
    """Remember that this engine has begun again, with a mark for every record."""
    known = _read()
    if known is not None:
        _write(known | {name})


def _read() -> set[str] | None:
    try:
        return set(_path().read_text(encoding="ascii").split())
    except OSError:
        return None


def _write(names: set[str]) -> None:
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{FILE}.new")
    draft.write_text("\n".join(sorted(names)), encoding="ascii")
    draft.replace(path)


def _path() -> Path:
    return Path(settings.SEARCH_INDEX_DIR) / FILE
