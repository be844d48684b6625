"""The engines, by name, made when first asked for: a missing library is a sentence, not a crash at import."""

from __future__ import annotations

import importlib
from functools import cache

from django.conf import settings

from catalogue.core.messages import N_, Message, declare
from catalogue.search.engine import Engine, SearchUnavailable

declare(
    {
        "search_engine_unknown": N_("There is no search engine named %(engine)s; the ones there are: %(known)s."),
        "search_engine_library_missing": N_("The search engine %(engine)s needs a library that is not installed: %(library)s."),
    }
)

# name → module whose ``make(settings)`` gives the engine
ENGINES = {"tantivy": "catalogue.search.engines.tantivy"}


def names() -> tuple[str, ...]:
    """The engines that this installation keeps up to date, the one that serves first."""
    wanted = ("elasticsearch",) if settings.ELASTICSEARCH_URL else ()
    return tuple(name for name in (*wanted, "tantivy") if name in ENGINES)


def serving() -> Engine:
    """The engine that answers readers."""
    return get(names()[0])


def get(name: str) -> Engine:
    """The engine of that name, made once per process and per index folder.

    Raises :class:`SearchUnavailable` when there is none, or its library is not installed.
    """
    return _made(name, str(settings.SEARCH_INDEX_DIR), str(settings.ELASTICSEARCH_URL))


@cache
def _made(name: str, _folder: str, _address: str) -> Engine:
    if name not in ENGINES:
        raise SearchUnavailable(Message("search_engine_unknown", {"engine": name, "known": ", ".join(ENGINES)}))
    try:
        module = importlib.import_module(ENGINES[name])
    except ModuleNotFoundError as error:
        raise SearchUnavailable(Message("search_engine_library_missing", {"engine": name, "library": error.name or ""})) from error
    return module.make(settings)
