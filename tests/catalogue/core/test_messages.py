"""Do sentences keep their arguments, whatever the language and whatever the arguments?"""

from __future__ import annotations

import pytest

from catalogue.core.messages import TEMPLATES, Message, declare


@pytest.fixture(autouse=True)
def sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sentences of the tests' own."""
    monkeypatch.setitem(TEMPLATES, "test.outer", "After %(tries)s tries: %(last)s")
    monkeypatch.setitem(TEMPLATES, "test.inner", "%(host)s is silent.")


def test_a_message_among_the_arguments_is_translated_with_its_sentence() -> None:
    message = Message("test.outer", {"tries": 6, "last": Message("test.inner", {"host": "a.example"}).as_json()})
    french = {"After %(tries)s tries: %(last)s": "Après %(tries)s essais : %(last)s", "%(host)s is silent.": "%(host)s se tait."}
    assert str(message) == "After 6 tries: a.example is silent."
    assert message.sentence(french.__getitem__) == "Après 6 essais : a.example se tait."


def test_arguments_that_are_missing_leave_the_sentence_readable() -> None:
    assert str(Message("test.inner")) == "%(host)s is silent."


def test_a_code_nobody_declared_is_shown_as_it_is() -> None:
    assert str(Message("100% unknown", {"a": 1})) == "100% unknown"


def test_one_code_has_one_sentence() -> None:
    declare({"test.inner": "%(host)s is silent."})
    with pytest.raises(ValueError, match=r"test\.inner"):
        declare({"test.inner": "Something else."})


def test_of_a_message_inside_another_one_may_be_said_what_happened_and_not_what_will_be_done() -> None:
    declare({"test.again": "%(host)s is silent. It will be tried again.", "test.last": "%(tries)s tries. %(last)s"})
    again = Message("test.again", {"host": "a.example. B"})
    message = Message("test.last", {"tries": 6, "last": again.as_json(fact_only=True)})
    assert str(message) == "6 tries. a.example. B is silent."
    assert str(Message("test.last", {"tries": 6, "last": again.as_json()})).endswith("It will be tried again.")
