"""Fonds (the set ``fonds``, and of each institution ``fonds:code``): each with its sous-fonds, in EAD or in Dublin Core."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from catalogue.core.fonds import FondsDescription
from catalogue.formats.ead.writing import write_fonds
from catalogue.formats.ead.writing.fonds_header import LICENCE
from catalogue.formats.ead.writing.namespaced import namespaced
from catalogue.formats.fonds_record import described
from catalogue.selectors import disseminated, disseminated_fonds
from catalogue.selectors.disseminated import Place
from catalogue.selectors.disseminated_fonds import ToldFonds
from portal.public import addresses
from portal.publish.oai import names, records, sets
from portal.publish.oai.formats import OF_WHOLES, Format, Given
from portal.publish.oai.told import Entry, Told


class Fonds:
    """The stream of ``catalogue.selectors.disseminated_fonds``."""

    word = "fonds"
    formats = frozenset(OF_WHOLES)

    def begin(self, since: datetime, *, until: datetime | None, spec: str) -> tuple[datetime, int]:
        """One statement."""
        return disseminated.begun(disseminated_fonds.COUNT, since, until=until, keeper=sets.keeper(spec))

    def page(self, after: Place, *, before: datetime, size: int, spec: str, form: Format | None, site: str) -> Iterator[Entry]:
        """One statement, which reads the sous-fonds with their fonds."""
        keeper = sets.keeper(spec)
        if form is None:
            for told in disseminated_fonds.page(after, before=before, size=size, keeper=keeper):
                yield self._entry(told, None, form, site, keeper=keeper)
            return
        for told, fonds in disseminated_fonds.described(after, before=before, size=size, keeper=keeper):
            yield self._entry(told, fonds, form, site, keeper=keeper)

    def one(self, name: str, *, form: Format | None, site: str) -> Entry | None:
        """The fonds of an ark; one statement."""
        found = disseminated_fonds.one(name) if "\0" not in name else None
        return self._entry(*found, form, site) if found else None

    def _entry(self, told: ToldFonds, fonds: FondsDescription | None, form: Format | None, site: str, *, keeper: str = "") -> Entry:
        """With the set that is asked for among its sets, even where it is told there that it left it."""
        specs = dict.fromkeys([*sets.of_fonds(told.keeper), *(sets.of_fonds(keeper) if keeper else ())])
        named = Told(told.number, told.changed, told.shown, names.written(self.word, told.ark, site=site), list(specs))
        if form is None:
            return Entry(named, partial(records.headed, named))
        return Entry(named, partial(_record, named, fonds, form, site) if fonds else partial(records.deleted, named))


def _record(told: Told, fonds: FondsDescription, form: Format, site: str) -> bytes:
    given = Given(
        description=partial(described, fonds, site=site),
        format="",
        received=told.changed,
        original=None,
        said=records.Said(address=f"{site}{addresses.permanent(fonds.ark)}", licence=LICENCE),
        ead=lambda: b"".join(namespaced(write_fonds(fonds, site=site))),
    )
    return records.record(told, form, given, None, records.rights(LICENCE, ""))
