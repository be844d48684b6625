"""What a reader asks for: words and filters, never an engine's query."""

from __future__ import annotations

from dataclasses import dataclass

SORTS = ("relevance", "oldest", "newest", "title")
TEXT_FIELDS = ("title", "agents", "subjects", "places", "publishers", "notes", "call_numbers", "identifiers")
DEFAULT_SIZE = 20
MAX_SIZE = 100
MAX_FORM_CHARACTERS = 500
MAX_VALUES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search. Nothing set means everything the catalogue holds.

    ``words``: what was typed in the box, as typed: ``"…"`` keeps words together, ``-word`` leaves a word out.
    ``fields``: (name of :data:`TEXT_FIELDS`, words) pairs of an advanced form, all of which must be met.
    ``institutions`` (RCR), ``departments``, ``document_types``, ``centuries`` (16 is the 16th), ``languages`` (ISO 639-2/B):
    any of the values of one filter, all of the filters. ``date_from`` and ``date_to``: years, both included; a notice is kept
    when the years it may cover meet the period. ``sort``: one of :data:`SORTS`. ``size``: hits a page, at most
    :data:`MAX_SIZE`. ``cursor``: what a result gave as ``next`` or ``previous``; it wins over ``page``, which counts from 1.
    ``facets``: names of :data:`catalogue.search.facets.FACETS` to count. ``highlight``: matched words are wanted.
    Values out of range are brought back into it; a request never raises.
    """

    words: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    institutions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    document_types: tuple[str, ...] = ()
    centuries: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    date_from: int | None = None
    date_to: int | None = None
    digital_only: bool = False
    sort: str = "relevance"
    size: int = DEFAULT_SIZE
    page: int = 1
    cursor: str = ""
    facets: tuple[str, ...] = ()
    highlight: bool = True

    def __post_init__(self) -> None:
        """Bring every value back into what an engine may be asked."""
        if self.sort not in SORTS:
            object.__setattr__(self, "sort", SORTS[0])
        object.__setattr__(self, "size", min(max(self.size, 0), MAX_SIZE))
        object.__setattr__(self, "page", max(self.page, 1))
        object.__setattr__(self, "fields", self._fields_within_reason())
        for name in ("institutions", "departments", "document_types", "centuries", "languages"):
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
