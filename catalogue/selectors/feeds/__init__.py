"""Feeds: what is indexed, kind by kind; to index another kind, write its feed and add it to ``FEEDS``."""

from __future__ import annotations

from catalogue.core.keys import Kind
from catalogue.selectors.feeds.base import Bounds, Documents, Feed, Row
from catalogue.selectors.feeds.components import Components
from catalogue.selectors.feeds.fonds import Fonds
from catalogue.selectors.feeds.notices import Notices

__all__ = ["FEEDS", "Bounds", "Documents", "Feed", "Row", "all_of", "of"]

FEEDS: dict[Kind, Feed] = {feed.kind: feed for feed in (Notices(), Fonds(), Components())}


def of(kind: Kind) -> Feed:
    """The feed of a kind; raises KeyError where nothing of that kind is indexed."""
    return FEEDS[kind]


def all_of() -> tuple[Feed, ...]:
    """Every feed, in the order of their kinds: that of document keys."""
    return tuple(FEEDS[kind] for kind in sorted(FEEDS))
