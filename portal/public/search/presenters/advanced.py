"""The advanced form: its fields with what an address fills them with, its lists, and what is wrong in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from catalogue.search.request import MAX_FORM_CHARACTERS
from catalogue.search.result import FacetValue
from portal.public.search.presenters import facets
from portal.shown.filters import FIELD_WORDS, FILTERS
from portal.shown.query import Query, year

SENT = "chercher"
# field of the search → (label, what to type there)
_FIELDS = {
    "title": (gettext_lazy("Title"), gettext_lazy("Words of the title, in any order; between quotes to keep them together.")),
    "agents": (gettext_lazy("Author or contributor"), gettext_lazy("Author, engraver, photographer, former owner of a copy…")),
    "subjects": (gettext_lazy("Subject"), gettext_lazy("What it is about: a person, a place, a matter.")),
    "places": (gettext_lazy("Place of publication"), gettext_lazy("Lyon, or Lugduni: both are found.")),
    "publishers": (gettext_lazy("Publisher or printer"), ""),
    "notes": (gettext_lazy("Notes and provenance"), gettext_lazy("Bindings, bookplates, handwritten notes, contents.")),
    "call_numbers": (gettext_lazy("Call number"), gettext_lazy("As you have it: points, spaces and capitals change nothing.")),
    "identifiers": (gettext_lazy("Number"), gettext_lazy("ISBN, ISSN, ark, PPN, number of a notice.")),
}
_LISTS = {
    "document_type": gettext_lazy("Every type"),
    "language": gettext_lazy("Every language"),
    "institution": gettext_lazy("Every institution"),
    "department": gettext_lazy("Every department"),
}
_YEARS = {"de": gettext_lazy("From year"), "a": gettext_lazy("To year")}


@dataclass(frozen=True, slots=True)
class Field:
    """A field to type in: its word in addresses, its label, what to type, what it holds, what is wrong with it."""

    parameter: str
    label: str
    hint: str
    value: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list to choose from: (value, label, whether it is chosen) options, after ``all``, which chooses nothing."""

    parameter: str
    label: str
    all: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form. ``kept``: (parameter, value) pairs that it has no field for, and repeats."""

    words: str
    fields: tuple[Field, ...]
    lists: tuple[List, ...]
    years: tuple[Field, ...]
    digital: bool
    kept: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...]


def form(query: Query, sent: QueryDict, counted: Mapping[str, tuple[FacetValue, ...]], names: facets.Names) -> Form:
    """The form that an address fills. ``sent``: what was typed, shown again where it is wrong; ``counted``: the values of lists."""
    wrong = errors(query, sent) if SENT in sent else {}
    typed = dict(query.fields)
    lists = tuple(_list(query, name, counted.get(name, ()), names) for name in _LISTS)
    shown = {(one.parameter, value) for one in lists for value, _label, chosen in one.options if chosen}
    here = {*FIELD_WORDS.values(), "q", "de", "a", "numerise", "page"}
    return Form(
        words=query.words,
        fields=tuple(
            Field(FIELD_WORDS[name], str(label), str(hint), typed.get(name, ""), wrong.get(FIELD_WORDS[name], ""))
            for name, (label, hint) in _FIELDS.items()
        ),
        lists=lists,
        years=tuple(Field(name, str(label), "", sent.get(name, "")[:20], wrong.get(name, "")) for name, label in _YEARS.items()),
        digital=query.digital,
        kept=tuple(pair for pair in query.pairs() if pair not in shown and pair[0] not in here),
        errors=tuple(wrong.items()),
    )


def errors(query: Query, sent: QueryDict) -> dict[str, str]:
    """What is wrong in what was sent, in a sentence for each parameter; empty where the search can be made."""
    found = {}
    for name in _YEARS:
        typed = sent.get(name, "").strip()
        if typed and year(typed) is None:
            found[name] = gettext("“%(typed)s” is not a year: write it in figures, as in 1562.") % {"typed": typed[:20]}
    if not found and query.has_period:
        start, end = year(sent.get("de", "")), year(sent.get("a", ""))
        if start is not None and end is not None and start > end:
            found["de"] = gettext("The first year, %(start)s, comes after the last, %(end)s.") % {"start": start, "end": end}
    if sum(len(typed) for _name, typed in query.fields) > MAX_FORM_CHARACTERS:
        found[FIELD_WORDS[query.fields[0][0]]] = gettext("All fields together hold at most %(count)s characters.") % {
            "count": MAX_FORM_CHARACTERS
        }
    if query.too_long:
        found["q"] = gettext("A search holds at most 1,000 characters. A title or an author’s name is enough.")
    if query.is_everything and not found:
        found["q"] = gettext("Fill in at least one field, or choose something from a list.")
    return found


def _list(query: Query, name: str, values: tuple[FacetValue, ...], names: facets.Names) -> List:
    chosen = query.values(name)[:1]
    known = {value.value for value in values}
    offered = [*(value for value in chosen if value not in known), *(value.value for value in values)]
    options = [(value, facets.value_label(name, value, names), value in chosen) for value in offered]
    options.sort(key=lambda option: facets.fold(option[1]))
    return List(FILTERS[name].parameter, str(facets.TITLES[name]), str(_LISTS[name]), tuple(options))
