"""Finding aids (the set ``ead``), whole, in EAD or in Dublin Core."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from catalogue.formats.ead.writing.namespaced import namespaced
from catalogue.search.component import Placed, description_of
from catalogue.selectors import disseminated_finding_aids, finding_aid_files, finding_aids, institutions
from catalogue.selectors.disseminated import Place
from catalogue.selectors.disseminated_finding_aids import ToldAid
from catalogue.selectors.finding_aids import ShownComponent
from catalogue.services import changes
from portal.public import addresses
from portal.publish.oai import names, records, sets
from portal.publish.oai.formats import OF_FINDING_AIDS, Format, Given
from portal.publish.oai.told import Told


class FindingAids:
    """The stream of ``catalogue.selectors.disseminated_finding_aids``."""

    word = "ead"
    formats = frozenset(OF_FINDING_AIDS)

    def page(self, after: Place, *, before: datetime, size: int, spec: str, described: bool, site: str) -> list[Told]:
        """One statement."""
        return [self._told(each, site) for each in disseminated_finding_aids.page(after, before=before, size=size)]

    def count(self, since: datetime, *, before: datetime, spec: str) -> int:
        """One statement."""
        return disseminated_finding_aids.count(since, before=before)

    def one(self, name: str, *, site: str) -> Told | None:
        """The finding aid of an ark; one statement."""
        found = disseminated_finding_aids.one(name) if "\0" not in name else None
        return self._told(found, site) if found else None

    def written(self, told: Sequence[Told], *, form: Format, site: str) -> Iterator[bytes]:
        """Each is a file of any length: it is read by itself, a statement for its whole and two a thousand components."""
        named = institutions.kept_names((each.thing.institution for each in told), generation=changes.stamp())
        for each in told:
            aid: ToldAid = each.thing
            found = finding_aids.by_ark(aid.ark) if each.shown else None
            if found is None:
                yield records.deleted(each)
                continue
            said = records.Said(address=f"{site}{addresses.permanent(aid.ark)}", institutions=named)
            yield records.record(each, form, _given(found, said), None, "")

    def _told(self, told: ToldAid, site: str) -> Told:
        return Told(told.number, told.changed, told.shown, names.written(self.word, told.ark, site=site), [sets.EAD], told)


def _given(found: ShownComponent, said: records.Said) -> Given:
    return Given(
        description=lambda: description_of(_placed(found)),
        format="",
        received=found.aid.updated_at,
        original=None,
        said=said,
        ead=lambda: b"".join(namespaced(finding_aid_files.written(found))),
    )


def _placed(found: ShownComponent) -> Placed:
    return Placed(0, found.line.ark, found.unit, (), "", found.aid.institution, found.aid.namespace)
