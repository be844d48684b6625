"""The words of the index that look like one: read in its own lists of words, those of one first letter at a time."""

from __future__ import annotations

import tantivy
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.search.spelling import distance_allowed, variants

_FIELDS = ("title", "agents", "subjects", "places", "publishers")
_MOST_READ = 20_000  # words of one beginning in one field, the most frequent
_MOST_GIVEN = 50


def is_known(searcher: tantivy.Searcher, word: str) -> bool:
    """Whether a notice has ``word`` in its title, names, subjects or imprint."""
    return any(searcher.doc_freq(field, word) for field in _FIELDS)


def near(searcher: tantivy.Searcher, word: str) -> tuple[tuple[str, int], ...]:
    """The words of titles, names, subjects and imprints that look or sound like ``word``, with how many notices have them in the
    field that has most; the most frequent first."""
    counts: dict[str, int] = {}
    allowed = distance_allowed(word)
    spellings = {word} if not allowed else {spelt for variant in (word, *variants(word)) for spelt in (variant, f"{variant}s")}
    for field in _FIELDS:
        known: dict[str, int] = {}
        for beginning in _beginnings(word) if allowed else ():
            known.update(searcher.terms_with_prefix(field, beginning, limit=_MOST_READ))
        close = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=_MOST_GIVEN) if known else []
        for other, _distance, _index in close:
            counts[other] = max(counts.get(other, 0), known[other])
        for spelling in spellings:
            if count := known.get(spelling) or searcher.doc_freq(field, spelling):
                counts[spelling] = max(counts.get(spelling, 0), count)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    kept = ranked[:_MOST_GIVEN]
    return tuple(kept if word not in counts or word in dict(kept) else [*kept[:-1], (word, counts[word])])


def _beginnings(word: str) -> tuple[str, ...]:
    """Where the word meant may stand: under its first letter, under its second (the first one too many), with both exchanged, or
    under the h that nobody hears."""
    return (word[0], word[1:4], word[1] + word[0] + word[2:3], *([f"h{word[:2]}"] if word[0] in "aeiou" else []))
