"""A curator's desk: whose queue she looks at, which list of it, and the fonds to which she may say that a document belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.core.description import Description
from catalogue.geography.communes import commune
from catalogue.local_interest import Reason
from catalogue.models import Institution
from catalogue.selectors import fonds, local_interest
from catalogue.selectors.local_interest import Decided
from catalogue.services.local_decisions import Choice
from portal.hygiene import whole

REGION: Final = "region"
WAITING: Final = "waiting"
LISTS: Final = {
    WAITING: pgettext_lazy("list of documents", "To be decided"),
    "later": pgettext_lazy("list of documents", "For later"),
    "kept": pgettext_lazy("list of documents", "Kept"),
    "rejected": pgettext_lazy("list of documents", "Rejected"),
}
MOST_INSTITUTIONS: Final = 500
MOST_FONDS: Final = 200

FondsChoice = tuple[str, str]  # the name of its ark, its title


@dataclass(frozen=True, slots=True)
class Desk:
    """``state``: a code of ``LISTS``. ``institution``: that whose queue it is, None for the region's; ``queues``: (code, name, chosen) of
    those that she may look at. ``empty``: nothing of its communes waits, and the region's list is shown instead.
    """

    state: str
    institution: Institution | None
    queues: tuple[tuple[str, str, bool], ...]
    fonds: tuple[FondsChoice, ...]
    communes: tuple[str, ...]
    empty: bool = False

    @property
    def queue(self) -> str:
        """As it stands in an address."""
        return str(self.institution.pk) if self.institution else REGION


@dataclass(frozen=True, slots=True)
class Row:
    """A document: its record's number, what it says, why it may be from here, what was decided of it, the fonds it was said to be of."""

    pk: int
    description: Description
    reasons: tuple[Reason, ...] = ()
    decided: Decided | None = None
    fonds: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and where the next ones begin; None after the last."""

    rows: tuple[Row, ...]
    next: int | None


def desk(own: QuerySet[Institution], *, state: str, queue: str | None) -> Desk:
    """What a curator of these institutions looks at. Without a ``queue``, who answers for one institution sees its own first, as long as
    something waits there. Three statements.
    """
    state = state if state in LISTS else WAITING
    listed = {one.pk: one for one in own.order_by("town", "title", "pk")[:MOST_INSTITUTIONS]}
    alone = next(iter(listed.values())) if len(listed) == 1 else None
    chosen = listed.get(whole(queue or "", digits=9) or 0)
    if queue is None and alone is not None and alone.insee:
        chosen = alone
    communes = _communes(chosen)
    empty = queue is None and bool(communes) and state == WAITING and not local_interest.waiting(before=None, size=1, communes=communes)
    if empty:
        chosen, communes = None, ()
    queues = [(REGION, str(_("The whole region")), chosen is None)]
    queues += [(str(pk), one.placed, one == chosen) for pk, one in listed.items() if one.insee]
    whose = chosen or alone
    offered = fonds.of_institution(whose.isil)[:MOST_FONDS] if whose else []
    return Desk(state, chosen, tuple(queues), tuple((one.ark, _indented(one.title, one.depth)) for one in offered), communes, empty)


def page(desk: Desk, *, before: int | None, size: int) -> Page:
    """A keyset page of a desk's list; two statements."""
    if desk.state == WAITING:
        found = local_interest.waiting(before=before, size=size + 1, communes=desk.communes)
        rows = [Row(one.pk, one.description, one.interest.reasons) for one in found[:size]]
        return Page(tuple(rows), rows[-1].pk if len(found) > size else None)
    told = local_interest.decided(desk.state, before=before, size=size + 1, communes=desk.communes)
    judged = local_interest.judged([one.description for one in told[:size]])
    rows = [Row(one.pk, one.description, why.reasons, one, one.fonds) for one, why in zip(told[:size], judged, strict=True)]
    return Page(tuple(rows), told[size - 1].decision if len(told) > size else None)


def with_other(offered: tuple[FondsChoice, ...], chosen: str) -> tuple[FondsChoice, ...]:
    """The fonds of a row's list, that of another institution too where the document was said to be of it."""
    if not chosen or any(ark == chosen for ark, _title in offered):
        return offered
    return ((chosen, str(_("A fonds of another institution"))), *offered)


def within_reach(choices: Mapping[int, Choice], own: QuerySet[Institution]) -> dict[int, Choice]:
    """The same, without the fonds that a curator may not speak for, unless the document was said to be of it before; three statements at
    most.
    """
    named = {choice.fonds for choice in choices.values() if choice.fonds}
    if not named:
        return dict(choices)
    keepers = {one.ark: one.keeper for one in fonds.by_arks(named)}
    ours = set(own.filter(isil__in=set(keepers.values())).values_list("isil", flat=True))
    before = local_interest.fonds_of(choices)
    return {
        pk: choice if keepers.get(choice.fonds) in ours or choice.fonds == before.get(pk, "") else choice._replace(fonds=before.get(pk, ""))
        for pk, choice in choices.items()
    }


def _communes(institution: Institution | None) -> tuple[str, ...]:
    found = commune(institution.insee) if institution and institution.insee else None
    return found.codes if found else ()


def _indented(title: str, depth: int) -> str:
    return f"— {title}" if depth else title
