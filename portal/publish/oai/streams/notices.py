"""Notices as received, one a record of a source: what a harvester is given who asks for no set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from urllib.parse import quote, unquote

from catalogue.core.serialization import from_json
from catalogue.selectors import disseminated, institutions
from catalogue.selectors.disseminated import Beside, Item, Place
from catalogue.services import changes
from harvest.selectors import originals
from portal.public import addresses
from portal.publish.oai import names, records, sets
from portal.publish.oai.formats import EUROPEANA, OF_NOTICES, Format, Given
from portal.publish.oai.told import Entry, Told

_SAFE = "-_.!~*'();:@&=+$,"
_NOTHING = Beside()


class Notices:
    """The stream of ``catalogue.selectors.disseminated``."""

    word = "record"
    formats: frozenset[str] = frozenset(OF_NOTICES)

    def begin(self, since: datetime, *, until: datetime | None, spec: str) -> tuple[datetime, int]:
        """One statement."""
        chosen = sets.chosen(spec)
        return disseminated.begun(disseminated.counting(chosen), since, until=until, **disseminated.asked(chosen))

    def page(self, after: Place, *, before: datetime, size: int, spec: str, form: Format | None, site: str) -> Iterator[Entry]:
        """One statement, which reads what was received with the records."""
        beside = _NOTHING if form is None else originals.BESIDE
        chosen = sets.chosen(spec)
        found = disseminated.page(after, before=before, size=size, chosen=chosen, described=form is not None, beside=beside)
        return self._entries(found, form, site, spec=spec)

    def one(self, name: str, *, form: Format | None, site: str) -> Entry | None:
        """The record of "source/identifier"."""
        slug, _, own = name.partition("/")
        plain = unquote(own, errors="replace")
        if quote(plain, safe=_SAFE) != own:
            return None
        beside = _NOTHING if form is None else originals.BESIDE
        found = disseminated.one(slug, plain, described=form is not None, beside=beside)
        return next(self._entries([found], form, site)) if found and self._holds(found) else None

    def _holds(self, item: Item) -> bool:
        return True

    def _told(self, item: Item, name: str, *, spec: str) -> Told:
        """As deleted in a set that it left; its other sets are those of a record that stands."""
        specs = sets.of(item)
        asked = sets.narrowest(spec)
        left = bool(asked) and asked not in specs
        return Told(item.number, item.changed, item.shown and not left, name, [*specs, asked] if left else specs)

    def _entries(self, found: Sequence[Item], form: Format | None, site: str, *, spec: str = "") -> Iterator[Entry]:
        codes = (code for item in found if form is not None and item.shown for code in item.institutions)
        named = institutions.kept_names(codes, generation=changes.stamp())
        for item in found:
            name = names.written(self.word, f"{item.slug}/{quote(item.identifier, safe=_SAFE)}", site=site)
            told = self._told(item, name, spec=spec)
            yield Entry(told, partial(_record, told, item, form, named, site) if form else partial(records.headed, told))


class ForEuropeana(Notices):
    """Those of them that the set ``europeana`` has: they alone are given in EDM, as it leaves no right to what it says."""

    formats = frozenset((*OF_NOTICES, EUROPEANA))

    def _holds(self, item: Item) -> bool:
        return item.europeana and item.cc0

    def _told(self, item: Item, name: str, *, spec: str) -> Told:
        """As deleted where the source consents no more: whoever has a right to it no more hears of it."""
        return super()._told(item, name, spec=sets.EUROPEANA)


def _record(told: Told, item: Item, form: Format, named: Mapping[str, str], site: str) -> bytes:
    original = originals.beside(item.beside)
    given = Given(
        description=partial(from_json, item.description),
        format=item.format,
        received=item.received,
        original=original.data if original else None,
        said=records.Said(
            address=f"{site}{addresses.permanent(item.ark)}" if item.ark else "",
            institutions=named,
            licence=item.licence_url or item.licence,
        ),
        keeper=item.source_name,
    )
    return records.record(told, form, given, records.origin(original, item.identifier), records.rights(item.licence, item.licence_url))
