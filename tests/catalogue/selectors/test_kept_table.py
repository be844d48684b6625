"""Is a small table that people edit read once, again when it has changed, and not at all while the database is away?"""

from __future__ import annotations

import threading
import time

from django.db import DatabaseError

from catalogue.selectors.kept_table import KeptTable


class Table:
    """A table, how often it was looked at and read, and whether its database answers."""

    def __init__(self) -> None:
        self.rows, self.looks, self.reads, self.away = "first", 0, 0, False
        self.kept = KeptTable("essai", version=self.version, read=self.read, without=lambda: "nothing")

    def version(self) -> str:
        self.looks += 1
        if self.away:
            raise DatabaseError("away")
        return self.rows

    def read(self, version: str) -> str:
        self.reads += 1
        return f"made of {version}"


def test_it_is_looked_at_once_in_a_while_and_read_when_it_has_changed() -> None:
    table = Table()
    assert [table.kept.current() for _ in range(3)] == ["made of first"] * 3 and (table.looks, table.reads) == (1, 1)
    table.kept.renew()
    assert table.kept.current() == "made of first" and (table.looks, table.reads) == (2, 1)
    table.rows = "second"
    table.kept.renew()
    assert table.kept.current() == "made of second" and (table.looks, table.reads) == (3, 2)


def test_a_database_that_has_never_answered_leaves_what_is_used_without_and_is_asked_again() -> None:
    table = Table()
    table.away = True
    assert table.kept.current() == "nothing"
    table.away = False
    assert table.kept.current() == "made of first"
    table.away = True
    table.kept.renew()
    assert table.kept.current() == "made of first"


def test_nobody_waits_for_a_look_but_the_first() -> None:
    table, reading, go_on = Table(), threading.Event(), threading.Event()
    table.kept.current()

    def slow() -> str:
        reading.set()
        go_on.wait(60)
        return "second"

    table.kept._look = slow
    table.kept.renew()
    told: list[str] = []
    looker = threading.Thread(target=lambda: told.append(table.kept.current()))
    looker.start()
    assert reading.wait(60) and table.kept.current() == "made of first"
    go_on.set()
    looker.join(60)
    assert told == ["made of second"]


def test_those_who_ask_at_once_while_nothing_is_known_wait_for_one_look() -> None:
    table, go_on, told = Table(), threading.Event(), []

    def slow() -> str:
        table.looks += 1
        go_on.wait(60)
        raise DatabaseError("away")

    table.kept._look = slow
    asking = [threading.Thread(target=lambda: told.append(table.kept.current())) for _ in range(8)]
    for one in asking:
        one.start()
    while table.looks == 0:
        time.sleep(0.01)
    time.sleep(0.2)  # the others have come by now; one that comes later looks once more, as it may
    go_on.set()
    for one in asking:
        one.join(60)
    assert told == ["nothing"] * 8 and table.looks < 8
