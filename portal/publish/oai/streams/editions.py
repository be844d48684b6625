"""Editions (the set ``union``): one notice where several libraries describe the same, under its ark; what was merged is told as deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial

from catalogue.core.description import Description
from catalogue.selectors import disseminated, disseminated_editions, institutions
from catalogue.selectors.disseminated import Place
from catalogue.selectors.disseminated_editions import Described, ToldEdition
from catalogue.selectors.notices import ShownNotice
from catalogue.services import changes
from harvest.selectors import originals
from portal.public import addresses
from portal.publish.oai import names, records, sets
from portal.publish.oai.formats import OF_NOTICES, Format, Given
from portal.publish.oai.told import Entry, Told


class Editions:
    """The stream of ``catalogue.selectors.disseminated_editions``."""

    word = "notice"
    formats = frozenset(OF_NOTICES)

    def begin(self, since: datetime, *, until: datetime | None, spec: str) -> tuple[datetime, int]:
        """One statement."""
        return disseminated.begun(disseminated_editions.COUNT, since, until=until)

    def page(self, after: Place, *, before: datetime, size: int, spec: str, form: Format | None, site: str) -> Iterator[Entry]:
        """One statement, which reads the records of each edition and what was received of them."""
        if form is None:
            for told in disseminated_editions.page(after, before=before, size=size):
                yield self._headed(told, site)
            return
        found = disseminated_editions.described(after, before=before, size=size, beside=originals.annotated())
        yield from self._entries(found, form, site)

    def one(self, name: str, *, form: Format | None, site: str) -> Entry | None:
        """The edition of an ark; two statements where it is to be written."""
        found = disseminated_editions.one(name) if "\0" not in name else None
        if found is None or form is None:
            return self._headed(found, site) if found else None
        described = disseminated_editions.described_one(found, beside=originals.annotated())
        return next(self._entries(described, form, site), None)

    def _headed(self, told: ToldEdition, site: str) -> Entry:
        named = self._told(told, site)
        return Entry(named, partial(records.headed, named))

    def _entries(self, found: list[Described], form: Format, site: str) -> Iterator[Entry]:
        codes = (code for each in found if each.said for code in each.said.rcrs)
        named = institutions.kept_names(codes, generation=changes.stamp())
        for each in found:
            told = self._told(each.told, site)
            written = partial(_record, told, each, form, named, site) if each.said else partial(records.deleted, told)
            yield Entry(told, written)

    def _told(self, told: ToldEdition, site: str) -> Told:
        return Told(told.number, told.changed, told.shown, names.written(self.word, told.ark, site=site), [sets.UNION])


def _record(told: Told, each: Described, form: Format, named: Mapping[str, str], site: str) -> bytes:
    """Where one record alone describes the edition, as it was received."""
    notice = each.said
    assert notice is not None
    member = notice.members[0] if len(notice.members) == 1 else None
    original = originals.of_annotated(each.record) if member else None
    given = Given(
        description=partial(_said, notice),
        format=member.format if member else "",
        received=notice.received,
        original=original.data if original else None,
        said=records.Said(
            address=f"{site}{addresses.permanent(notice.ark)}",
            institutions=named,
            licence=notice.sources[0].licence_url or notice.sources[0].licence,
        ),
    )
    terms = "".join(dict.fromkeys(records.rights(source.licence, source.licence_url) for source in notice.sources))
    return records.record(told, form, given, records.origin(original, member.identifier) if member else None, terms)


def _said(notice: ShownNotice) -> Description:
    return notice.description
