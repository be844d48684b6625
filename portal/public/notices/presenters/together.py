"""Why the copies of a notice stand together, copy by copy and in words, and which other notices are the same edition, perhaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext

from catalogue.clustering.evidence import Judgement
from catalogue.clustering.merging.copies import holdings
from catalogue.clustering.merging.told import Told
from catalogue.clustering.values import printed
from catalogue.clustering.wording import said
from catalogue.core.description import Description, Holding
from catalogue.selectors import matching, notices
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.matching import Decided, Pair
from catalogue.selectors.notices import Member, ShownNotice
from portal.public import addresses
from portal.shown import copies, scripts
from portal.shown.links import web_address

MOST_PROPOSED = 6
MOST_KEEPERS = 5
_SAID_BY_NEITHER = ("missing", "none")  # levels of a field


@dataclass(frozen=True, slots=True)
class Around:
    """What the table of pairs says of a notice: the pairs inside it, those with others, the notices of these, what people decided."""

    inside: tuple[Pair, ...] = ()
    outside: Mapping[int, Pair] = field(default_factory=dict)
    others: tuple[ShownNotice, ...] = ()
    decided: tuple[Decided, ...] = ()

    @property
    def rcrs(self) -> set[str]:
        """The institutions that hold the others."""
        return {rcr for other in self.others for rcr in other.rcrs}


@dataclass(frozen=True, slots=True)
class Row:
    """A copy beside the others: ``cells`` in the order of the columns, ``source`` who describes it and ``url`` where that is read."""

    name: str
    cells: tuple[scripts.Words, ...]
    digital: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A field of which records say different things: (words, who says it), those shown first."""

    field: str
    sayings: tuple[tuple[scripts.Words, str], ...]


@dataclass(frozen=True, slots=True)
class Perhaps:
    """Another notice that may be of the same edition: why, what keeps them apart, who keeps it."""

    url: str
    title: scripts.Words
    imprint: str
    agreeing: tuple[str, ...]
    doubts: tuple[str, ...]
    keepers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Everything that is said of the grouping; empty for a record that stands alone."""

    reasons: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    otherwise: tuple[Otherwise, ...]
    perhaps: tuple[Perhaps, ...]


def look(notice: ShownNotice) -> Around:
    """What is asked of the database: nothing for a notice of which no pair was judged, else four statements at most."""
    several = len(notice.members) > 1
    if not notice.judged and not several:
        return Around()
    records = {member.record for member in notice.members}
    pairs = matching.pairs_of(records)
    outside: dict[int, Pair] = {}
    for pair in pairs:
        other = {pair.one, pair.other} - records
        if other and pair.judgement.band == "propose" and pair.verdict != "not_same":
            outside.setdefault(other.pop(), pair)
    found = notices.by_keys(map(notices.key_of, list(outside)[:MOST_PROPOSED])) if outside else {}
    return Around(
        inside=tuple(pair for pair in pairs if {pair.one, pair.other} <= records),
        outside=outside,
        others=tuple(other for other in found.values() if not other.is_withdrawn),
        decided=matching.decided_among([_name(member) for member in notice.members]) if several else (),
    )


def _name(member: Member) -> str:
    return f"{member.source.slug} {member.identifier}"


def present(notice: ShownNotice, around: Around, known: Mapping[str, KnownInstitution]) -> Together:
    """All of it laid out; ``known``: the institutions of the copies, here and there."""
    several = len(notice.members) > 1
    columns, rows = _table(notice, known) if several else ((), ())
    return Together(
        reasons=tuple(_reasons(around)) if several else (),
        columns=columns,
        rows=rows,
        otherwise=tuple(_otherwise(notice)) if several else (),
        perhaps=tuple(_perhaps(around, known)),
    )


def _reasons(around: Around) -> Iterator[str]:
    """What agrees wherever records were judged the same, each once; then what a person decided."""
    same = [pair.judgement for pair in around.inside if pair.judgement.band == "same"]
    for identifier in dict.fromkeys(one.decided_by for one in same if one.decided_by):
        yield gettext("They give the same number, %(identifier)s, and what else they say agrees.") % {"identifier": identifier}
    yield from dict.fromkeys(sentence for judgement in same for sentence in _agreeing(judgement))
    for day in dict.fromkeys(one.decided_at.date() for one in around.decided if one.verdict == "same"):
        yield gettext("A librarian compared them and put them together on %(day)s.") % {"day": day.strftime("%d/%m/%Y")}
    yield from dict.fromkeys(one.reason for one in around.decided if one.verdict == "same" and one.reason)


def _agreeing(judgement: Judgement) -> tuple[str, ...]:
    """What both say alike; that neither says something counts a little too, and tells a reader nothing."""
    told = (one for one in judgement.evidence if one.points > 0 and one.level not in _SAID_BY_NEITHER)
    return tuple(said(one.field, one.level).sentence(gettext) for one in told)


def _table(notice: ShownNotice, known: Mapping[str, KnownInstitution]) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """One row for each copy of each record; a column that no copy fills is left out."""
    titles = (
        gettext("Extent and format"), gettext("Fingerprint"), gettext("Binding"), gettext("Provenance"), gettext("Gaps"),
    )  # fmt: skip
    found = [(member, holding) for member in notice.members for holding in holdings(_told(member))]
    cells = [_cells(member.description, holding) for member, holding in found]
    used = [place for place in range(len(titles)) if any(row[place] for row in cells)]
    rows = (
        Row(
            name=" · ".join(filter(None, (_keeper(holding, known), holding.call_number))),
            cells=tuple(scripts.words(row[place]) for place in used),
            digital=next(filter(None, (web_address(copy.url) for copy in member.description.digital_copies)), ""),
            source=member.source.name,
            url=addresses.own_record(addresses.Of(member.ark, notices.key_of(member.record))),
        )
        for (member, holding), row in zip(found, cells, strict=True)
    )
    return tuple(titles[place] for place in used), tuple(rows)


def _told(member: Member) -> Told:
    return Told(member.record, member.description, member.source.trust, member.source.institution.code)


def _cells(description: Description, holding: Holding) -> tuple[str, ...]:
    owners = [copies.agent_name(agent) for agent in holding.former_owners]
    return (
        printed("extent", description),
        " ; ".join(one.value for one in description.identifiers if one.scheme == "fingerprint"),
        _notes(holding, "binding"),
        " ; ".join(filter(None, (*owners, _notes(holding, "provenance")))),
        _notes(holding, "gaps"),
    )


def _notes(holding: Holding, kind: str) -> str:
    return " ; ".join(note.value for note in holding.notes if note.kind == kind)


def _keeper(holding: Holding, known: Mapping[str, KnownInstitution]) -> str:
    found = known.get(holding.institution)
    return found.placed if found else holding.institution_name or gettext("Library %(rcr)s") % {"rcr": holding.institution}


def _otherwise(notice: ShownNotice) -> Iterator[Otherwise]:
    labels = {
        "title": gettext("Title"), "imprint": gettext("Publication"), "edition": gettext("Edition"),
        "extent": gettext("Extent and format"), "series": gettext("Series"),
    }  # fmt: skip
    names = {member.record: member.source.name for member in notice.members}
    for name, label in labels.items():
        value = notice.merged.get(name)
        if value is None or not value.others:
            continue
        sayings = [(printed(name, notice.description), value.records), *value.others]
        yield Otherwise(label, tuple((scripts.words(text), _who(records, names)) for text, records in sayings))


def _who(records: Sequence[int], names: Mapping[int, str]) -> str:
    return gettext("according to %(sources)s") % {"sources": ", ".join(dict.fromkeys(names[record] for record in records))}


def _perhaps(around: Around, known: Mapping[str, KnownInstitution]) -> Iterator[Perhaps]:
    told: set[str] = set()
    for other in around.others:
        ark = other.edition or other.ark
        if ark in told:
            continue
        told.add(ark)
        judgement = around.outside[other.key.id].judgement
        yield Perhaps(
            url=addresses.of_ark(ark) if ark else addresses.notice(other),
            title=scripts.words(other.description.title or gettext("Untitled document")),
            imprint=printed("imprint", other.description),
            agreeing=_agreeing(judgement),
            doubts=tuple(_apart(judgement)),
            keepers=_keepers(other, known),
        )


def _apart(judgement: Judgement) -> Iterable[str]:
    codes = [*(("veto", code) for code in judgement.vetoes), *(("doubt", code) for code in judgement.doubts)]
    return dict.fromkeys(said(kind, code).sentence(gettext) for kind, code in codes)


def _keepers(other: ShownNotice, known: Mapping[str, KnownInstitution]) -> tuple[str, ...]:
    held = [holding for holding in other.copies if holding.institution or holding.institution_name]
    return tuple(dict.fromkeys(_keeper(holding, known) for holding in held))[:MOST_KEEPERS] or (other.keeper.placed,)
