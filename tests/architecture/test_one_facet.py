"""A facet more is one line of ``search/facets.py`` and the values it counts: indexes, filters, counts and addresses follow."""

from __future__ import annotations

import subprocess
import sys
import textwrap

from tests.architecture.sources import ROOT

SCRIPT = """
    import os, sys, tempfile
    from dataclasses import replace
    from pathlib import Path

    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    from catalogue.search.facets import FACETS, Facet

    FACETS["provenance"] = Facet("provenance", "provenances")  # the one line

    import django

    django.setup()
    from django.http import QueryDict

    from catalogue.search.engines.tantivy.engine import TantivyEngine
    from portal.shown.query import parse
    from tests.contracts.notices import NOTICES

    with tempfile.TemporaryDirectory() as folder:
        engine = TantivyEngine(Path(folder))
        counted = [replace(one, aggregate={**one.aggregate, "provenances": ["lyon" if one.key.id < 3 else "privas"]}) for one in NOTICES]
        assert engine.index(counted) == {}
        query = parse(QueryDict("provenance=lyon"))
        result = engine.search(query.request(facets=("provenance",)))
        assert result.total == 2, result.total
        assert {value.value: value.count for value in result.facets["provenance"]} == {"lyon": 2, "privas": len(NOTICES) - 2}
        assert query.pairs() == [("provenance", "lyon")]
    from catalogue.search.engines.elasticsearch import schema

    assert "provenances" in schema.mapping().to_dict()["properties"]
"""


def test_a_facet_is_added_in_one_line() -> None:
    script = textwrap.dedent(SCRIPT)
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
