"""The ways to narrow a result: each facet's values in words, with the address that takes each or lets it go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext, gettext_lazy

from catalogue.core.keys import Kind
from catalogue.core.text import fold
from catalogue.geography.communes import commune
from catalogue.geography.departments import department
from catalogue.search.facets import FACETS, MAX_VALUES
from catalogue.search.result import FacetValue, SearchResult
from portal.shown import words
from portal.shown.filters import FILTERS
from portal.shown.query import Query

SHOWN = 5
SHOWN_IN_THEIR_ORDER = 10
IN_THEIR_ORDER = ("century",)
TITLES = {
    "institution": gettext_lazy("Institution"),
    "department": gettext_lazy("Department"),
    "document_type": gettext_lazy("Type of document"),
    "century": gettext_lazy("Century"),
    "language": gettext_lazy("Language"),
    "person": gettext_lazy("Persons and bodies"),
    "subject": gettext_lazy("Subjects"),
    "place": gettext_lazy("Places of publication"),
    "commune": gettext_lazy("Communes"),
    "area": gettext_lazy("Departments of the places"),
    "owner": gettext_lazy("Former owners"),
    "kind": gettext_lazy("Kind of answer"),
    "finding_aid": gettext_lazy("Finding aid"),
}
# What stands before the name of a heading chosen as a filter, where the name alone would not say what it does there.
_ROLES = {
    "place": gettext_lazy("Published in %(name)s"),
    "subject": gettext_lazy("About: %(name)s"),
    "owner": gettext_lazy("Once owned by %(name)s"),
    "area": gettext_lazy("Printed in, or about: %(name)s"),
    "finding_aid": gettext_lazy("In the finding aid: %(name)s"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """The names that values need: of institutions by RCR, of headings by (facet, key), of finding aids by the name of their arks."""

    institutions: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    finding_aids: Mapping[str, str] = field(default_factory=dict)


NOBODY = Names()


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet; ``url`` takes it or lets it go, and is empty where no more filters may be added."""

    label: str
    count: int
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class FacetBox:
    """One facet: the values shown, and the address of the page with all of them where there are more."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    all_url: str
    hidden: int


@dataclass(frozen=True, slots=True)
class Opening:
    """A facet of many values, which a reader opens on a page of its own."""

    title: str
    url: str


def title(name: str) -> str:
    """The title of a facet, in the language of the page; its own name where nobody has given it another."""
    return str(TITLES[name]) if name in TITLES else name.replace("_", " ").capitalize()


def value_label(facet: str, value: str, names: Names) -> str:
    """A facet's value in words."""
    if FACETS[facet].heading:
        return names.headings.get((facet, value)) or _from_key(value)
    named = _LABELS.get(facet)
    return named(value, names) if named else words.label(facet, value)


def filter_label(facet: str, value: str, names: Names) -> str:
    """The same for a filter that stands by itself, away from the title of its facet."""
    label = value_label(facet, value, names)
    return str(_ROLES[facet]) % {"name": label} if facet in _ROLES else label


def _from_key(key: str) -> str:
    """What is left of a heading in its key, for one that no notice of the index has."""
    plain = key.replace("-", " ")
    return plain[:1].upper() + plain[1:]


def _institution(rcr: str, names: Names) -> str:
    return names.institutions.get(rcr) or gettext("Library %(rcr)s") % {"rcr": rcr}


def _department(code: str, _names: Names) -> str:
    found = department(code)
    return found.name if found else code


def _commune(code: str, _names: Names) -> str:
    found = commune(code)
    return found.name if found else code


_LABELS = {
    "institution": _institution,
    "department": _department,
    "commune": _commune,
    "area": _department,
    "century": lambda value, _names: words.century(int(value)),
    "language": lambda value, _names: words.language(value),
    "kind": lambda value, _names: gettext("Fonds") if value == Kind.FONDS.word else gettext("Descriptions of finding aids"),
    "finding_aid": lambda value, names: names.finding_aids.get(value, value),
}


def choices(query: Query, name: str, values: Iterable[FacetValue], names: Names) -> list[Choice]:
    """Every value of one facet with its address; values chosen that no longer count anything are kept, so that they can go."""
    return _choices(query, name, _offered(query, name, values), names)


def _offered(query: Query, name: str, values: Iterable[FacetValue]) -> list[FacetValue]:
    counted = [value for value in values if FILTERS[name].shape.fullmatch(value.value)]
    known = {found.value for found in counted}
    return [*(FacetValue(value, 0) for value in query.values(name) if value not in known), *counted]


def _choices(query: Query, name: str, values: Iterable[FacetValue], names: Names) -> list[Choice]:
    chosen = query.values(name)
    found = []
    for value, count, label in values:
        active = value in chosen
        url = query.toggled(name, value).url() if active or not query.is_full else ""
        found.append(Choice(label or value_label(name, value, names), count, url, active))
    return found


def boxes(query: Query, result: SearchResult, names: Names) -> tuple[FacetBox, ...]:
    """The facets beside a list: five values each, the chosen ones always among them."""
    found = []
    for name in (name for name, filter_ in FILTERS.items() if not (filter_.many or filter_.apart)):
        offered = _offered(query, name, result.facets.get(name, ()))
        shown = _shown(offered, query.values(name), in_order=name in IN_THEIR_ORDER)
        if shown:
            hidden = len(offered) - len(shown)
            more = all_url(query, name) if hidden else ""
            found.append(FacetBox(name, title(name), tuple(_choices(query, name, shown, names)), more, hidden))
    return tuple(found)


def _shown(offered: Sequence[FacetValue], chosen: Sequence[str], *, in_order: bool) -> list[FacetValue]:
    """The values chosen, then the most frequent ones; in their own order where they have one, as centuries do."""
    others = [value for value in offered if value.value not in chosen]
    if in_order:
        others.sort(key=lambda value: -value.count)
    room = SHOWN_IN_THEIR_ORDER if in_order else SHOWN
    shown = [value for value in offered if value.value in chosen]
    shown += others[: max(room - len(shown), 0)]
    return [value for value in offered if value in shown] if in_order else shown


def openings(query: Query) -> tuple[Opening, ...]:
    """The facets of many values: counted when a reader opens them."""
    names = (*TITLES, *FILTERS.keys() - TITLES.keys())
    return tuple(Opening(title(name), all_url(query, name)) for name in names if FILTERS[name].many and not FILTERS[name].apart)


def all_url(query: Query, name: str) -> str:
    """The address of the page with all the values of a facet."""
    return query.changed().url("public:facet", facet=FILTERS[name].parameter)


@dataclass(frozen=True, slots=True)
class Group:
    """Values under one letter, "" for values that have an order of their own."""

    letter: str
    choices: tuple[Choice, ...]


def groups(offered: Iterable[Choice], *, in_order: bool) -> tuple[Group, ...]:
    """The values of a facet under their letters, or as they come where they are ``in_order`` already."""
    if in_order:
        kept = tuple(offered)
        return (Group("", kept),) if kept else ()
    letters: dict[str, list[Choice]] = {}
    for choice in sorted(offered, key=lambda choice: fold(choice.label)):
        first = fold(choice.label)[:1].upper()
        letters.setdefault(first if first.isalpha() else "#", []).append(choice)
    return tuple(Group(letter, tuple(found)) for letter, found in letters.items())


def matching(offered: Iterable[Choice], typed: str) -> list[Choice]:
    """The values whose label has a word that begins as each word typed does."""
    wanted = fold(typed).split()
    return [choice for choice in offered if all(any(word.startswith(part) for word in fold(choice.label).split()) for part in wanted)]


def is_cut(values: Iterable[FacetValue]) -> bool:
    """Whether an engine gave as many values as it ever does, so that there may be more."""
    return sum(1 for _ in values) >= MAX_VALUES
