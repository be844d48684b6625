"""The engines, by name, made when first asked for: a missing library is a sentence, not a crash at import."""

from __future__ import annotations

import importlib
from functools import cache

from django.conf import settings

from catalogue.core.messages import N_, Message, declare
from catalogue.search.engine import Engine, SearchUnavailable
from catalogue.search.engines.standby import WithStandby

declare(
    {
        "search_engine_unknown": N_("There is no search engine named %(engine)s; the ones there are: %(known)s."),
        "search_engine_library_missing": N_("The search engine %(engine)s needs a library that is not installed: %(library)s."),
    }
)

# name → module whose ``make(settings)`` gives the engine
ENGINES = {"tantivy": "catalogue.search.engines.tantivy", "elasticsearch": "catalogue.search.engines.elasticsearch"}
# What an engine is made from: another value of one of these is another engine.
_SETTINGS = (
    *("SEARCH_INDEX_DIR", "SEARCH_SECONDS", "ELASTICSEARCH_URL", "ELASTICSEARCH_USER", "ELASTICSEARCH_PASSWORD"),
    *("ELASTICSEARCH_CA_FILE", "ELASTICSEARCH_INDEX_PREFIX", "ELASTICSEARCH_SHARDS", "ELASTICSEARCH_REPLICAS"),
)


def names() -> tuple[str, ...]:
    """The engines that this installation keeps up to date: the one that serves, then the one that stands by."""
    if not settings.ELASTICSEARCH_URL:
        return ("tantivy",)
    return ("elasticsearch", *((settings.SEARCH_STANDBY,) if settings.SEARCH_STANDBY else ()))


def serving() -> Engine:
    """The engine that answers readers: the first, with the standby behind it where one is kept. Raises :class:`SearchUnavailable`."""
    first, *others = names()
    return _together(first, others[0], _key()) if others else get(first)


def get(name: str) -> Engine:
    """The engine of that name, made once per process and per place of its index.

    Raises :class:`SearchUnavailable` when there is none, or its library is not installed.
    """
    return _made(name, _key())


def _key() -> tuple[str, ...]:
    return tuple(str(getattr(settings, name)) for name in _SETTINGS)


@cache
def _together(first: str, second: str, key: tuple[str, ...]) -> Engine:
    return WithStandby(_made(first, key), _made(second, key))


@cache
def _made(name: str, _settings: tuple[str, ...]) -> Engine:
    if name not in ENGINES:
        raise SearchUnavailable(Message("search_engine_unknown", {"engine": name, "known": ", ".join(ENGINES)}))
    try:
        module = importlib.import_module(ENGINES[name])
    except ModuleNotFoundError as error:
        raise SearchUnavailable(Message("search_engine_library_missing", {"engine": name, "library": error.name or ""})) from error
    engine: Engine = module.make(settings)
    return engine
