"""The queue of marks: what a consumer is told of, takes, acknowledges and gives back."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from catalogue.core.keys import DocumentKey, Kind
from catalogue.models import Mark
from catalogue.services import consumers, marks
from catalogue.services.consumers import Consumer, Origin

pytestmark = pytest.mark.django_db
KINDS = (Kind.NOTICE, Kind.FONDS)


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two engines that want every notice and fonds, and a clustering that wants what comes and goes."""
    everything = frozenset(Origin)
    monkeypatch.setattr(
        consumers,
        "CONSUMERS",
        [
            Consumer(lambda: ("one", "other"), lambda: {Kind.NOTICE: everything, Kind.FONDS: everything}),
            Consumer(lambda: ("clustering",), lambda: {Kind.NOTICE: frozenset({Origin.INTAKE, Origin.WITHDRAWAL})}),
        ],
    )


def waiting(consumer: str) -> list[tuple[int, list[int]]]:
    return list(Mark.objects.filter(consumer=consumer).order_by("id").values_list("kind", "ids"))


def taken(consumer: str, **options: Any) -> list[marks.Batch]:
    """Every batch, each acknowledged before the next."""
    found = []
    for batch in marks.batches(consumer, **{"kinds": KINDS, "budget_seconds": 60, **options}):
        found.append(batch)
        marks.acknowledge(batch)
    return found


def test_each_consumer_is_told_of_the_changes_it_wants_and_of_no_other() -> None:
    marks.mark(Kind.NOTICE, [1, 2], origin=Origin.INTAKE)
    marks.mark(Kind.NOTICE, [3], origin=Origin.INSTITUTION)
    marks.mark(Kind.FONDS, [4], origin=Origin.INTAKE)
    marks.mark(Kind.PERSON, [5], origin=Origin.INTAKE)
    everything = [(Kind.NOTICE, [1, 2]), (Kind.NOTICE, [3]), (Kind.FONDS, [4])]
    assert (waiting("one"), waiting("other")) == (everything, everything)
    assert waiting("clustering") == [(Kind.NOTICE, [1, 2])]


def test_an_engine_that_is_late_keeps_its_marks_when_another_drains() -> None:
    marks.mark(Kind.NOTICE, [1, 2], origin=Origin.INTAKE)
    assert [batch.ids() for batch in taken("one")] == [{Kind.NOTICE: [1, 2]}]
    assert {name: lag.waiting for name, lag in marks.lags().items()} == {"one": 0, "other": 2, "clustering": 2}
    assert marks.lag(["other"]).waiting == 2
    assert marks.lag().waiting == 4


def test_a_batch_names_each_thing_once_and_a_notice_is_no_fonds_of_the_same_number() -> None:
    for kind, ids in ((Kind.NOTICE, [7, 8]), (Kind.FONDS, [7]), (Kind.NOTICE, [8, 9])):
        marks.mark(kind, ids, origin=Origin.INTAKE)
    [batch] = taken("one")
    assert batch.size == 5
    assert batch.ids() == {Kind.NOTICE: [7, 8, 9], Kind.FONDS: [7]}


def test_marks_of_a_kind_that_a_consumer_cannot_read_wait() -> None:
    marks.mark(Kind.FONDS, [7], origin=Origin.INTAKE)
    assert taken("one", kinds=[Kind.NOTICE]) == []
    assert marks.lag(["one"]).waiting == 1


def test_a_batch_that_is_not_acknowledged_comes_again() -> None:
    marks.mark(Kind.NOTICE, [1], origin=Origin.INTAKE)
    first = next(marks.batches("one", kinds=KINDS, budget_seconds=60))
    assert taken("one") == [first]


def test_what_is_refused_goes_to_the_back_as_old_as_it_was_and_stops_no_other() -> None:
    marks.mark(Kind.NOTICE, [1, 2, 3], origin=Origin.INTAKE)
    marks.mark(Kind.FONDS, [2], origin=Origin.INTAKE)
    first = Mark.objects.filter(consumer="one").earliest("id")
    batch = next(marks.batches("one", kinds=KINDS, budget_seconds=60))
    marks.mark(Kind.NOTICE, [4], origin=Origin.INTAKE)
    assert marks.acknowledge(batch, refused=[DocumentKey(Kind.NOTICE, 2)]) == 3
    assert waiting("one") == [(Kind.NOTICE, [4]), (Kind.NOTICE, [2])]
    assert Mark.objects.filter(consumer="one").latest("id").at == first.at


def test_what_is_marked_while_a_batch_is_done_is_not_acknowledged_with_it() -> None:
    marks.mark(Kind.NOTICE, [1], origin=Origin.INTAKE)
    batch = next(marks.batches("one", kinds=KINDS, budget_seconds=60))
    marks.mark(Kind.NOTICE, [1], origin=Origin.INTAKE)
    marks.acknowledge(batch)
    assert waiting("one") == [(Kind.NOTICE, [1])]


def test_a_consumer_that_begins_again_has_everything_of_that_kind_and_its_other_marks() -> None:
    marks.mark(Kind.NOTICE, [1], origin=Origin.INTAKE)
    marks.mark(Kind.FONDS, [2], origin=Origin.INTAKE)
    marks.mark_all("one", Kind.NOTICE, [[10, 11], [12]])
    assert waiting("one") == [(Kind.FONDS, [2]), (Kind.NOTICE, [10, 11]), (Kind.NOTICE, [12])]
    assert waiting("other") == [(Kind.NOTICE, [1]), (Kind.FONDS, [2])]


def test_beginning_again_keeps_the_older_marks_when_it_fails_half_way() -> None:
    marks.mark(Kind.NOTICE, [1], origin=Origin.INTAKE)

    def pages() -> Any:
        yield [10]
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError), transaction.atomic():
        marks.mark_all("one", Kind.NOTICE, pages())
    assert waiting("one") == [(Kind.NOTICE, [1])]


def test_a_consumer_that_is_kept_no_more_leaves_no_mark() -> None:
    marks.mark(Kind.NOTICE, [1], origin=Origin.INTAKE)
    marks.forget({"other"})
    assert (waiting("one"), waiting("other")) == ([(Kind.NOTICE, [1])], [])


def test_a_small_rest_waits_and_what_follows_a_full_batch_does_not() -> None:
    for number in range(5):
        marks.mark(Kind.NOTICE, [2 * number, 2 * number + 1], origin=Origin.INTAKE)
    sizes = []
    for batch in marks.batches("one", kinds=KINDS, limit=4, worth=3, budget_seconds=60):
        sizes.append(batch.size)
        marks.acknowledge(batch)
        if batch.size < 4:
            marks.mark(Kind.NOTICE, [100, 101], origin=Origin.INTAKE)
    assert sizes == [4, 4, 2]
    assert waiting("one") == [(Kind.NOTICE, [100, 101])]
    assert [batch.size for batch in taken("other", limit=4, budget_seconds=0)] == [4]


def test_nothing_changed_is_no_statement_and_everything_is_one(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        marks.mark(Kind.NOTICE, [], origin=Origin.INTAKE)
    with django_assert_num_queries(1):
        marks.mark(Kind.NOTICE, list(range(1, 5000)), origin=Origin.INTAKE)


def test_one_process_at_a_time_works_for_a_consumer() -> None:
    answers: list[bool] = []

    def try_it(name: str) -> None:
        try:
            with marks.alone(name) as held:
                answers.append(held)
        finally:
            connection.close()

    with marks.alone("one") as held:
        assert held
        for name in ("one", "other"):
            thread = threading.Thread(target=try_it, args=[name])
            thread.start()
            thread.join()
    assert answers == [False, True]
    with marks.alone("one") as held:
        assert held


def test_the_registry_gives_every_name_once_and_none_too_long_for_its_column() -> None:
    names = consumers.names()
    assert len(set(names)) == len(names)
    assert max(len(name) for name in names) <= Mark._meta.get_field("consumer").max_length
