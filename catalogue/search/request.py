"""What a reader asks for: words and filters, never an engine's query."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.search.facets import FACETS
from catalogue.search.facets import MAX_VALUES as MAX_FACET_VALUES
from catalogue.search.plan import Node
from catalogue.search.synonyms import NO_SYNONYMS, Synonyms

SORTS = ("relevance", "oldest", "newest", "title", "recent")
TEXT_FIELDS = ("title", "agents", "subjects", "places", "publishers", "notes", "call_numbers", "identifiers")
DEFAULT_SIZE = 20
MAX_SIZE = 100
# All the words; all but those that only say what kind of thing is looked for; most of them; any of them; only the kind of thing.
ASKING = ("all", "strong", "most", "any", "kind")
MAX_FORM_CHARACTERS = 500
MAX_VALUES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search. Nothing set means everything the catalogue holds.

    ``words``: what was typed in the box, as typed: ``"…"`` keeps words together, ``-word`` leaves a word out.
    ``fields``: (name of :data:`TEXT_FIELDS`, words) pairs of an advanced form, all of which must be met.
    ``filters``: (name of :data:`~catalogue.search.facets.FACETS`, value) pairs, as the facets give their values; of headings
    (``core.headings``) the key. Any of the values of one facet, all of the facets. ``date_from`` and ``date_to``: years, both included;
    a notice is kept when the years it may cover meet the period. ``sort``: one of :data:`SORTS`. ``size``: hits a page, at most
    :data:`MAX_SIZE`. ``cursor``: what a result gave as ``next`` or ``previous``; it wins over ``page``, which counts from 1.
    ``recent`` sorts by when the catalogue received them, last first, those of one moment by their keys. ``facets``: names of
    :data:`catalogue.search.facets.FACETS` to count, ``facet_size`` values of each at most, of those of headings only the ones
    whose key starts with ``facet_prefix``. ``highlight``: matched words are wanted. ``synonyms``: the words
    that stand for one another, in the words of the box. ``asking``: one of :data:`ASKING`, how many of the words must be found;
    ``dashes``: whether a dash before a word leaves it out. ``strict``: what finds nothing is not asked in another way.
    ``asked``: what must match, said by another language than that of the box (``search.cql``), whose words are then empty.
    Values out of range are brought back into it; a request never raises.
    """

    words: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    date_from: int | None = None
    date_to: int | None = None
    sort: str = "relevance"
    size: int = DEFAULT_SIZE
    page: int = 1
    cursor: str = ""
    facets: tuple[str, ...] = ()
    facet_size: int = MAX_FACET_VALUES
    facet_prefix: str = ""
    highlight: bool = True
    synonyms: Synonyms = NO_SYNONYMS
    asking: str = ASKING[0]
    dashes: bool = True
    strict: bool = False
    asked: Node | None = None

    def __post_init__(self) -> None:
        """Bring every value back into what an engine may be asked."""
        if self.sort not in SORTS:
            object.__setattr__(self, "sort", SORTS[0])
        object.__setattr__(self, "size", min(max(self.size, 0), MAX_SIZE))
        object.__setattr__(self, "page", max(self.page, 1))
        object.__setattr__(self, "fields", self._fields_within_reason())
        object.__setattr__(self, "facet_size", min(max(self.facet_size, 1), MAX_FACET_VALUES))
        object.__setattr__(self, "filters", self._filters_within_reason())

    def _filters_within_reason(self) -> tuple[tuple[str, str], ...]:
        """The filters that are some, each once, :data:`MAX_VALUES` of one facet at most."""
        kept: dict[tuple[str, str], None] = {}
        count: dict[str, int] = {}
        for name, value in self.filters:
            if name in FACETS and not FACETS[name].of_the_period and count.get(name, 0) < MAX_VALUES and (name, value) not in kept:
                kept[name, str(value)] = None
                count[name] = count.get(name, 0) + 1
        return tuple(kept)

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The values of each facet that narrows, by its name, in the order of :data:`~catalogue.search.facets.FACETS`."""
        names = {name for name, _ in self.filters}
        return {name: tuple(value for other, value in self.filters if other == name) for name in FACETS if name in names}

    def _fields_within_reason(self) -> tuple[tuple[str, str], ...]:
        """The fields of the form that are filled in, until :data:`MAX_FORM_CHARACTERS` are used: each word there costs a search."""
        kept: list[tuple[str, str]] = []
        room = MAX_FORM_CHARACTERS
        for name, words in self.fields:
            if name in TEXT_FIELDS and words.strip() and room > 0:
                kept.append((name, words[:room]))
                room -= len(words)
        return tuple(kept)

    @property
    def names_a_kind(self) -> bool:
        """Whether it says which sort of things are looked for; where it does not, notices are."""
        return any(FACETS[name].apart for name, _ in self.filters)

    @property
    def has_words(self) -> bool:
        """Whether there is anything to rank by."""
        return bool(self.words.strip() or self.fields)
