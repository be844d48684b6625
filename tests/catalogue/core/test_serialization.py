"""Descriptions come back from JSON as they went in, and leave the empty out."""

import dataclasses
import typing

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.core import description as words
from catalogue.core.description import Agent, DateSpan, Description, Holding, Identifier, Note, Subject, Title
from catalogue.core.serialization import from_dict, from_json, to_dict, to_json

SLOWLY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=6)


def values(hint: object) -> st.SearchStrategy:
    """Any value of a field of the common record."""
    if hint is str:
        return TEXT
    if hint is bool:
        return st.booleans()
    if hint is int:
        return st.integers(0, 3000)
    if hint == int | None:
        return st.none() | st.integers(-3000, 3000)
    (items, _) = typing.get_args(hint)
    inner = TEXT if items is str else instances(items)
    return st.lists(inner, max_size=2).map(tuple)


def instances(kind: type) -> st.SearchStrategy:
    hints = typing.get_type_hints(kind, vars(words))
    return st.builds(kind, **{field.name: values(hints[field.name]) for field in dataclasses.fields(kind)})


@SLOWLY
@given(instances(Description))
def test_any_description_comes_back_as_it_went_in(description):
    assert from_json(to_json(description)) == description
    assert from_dict(to_dict(description)) == description


@SLOWLY
@given(instances(Description))
def test_nothing_empty_is_written_unless_reading_would_fill_it(description):
    def empties(value: object, path: str = "") -> list[str]:
        if isinstance(value, dict):
            return [found for name, part in value.items() for found in empties(part, name)]
        if isinstance(value, list):
            return [found for part in value for found in empties(part)]
        return [path] if (value in ("", None) or value is False) and path else []

    kept = {"kind", "rank", "role", "calendar", "value", "name", "scheme", "display", "title", "code", "relation"}
    assert set(empties(orjson.loads(to_json(description)))) <= kept


def test_names_are_those_of_the_common_record():
    description = Description(
        identifier="1",
        titles=(Title("Voyage en Velay", nonsorting=0),),
        agents=(Agent("Martin, Jean", identifiers=(Identifier("idref", "026"),)),),
        dates=(DateSpan("an I", start=0, end=None),),
        subjects=(Subject("Vins -- Beaujolais", parts=("Vins", "Beaujolais")),),
        holdings=(Holding(institution="693836101", notes=(Note("Ex-libris", kind="provenance"),)),),
    )
    assert orjson.loads(to_json(description)) == {
        "identifier": "1",
        "titles": [{"value": "Voyage en Velay", "kind": "proper"}],
        "agents": [{"name": "Martin, Jean", "kind": "person", "rank": "main", "identifiers": [{"scheme": "idref", "value": "026"}]}],
        "dates": [{"display": "an I", "start": 0, "calendar": "gregorian", "kind": "publication"}],
        "subjects": [{"value": "Vins -- Beaujolais", "kind": "topic", "parts": ["Vins", "Beaujolais"]}],
        "holdings": [{"institution": "693836101", "notes": [{"value": "Ex-libris", "kind": "provenance"}]}],
    }


def test_a_record_stored_by_another_version_is_still_read():
    found = from_dict({"identifier": "1", "colour": "red", "titles": [{"value": "Titre", "font": "bold"}]})
    assert found == Description(identifier="1", titles=(Title("Titre"),))


def test_an_empty_description_is_an_empty_object():
    assert to_json(Description()) == b"{}"
    assert from_json(b"{}") == Description()
