"""The tokens that a visit sheet is kept as: they say what they were made from, and none breaks anything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.ark import name_of
from portal.public.visit.basket import LARGEST_ID, Entry, entry_of

ARKS = st.builds(name_of, st.integers(0, 29**7 - 1), naan=st.just("99999"), shoulder=st.just("t1"))
NUMBERED = st.builds(Entry, st.just(""), number=st.integers(1, LARGEST_ID))


@given(entry=st.one_of(st.builds(Entry, ARKS, st.text("0123456789abcdefghijklmnopqrstuvwxyz", max_size=7)), NUMBERED))
def test_an_entry_and_its_token_say_the_same(entry: Entry) -> None:
    assert entry_of(entry.token) == entry


@given(token=st.text(max_size=30))
def test_no_token_whatever_breaks_anything(token: str) -> None:
    assert (found := entry_of(token)) is None or (bool(found.ark) != (0 < found.number <= LARGEST_ID) and entry_of(found.token) == found)
