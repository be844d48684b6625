"""Keys of documents: packed for engines, written for logs, read back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.keys import LARGEST_ID, DocumentKey, Kind

keys = st.builds(DocumentKey, st.sampled_from(Kind), st.integers(min_value=0, max_value=LARGEST_ID))


@given(keys)
def test_a_key_comes_back_from_its_packed_form_and_from_its_text(key):
    assert 0 <= key.packed < 2**63
    assert DocumentKey.unpack(key.packed) == key
    assert DocumentKey.parse(str(key)) == key


@given(keys, keys)
def test_two_keys_are_never_packed_alike(one, other):
    assert (one.packed == other.packed) == (one == other)


@pytest.mark.parametrize("text", ["", "notice", "notice:", "notice:-1", "notice:１", "book:1", f"notice:{LARGEST_ID + 1}", ":1"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ValueError, match="document key"):
        DocumentKey.parse(text)


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="31"):
        DocumentKey.unpack(31)
