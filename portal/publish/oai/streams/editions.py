"""Editions (the set ``union``): one notice where several libraries describe the same, under its ark; what was merged is told as deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from catalogue.core.description import Description
from catalogue.selectors import disseminated_editions, institutions
from catalogue.selectors.disseminated import Place
from catalogue.selectors.disseminated_editions import ToldEdition
from catalogue.selectors.notices import ShownNotice
from catalogue.services import changes
from harvest.selectors import originals
from portal.public import addresses
from portal.publish.oai import names, records, sets
from portal.publish.oai.formats import OF_NOTICES, Format, Given
from portal.publish.oai.told import Told


class Editions:
    """The stream of ``catalogue.selectors.disseminated_editions``."""

    word = "notice"
    formats = frozenset(OF_NOTICES)

    def page(self, after: Place, *, before: datetime, size: int, spec: str, described: bool, site: str) -> list[Told]:
        """One statement, two more for what they say."""
        found = disseminated_editions.page(after, before=before, size=size)
        said = disseminated_editions.said(found) if described else {}
        return [self._told(each, said.get(each.number), site) for each in found]

    def count(self, since: datetime, *, before: datetime, spec: str) -> int:
        """One statement."""
        return disseminated_editions.count(since, before=before)

    def one(self, name: str, *, site: str) -> Told | None:
        """The edition of an ark."""
        found = disseminated_editions.one(name) if "\0" not in name else None
        return self._told(found, disseminated_editions.said([found]).get(found.number), site) if found else None

    def written(self, told: Sequence[Told], *, form: Format, site: str) -> Iterator[bytes]:
        """A statement for what was received of those that one record alone describes, and one at most for the names of institutions."""
        said: dict[int, ShownNotice] = {each.number: each.thing for each in told if each.shown and each.thing is not None}
        alone = {number: notice.members[0] for number, notice in said.items() if len(notice.members) == 1}
        known = originals.of([(member.source.pk, member.identifier) for member in alone.values()])
        named = institutions.kept_names((code for notice in said.values() for code in notice.rcrs), generation=changes.stamp())
        for each in told:
            notice = said.get(each.number)
            if notice is None:  # it went, or was merged, since the list was read
                yield records.deleted(each)
                continue
            member = alone.get(each.number)
            original = known.get((member.source.pk, member.identifier)) if member else None
            page = f"{site}{addresses.permanent(notice.ark)}"
            given = Given(
                description=partial(_said, notice),
                format=member.format if member else "",
                received=notice.received,
                original=original.data if original else None,
                said=records.Said(address=page, institutions=named, licence=notice.sources[0].licence_url or notice.sources[0].licence),
            )
            origin = records.origin(original, member.identifier) if member else None
            terms = "".join(dict.fromkeys(records.rights(source.licence, source.licence_url) for source in notice.sources))
            yield records.record(each, form, given, origin, terms)

    def _told(self, told: ToldEdition, notice: ShownNotice | None, site: str) -> Told:
        return Told(told.number, told.changed, told.shown, names.written(self.word, told.ark, site=site), [sets.UNION], notice)


def _said(notice: ShownNotice) -> Description:
    return notice.description
