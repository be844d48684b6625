"""What begins as what a reader types: persons, places, subjects, institutions, titles, each with the page it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from catalogue.core.text import STOP_WORDS, fold
from catalogue.search.result import Suggestion
from portal.public.presenters import words

# kind → (its name for one, the view of its page, the name of the view's argument)
_KINDS = {
    "person": (gettext_lazy("Person or body"), "public:person", "key"),
    "place": (gettext_lazy("Place"), "public:place", "key"),
    "subject": (gettext_lazy("Subject"), "public:subject", "key"),
    "institution": (gettext_lazy("Institution"), "public:institution", "rcr"),
    "title": (gettext_lazy("Title"), "public:notice", "record_id"),
}
_ABOVE_RESULTS = {
    "person": gettext_lazy("Persons"),
    "place": gettext_lazy("Places"),
    "subject": gettext_lazy("Subjects"),
    "institution": gettext_lazy("Institutions"),
}
_MOST_ABOVE = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """One suggestion: its words, what it is, how many notices it has, where it leads."""

    label: str
    kind: str
    notices: str
    url: str


@dataclass(frozen=True, slots=True)
class Named:
    """The suggestions of one kind that the words of a search name: "Persons: …"."""

    title: str
    offers: tuple[Offer, ...]


def offers(found: Iterable[Suggestion]) -> tuple[Offer, ...]:
    """The suggestions, ready to be listed."""
    return tuple(_offer(suggestion) for suggestion in found if suggestion.kind in _KINDS)


def named(found: Iterable[Suggestion], typed: str) -> tuple[Named, ...]:
    """What the words of a search name, by kind, for the page that has no script: three of each at most, titles aside.

    A heading is named when it has every word typed; a suggestion only begins as the last one does.
    """
    wanted = set(fold(typed).split()) - STOP_WORDS
    groups: dict[str, list[Offer]] = {}
    for suggestion in found:
        if suggestion.kind in _ABOVE_RESULTS and wanted and wanted.issubset(fold(suggestion.label).split()):
            groups.setdefault(suggestion.kind, []).append(_offer(suggestion))
    return tuple(Named(str(title), tuple(groups[kind][:_MOST_ABOVE])) for kind, title in _ABOVE_RESULTS.items() if kind in groups)


def said(offered: Sequence[Offer]) -> str:
    """How many suggestions there are, for who cannot see them come."""
    count = len(offered)
    return ngettext("%(count)s suggestion", "%(count)s suggestions", count) % {"count": count}


def _offer(suggestion: Suggestion) -> Offer:
    name, view, argument = _KINDS[suggestion.kind]
    notices = ngettext("%(count)s record", "%(count)s records", suggestion.count) % {"count": words.number(suggestion.count)}
    return Offer(
        label=suggestion.label,
        kind=str(name),
        notices=notices if suggestion.kind != "title" else "",
        url=reverse(view, kwargs={argument: suggestion.value}),
    )
