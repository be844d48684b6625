"""What a reader asks for: words and filters, never an engine's query."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.search.facets import MAX_VALUES as MAX_FACET_VALUES
from catalogue.search.synonyms import NO_SYNONYMS, Synonyms

SORTS = ("relevance", "oldest", "newest", "title", "recent")
TEXT_FIELDS = ("title", "agents", "subjects", "places", "publishers", "notes", "call_numbers", "identifiers")
DEFAULT_SIZE = 20
MAX_SIZE = 100
MAX_FORM_CHARACTERS = 500
MAX_VALUES = 50
LISTS = (
    "institutions",
    "departments",
    "document_types",
    "centuries",
    "languages",
    "communes",
    "areas",
    "places",
    "persons",
    "subjects",
    "owners",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search. Nothing set means everything the catalogue holds.

    ``words``: what was typed in the box, as typed: ``"…"`` keeps words together, ``-word`` leaves a word out.
    ``fields``: (name of :data:`TEXT_FIELDS`, words) pairs of an advanced form, all of which must be met.
    ``institutions`` (RCR), ``departments``, ``document_types``, ``centuries`` (16 is the 16th), ``languages`` (ISO 639-2/B):
    ``communes`` (INSEE code, where the document was printed or what it is about), ``areas`` (the same by department),
    ``places`` (where it was printed), ``persons``, ``subjects``, ``owners`` (former owners of a copy): keys of
    ``core.headings``; any of the values of one filter, all of the filters. ``date_from`` and ``date_to``: years, both included;
    a notice is kept when the years it may cover meet the period. ``sort``: one of :data:`SORTS`. ``size``: hits a page, at most
    :data:`MAX_SIZE`. ``cursor``: what a result gave as ``next`` or ``previous``; it wins over ``page``, which counts from 1.
    ``recent`` sorts by when the catalogue received them, last first. ``facets``: names of
    :data:`catalogue.search.facets.FACETS` to count, ``facet_size`` values of each at most, of those of headings only the ones
    whose key starts with ``facet_prefix``. ``highlight``: matched words are wanted. ``synonyms``: the words
    that stand for one another, in the words of the box.
    Values out of range are brought back into it; a request never raises.
    """

    words: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    institutions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    document_types: tuple[str, ...] = ()
    centuries: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    date_from: int | None = None
    date_to: int | None = None
    digital_only: bool = False
    sort: str = "relevance"
    size: int = DEFAULT_SIZE
    page: int = 1
    cursor: str = ""
    facets: tuple[str, ...] = ()
    facet_size: int = MAX_FACET_VALUES
    facet_prefix: str = ""
    highlight: bool = True
    synonyms: Synonyms = NO_SYNONYMS

    def __post_init__(self) -> None:
        """Bring every value back into what an engine may be asked."""
        if self.sort not in SORTS:
            object.__setattr__(self, "sort", SORTS[0])
        object.__setattr__(self, "size", min(max(self.size, 0), MAX_SIZE))
        object.__setattr__(self, "page", max(self.page, 1))
        object.__setattr__(self, "fields", self._fields_within_reason())
        object.__setattr__(self, "facet_size", min(max(self.facet_size, 1), MAX_FACET_VALUES))
        for name in LISTS:
            object.__setattr__(self, name, tuple(getattr(self, name))[:MAX_VALUES])

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
    def has_words(self) -> bool:
        """Whether there is anything to rank by."""
        return bool(self.words.strip() or self.fields)
