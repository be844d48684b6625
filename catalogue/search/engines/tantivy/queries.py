"""A request as a query of this engine: what must match, what ranks it, and each filter apart so that facets can leave one out.

Nothing is handed to a query language: the query is built from words already read, so nothing typed can be a syntax error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import tantivy
from tantivy import FieldType, Occur, Query

from catalogue.core.headings import SEPARATOR, split_heading
from catalogue.core.text import early_spellings
from catalogue.search.codes import call_number_key, typed_identifiers
from catalogue.search.dates import FIRST, LAST
from catalogue.search.engines import stems
from catalogue.search.engines.tantivy import schema
from catalogue.search.facets import DATES, FACETS
from catalogue.search.request import SearchRequest
from catalogue.search.values import LAST_DECADE
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
_FORMS_LOOKED_AT = 2000
_LONGEST_LOOKED_UP = 150  # years of a period whose decades are looked up one by one

Forms = Callable[[str, str], Sequence[str]]


class Queries:
    """Builds the queries of one request.

    ``forms`` gives the words of a field that share the stem of one, ``written`` the values of a field of headings that share a key,
    ``frequency`` in how many documents a field has a word.
    """

    def __init__(self, *, forms: Forms, written: Forms, frequency: Callable[[str, str], int]) -> None:
        self._forms = forms
        self._written = written
        self._frequency = frequency

    def matching(self, request: SearchRequest, words: Words) -> Query:
        """What must match, whatever the filters: every document for an empty request, none for words without a letter."""
        required = list(self._required(words))
        for name, typed in request.fields:
            required.append(self._in_field(name, typed))
        excluded = [(Occur.MustNot, self._any_word(found)) for found in words.excluded]
        if not required:
            if request.words.strip() and not excluded:
                return Query.empty_query()
            required.append(Query.all_query())
        plain = required[0] if len(required) == 1 and not excluded else Query.boolean_query([(Occur.Must, q) for q in required] + excluded)
        named = list(self._named(words.codes))
        return _any([plain, *named]) if named and not request.fields else plain

    def ranked(self, matching: Query, words: Words) -> Query:
        """``matching`` with the scores by which a reader expects it ordered."""
        bonuses = [(Occur.Should, self._well_placed(word)) for word in words.ranking]
        bonuses += [(Occur.Should, bonus) for group in words.groups for bonus in self._otherwise(group)]
        if 1 < len(words.ranking) <= LONGEST_TITLE_PHRASE:
            phrase = self._phrase("title", words.ranking, slop=len(words.ranking))
            bonuses.append((Occur.Should, Query.boost_query(phrase, TITLE_PHRASE_BOOST)))
        return Query.boolean_query([(Occur.Must, matching), *bonuses]) if bonuses else matching

    def filters(self, request: SearchRequest) -> dict[str, Query]:
        """One query for each filter that holds, by the name of its facet; the period under "dates"."""
        found = {}
        for facet in FACETS.values():
            chosen = getattr(request, facet.filter, ())
            values = ["1"] if chosen is True else [str(value) for value in chosen or ()]
            if values:
                found[facet.name] = self._headings(facet.field, values) if facet.heading else self._values(facet.field, values)
        if request.date_from is not None or request.date_to is not None:
            found[DATES] = self._period(request.date_from, request.date_to)
        return found

    def headings(self, request: SearchRequest) -> tuple[tuple[str, str, str], ...]:
        """(facet, key, heading as first written) of the headings chosen as filters; those that no notice has are left out."""
        chosen = [(facet, key) for facet in FACETS.values() if facet.heading for key in getattr(request, facet.filter)]
        written = [(facet.name, key, self._written(facet.field, key)) for facet, key in chosen]
        return tuple((name, key, split_heading(values[0])[1]) for name, key, values in written if values)

    def _values(self, field: str, values: Sequence[str]) -> Query:
        if len(values) == 1:
            return self._term(field, values[0])
        return Query.term_set_query(schema.SCHEMA, field, list(values))

    def _headings(self, field: str, keys: Sequence[str]) -> Query:
        """The headings of these keys, however each source writes them."""
        return self._values(field, [value for key in keys for value in self._written(field, key)] or [SEPARATOR])

    def _period(self, start: int | None, end: int | None) -> Query:
        """Notices whose years meet the period; those without a date do not.

        Those of its decades are looked up first: a range alone compares the years of every notice, ten times as long for a year.
        """
        parts = [self._values("decades", decades)] if (decades := _decades(start, end)) else []
        if end is not None and end < LAST:
            parts.append(_range(schema.YEAR_FROM, None, end))
        if start is not None and start > FIRST:
            parts.append(_range(schema.YEAR_TO, start, None))
        return _all(parts) if parts else _range(schema.YEAR_FROM, FIRST, None)

    def _required(self, words: Words) -> Iterator[Query]:
        for group in words.groups:
            ways = [self._together(words) for words in (group.words, *group.either)]
            ways += [Query.boost_query(self._together(words), ALSO_BOOST) for words in group.also]
            if group.years:
                ways.append(Query.const_score_query(self._period(*group.years), LONG_DATE_SCORE))
            yield _any([*ways, *self._named(group)])
        for phrase in words.phrases:
            yield _any([self._phrase(field, phrase) for field in _PHRASE_FIELDS])

    def _together(self, words: Sequence[str]) -> Query:
        return _all([self._word(word) for word in words])

    def _otherwise(self, group: Group) -> Iterator[Query]:
        """What a notice found by other words or by its years earns: less than by the words, more when all its years are within."""
        if group.years:
            yield Query.const_score_query(self._within(*group.years), DATE_SCORE)
        else:
            for words in group.also:
                if len(words) == 1:
                    yield Query.boost_query(self._well_placed(words[0]), ALSO_BOOST)
            if group.latin:
                imprint = [self._term(_LANGUAGES, _LATIN), *(self._term("places", word) for word in group.also[0])]
                yield Query.const_score_query(_all(imprint), LATIN_SCORE)

    def _within(self, start: int, end: int) -> Query:
        """Notices all of whose years are in the period."""
        return _all([_range(schema.YEAR_FROM, start, end), _range(schema.YEAR_TO, start, end)])

    def _word(self, word: str) -> Query:
        """The word anywhere, by its stem; or in an early print, however its letters were set."""
        in_early = [Query.boost_query(self._term(schema.EARLY, term), EARLY_BOOST) for term in stems.early_terms(word)]
        return _any([self._term(schema.STEMMED, stems.stem(word)), *in_early])

    def _any_word(self, words: Iterable[str]) -> Query:
        return _all([self._term(schema.STEMMED, stems.stem(word)) for word in words])

    def _named(self, group: Group) -> Iterator[Query]:
        """The notices that an identifier or a call number names by itself: before everything else."""
        for key in group.identifiers:
            yield Query.const_score_query(self._term(schema.IDENTIFIERS, key), CODE_SCORE)
        if group.call_number:
            yield Query.const_score_query(self._term(schema.CALL_NUMBERS, group.call_number), CODE_SCORE)

    def _well_placed(self, word: str) -> Query:
        """The best of the places where the word stands as typed, or of its stem in the title.

        A field that has the word nowhere is left out: it would be looked at for every document that matches.
        """
        places = [Query.boost_query(self._term(field, word), boost) for field, boost in BOOSTS.items() if self._frequency(field, word)]
        places.append(Query.boost_query(self._term(schema.TITLE_STEMMED, stems.stem(word)), TITLE_STEM_BOOST))
        return Query.disjunction_max_query(places, 0.3) if len(places) > 1 else places[0]

    def _in_field(self, name: str, typed: str) -> Query:
        """Words that must stand in one field; an identifier or a call number is looked up whole."""
        if name == "identifiers":
            return _any([self._term(schema.IDENTIFIERS, key) for key in typed_identifiers(typed)])
        words = read_words(typed, dates=False)
        required = [self._word_in(name, word) for word in dict.fromkeys(word for group in words.groups for word in group.words)]
        required += [self._phrase(name, phrase) for phrase in words.phrases]
        excluded = [(Occur.MustNot, _all([self._word_in(name, word) for word in found])) for found in words.excluded]
        if name == "call_numbers" and (key := call_number_key(typed)):
            return _any([self._term(schema.CALL_NUMBERS, key), *([_all(required)] if required else [])])
        if not required and excluded:
            required = [Query.all_query()]
        return Query.boolean_query([(Occur.Must, query) for query in required] + excluded) if required else Query.empty_query()

    def _word_in(self, name: str, word: str) -> Query:
        """The word in one field: any form of its stem that the field holds, and where early prints speak, as they would set it."""
        spellings = (word, *early_spellings(word)) if name in _EARLY_FIELDS else (word,)
        forms = dict.fromkeys(form for spelling in spellings for form in (spelling, *self._forms(name, spelling)))
        return Query.term_set_query(schema.SCHEMA, name, list(forms)) if len(forms) > 1 else self._term(name, word)

    def _phrase(self, field: str, words: Sequence[str], *, slop: int = 0) -> Query:
        if len(words) == 1:
            return self._term(field, words[0])
        return Query.phrase_query(schema.SCHEMA, field, list(words), slop)

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(schema.SCHEMA, field, value, "freq")


def _range(field: str, start: int | None, end: int | None) -> Query:
    return Query.range_query(schema.SCHEMA, field, FieldType.Integer, start, end)


def _decades(start: int | None, end: int | None) -> list[str]:
    """The decades of a period, as documents name them (``values.decades_of``); none where it is open, long or to come."""
    if start is None or end is None or end < start or end - start > _LONGEST_LOOKED_UP or end > LAST_DECADE + 9:
        return []
    return [str(decade) for decade in range(start // 10 * 10, end + 1, 10)]


def _any(queries: Sequence[Query]) -> Query:
    """At least one of them; none when there is none."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries]) if queries else Query.empty_query()


def _all(queries: Sequence[Query]) -> Query:
    """All of them."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries]) if queries else Query.empty_query()


def narrowed(query: Query, filters: Iterable[Query]) -> Query:
    """``query`` within every filter; filters leave the scores alone."""
    kept = [Query.const_score_query(filter_, 0.0) for filter_ in filters]
    return _all([query, *kept]) if kept else query


def forms_of(searcher: tantivy.Searcher) -> Forms:
    """The words of a field that have the stem of ``word``, read in the index's own list of words."""

    def forms(field: str, word: str) -> list[str]:
        wanted = stems.stem(word)
        prefix = wanted[: max(3, len(wanted) - 2)]
        found = searcher.terms_with_prefix(field, prefix, limit=_FORMS_LOOKED_AT)
        return [term for term, _count in found if stems.stem(term) == wanted]

    return forms


def written_of(searcher: tantivy.Searcher) -> Forms:
    """The headings of a field that have this key, as its documents write them."""

    def written(field: str, key: str) -> list[str]:
        return [term for term, _count in searcher.terms_with_prefix(field, key + SEPARATOR, limit=_FORMS_LOOKED_AT)]

    return written
