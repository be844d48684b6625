"""« Did you mean »: another way to write a search that found nothing, or little where another finds much; only if it finds more."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from catalogue.core.places import latin_names
from catalogue.core.text import STOP_WORDS, fold, spans
from catalogue.geography.communes import codes_named
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult
from catalogue.search.synonyms import Synonyms
from catalogue.search.words import Words, read_request

FEW = 2  # hits; with more, the reader found what she typed,
LITTLE = 8  # unless another spelling of words that all are known has
MANY_MORE = 20  # times more
MOST_DOUBTED = 3  # words, all of them known, of a search that is doubted; a longer one finds little because it asks much
MOST_WORDS = 6  # looked up; the words of a longer search are left as they are
MOST_TRIES = 3  # corrections counted, of spelling;
MOST_WAYS = 5  # with those of other kinds
_SHORTEST = 4  # letters of a word that may be another
_SHORT = 5  # letters up to which one mistake is looked for; two in longer words
_SURE = 7  # letters up to which a word with two mistakes may be another word, or another person: « moliere » is not « mollier »
_KNOWN_PLACE = 0.5  # of a mistake: how much nearer a town is than any other word
_SHORTEST_PART = 3  # letters of either half of a word that was written in one; a little word may be shorter
_JOINED = re.compile(r"[\s'’-]+")
_QUOTES = re.compile(r"[\"“”«»]")
_MUCH_MORE = 5  # times more frequent: what another word must be to stand for one that is known

Near = Mapping[str, Sequence[tuple[str, int]]]

# What sounds alike in French, or did to those who spelled it: each pair both ways.
_CONFUSIONS = (
    ("ph", "f"), ("y", "i"), ("ss", "s"), ("ss", "c"), ("c", "s"), ("qu", "c"), ("k", "c"), ("z", "s"), ("j", "g"), ("th", "t"),
    ("rh", "r"),
    ("ch", "c"), ("au", "o"), ("eau", "o"), ("eaux", "o"), ("ai", "e"), ("ei", "ai"), ("en", "an"), ("em", "am"), ("x", "s"), ("oi", "oy"),
    ("w", "v"),
)  # fmt: skip
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")
_SINGLE = re.compile(r"(?<=[aeiouy])([lmnrtpfsc])(?=[aeiouy])")
_MOST_VARIANTS = 40
_SOUNDS = str.maketrans({"y": "i", "k": "c", "z": "s", "x": "s", "j": "g", "w": "v"})
_SOUND_GROUPS = (
    ("ph", "f"),
    ("qu", "c"),
    ("th", "t"),
    ("rh", "r"),
    ("eau", "o"),
    ("au", "o"),
    ("ei", "e"),
    ("ai", "e"),
    ("en", "an"),
    ("em", "am"),
)


def distance_allowed(word: str) -> int:
    """How many mistakes a folded word may hold: none in figures and very short words, one in short ones, two in long ones."""
    if len(word) < _SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) <= _SHORT else 2


def variants(word: str) -> tuple[str, ...]:
    """Other spellings that sound like a folded word, whatever their distance: « filosofie » has « philosophie », « rousso » « rousseau ».

    Those of one change first, then those of a change more, until there are enough.
    """
    found = dict.fromkeys([word])
    last = [word]
    while last and len(found) <= _MOST_VARIANTS:
        last = [spelt for spelt in dict.fromkeys(spelt for known in last for spelt in _changed(known)) if spelt not in found]
        found |= dict.fromkeys(last)
    return tuple(found)[1 : _MOST_VARIANTS + 1]


def _changed(word: str) -> Iterator[str]:
    for one, other in (*_CONFUSIONS, *((other, one) for one, other in _CONFUSIONS)):
        if one in word:
            yield from (word.replace(one, other), word.replace(one, other, 1), other.join(word.rsplit(one, 1)))
    yield from (_DOUBLED.sub(r"\1", word), _SINGLE.sub(r"\1\1", word, count=1))


def sound(word: str) -> str:
    """What a folded word sounds like, roughly: words of one sound are one word misspelt."""
    for one, other in _SOUND_GROUPS:
        word = word.replace(one, other)
    plain = _DOUBLED.sub(r"\1", word.translate(_SOUNDS))
    return f"{plain[:-1]}t" if plain.endswith("d") else plain  # neither is heard: « Treford » for « Treffort », « Renaut » for « Renaud »


def cost(word: str, other: str) -> float:
    """How far ``other`` is from ``word``: changes of a letter, neighbours exchanged counting one; less where they sound alike."""
    if word == other:
        return 0.0
    alike = OSA.distance(sound(word), sound(other))
    return min(float(OSA.distance(word, other)), alike + 0.5)


def replacements(word: str, near: Sequence[tuple[str, int]], *, more: int = _MUCH_MORE) -> list[str]:
    """The words that may have been meant by ``word``, best first: close, a town, then frequent. A word that is known gives way only
    to one that is ``more`` times as frequent."""
    known = dict(near).get(word, 0)
    allowed = 1 if len(word) <= _SURE else distance_allowed(word)
    if not distance_allowed(word):
        return []
    scored = []
    for other, count in near:
        if other == word or count < max(1, known * more):
            continue
        far = cost(word, other)
        if far <= allowed:
            scored.append((far - 0.25 * math.log10(count) - (_KNOWN_PLACE if codes_named(other) else 0), other))
    return [other for _, other in sorted(scored)]


def corrections(words: Words, near: Near, *, among: Iterable[str] | None = None, more: int = _MUCH_MORE) -> list[dict[str, str]]:
    """What to put in the place of which words (of ``among``), the likeliest first: every unknown word by its best, then single words
    by others."""
    wanted = lookups(words) if among is None else among
    options = {word: found for word in wanted if (found := replacements(word, near.get(word, ()), more=more))}
    if not options:
        return []
    tries = [{word: found[0] for word, found in options.items()}]
    if len(options) > 1:
        tries += [{word: found[0]} for word, found in options.items()]
    tries += [{**tries[0], word: other} for word, found in options.items() for other in found[1:3]]
    unique = {tuple(sorted(one.items())): one for one in tries}
    return list(unique.values())[:MOST_TRIES]


def lookups(words: Words) -> list[str]:
    """The words of a search worth looking up: no dates, no numbers, no little words."""
    plain = [word for group in words.groups if group.years is None for word in group.words]
    plain += [word for phrase in words.phrases for word in phrase]
    return [word for word in dict.fromkeys(plain) if distance_allowed(word) and word not in STOP_WORDS][:MOST_WORDS]


def corrected(
    request: SearchRequest,
    result: SearchResult,
    *,
    search: Callable[[SearchRequest], SearchResult],
    near_words: Callable[[Iterable[str]], Near],
    known_words: Callable[[Iterable[str]], frozenset[str]],
) -> SearchResult:
    """``result`` with ``corrected`` filled in where it has few hits and another way to write has more, which is counted to be sure.

    Costs two looks at the engine's words and at most :data:`MOST_WAYS` searches, for the first page of such results only: none
    for a request that only counts, and next to nothing where a notice was found and all the words are known. Raises what they raise.
    """
    if result.total > LITTLE or not request.size or request.cursor or request.page > 1 or not request.words.strip():
        return result
    words = read_request(request)
    wanted = lookups(words)
    known = known_words(wanted) if result.total and wanted else frozenset()
    unknown = [word for word in wanted if word not in known]
    if result.total and not unknown:
        return _doubted(request, result, words, search=search, near_words=near_words)
    if result.total > FEW:
        return result
    near = near_words(unknown) if unknown else {}
    apart = _apart(unknown, known_words) if not result.total else []
    for changes in itertools.islice(_ways(request, words, near, unknown, apart, found_some=result.total > 0), MOST_WAYS):
        typed = changes if isinstance(changes, str) else _rewritten(request.words, changes)
        if typed != request.words and (offered := _tried(request, result, typed, changes, search=search)):
            return offered
    return result


def _tried(
    request: SearchRequest,
    result: SearchResult,
    typed: str,
    changes: Mapping[str, str] | str,
    *,
    search: Callable[[SearchRequest], SearchResult],
    least: int = 0,
) -> SearchResult | None:
    """``result`` offering the words ``typed``, with the accents of what they find, where this is more, and at least ``least``."""
    found = search(replace(request, words=typed, size=3, facets=(), highlight=True))
    if found.total <= result.total or found.total < least:
        return None
    if not isinstance(changes, str):
        typed = _rewritten(request.words, {old: _as_written(new, found) for old, new in changes.items()})
    return replace(result, corrected=typed)


def _doubted(
    request: SearchRequest,
    result: SearchResult,
    words: Words,
    *,
    search: Callable[[SearchRequest], SearchResult],
    near_words: Callable[[Iterable[str]], Near],
) -> SearchResult:
    """The same for words that all are known, and found little: one much more frequent may have been meant, unless the words are a
    town's, or a surname by itself of somebody that they found: a person of the same forename is the one misspelt."""
    wanted = lookups(words)
    if not 0 < len(wanted) <= MOST_DOUBTED or words.phrases or codes_named(" ".join(wanted)) or _is_somebody(result, wanted):
        return result
    for changes in corrections(words, near_words(wanted), among=wanted, more=MANY_MORE)[:1]:
        typed = _rewritten(request.words, changes)
        return _tried(request, result, typed, changes, search=search, least=MANY_MORE * result.total) or result
    return result


def _is_somebody(result: SearchResult, wanted: Sequence[str]) -> bool:
    """Whether the one word typed is of the name of somebody whom the hits are by."""
    return len(wanted) == 1 and any(wanted[0] in fold(agent).split() for hit in result.hits for agent in hit.display.get("agents", ()))


def _ways(
    request: SearchRequest, words: Words, near: Near, wanted: Sequence[str], apart: Sequence[dict[str, str]], *, found_some: bool
) -> Iterator[dict[str, str] | str]:
    """What to try: other words in the place of some, or the whole typed anew. Where something was found, its words stay as they are
    but for those that no notice has."""
    known = {word for word, others in near.items() if dict(others).get(word)}
    unknown = [word for word in wanted if word not in known]
    if not found_some:
        if words.phrases:
            yield " ".join(_QUOTES.sub(" ", request.words).split())
        yield from apart[: MOST_TRIES - 1]
    listed = {word: [*near.get(word, ()), *_of_tables(word, request.synonyms)] for word in unknown}
    yield from corrections(words, {**near, **listed}, among=unknown if found_some else None)
    if not found_some and not words.phrases:
        yield from list(_together(request.words))[: MOST_TRIES - 1]


def _apart(unknown: Iterable[str], known_words: Callable[[Iterable[str]], frozenset[str]]) -> list[dict[str, str]]:
    """An unknown word as two that are known, those cut nearest to the middle first: « montblanc » as « mont blanc »; else with a little
    word between them: « arcenciel »."""
    cuts = {word: [(word[:place], word[place:]) for place in range(2, len(word) - _SHORTEST_PART + 1)] for word in unknown}
    told = {half for pairs in cuts.values() for pair in pairs for half in pair if len(half) >= _SHORTEST_PART}
    known = STOP_WORDS | known_words(sorted(told)) if told else STOP_WORDS
    found = [(word, *pair) for word, pairs in cuts.items() for pair in pairs if known.issuperset(pair)]
    found.sort(key=lambda each: -min(map(len, each[1:])))
    threes = [(word, one, _past_little(other, known)) for word, pairs in cuts.items() for one, other in pairs if one in known]
    return [{word: f"{one} {other}"} for word, one, other in (*found, *threes) if other]


def _past_little(rest: str, known: frozenset[str]) -> str:
    """ "en ciel" for "enciel": a little word and one that is known; "" where it is not that."""
    cuts = ((rest[:place], rest[place:]) for place in range(2, len(rest) - _SHORTEST_PART + 1))
    return next((f"{little} {last}" for little, last in cuts if little in STOP_WORDS and last in known), "")


def _together(typed: str) -> Iterator[str]:
    """Two words side by side as one: « haute combe » as « hautecombe »."""
    found = spans(typed)
    for (start, end, word), (after, last, other) in itertools.pairwise(found):
        if STOP_WORDS.isdisjoint((word, other)) and word.isalpha() and other.isalpha() and _JOINED.fullmatch(typed[end:after]):
            yield f"{typed[:start]}{typed[start:end]}{typed[after:last].lower()}{typed[last:]}"


def _of_tables(word: str, synonyms: Synonyms) -> Iterator[tuple[str, int]]:
    """The words of the editors' table, and the Latin names of towns, that look like ``word``: no notice need have them."""
    for other in {*(key[0] for key in synonyms.others if len(key) == 1), *latin_names()}:
        if OSA.distance(word, other, score_cutoff=distance_allowed(word)) <= distance_allowed(word):
            yield other, 1


def _rewritten(typed: str, changes: Mapping[str, str]) -> str:
    """``typed`` with some of its words replaced, capitals kept."""
    for start, end, word in reversed(spans(typed)):
        if word in changes:
            new = changes[word]
            typed = typed[:start] + (new.capitalize() if typed[start].isupper() else new) + typed[end:]
    return typed


def _as_written(word: str, found: SearchResult) -> str:
    """A folded word, or several, with the accents that the notices found give them."""
    return " ".join(_one_as_written(one, found) for one in word.split())


def _one_as_written(word: str, found: SearchResult) -> str:
    for hit in found.hits:
        for highlight in hit.highlights:
            for piece in highlight.snippet:
                if piece.matched and fold(piece.text) == word:
                    return piece.text.lower()
    return word
