"""From a request, its words read, to the plan that engines compile: every decision of what matches and what comes first is here.

Nothing is handed to a query language: the plan is built from words already read, so nothing typed can be a syntax error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from catalogue.core.headings import SEPARATOR, heading_key
from catalogue.core.rules.dates import LAST_DECADE
from catalogue.core.text import STOP_WORDS, early_spellings
from catalogue.search import weights
from catalogue.search.apart import KINDS
from catalogue.search.codes import call_number_key, typed_identifiers
from catalogue.search.dates import FIRST, LAST
from catalogue.search.facets import DATES, FACETS
from catalogue.search.meanings import Meaning
from catalogue.search.plan import (
    ANYWHERE,
    All,
    Any,
    BestOf,
    Boosted,
    Constant,
    Early,
    English,
    Everything,
    Node,
    Not,
    Nothing,
    OneOf,
    Phrase,
    Plan,
    Prefix,
    Range,
    Stem,
    Term,
    all_of,
    any_of,
)
from catalogue.search.request import ASKING, SearchRequest
from catalogue.search.titles import ALONE, PROPER, in_any_order, wholes_of
from catalogue.search.words import Group, Words, read_words

KIND = "kind"
IDENTIFIERS, CALL_NUMBERS, TITLES, NAMES = "identifiers", "call_number_keys", "whole_titles", "names"
YEAR_FROM, YEAR_TO, DECADES, LANGUAGES = "year_from", "year_to", "decades", "languages"
_LATIN = "lat"
_PHRASE_FIELDS = ("title", "agents", "subjects", "places", "publishers", "notes")
_NAME_FIELDS = frozenset({"agents", "places", "publishers"})
_EARLY_FIELDS = frozenset({"title", "agents", "places", "publishers"})
_LONGEST_LOOKED_UP = 150  # years of a period whose decades are looked up one by one


def plan_of(request: SearchRequest, words: Words) -> Plan:
    """The plan of ``request``, whose box was read as ``words``; a request that brings a tree of its own matches that."""
    return Plan(
        matching=_matching(request, words) if request.asked is None else request.asked,
        better=tuple(_better(request, words)),
        filters=_filters(request),
        chosen=tuple((name, key) for name, key in request.filters if FACETS[name].heading and key == heading_key(key)),
    )


def _matching(request: SearchRequest, words: Words) -> Node:
    """What must match, whatever the filters: every document for an empty request, none for words without a letter."""
    required = [*_required(words, request.asking), *(_in_field(name, typed) for name, typed in request.fields)]
    excluded = [Not(all_of([any_of([Stem(ANYWHERE, word), Term(NAMES, word)]) for word in found])) for found in words.excluded]
    if not required:
        if request.words.strip() and not excluded:
            return Nothing()
        required.append(Everything())
    plain = all_of([*required, *excluded])
    named = list(_named(words.codes))
    return any_of([plain, *named]) if named and not request.fields else plain


def _better(request: SearchRequest, words: Words) -> Iterator[Node]:
    for word in words.ranking:
        yield _well_placed(word)
    for group in words.groups:
        yield from _otherwise(group)
    if not words.excluded:
        yield from whole_titles(words)
    yield from _side_by_side(words)
    for name, typed in request.fields:
        if name in weights.FIELDS:
            found = read_words(typed, dates=False)
            yield from (Boosted(Term(name, word), weights.FIELDS[name]) for word in found.ranking)


def _side_by_side(words: Words) -> Iterator[Node]:
    """What words that stand together earn: all of them in the title, most side by side, little ones between them too."""
    if len(words.ranking) > 1:
        yield Constant(All(tuple(Term("title", word) for word in words.ranking)), weights.TITLE_ALL)
    if 1 < len(words.ranking) <= weights.LONGEST_PHRASE:
        yield Boosted(Phrase("title", words.ranking, len(words.ranking)), weights.TITLE_PHRASE)
    if 1 < len(words.spoken) <= weights.LONGEST_PHRASE:
        yield Boosted(Phrase("title", words.spoken), weights.TITLE_ADJACENT)
        for field, weight in weights.ADJACENT.items():
            yield Boosted(Phrase(field, words.spoken), weight)


def _required(words: Words, asking: str) -> list[Node]:
    """What must be found of the words: all of them; all the strong ones; most of these; any; those that name a kind."""
    groups = {ASKING[0]: words.groups, "kind": words.kinds}.get(asking, words.strong)
    parts = [_group(group) for group in groups]
    parts += [any_of([Phrase(field, phrase) for field in _PHRASE_FIELDS]) for phrase in words.phrases]
    if asking in ("most", "any") and len(parts) > 1:
        least = 1 if asking == "any" else max(1, len(parts) - max(1, len(parts) // weights.ONE_MISSING_OF))
        return [Any(tuple(parts), least)]
    return parts


def _group(group: Group) -> Node:
    ways = [_together(found) for found in (group.words, *group.either)]
    ways += [word_anywhere(form) for form in group.forms]
    ways += [Boosted(all_of([_plain_word(word) for word in found]), weights.ALSO) for found in group.also]
    if group.prefix:
        ways += [Constant(Prefix(field, group.prefix), 1.0) for field in weights.FIELDS]
    if group.years:
        ways.append(Constant(period(*group.years), weights.LONG_DATE))
    return any_of([*ways, *_meant(group.meaning), *_named(group)])


def _meant(meaning: Meaning | None) -> Iterator[Node]:
    """What answers the words by being what they name: a map, « carte »; a book of 1620, « ancien »."""
    if meaning and meaning.widens:
        for name in dict.fromkeys(name for name, _ in meaning.filters):
            values = tuple(value for other, value in meaning.filters if other == name)
            yield Constant(OneOf(FACETS[name].field, values), weights.MEANT)
    if meaning and meaning.years:
        yield Constant(period(*meaning.years), weights.MEANT)


def whole_titles(words: Words) -> Iterator[Node]:
    """What a title that is just that earns, by itself or with the name of an author before or after it."""
    spoken = words.spoken
    for whole in wholes_of(spoken):
        yield Constant(Term(TITLES, f"{PROPER}{whole}"), weights.TITLE_PROPER)
        yield Constant(Term(TITLES, f"{ALONE}{whole}"), weights.TITLE_ALONE)
        yield Constant(Term(TITLES, whole), weights.WHOLE_TITLE)
        if words.goes_on:
            yield Constant(Prefix(TITLES, f"{PROPER}{whole}"), weights.TITLE_BEGINS)
    if bag := in_any_order(spoken):
        yield Constant(Term(TITLES, bag), weights.ANY_ORDER)
    for place in range(1, len(spoken) if len(spoken) <= weights.LONGEST_WITH_AUTHOR else 0):
        if place <= weights.LONGEST_NAME:
            yield _by_author(spoken[:place], spoken[place:])
        if len(spoken) - place <= weights.LONGEST_NAME:
            yield _by_author(spoken[place:], spoken[:place])


def _by_author(name: Sequence[str], title: Sequence[str]) -> Node:
    named = [Term("agents", word) for word in name if word not in STOP_WORDS]
    if not named:
        return Nothing()
    proper = [Term(TITLES, f"{PROPER}{one}") for one in wholes_of(title)]
    whole = [*proper, *(Term(TITLES, one) for one in (*wholes_of(title), in_any_order(title)) if one)]
    found = Constant(all_of([any_of(whole), *named]), weights.WHOLE_TITLE)
    return Any((found, Constant(all_of([any_of(proper), *named]), weights.TITLE_PROPER)))


def _together(words: Sequence[str]) -> Node:
    return all_of([word_anywhere(word) for word in words])


def _plain_word(word: str) -> Node:
    """The same of a word that nobody typed."""
    return any_of([Stem(ANYWHERE, word), Term(NAMES, word), Boosted(Early(word), weights.EARLY)])


def word_anywhere(word: str) -> Node:
    """The word anywhere: in a text by its stem, in a name as it is, in an early print however its letters were set."""
    return any_of([Stem(ANYWHERE, word), Term(NAMES, word), English(ANYWHERE, word), Boosted(Early(word), weights.EARLY)])


def _otherwise(group: Group) -> Iterator[Node]:
    """What a notice found by other words or by its years earns: less than by the words, more when all its years are within."""
    if group.years:
        start, end = group.years
        yield Constant(All((Range(YEAR_FROM, start, end), Range(YEAR_TO, start, end))), weights.DATE)
        return
    for words in group.also:
        if len(words) == 1:
            yield Boosted(_well_placed(words[0]), weights.ALSO)
    if group.latin:
        imprint: list[Node] = [OneOf(LANGUAGES, (_LATIN,)), *(Term("places", word) for word in group.also[0])]
        yield Constant(all_of(tuple(imprint)), weights.LATIN)


def _named(group: Group) -> Iterator[Node]:
    """The notices that an identifier or a call number names by itself: before everything else."""
    for key in group.identifiers:
        yield Constant(Term(IDENTIFIERS, key), weights.CODE)
    if group.call_number:
        yield Constant(Term(CALL_NUMBERS, group.call_number), weights.CODE)


def _well_placed(word: str) -> Node:
    """The best of the places where the word stands as typed, or of its stem in the title."""
    places: list[Node] = [Boosted(Term(field, word), boost) for field, boost in weights.FIELDS.items()]
    stems = (Boosted(Stem("title", word), weights.TITLE_STEM), Boosted(English("title", word), weights.TITLE_STEM))
    return BestOf((*places, *stems), weights.OTHER_FIELDS)


def _in_field(name: str, typed: str) -> Node:
    """Words that must stand in one field; an identifier or a call number is looked up whole."""
    if name == "identifiers":
        return any_of([Term(IDENTIFIERS, key) for key in typed_identifiers(typed)])
    words = read_words(typed, dates=False)
    required = [word_in(name, word) for word in dict.fromkeys(word for group in words.groups for word in group.words)]
    required += [Phrase(name, phrase) for phrase in words.phrases]
    excluded = [Not(all_of([word_in(name, word) for word in found])) for found in words.excluded]
    if name == "call_numbers" and (key := call_number_key(typed)):
        return any_of([Term(CALL_NUMBERS, key), *([all_of(required)] if required else [])])
    if not required and excluded:
        required = [Everything()]
    return all_of([*required, *excluded]) if required else Nothing()


def word_in(name: str, word: str) -> Node:
    """The word in one field: any form of it, and where early prints speak, as they would set it."""
    spellings = (word, *early_spellings(word)) if name in _EARLY_FIELDS else (word,)
    if name in _NAME_FIELDS:
        return any_of([Term(name, spelling) for spelling in spellings])
    return any_of([Term(name, word), *(Stem(name, spelling) for spelling in spellings)])


# Filters


def _filters(request: SearchRequest) -> dict[str, Node]:
    """One node for each filter that holds, by the name of its facet; the period under "dates".

    What is told apart from notices is among the answers only where it is asked for.
    """
    found: dict[str, Node] = {}
    if not request.names_a_kind:
        found[KIND] = Not(OneOf(FACETS[KIND].field, tuple(kind.word for kind in KINDS)))
    for name, values in request.chosen().items():
        facet = FACETS[name]
        found[name] = headings(facet.field, values) if facet.heading else OneOf(facet.field, values)
    if request.date_from is not None or request.date_to is not None:
        found[DATES] = period(request.date_from, request.date_to)
    return found


def headings(field: str, keys: Iterable[str]) -> Node:
    """The headings of these keys, however each source writes them."""
    return any_of([Prefix(field, f"{key}{SEPARATOR}") for key in keys])


def period(start: int | None, end: int | None) -> Node:
    """Notices whose years meet the period; those without a date do not.

    Those of its decades are looked up first: a range alone compares the years of every notice, ten times as long for a year.
    """
    parts: list[Node] = [OneOf(DECADES, decades)] if (decades := _decades(start, end)) else []
    if end is not None and end < LAST:
        parts.append(Range(YEAR_FROM, None, end))
    if start is not None and start > FIRST:
        parts.append(Range(YEAR_TO, start, None))
    return all_of(parts) if parts else Range(YEAR_FROM, FIRST, None)


def _decades(start: int | None, end: int | None) -> tuple[str, ...]:
    """The decades of a period, as documents name them (``core.rules.dates.decades_of``); none where it is open, long or to come."""
    if start is None or end is None or end < start or end - start > _LONGEST_LOOKED_UP or end > LAST_DECADE + 9:
        return ()
    return tuple(str(decade) for decade in range(start // 10 * 10, end + 1, 10))
