"""Notices as received, one a record of a source: what a harvester is given who asks for no set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from urllib.parse import quote, unquote

from catalogue.core.serialization import from_json
from catalogue.selectors import disseminated, institutions
from catalogue.selectors.disseminated import Item, Place
from catalogue.services import changes
from harvest.selectors import originals
from portal.public import addresses
from portal.publish.oai import names, records, sets
from portal.publish.oai.formats import OF_NOTICES, Format, Given
from portal.publish.oai.told import Told

_SAFE = "-_.!~*'();:@&=+$,"


class Notices:
    """The stream of ``catalogue.selectors.disseminated``."""

    word = "record"
    formats = frozenset(OF_NOTICES)

    def page(self, after: Place, *, before: datetime, size: int, spec: str, described: bool, site: str) -> list[Told]:
        """One statement."""
        found = disseminated.page(after, before=before, size=size, chosen=sets.chosen(spec), described=described)
        return [self._told(item, site) for item in found]

    def count(self, since: datetime, *, before: datetime, spec: str) -> int:
        """One statement."""
        return disseminated.count(since, before=before, chosen=sets.chosen(spec))

    def one(self, name: str, *, site: str) -> Told | None:
        """The record of "source/identifier"; one statement."""
        slug, _, own = name.partition("/")
        plain = unquote(own, errors="replace")
        item = disseminated.one(slug, plain) if quote(plain, safe=_SAFE) == own else None
        return self._told(item, site) if item else None

    def written(self, told: Sequence[Told], *, form: Format, site: str) -> Iterator[bytes]:
        """A statement for what was received, and one at most for the names of institutions."""
        items = [each.thing for each in told if each.shown]
        known = originals.of([(item.source, item.identifier) for item in items])
        named = institutions.kept_names((code for item in items for code in item.institutions), generation=changes.stamp())
        for each in told:
            item: Item = each.thing
            original = known.get((item.source, item.identifier))
            page = f"{site}{addresses.permanent(item.ark)}" if item.ark else ""
            given = Given(
                description=partial(from_json, item.description),
                format=item.format,
                received=item.received,
                original=original.data if original else None,
                said=records.Said(address=page, institutions=named, licence=item.licence_url or item.licence),
            )
            yield records.record(
                each, form, given, records.origin(original, item.identifier), records.rights(item.licence, item.licence_url)
            )

    def _told(self, item: Item, site: str) -> Told:
        name = names.written(self.word, f"{item.slug}/{quote(item.identifier, safe=_SAFE)}", site=site)
        return Told(item.number, item.changed, item.shown, name, sets.of(item), item)
