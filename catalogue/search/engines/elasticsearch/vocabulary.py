"""The words of the index that begin so, read where the cluster says what a query becomes.

Words of a text cannot be counted without a copy of them in memory (``fielddata``), nor listed (``_terms_enum`` knows keywords alone, and is
of the paid-for part's modules). A prefix that is rewritten to its ``top_terms_N`` is: all weigh the same, and Lucene keeps the first in
their order (``TopTermsRewrite``).
"""

from __future__ import annotations

import re

from elasticsearch.dsl import Q

from catalogue.search.engines.elasticsearch.asking import Asking


def begun(asking: Asking, field: str, beginning: str, *, size: int) -> tuple[str, ...]:
    """The first ``size`` words of ``field`` in each part of the index that begin with ``beginning``: "title:lyon title:lyonnais"."""
    prefix = Q("prefix", **{field: {"value": beginning, "rewrite": f"top_terms_{size}"}})
    named = re.compile(rf"\b{re.escape(field)}:([^\s()^*]+)(?!\*)(?=[\s()^]|$)")
    found = {word for explanation in asking.rewritten(prefix) for word in named.findall(explanation)}
    return tuple(sorted(found)[:size])
