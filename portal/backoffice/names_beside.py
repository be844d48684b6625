"""Two forms of a name side by side, with what records say of their bearers, for whoever decides whether they are one person's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from catalogue.clustering.persons.wording import said
from catalogue.core.vocabularies import relator_label
from catalogue.selectors.name_proposals import Form
from catalogue.selectors.pairs import Proposal
from portal.shown import words

SHOWN_ROLES = 6


@dataclass(frozen=True, slots=True)
class Side:
    """A form: its name, the page where readers see its bearer, what records say of them, under the labels of the comparison."""

    label: str
    url: str
    told: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison."""

    label: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposal laid out; ``value`` is what the form calls it by."""

    value: str
    one: Side
    other: Side
    lines: tuple[Line, ...]
    agreeing: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both, in order."""
        return self.one, self.other


def pairs(proposals: Sequence[Proposal], forms: Mapping[int, Form]) -> tuple[Pair, ...]:
    """Those of which both forms are there."""
    return tuple(
        _pair(proposal, forms[proposal.one], forms[proposal.other])
        for proposal in proposals
        if proposal.one in forms and proposal.other in forms
    )


def _pair(proposal: Proposal, one: Form, other: Form) -> Pair:
    left, right = _side(one), _side(other)
    labels = (gettext("Records"), gettext("Did"), gettext("Years of the documents"), gettext("Given by"))
    return Pair(
        value=f"{one.id}-{other.id}",
        one=left,
        other=right,
        lines=tuple(Line(label, *both) for label, *both in zip(labels, left.told, right.told, strict=True)),
        agreeing=tuple(said(found.field, found.level).sentence(gettext) for found in proposal.judgement.evidence if found.points > 0),
        doubts=tuple(said("doubt", code).sentence(gettext) for code in proposal.judgement.doubts),
    )


def _side(form: Form) -> Side:
    records = ngettext("%(count)s record", "%(count)s records", form.records) % {"count": words.number(form.records)}
    roles = dict.fromkeys(gettext(found) for code in form.roles if (found := relator_label(code)))
    years = "" if form.first is None else f"{form.first}–{form.last}" if form.first != form.last else str(form.first)
    told = (records, ", ".join(list(roles)[:SHOWN_ROLES]), years, ", ".join(form.sources))
    return Side(form.label, reverse("public:person", args=[form.heading]), told, tuple(filter(None, form.titles)))
