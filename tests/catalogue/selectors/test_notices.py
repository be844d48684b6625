"""What every face knows of a notice, and what it costs to know it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from catalogue.core.description import Description, Holding, Title
from catalogue.core.keys import LARGEST_ID, DocumentKey, Kind
from catalogue.core.serialization import to_dict
from catalogue.models import Ark, Record, Source
from catalogue.selectors import notices, ranges
from catalogue.services import arks
from catalogue.services.institutions import make

FIRST = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LYON = "693836101"


@pytest.fixture
def records(db: None) -> list[Record]:
    """Five notices of Lyon, the fourth withdrawn, each changed an hour after it came."""
    source = Source.objects.create(slug="lyon", name="Lyon", institution=make(LYON, name="Bibliothèque de Lyon"))
    return [
        Record.objects.create(
            source=source,
            identifier=f"L{number}",
            state=Record.State.TOMBSTONE if number == 3 else Record.State.ACTIVE,
            format="unimarc",
            charset="utf-8",
            digest=b"",
            description=to_dict(
                Description(
                    identifier=f"L{number}",
                    format="unimarc",
                    titles=(Title(value=f"Titre {number}"),),
                    holdings=(Holding(institution=LYON, call_number=f"Rés {number}"), Holding(institution_name="Ailleurs")),
                )
            ),
            created_at=FIRST + timedelta(days=number),
            updated_at=FIRST + timedelta(days=number, hours=1),
        )
        for number in range(5)
    ]


def test_a_notice_says_what_its_record_says(records: list[Record]) -> None:
    notice = notices.by_key(notices.key_of(records[1].pk))
    assert notice is not None
    assert notice.key == DocumentKey(Kind.NOTICE, records[1].pk)
    assert (notice.description.title, notice.keeper.title, notice.state) == ("Titre 1", "Bibliothèque de Lyon", "shown")
    assert (notice.received, notice.changed) == (FIRST + timedelta(days=1), FIRST + timedelta(days=1, hours=1))
    assert [holding.call_number for holding in notice.copies] == ["Rés 1", ""]
    assert notice.rcrs == {LYON}
    (member,) = notice.members
    assert (member.identifier, member.format, member.description) == ("L1", "unimarc", notice.description)
    assert [source.slug for source in notice.sources] == ["lyon"]


def test_a_list_costs_one_statement_whatever_its_length(records: list[Record], django_assert_num_queries: DjangoAssertNumQueries) -> None:
    keys = [notices.key_of(record.pk) for record in reversed(records)]
    for wanted in (keys[:1], keys):
        with django_assert_num_queries(1):
            found = notices.by_keys(wanted)
            assert [(key, notice.keeper.title, notice.sources[0].name) for key, notice in found.items()] == [
                (key, "Bibliothèque de Lyon", "Lyon") for key in wanted
            ]
    with django_assert_num_queries(1):
        assert [description.title for description in notices.descriptions(keys).values()].count("Titre 4") == 1
    with django_assert_num_queries(1):
        assert notices.dates(keys)[keys[0]] == (FIRST + timedelta(days=4), FIRST + timedelta(days=4, hours=1))
    with django_assert_num_queries(0):
        assert notices.by_keys(()) == {} and notices.last_change(()) is None


def test_keys_of_nothing_and_of_other_kinds_give_nothing(records: list[Record]) -> None:
    keys = [notices.key_of(number) for number in (0, -1, LARGEST_ID, LARGEST_ID + 1, 2**63, 10**30)]
    assert notices.by_keys(keys) == {}
    assert notices.by_key(DocumentKey(Kind.FONDS, records[0].pk)) is None


def test_what_was_withdrawn_says_so_and_is_in_no_list(records: list[Record]) -> None:
    withdrawn = notices.by_key(notices.key_of(records[3].pk))
    assert withdrawn is not None and withdrawn.is_withdrawn and withdrawn.description.title == "Titre 3"
    numbers = [record.pk for record in records]
    shown = [numbers[4], numbers[2], numbers[1], numbers[0]]
    assert [notice.key.id for notice in notices.arrived(9)] == shown
    assert [notice.key.id for notice in notices.latest(9)] == shown
    place = notices.arrival_of(notices.key_of(numbers[2]))
    assert [notice.key.id for notice in notices.arrived(9, before=place)] == shown[2:]
    arks.mint_missing(numbers)
    named = dict(Ark.objects.filter(namespace="lyon").values_list("identifier", "name"))
    assert [ark for ark, _changed in ranges.shown_between(numbers[1], numbers[4])] == [named["L1"], named["L2"], named["L4"]]
    assert notices.last_change(map(notices.key_of, numbers)) == (FIRST + timedelta(days=4, hours=1), "Lyon")


def test_any_number_leads_to_a_notice_that_is_shown(records: list[Record]) -> None:
    numbers = [0, *range(records[0].pk - 2, notices.last_number() + 1)]
    led = {notice.key.id for number in numbers if (notice := notices.one_from(number))}
    assert led == {record.pk for record in records} - {records[3].pk}
    assert notices.one_from(2**63 - 1) is not None


def test_an_empty_catalogue_has_no_notice(db: None) -> None:
    assert notices.one_from(7) is None and notices.last_number() == 0 and notices.arrived(3) == ()
