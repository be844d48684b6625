"""The table of synonyms as searches use it: kept in the process, looked at again every few seconds."""

from __future__ import annotations

from django.db.models import Count, Max

from catalogue.models import Synonym
from catalogue.search.synonyms import NO_SYNONYMS, Row, Synonyms, synonyms_of
from catalogue.selectors.kept_table import KeptTable


def synonyms() -> Synonyms:
    """The synonyms that searches use now."""
    return _kept.current()


def renew() -> None:
    """Look at the table again at the next search of this process."""
    _kept.renew()


def _version() -> str:
    state = Synonym.objects.aggregate(rows=Count("*"), last=Max("updated_at"))
    return f"{state['rows']}/{state['last']}"


def _read(version: str) -> Synonyms:
    return synonyms_of((Row(line.words, line.equivalent_list, line.both_ways) for line in Synonym.objects.all()), version=version)


_kept = KeptTable("synonyms", version=_version, read=_read, without=lambda: NO_SYNONYMS)
