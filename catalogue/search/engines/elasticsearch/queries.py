"""A request as a query of this engine: what must match, what ranks it, and each filter apart so that facets can leave one out.

The same conditions and weights as in the other engine, word for word. Nothing is handed to a query language: the query is built
from words already read, so nothing typed can be a syntax error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Bool, ConstantScore, DisMax, MatchAll, MatchNone, Query

from catalogue.core.headings import SEPARATOR
from catalogue.core.text import early_spellings
from catalogue.search.codes import call_number_key, typed_identifiers
from catalogue.search.engines.elasticsearch import schema
from catalogue.search.engines.stems import early_terms, stem
from catalogue.search.facets import DATES, FACETS
from catalogue.search.request import SearchRequest
from catalogue.search.words import Group, Words, read_words

# How much a word counts by where it stands exactly as typed; found only by its stem, or in the spelling of early prints, it
# counts once or less, so that « tours » puts Tours before tour.
BOOSTS = {"title": 5.0, "agents": 4.0, "subjects": 2.5, "places": 3.0, "publishers": 2.0, "notes": 1.0, "call_numbers": 1.0}
EARLY_BOOST = 0.6
TITLE_STEM_BOOST = 2.0
TITLE_PHRASE_BOOST = 8.0
LONGEST_TITLE_PHRASE = 8  # words; the closeness of more costs much and tells nothing
CODE_SCORE = 1000.0
# A notice whose years lie within a period asked for; one that may be of it among other years counts less.
DATE_SCORE = 20.0
LONG_DATE_SCORE = 2.0
LATIN_SCORE = 12.0  # of a notice in Latin whose imprint names the town that was typed under its Latin name
ALSO_BOOST = 0.3  # of a synonym, or of another way to write a date

_PHRASE_FIELDS = ("title", "agents", "subjects", "places", "publishers", "notes")
_LANGUAGES, _LATIN = "languages", "lat"
_EARLY_FIELDS = frozenset({"title", "agents", "places", "publishers"})


def matching(request: SearchRequest, words: Words) -> Query:
    """What must match, whatever the filters: every document for an empty request, none for words without a letter."""
    required = list(_required(words))
    required += [_in_field(name, typed) for name, typed in request.fields]
    excluded = [_any_word(found) for found in words.excluded]
    if not required:
        if request.words.strip() and not excluded:
            return MatchNone()
        required.append(MatchAll())
    plain = required[0] if len(required) == 1 and not excluded else Bool(must=required, must_not=excluded)
    named = list(_named(words.codes))
    return _any([plain, *named]) if named and not request.fields else plain


def ranked(matched: Query, words: Words) -> Query:
    """``matched`` with the scores by which a reader expects it ordered."""
    bonuses = [_well_placed(word) for word in words.ranking]
    bonuses += [bonus for group in words.groups for bonus in _otherwise(group)]
    if 1 < len(words.ranking) <= LONGEST_TITLE_PHRASE:
        bonuses.append(_phrase("title", words.ranking, slop=len(words.ranking), boost=TITLE_PHRASE_BOOST))
    return Bool(must=[matched], should=bonuses) if bonuses else matched


def filters(request: SearchRequest) -> dict[str, Query]:
    """One query for each filter that holds, by the name of its facet; the period under "dates"."""
    found: dict[str, Query] = {}
    for facet in FACETS.values():
        chosen = getattr(request, facet.filter, ())
        values = ["1"] if chosen is True else [str(value) for value in chosen or ()]
        if values:
            found[facet.name] = headings(facet.field, values) if facet.heading else Q("terms", **{facet.field: values})
    if request.date_from is not None or request.date_to is not None:
        found[DATES] = _period(request.date_from, request.date_to)
    return found


def narrowed(query: Query, within: Iterable[Query]) -> Query:
    """``query`` within every filter; filters leave the scores alone."""
    kept = list(within)
    return Bool(must=[query], filter=kept) if kept else query


def counted(query: Query, within: Iterable[Query]) -> Query:
    """``query`` within every filter, for a question whose answer has no order: nothing is scored."""
    return Bool(filter=[query, *within])


def headings(field: str, keys: Sequence[str]) -> Query:
    """The headings of these keys, however each source writes them."""
    return _any([Q("prefix", **{field: f"{key}{SEPARATOR}"}) for key in keys])


def _period(start: int | None, end: int | None) -> Query:
    """Notices whose years meet the period; those without a date do not."""
    parts = []
    if end is not None:
        parts.append(_range(schema.YEAR_FROM, lte=end))
    if start is not None:
        parts.append(_range(schema.YEAR_TO, gte=start))
    return _all(parts)


def _range(field: str, **bounds: int) -> Query:
    return Q("range", **{field: {name: min(max(year, -(10**6)), 10**6) for name, year in bounds.items()}})


def _required(words: Words) -> Iterator[Query]:
    for group in words.groups:
        ways = [_together(found) for found in (group.words, *group.either)]
        ways += [_boosted(_together(other), ALSO_BOOST) for other in group.also]
        if group.years:
            ways.append(ConstantScore(filter=_period(*group.years), boost=LONG_DATE_SCORE))
        yield _any([*ways, *_named(group)])
    for phrase in words.phrases:
        yield _any([_phrase(field, phrase) for field in _PHRASE_FIELDS])


def _together(words: Sequence[str]) -> Query:
    return _all([_word(word) for word in words])


def _otherwise(group: Group) -> Iterator[Query]:
    """What a notice found by other words or by its years earns: less than by the words, more when all its years are within."""
    if group.years:
        start, end = group.years
        within = [_range(schema.YEAR_FROM, gte=start), _range(schema.YEAR_TO, lte=end)]
        yield ConstantScore(filter=_all(within), boost=DATE_SCORE)
    else:
        for words in group.also:
            if len(words) == 1:
                yield _boosted(_well_placed(words[0]), ALSO_BOOST)
        if group.latin:
            imprint = [_term(_LANGUAGES, _LATIN), *(_term("places", word) for word in group.also[0])]
            yield ConstantScore(filter=_all(imprint), boost=LATIN_SCORE)


def _word(word: str) -> Query:
    """The word anywhere, by its stem; or in an early print, however its letters were set."""
    in_early = [_term(schema.EARLY, term, boost=EARLY_BOOST) for term in early_terms(word)]
    return _any([_term(schema.STEMMED, stem(word)), *in_early])


def _any_word(words: Iterable[str]) -> Query:
    return _all([_term(schema.STEMMED, stem(word)) for word in words])


def _named(group: Group) -> Iterator[Query]:
    """The notices that an identifier or a call number names by itself: before everything else."""
    for key in group.identifiers:
        yield ConstantScore(filter=_term(schema.IDENTIFIERS, key), boost=CODE_SCORE)
    if group.call_number:
        yield ConstantScore(filter=_term(schema.CALL_NUMBERS, group.call_number), boost=CODE_SCORE)


def _well_placed(word: str) -> Query:
    """The best of the places where the word stands as typed, or of its stem in the title."""
    places = [_term(field, word, boost=boost) for field, boost in BOOSTS.items()]
    places.append(_term(schema.stems_of("title"), stem(word), boost=TITLE_STEM_BOOST))
    return DisMax(queries=places, tie_breaker=0.3)


def _in_field(name: str, typed: str) -> Query:
    """Words that must stand in one field; an identifier or a call number is looked up whole."""
    if name == "identifiers":
        return _any([_term(schema.IDENTIFIERS, key) for key in typed_identifiers(typed)])
    words = read_words(typed, dates=False)
    required = [_word_in(name, word) for word in dict.fromkeys(word for group in words.groups for word in group.words)]
    required += [_phrase(name, phrase) for phrase in words.phrases]
    excluded = [_all([_word_in(name, word) for word in found]) for found in words.excluded]
    if name == "call_numbers" and (key := call_number_key(typed)):
        return _any([_term(schema.CALL_NUMBERS, key), *([_all(required)] if required else [])])
    if not required and excluded:
        required = [MatchAll()]
    return Bool(must=required, must_not=excluded) if required else MatchNone()


def _word_in(name: str, word: str) -> Query:
    """The word in one field: any form of its stem, and where early prints speak, as they would set it."""
    spellings = (word, *early_spellings(word)) if name in _EARLY_FIELDS else (word,)
    found = list(dict.fromkeys(stem(spelling) for spelling in spellings))
    return Q("terms", **{schema.stems_of(name): found}) if len(found) > 1 else _term(schema.stems_of(name), found[0])


def _phrase(field: str, words: Sequence[str], *, slop: int = 0, boost: float = 1.0) -> Query:
    if len(words) == 1:
        return _term(field, words[0], boost=boost)
    asked: dict[str, Any] = {"query": " ".join(words), "boost": boost}
    return Q("match_phrase", **{field: asked | {"slop": slop} if slop else asked})


def _term(field: str, value: str, *, boost: float = 1.0) -> Query:
    return Q("term", **{field: {"value": value, "boost": boost} if boost != 1.0 else value})


def _boosted(query: Query, boost: float) -> Query:
    return Bool(must=[query], boost=boost)


def _any(queries: Sequence[Query]) -> Query:
    """At least one of them; none when there is none."""
    if len(queries) == 1:
        return queries[0]
    return Bool(should=list(queries), minimum_should_match=1) if queries else MatchNone()


def _all(queries: Sequence[Query]) -> Query:
    """All of them."""
    if len(queries) == 1:
        return queries[0]
    return Bool(must=list(queries)) if queries else MatchNone()
