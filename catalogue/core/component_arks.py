"""What names a component for its ark: the identifier of its finding aid, then its key in it."""

from __future__ import annotations


def identifier_of(eadid: str, key: str) -> str:
    """The name of a component among all those of a giver; the whole (``key`` "") is named by its finding aid alone.

    The finding aid's "#" and "%" are written as in an address ("%23", "%25"): the first "#" is where the key begins.
    """
    aid = eadid.replace("%", "%25").replace("#", "%23")
    return f"{aid}#{key}" if key else aid


def parts_of(identifier: str) -> tuple[str, str]:
    """The finding aid's identifier and the key that :func:`identifier_of` put together."""
    aid, _, key = identifier.partition("#")
    return aid.replace("%23", "#").replace("%25", "%"), key
