"""What begins as what a reader types: persons, places, subjects, institutions, titles, each with the page it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from catalogue.core.text import STOP_WORDS, fold
from catalogue.geography.communes import ways_in
from catalogue.search.result import Suggestion
from portal.public import addresses
from portal.public.shared.communes import area_name, near
from portal.shown import words

_KINDS = {
    "person": gettext_lazy("Person or body"),
    "place": gettext_lazy("Place"),
    "subject": gettext_lazy("Subject"),
    "institution": gettext_lazy("Institution"),
    "title": gettext_lazy("Title"),
}
MOST_COMMUNES = 4
MOST = 8  # lines under a search box
_ABOVE_RESULTS = {"place": 1, "person": 1, "institution": 1, "subject": 1}  # one of each: one line of a desk


@dataclass(frozen=True, slots=True)
class Offer:
    """One suggestion: its words, what it is, how many notices it has, where it leads."""

    label: str
    kind: str
    notices: str
    url: str


def offers(found: Iterable[Suggestion], typed: str) -> tuple[Offer, ...]:
    """The suggestions, ready to be listed; the commune whose name was typed comes first though the catalogue has nothing of it."""
    listed = tuple(suggestion for suggestion in found if suggestion.kind in _KINDS)
    places = {fold(suggestion.label.partition("(")[0]) for suggestion in listed if suggestion.kind == "place"}
    first = () if fold(typed) in places else communes(typed, everywhere=not listed)
    return (*first, *map(_offer, listed))[:MOST]


def named(found: Iterable[Suggestion], typed: str) -> tuple[Offer, ...]:
    """What the words of a search name, for the page that has no script: one of each kind, titles aside.

    A heading is named when it has every word typed; a suggestion only begins as the last one does. A commune of the region is named
    though no record names it.
    """
    wanted = set(fold(typed).split()) - STOP_WORDS
    groups: dict[str, list[Offer]] = {}
    for suggestion in found:
        if suggestion.kind in _ABOVE_RESULTS and wanted and wanted.issubset(fold(suggestion.label).split()):
            groups.setdefault(suggestion.kind, []).append(_offer(suggestion))
    groups.setdefault("place", list(communes(typed, everywhere=False)))
    return tuple(offer for kind, most in _ABOVE_RESULTS.items() for offer in groups.get(kind, ())[:most])


def communes(typed: str, *, everywhere: bool) -> tuple[Offer, ...]:
    """The communes whose name, former name or postal code is all that was typed: a village has its page even where nothing is kept of it.

    Those of the region; of all of France where ``everywhere``: nothing else was found.
    """
    wanted, region = fold(typed), near()
    exact = (one for one in ways_in(typed, first=region, whole=True) if wanted in (fold(one.commune.name), fold(one.by)))
    kept = [one.commune for one in exact if everywhere or one.commune.department in region][:MOST_COMMUNES]
    return tuple(
        Offer(f"{one.name} ({area_name(one.department)})", gettext("Commune"), "", reverse("public:commune", args=[one.code]))
        for one in kept
    )


def said(offered: Sequence[Offer]) -> str:
    """How many suggestions there are, for who cannot see them come."""
    count = len(offered)
    return ngettext("%(count)s suggestion", "%(count)s suggestions", count) % {"count": count}


def _offer(suggestion: Suggestion) -> Offer:
    notices = ngettext("%(count)s record", "%(count)s records", suggestion.count) % {"count": words.number(suggestion.count)}
    return Offer(
        label=suggestion.label,
        kind=str(_KINDS[suggestion.kind]),
        notices=notices if suggestion.kind != "title" else "",
        url=addresses.suggested(suggestion.kind, suggestion.value, ark=suggestion.ark),
    )
