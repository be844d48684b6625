"""Do grouping and the reading of names survive kill -9? Twenty kills at seeded moments: the same, nothing lost, doubled or left marked."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connections

from catalogue.core.description import Agent, Description
from catalogue.models import Ark, ClusterMember, Mark, OwnedCopy, Record
from catalogue.services import clustering, names
from tests.catalogue.clustering import gold
from tests.catalogue.services.test_clustering import make_source, store, stored_groups, whole

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
KILLS, EDITIONS, OF_A_BATCH = 20, 8, 3
CONSUMERS = ("clustering", "names")
LONGEST_LIFE = 0.15  # seconds: some batches of three records
OWNER = Agent(name="Caulet, Jean de", dates="1693-1771", copy="?", roles=("390",))


def described() -> dict[str, Description]:
    """Modern editions as three cataloguers describe them, with the second edition of the year; each copy was Caulet's."""
    rows = [row for row in gold.editions() if int(row["year"]) > gold.EARLY][:EDITIONS]
    found = {}
    for number, row in enumerate(rows):
        first = gold.described(row)
        for place, told in enumerate((first, gold.in_few_words(first), first, gold.second_edition_of_the_year(first))):
            found[f"{number}-{place}"] = gold.replace(told, agents=(*told.agents, OWNER))
    return found


def killed_at_work(life: float, *consumers: Callable[..., int]) -> bool:
    """A process of its own does what is marked until it is killed, after ``life`` seconds; False where it had ended before."""
    connections.close_all()  # a child that shared the connection would answer for it
    ready, told = os.pipe()
    child = os.fork()
    if not child:
        try:
            for alias in connections:  # inside a loop of events, which a child has not, Django keeps other connections than outside
                with suppress(AttributeError):
                    del connections[alias]
            Mark.objects.exists()
            os.write(told, b"!")
            while sum(drain(limit=OF_A_BATCH) for drain in consumers):
                pass
        finally:
            os._exit(0)
    os.read(ready, 1)
    time.sleep(life)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(ready)
    os.close(told)
    return os.WIFSIGNALED(status)


def test_twenty_kills_change_no_group(db: None) -> None:
    moments, told = random.Random(12), described()
    store(make_source(), told)
    wanted = whole(told)
    kills = 0
    while kills < KILLS:
        if not Mark.objects.filter(consumer__in=CONSUMERS).exists():
            for consumer in CONSUMERS:
                Mark.objects.create(consumer=consumer, kind=1, ids=list(Record.objects.values_list("pk", flat=True)))
        kills += killed_at_work(moments.uniform(0, LONGEST_LIFE), *moments.sample((clustering.drain, names.drain), 2))
        assert ClusterMember.objects.count() <= len(told)
    deadline = time.monotonic() + 60  # the last one killed may hold its lock for a moment
    while Mark.objects.filter(consumer__in=CONSUMERS).exists() and time.monotonic() < deadline:
        clustering.drain()
        names.drain()
    assert not Mark.objects.filter(consumer__in=CONSUMERS).exists()
    assert stored_groups() == wanted and len(wanted) < len(told)
    assert ClusterMember.objects.count() == OwnedCopy.objects.count() == Record.objects.count() == len(told)
    assert Ark.objects.filter(kind=5).count() == 1
