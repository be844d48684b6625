"""Descriptions come back from JSON as they went in, and leave the empty out."""

import typing

import msgspec
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.core import description as words
from catalogue.core import kinds, vocabularies
from catalogue.core.description import Agent, DateSpan, Description, Holding, Identifier, Note, Subject, Title
from catalogue.core.serialization import from_dict, from_json, to_dict, to_json
from tests.selections import some

SLOWLY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=6)
PLAIN = {
    str: TEXT,
    bool: st.booleans(),
    int: st.integers(0, 3000),
    int | None: st.none() | st.integers(-3000, 3000),
    kinds.Role: st.from_regex(r"[0-9]{3}", fullmatch=True),
}


def values(hint: object) -> st.SearchStrategy:
    """Any value of a field of the common record."""
    if hint in PLAIN:
        return PLAIN[hint]
    if typing.get_origin(hint) is typing.Literal:
        return st.sampled_from(typing.get_args(hint))
    (items, _) = typing.get_args(hint)
    inner = instances(items) if isinstance(items, type) and issubclass(items, words.Part) else values(items)
    return st.lists(inner, max_size=2).map(tuple)


def instances(kind: type) -> st.SearchStrategy:
    return st.builds(kind, **{field.name: values(field.type) for field in msgspec.structs.fields(kind)})


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
        titles=(Title(value="Voyage en Velay", nonsorting=0),),
        agents=(Agent(name="Martin, Jean", identifiers=(Identifier(scheme="idref", value="026"),)),),
        dates=(DateSpan(display="an I", start=0, end=None),),
        subjects=(Subject(value="Vins -- Beaujolais", parts=("Vins", "Beaujolais")),),
        holdings=(Holding(institution="693836101", notes=(Note(value="Ex-libris", kind="provenance"),)),),
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
    assert found == Description(identifier="1", titles=(Title(value="Titre"),))


def test_an_empty_description_is_an_empty_object():
    assert to_json(Description()) == b"{}"
    assert from_json(b"{}") == Description()


def test_the_words_of_closed_lists_are_those_that_have_a_label():
    def listed(words_of: object) -> set[str]:
        return set(typing.get_args(words_of)) - {""}

    labelled = {
        kinds.Material: vocabularies.MATERIALS, kinds.DocumentType: vocabularies.DOCUMENT_TYPES, kinds.Level: vocabularies.LEVELS,
        kinds.TitleKind: vocabularies.TITLE_KINDS, kinds.AgentKind: vocabularies.AGENT_KINDS, kinds.DateKind: vocabularies.DATE_KINDS,
        kinds.PublicationKind: vocabularies.PUBLICATION_KINDS, kinds.LanguageRole: vocabularies.LANGUAGE_ROLES,
        kinds.NoteKind: vocabularies.NOTE_KINDS, kinds.SubjectKind: vocabularies.SUBJECT_KINDS,
        kinds.Relation: vocabularies.LINK_RELATIONS,
    }  # fmt: skip
    assert {words_of: listed(words_of) for words_of in labelled} == {words_of: set(labels) for words_of, labels in labelled.items()}


def test_every_closed_list_has_a_word_that_says_least():
    parts = some(kind for kind in words.Part.__subclasses__() if kind.__module__ == words.__name__)  # fonds have parts of their own
    closed = {field.type for kind in parts for field in msgspec.structs.fields(kind)}
    closed = {hint for hint in closed if typing.get_origin(hint) is typing.Literal}
    assert closed == set(kinds.OTHERWISE)
    assert all(word in typing.get_args(hint) for hint, word in kinds.OTHERWISE.items())


def test_a_word_that_another_release_stored_does_not_hide_the_record():
    stored = {
        "document_type": "hologram",
        "level": "monograph",
        "titles": [{"value": "Titre", "kind": "running"}],
        "agents": [{"name": "Martin", "kind": "robot", "rank": "main", "roles": ["070", "author", "610"]}],
        "holdings": [{"institution": "693836101", "notes": [{"value": "Tachée", "kind": "stain"}]}],
    }
    expected = Description(
        level="monograph",
        titles=(Title(value="Titre", kind="variant"),),
        agents=(Agent(name="Martin", kind="unknown", roles=("070", "610")),),
        holdings=(Holding(institution="693836101", notes=(Note(value="Tachée"),)),),
    )
    assert from_dict(stored) == from_json(orjson.dumps(stored)) == expected


@pytest.mark.parametrize("stored", [b'{"titles":[{"kind":"proper"}]}', b'{"titles":[{"value":3}]}', b'{"titles":3}', b"[]"])
def test_what_is_no_description_is_refused(stored):
    with pytest.raises(msgspec.ValidationError):
        from_json(stored)


def test_what_is_no_json_is_refused():
    with pytest.raises(msgspec.DecodeError):
        from_json(b"{")
