"""Does a harvester miss a change that took long to be written, or hear of one twice? Two writers work while it walks the lists."""

from __future__ import annotations

import threading
import time
from datetime import datetime

import pytest
from django.db import connection, transaction
from lxml import etree

from catalogue.core.description import Description, Title
from catalogue.core.serialization import to_json
from catalogue.models import Record, Source
from catalogue.selectors import disseminated
from catalogue.services import institutions, intake, sql
from portal.publish.conformance.oai_schema import NS
from portal.publish.oai import answers
from tests.portal.public import samples

SITE = "https://traboule.example"
LAG, SLOWEST, ROUNDS = 0.2, 1.6, 3  # seconds: lists are cut to the second besides


def write(source: int, writer: int) -> None:
    """Short transactions and a long one: the second writer's waits before it writes, while nobody else does; the first one's after."""
    try:
        time.sleep(0 if writer else SLOWEST)
        for number in range(ROUNDS):
            before, after = [(0.1, 0.1), (SLOWEST, 0.0) if writer else (0.0, SLOWEST)][number == 0]
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT count(*) FROM catalogue_record")
                time.sleep(before)
                name = f"{writer}-{number}"
                description = to_json(Description(identifier=name, titles=(Title(value=name),)))
                arrival = intake.Arrival(
                    identifier=name, format="unimarc", charset="utf-8", digest=b"", description=description, holdings=()
                )
                intake.store(source, [arrival], now=sql.moment())
                time.sleep(after)
    finally:
        connection.close()


def harvest(since: str) -> tuple[str, list[str]]:
    """One run of a harvester: when it was answered, and what it was told."""
    asked = [("verb", "ListIdentifiers"), ("metadataPrefix", "oai_dc"), *([("from", since)] if since else [])]
    answer = etree.fromstring(b"".join(answers.answer(asked, site=SITE, base=f"{SITE}/oai")))
    told = [each.text or "" for each in answer.iterfind(".//o:identifier", NS)]
    return answer.findtext("o:responseDate", namespaces=NS) or "", told


@pytest.mark.django_db(transaction=True)
def test_no_change_is_missed_however_long_it_takes_to_be_written(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disseminated, "LAG", LAG)
    source = Source.objects.create(slug="essai", name="Essai", institution=institutions.make(samples.LYON))
    threads = [threading.Thread(target=write, args=(source.pk, writer)) for writer in range(2)]
    for thread in threads:
        thread.start()
    since, seen, runs = "", set[str](), 0
    last = 0.0
    while any(thread.is_alive() for thread in threads) or time.monotonic() < last:
        if any(thread.is_alive() for thread in threads):
            last = time.monotonic() + 1.5 + LAG
        since, told = harvest(since)
        assert len(told) == len(set(told))
        seen.update(told)
        runs += 1
        time.sleep(0.1)
    assert runs > 10
    assert seen == {f"oai:traboule.example:record/essai/{writer}-{number}" for writer in range(2) for number in range(ROUNDS)}
    assert Record.objects.filter(updated_at__gt=datetime.fromisoformat(since)).count() == 0
