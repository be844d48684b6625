"""Entries of Atom feeds (RFC 4287): what a partner wrote is text for a feed program, never markup, and each says who keeps the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.timezone import localtime

from portal.shown.words import printable


@dataclass(frozen=True, slots=True)
class Entry:
    """One notice: its address; its ``identity``, which no language changes; ``keepers``, its authors; the ``language`` of its title."""

    title: str
    link: str
    identity: str
    summary: str
    keepers: Sequence[str]
    received: datetime
    changed: datetime
    language: str = ""


class Feed(Atom1Feed):
    """A feed of entries whose titles and summaries are plain text (``type="text"``: RFC 4287 §3.1.1.1).

    Django writes summaries as ``type="html"`` and escapes them once: what a record holds would be markup to the reader's program.
    """

    def keep(self, entry: Entry) -> None:
        """Add an entry after those before."""
        self.add_item(
            title=entry.title,
            link=entry.link,
            description=entry.summary,
            unique_id=entry.identity,
            pubdate=localtime(entry.received),
            updateddate=localtime(entry.changed),
            entry=entry,
        )

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """The elements of an entry, their texts declared as such."""
        entry: Entry = item["entry"]
        language = {"xml:lang": entry.language} if entry.language else {}
        handler.addQuickElement("title", printable(entry.title), {"type": "text", **language})
        handler.addQuickElement("link", "", {"href": entry.link, "rel": "alternate"})
        handler.addQuickElement("id", entry.identity)
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        for keeper in dict.fromkeys(filter(None, map(printable, entry.keepers))):
            handler.startElement("author", {})
            handler.addQuickElement("name", keeper)
            handler.endElement("author")
        if entry.summary:
            handler.addQuickElement("summary", printable(entry.summary), {"type": "text"})
