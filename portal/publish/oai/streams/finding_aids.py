"""Finding aids (the set ``ead``), whole, in EAD or in Dublin Core."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from functools import partial

from catalogue.core.description import Description
from catalogue.formats.ead.writing.namespaced import namespaced
from catalogue.search.component import Placed, description_of
from catalogue.selectors import disseminated, disseminated_finding_aids, institutions
from catalogue.selectors.disseminated import Place
from catalogue.selectors.disseminated_finding_aids import DescribedAid, ToldAid
from catalogue.services import changes
from portal.public import addresses
from portal.publish.oai import names, records, sets
from portal.publish.oai.formats import EAD, OF_WHOLES, Format, Given
from portal.publish.oai.told import Entry, Told


class FindingAids:
    """The stream of ``catalogue.selectors.disseminated_finding_aids``."""

    word = "ead"
    formats = frozenset(OF_WHOLES)

    def begin(self, since: datetime, *, until: datetime | None, spec: str) -> tuple[datetime, int]:
        """One statement."""
        return disseminated.begun(disseminated_finding_aids.COUNT, since, until=until)

    def page(self, after: Place, *, before: datetime, size: int, spec: str, form: Format | None, site: str) -> Iterator[Entry]:
        """One statement, read as it is written: finding aids are of any length."""
        if form is None:
            for told in disseminated_finding_aids.page(after, before=before, size=size):
                yield self._headed(told, site)
            return
        with closing(disseminated_finding_aids.described(after, before=before, size=size, whole=form.prefix == EAD)) as found:
            for aid in found:
                yield self._entry(aid, form, site)

    def one(self, name: str, *, form: Format | None, site: str) -> Entry | None:
        """The finding aid of an ark; the file of one is read at once."""
        if "\0" in name:
            return None
        if form is None:
            told = disseminated_finding_aids.one(name)
            return self._headed(told, site) if told else None
        with closing(disseminated_finding_aids.described_one(name, whole=form.prefix == EAD)) as found:
            for aid in found:
                entry = self._entry(aid, form, site)
                data = entry.write() if entry.write else b""
                return Entry(entry.told, partial(bytes, data))
        return None

    def _headed(self, told: ToldAid, site: str) -> Entry:
        named = self._told(told, site)
        return Entry(named, partial(records.headed, named))

    def _entry(self, aid: DescribedAid, form: Format, site: str) -> Entry:
        told = self._told(aid.told, site)
        if not aid.held:
            return Entry(told, None)
        return Entry(told, partial(records.deleted, told) if aid.unit is None else partial(_record, told, aid, form, site))

    def _told(self, told: ToldAid, site: str) -> Told:
        return Told(told.number, told.changed, told.shown, names.written(self.word, told.ark, site=site), [sets.EAD])


def _record(told: Told, aid: DescribedAid, form: Format, site: str) -> bytes:
    given = Given(
        description=partial(_said, aid),
        format="",
        received=told.changed,
        original=None,
        said=records.Said(
            address=f"{site}{addresses.permanent(aid.told.ark)}",
            institutions=institutions.kept_names(aid.institutions, generation=changes.stamp()),
        ),
        ead=lambda: b"".join(namespaced(aid.ead())),
    )
    return records.record(told, form, given, None, "")


def _said(aid: DescribedAid) -> Description:
    assert aid.unit is not None
    return description_of(Placed(0, aid.told.ark, aid.unit, (), "", aid.told.institution, aid.namespace))
