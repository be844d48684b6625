"""The words of the index that look like one, as the cluster's own speller and counts give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Bool

from catalogue.search.engines.elasticsearch.asking import Answer, Asking, Body, total_of
from catalogue.search.spelling import distance_allowed, variants

_FIELDS = ("title", "agents", "subjects", "places", "publishers")
_MOST_GIVEN = 50

Near = tuple[tuple[str, int], ...]


def near(asking: Asking, words: Iterable[str]) -> Mapping[str, Near]:
    """The words of titles, names, subjects and imprints that look or sound like each of ``words``, with how many notices have them in
    the field that has most; the most frequent first."""
    wanted = list(dict.fromkeys(words))
    answers = asking.ask([_question(asking, word) for word in wanted]) if wanted else []
    return {word: _read(word, answer) for word, answer in zip(wanted, answers, strict=True)}


def known(asking: Asking, words: Iterable[str]) -> frozenset[str]:
    """Those of ``words`` that a notice has in its title, names, subjects or imprint."""
    wanted = list(dict.fromkeys(words))
    if not wanted:
        return frozenset()
    asked = [asking.body(_has([word]), size=0, track_total_hits=1) for word in wanted]
    return frozenset(word for word, answer in zip(wanted, asking.ask(asked), strict=True) if total_of(answer))


def _has(spellings: list[str]) -> Bool:
    return Bool(filter=[Bool(should=[Q("terms", **{field: spellings}) for field in _FIELDS], minimum_should_match=1)])


def _question(asking: Asking, word: str) -> Body:
    """Those within the distance by the speller; the word itself, and what sounds like it, counted one by one."""
    allowed = distance_allowed(word)
    spellings = [word, *variants(word)] if allowed else [word]
    counts = {f"{field} {spelling}": {"filter": {"term": {field: spelling}}} for spelling in spellings for field in _FIELDS}
    body = asking.body(_has(spellings), size=0, track_total_hits=False, aggs=counts)
    if allowed:
        speller = {"suggest_mode": "always", "max_edits": allowed, "prefix_length": 0, "min_word_length": 4, "size": _MOST_GIVEN}
        speller |= {"sort": "frequency", "max_term_freq": 1_000_000_000, "min_doc_freq": 0, "shard_size": 4 * _MOST_GIVEN}
        body["suggest"] = {field: {"text": word, "term": {"field": field, "analyzer": "keyword", **speller}} for field in _FIELDS}
    return body


def _read(word: str, answer: Answer) -> Near:
    counts: dict[str, int] = {}
    for entries in answer.get("suggest", {}).values():
        for option in (option for entry in entries for option in entry["options"]):
            counts[option["text"]] = max(counts.get(option["text"], 0), int(option["freq"]))
    for name, told in answer.get("aggregations", {}).items():
        spelling, count = name.partition(" ")[2], int(told["doc_count"])
        if count:
            counts[spelling] = max(counts.get(spelling, 0), count)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    kept = ranked[:_MOST_GIVEN]
    return tuple(kept if word not in counts or word in dict(kept) else [*kept[:-1], (word, counts[word])])
