"""Grouping: the minutes that a whole catalogue takes, what one changed record costs, how often what stands together is one edition.

The truth is known: a record of a number divisible by seven describes the edition of another, as another cataloguer would; one in a hundred
bears one of twenty titles.
"""

from __future__ import annotations

import random
import resource
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import Any

from bench.corpus import LIBRARIES, edition
from bench.own_database import measured
from bench.table import Figure

MINUTES, LARGER, MEGABYTES, PRECISION, MILLISECONDS = 15.0, 1.3, 2000.0, 0.995, 50.0
MILLION = 1_000_000
TWIN_EVERY = 7  # about 15 %
COMMON_EVERY, COMMON = 100, 20
CHANGED = 200
SAMPLED = 5_000
AGAIN = 200_000  # records: more are not grouped twice, for the time it takes
BATCH = 5_000
RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)


def figures(size: int = MILLION) -> list[Figure]:
    """A tenth of ``size`` records grouped, then all of them, database included."""
    return measured(_measure, size)


def truth(number: int) -> int:
    """Which edition a record describes: its own, or for one in seven that of a record before it."""
    if number % TWIN_EVERY or number < TWIN_EVERY:
        return number
    earlier = random.Random(f"t/{number}").randrange(1, number)
    return truth(earlier)


def description(number: int) -> dict[str, Any]:
    """What the record of a number says: modern print, so that records are grouped unasked."""
    of, choose = truth(number), random.Random(f"c/{number}")
    it, own = edition(of), random.Random(f"y/{of}")
    title = f"Nouvelles promenades {of // COMMON_EVERY % COMMON}" if of % COMMON_EVERY == 0 else f"{it.title} {it.surname.lower()}"
    year, pages = str(1832 + own.randrange(130)), it.pages + own.randrange(40)
    abridged = of != number and choose.random() < 0.5
    name = f"{it.surname}, {it.forename[:1]}." if abridged else f"{it.surname}, {it.forename}"
    library = LIBRARIES[number % len(LIBRARIES)]
    return {
        "identifier": f"{number:09d}",
        "format": "unimarc",
        "material": "text",
        "document_type": "book",
        "level": "monograph",
        "titles": [{"value": title, "kind": "proper"}, *([] if abridged else [{"value": it.remainder, "kind": "remainder"}])],
        "agents": [{"name": name, "kind": "person", "roles": ["070"], "dates": ""}],
        "publications": [{"kind": "publication", "places": [it.place], "names": [it.printer], "date": year}],
        "dates": [{"display": year, "start": int(year), "end": int(year), "kind": "publication"}],
        "languages": [{"code": "fre", "role": "text"}],
        "extents": [{"value": f"{pages} p." if abridged else f"1 vol. (XII-{pages} p.)", "format": "in-8"}],
        "holdings": [{"institution": library, "call_number": f"A {number}"}],
    }


def _measure(size: int) -> list[Figure]:
    import django

    django.setup()
    from catalogue.models import Source
    from catalogue.services import institutions

    source = Source.objects.create(slug="bench", name="Bench", institution=institutions.make(LIBRARIES[0], name="Bibliothèque"))
    tenth = max(size // 10, 1)
    small = _grouped(source.pk, range(1, tenth + 1))
    whole = _grouped(source.pk, range(tenth + 1, size + 1)) + small
    again = _again(size) if size <= AGAIN else ""
    right, chosen = _sample(size)
    times = [_changed(number) for number in random.Random(1).sample(range(1, size + 1), min(CHANGED, size))]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ratio = (whole / size) / (small / tenth)
    minutes = whole / 60 * MILLION / size
    per_record = f"{whole / size * 1000:.2f} ms a record, {small / tenth * 1000:.2f} for the first tenth{again}"
    return [
        Figure(f"clustering, minutes for a million ({size} grouped)", minutes, MINUTES, at_most=True, detail=per_record),
        Figure("clustering, a record of all by one of the first tenth", ratio, LARGER, at_most=True),
        Figure("clustering, memory of the process (MB)", memory, MEGABYTES, at_most=True),
        Figure("clustering, precision of pairs sampled", right / chosen if chosen else 1.0, PRECISION, detail=f"{right} of {chosen}"),
        Figure("clustering, a changed record (ms, median)", statistics.median(times) * 1000, MILLISECONDS, at_most=True),
    ]


def _again(size: int) -> str:
    """What a rebuild of all takes, in words."""
    from catalogue.services import clustering

    started = time.perf_counter()
    seen = clustering.rebuild()
    assert seen == size, (seen, size)
    return f"; rebuilt {(time.perf_counter() - started) / size * 1000:.2f}"


def _grouped(source_id: int, numbers: range) -> float:
    """The seconds that grouping some new records and reading their names takes, side by side as two workers do, once they are stored."""
    from catalogue.core.keys import Kind
    from catalogue.services import clustering, marks

    ids = []
    for start in range(numbers.start, numbers.stop, BATCH):
        ids += _store(source_id, range(start, min(start + BATCH, numbers.stop)))
    for start in range(0, len(ids), BATCH):
        for consumer in ("clustering", "names"):
            marks.mark_for(consumer, Kind.NOTICE, ids[start : start + BATCH])
    with _other_worker() as reading:
        started = time.perf_counter()
        names = reading.submit(_drain_names)
        while clustering.drain(budget_seconds=600.0):
            pass
        names.result()
        return time.perf_counter() - started


@contextmanager
def _other_worker() -> Iterator[ProcessPoolExecutor]:
    """Another process on the same database, that stands ready."""
    from django.db import connection

    place = {part: connection.settings_dict[part] for part in ("NAME", "HOST", "PORT", "USER", "PASSWORD")}
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_set_up, initargs=(place,)) as pool:
        pool.submit(_stand_ready).result()
        yield pool


def _set_up(place: dict[str, Any]) -> None:
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict.update(place)


def _stand_ready() -> None:
    from django.db import connection

    from catalogue.services import names

    connection.ensure_connection()
    assert names.BATCH


def _drain_names() -> None:
    from catalogue.services import names

    while names.drain(budget_seconds=600.0):
        pass


def _store(source_id: int, numbers: range) -> list[int]:
    """Records as intake writes them, under the numbers of the truth, without marks."""
    from hashlib import sha256

    import orjson
    from django.db import transaction

    from catalogue.services import intake, sql

    def rows() -> Iterator[tuple[Any, ...]]:
        for number in numbers:
            text = orjson.dumps(description(number))
            digest = sha256(text).digest()
            yield (number, source_id, f"{number:09d}", "active", "unimarc", "utf-8", digest, intake.jsonb(text), RECEIVED, RECEIVED)

    with transaction.atomic(), sql.copy_into(intake.COPY_RECORD, intake.RECORD_TYPES) as copy:
        for row in rows():
            copy.write_row(row)
    return list(numbers)


def _sample(size: int) -> tuple[int, int]:
    """(pairs of one edition, pairs) of those that stand together, at most :data:`SAMPLED` drawn at random."""
    from django.db import connection

    statement = """
        SELECT least(one.record_id, other.record_id), greatest(one.record_id, other.record_id)
        FROM catalogue_clustermember AS one JOIN catalogue_clustermember AS other
          ON other.cluster = one.cluster AND other.record_id > one.record_id
        ORDER BY random() LIMIT %s
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [SAMPLED])
        pairs = cursor.fetchall()
    assert all(other <= size for _, other in pairs)
    return sum(truth(one) == truth(other) for one, other in pairs), len(pairs)


def _changed(number: int) -> float:
    """The seconds that one record that came again takes."""
    from django.db import transaction

    from catalogue.services import clustering

    started = time.perf_counter()
    with transaction.atomic():
        clustering.regroup([number])
    return time.perf_counter() - started
