"""The search as it was understood: each part in words, with the way to do without it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext

from catalogue.search.result import SearchResult, TypedDate, Understood
from portal.public.search.presenters.facets import Names, filter_label
from portal.shown.fields import FIELD_TITLES
from portal.shown.query import Query

OPEN = 9999
MOST_APART = 8  # pieces named one by one: each one's address repeats all the others
_PIECE = re.compile(r"""(?P<kept>(?<!\S)-?["“”«][^"“”«»]*["“”»]?)|(?P<out>(?<!\S)-\S+)|(?P<plain>[^\s"“”«»]+)""")


@dataclass(frozen=True, slots=True)
class Removable:
    """One part of the search as understood, and the address of the search without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Also:
    """A word, and what was searched as well because it means the same."""

    word: str
    others: str


def parts(query: Query, read: Understood, names: Names) -> tuple[Removable, ...]:
    """The search in words, in the order of its address."""
    found = _of_the_words(query, read)
    for name, typed in query.fields:
        label = gettext("%(field)s: “%(words)s”") % {"field": FIELD_TITLES[name], "words": typed}
        found.append(Removable(label, query.changed(fields=tuple(pair for pair in query.fields if pair[0] != name)).url()))
    found += [Removable(filter_label(name, value, names), query.toggled(name, value).url()) for name, value in query.filters]
    if query.has_period:
        found.append(Removable(period(query.date_from, query.date_to), query.changed(date_from=None, date_to=None).url()))
    if query.digital:
        found.append(Removable(gettext("Digitised"), query.changed(digital=False).url()))
    return tuple(found)


def _of_the_words(query: Query, read: Understood) -> list[Removable]:
    """The words typed: those that stand alone together, each group between quotes, each word left out, each date."""
    plain, apart = [], []
    for match in _PIECE.finditer(query.words):
        if match["plain"]:
            plain.append(match["plain"])
        else:
            apart.append(match[0])
    if len(apart) > MOST_APART:
        return [Removable(gettext("“%(words)s”") % {"words": query.words}, query.changed(words="").url())]
    together = " ".join(plain)
    found = []
    for date in read.dates:
        if date.text and date.text in together:
            together = " ".join(together.replace(date.text, " ", 1).split())
            found.append(Removable(_date(date), _without(query, date.text)))
    if together:
        rest = list(apart) + [date.text for date in read.dates if date.text in query.words]
        found.insert(0, Removable(gettext("“%(words)s”") % {"words": together}, query.changed(words=" ".join(rest)).url()))
    for piece in apart:
        said = piece.strip('-"“”«» ')
        pattern = gettext("without “%(words)s”") if piece.startswith("-") else gettext("exactly “%(words)s”")
        found.append(Removable(pattern % {"words": said}, _without(query, piece)))
    return found


def _without(query: Query, piece: str) -> str:
    return query.changed(words=" ".join(query.words.replace(piece, " ", 1).split())).url()


def _date(date: TypedDate) -> str:
    start, end = (None if abs(year) == OPEN else year for year in (date.start, date.end))
    said = period(start, end)
    return said if said == date.text else gettext("%(typed)s, that is %(period)s") % {"typed": date.text, "period": said}


def also(result: SearchResult) -> tuple[Also, ...]:
    """The words that were searched under other names as well."""
    quoted = gettext("“%(words)s”")
    return tuple(Also(word, ", ".join(quoted % {"words": other} for other in others)) for word, others in result.understood.synonyms)


def period(start: int | None, end: int | None) -> str:
    """Two years in words, either of which may be open."""
    if start is not None and end is not None:
        if start == end:
            return str(start)
        return gettext("between %(start)s and %(end)s") % {"start": start, "end": end}
    if start is not None:
        return gettext("from %(start)s on") % {"start": start}
    return gettext("until %(end)s") % {"end": end}
