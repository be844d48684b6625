"""Two records side by side, field by field, with what differs marked, for whoever decides whether they are the same edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from catalogue.clustering.evidence import Judgement
from catalogue.clustering.merging.told import same_words
from catalogue.clustering.values import printed
from catalogue.clustering.wording import said
from catalogue.core.description import Description
from catalogue.core.places import in_its_town
from catalogue.selectors.notices import ShownNotice
from catalogue.selectors.pairs import Proposal
from portal.public import addresses


@dataclass(frozen=True, slots=True)
class Side:
    """A record: who gives it, where readers see it."""

    record: int
    source: str
    institution: str
    url: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A field: what each record says, and whether that differs."""

    label: str
    one: str
    other: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposal laid out; ``value`` is what the form calls it by."""

    value: str
    title: str
    one: Side
    other: Side
    fields: tuple[Compared, ...]
    agreeing: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both, in order."""
        return self.one, self.other


def pairs(proposals: Sequence[Proposal], notices: Mapping[int, ShownNotice]) -> tuple[Pair, ...]:
    """Those of which both records are shown."""
    return tuple(
        _pair(proposal.judgement, notices[proposal.one], notices[proposal.other])
        for proposal in proposals
        if proposal.one in notices and proposal.other in notices
    )


def _pair(judgement: Judgement, one: ShownNotice, other: ShownNotice) -> Pair:
    left, right = one.members[0].description, other.members[0].description
    codes = [*(("veto", code) for code in judgement.vetoes), *(("doubt", code) for code in judgement.doubts)]
    return Pair(
        value=f"{one.key.id}-{other.key.id}",
        title=left.title or gettext("Untitled document"),
        one=side(one),
        other=side(other),
        fields=tuple(field for field in _fields(left, right) if field.one or field.other),
        agreeing=tuple(said(found.field, found.level).sentence(gettext) for found in judgement.evidence if found.points > 0),
        doubts=tuple(dict.fromkeys(said(kind, code).sentence(gettext) for kind, code in codes)),
    )


def side(notice: ShownNotice) -> Side:
    """Who gives a record."""
    member = notice.members[0]
    house = member.source.institution
    return Side(notice.key.id, member.source.name, in_its_town(house.title, house.town), address(notice))


def address(notice: ShownNotice) -> str:
    """Where readers see a record: as its library wrote it, where it stands with others."""
    return addresses.own_record(notice) if notice.edition or len(notice.members) > 1 else addresses.notice(notice)


def facts(description: Description) -> tuple[tuple[str, str], ...]:
    """What a record says, a label and its words, in the order of a comparison; what it does not say is left out."""
    return tuple((label, value) for label, value in _told(description) if value)


def _told(description: Description) -> list[tuple[str, str]]:
    labels = {
        "title": gettext("Title"), "author": gettext("Author"), "imprint": gettext("Publication"), "year": gettext("Date"),
        "extent": gettext("Extent and format"), "edition": gettext("Edition"), "series": gettext("Series"),
    }  # fmt: skip
    said_of = [(label, printed(name, description)) for name, label in labels.items()]
    return [*said_of, (gettext("Numbers"), _numbers(description)), (gettext("Call numbers"), _call_numbers(description))]


def _fields(one: Description, other: Description) -> tuple[Compared, ...]:
    return tuple(
        Compared(label, left, right, bool(left and right) and same_words(left) != same_words(right))
        for (label, left), (_label, right) in zip(_told(one), _told(other), strict=True)
    )


def _numbers(description: Description) -> str:
    return " ; ".join(f"{one.scheme} {one.value}" for one in description.identifiers if one.scheme not in ("local", "url"))


def _call_numbers(description: Description) -> str:
    return " ; ".join(holding.call_number for holding in description.holdings if holding.call_number)
