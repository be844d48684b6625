"""The contract of a search engine: what the catalogue asks of it, and nothing of how it does it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import cast

from catalogue.core.keys import DocumentKey
from catalogue.core.messages import Message
from catalogue.search.document import SearchDocument
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult, Suggestion


class SearchUnavailable(Exception):
    """The engine cannot answer now. ``message`` says why and what to do; pages show that search is down, and nothing else breaks."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class EngineBusy(SearchUnavailable):
    """Another process is writing to this index: leave the marks where they are and come back."""


class SearchRefused(SearchUnavailable):
    """The engine answers, and cannot answer this one request: others are not affected."""


@dataclass(frozen=True, slots=True)
class Health:
    """How an engine does. ``ready`` when it can serve and be written; ``details`` holds numbers and words for the console."""

    ready: bool
    documents: int = 0
    details: Mapping[str, str | int | float] = field(default_factory=dict)


class Writer(ABC):
    """Writes to one index; got from :meth:`Engine.writer` or :meth:`Engine.rebuild`."""

    @abstractmethod
    def apply(self, documents: Iterable[SearchDocument], deleted: Iterable[DocumentKey] = ()) -> Mapping[DocumentKey, str]:
        """Write documents over those of the same key, and delete those of ``deleted``.

        On return the change is durable and will be seen by every reader. Gives the keys that the engine refused, with its reason.
        Raises :class:`SearchUnavailable` when nothing of it can be relied upon.
        """

    def fill(self, prepared: Iterable[object]) -> Mapping[DocumentKey, str]:
        """The same for an index that is being built, with what :meth:`Engine.prepared` made, each record once."""
        return self.apply(cast(Iterable[SearchDocument], prepared))


class Engine(ABC):
    """A search engine. Instances are cheap to make and safe to share between threads."""

    name: str

    @abstractmethod
    def search(self, request: SearchRequest) -> SearchResult:
        """The hits, total and facets of ``request``; words that mean nothing find nothing, they never raise.

        Raises :class:`SearchUnavailable` when the engine does not answer. An index never filled gives an empty result.
        """

    @abstractmethod
    def keys(self, request: SearchRequest, *, most: int) -> tuple[DocumentKey, ...]:
        """The keys of what ``request`` finds, in the order of :attr:`DocumentKey.packed`, ``most`` at most, whatever page it asks for: for
        lists that another order than an engine's suits. Raises :class:`SearchUnavailable` as :meth:`search` does.
        """

    @abstractmethod
    def suggest(self, typed: str, *, size: int = 8) -> tuple[Suggestion, ...]:
        """Titles, persons, places and subjects that have the words typed so far, of which the last may go on; ``size`` at most.

        Chosen and ordered as ``search.suggestions.chosen`` does. Institutions are not known here: ``selectors.search`` adds them.
        Nothing typed raises; raises :class:`SearchUnavailable` as :meth:`search` does.
        """

    @abstractmethod
    def near_words(self, words: Iterable[str]) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """For each of some folded words, the words of the index that look like it, itself included where it is there:
        (word, in how many notices, about) pairs, most frequent first. What looks like it is for ``search.spelling`` to judge:
        an engine gives those within ``spelling.distance_allowed`` that it finds in bounded time.
        """

    @abstractmethod
    def known_words(self, words: Iterable[str]) -> frozenset[str]:
        """Those of some folded words that the titles, names, subjects or imprints of a notice have, just as they are: what
        :meth:`near_words` costs is spared for them.
        """

    @abstractmethod
    def words_begun(self, field: str, beginning: str, *, size: int) -> tuple[str, ...]:
        """Words of ``field`` (a name of ``weights.FIELDS``) that begin so, folded, ``size`` at most, in no order: fewer are all of them.
        Words that notices had and have no more may be among them. Raises :class:`SearchUnavailable` as :meth:`search` does.
        """

    @abstractmethod
    def writer(self) -> AbstractContextManager[Writer]:
        """The one writer of the living index. Raises :class:`EngineBusy` when another process has it."""

    @abstractmethod
    def rebuild(self) -> AbstractContextManager[Writer]:
        """A writer to a new, empty index beside the living one, which serves until the block ends without an exception;
        the new one then takes its place in one step. An exception, or a killed process, leaves the living one as it was.

        Raises :class:`EngineBusy` when another process is rebuilding.
        """

    def prepared(self, document: SearchDocument) -> object:
        """What :meth:`Writer.fill` takes for a document; made in another process, so that it can be pickled."""
        return document

    @abstractmethod
    def is_current(self) -> bool:
        """Whether there is an index and it has the form that this version of the code writes."""

    @abstractmethod
    def count(self) -> int:
        """The number of documents that a reader can find."""

    @abstractmethod
    def document_keys(self) -> Iterator[DocumentKey]:
        """Every key of the index in the order of :attr:`DocumentKey.packed`, for the audit."""

    @abstractmethod
    def health(self) -> Health:
        """How it does; never raises."""

    def index(self, documents: Iterable[SearchDocument]) -> Mapping[DocumentKey, str]:
        """Write ``documents``; see :meth:`Writer.apply`."""
        with self.writer() as writer:
            return writer.apply(documents)

    def delete(self, keys: Iterable[DocumentKey]) -> Mapping[DocumentKey, str]:
        """Delete these documents; see :meth:`Writer.apply`."""
        with self.writer() as writer:
            return writer.apply((), keys)
