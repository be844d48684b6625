"""Does PostgreSQL take whatever a partner's bytes hold, once it is made storable?"""

from __future__ import annotations

import json

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from harvest.pipeline.storable import json_of, storable

WHATEVER = st.text(st.characters(codec=None)) | st.sampled_from(["\x00", "\\u0000", "\\\x00", "\\\\u0000", "\ud800"])


@given(WHATEVER)
def test_json_stays_json_and_differs_only_where_it_must(text: str) -> None:
    found = json.loads(json_of({"text": text}))["text"]
    assert "\x00" not in found
    if "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text):
        assert found == text


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["\x00", "\\u0000", "\\\x00", "\\\\u0000", "\ud800", "é\x00\\"])
def test_the_database_takes_it(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::jsonb ->> 'text', %s::text", [json_of({"text": text}), storable(text)])
        assert len(cursor.fetchone()) == 2
