"""A daily of two hundred years: how long the pages of its life, of a year, of a day and of its words take."""

from __future__ import annotations

import os
import statistics
import time
from datetime import date, timedelta
from typing import Final

from bench.own_database import measured
from bench.rounds import rounds
from bench.table import Figure

BAR: Final = 0.3  # seconds
FIRST: Final = date(1777, 1, 1)
KEEPER: Final = "693836101"
OTHERS: Final = 5  # other titles, each as long
TEXT: Final = "Le conseil municipal s’est réuni hier pour entendre le rapport sur les eaux de la Saône. " * 40


def figures(size: int = 73_000) -> list[Figure]:
    """A title of ``size`` issues, a day each, beside others as long; one page in a hundred transcribed."""
    return measured(_measure, size)


def _measure(size: int) -> list[Figure]:
    import django

    os.environ["KEPT_PAGES_SECONDS"] = "0"  # a page that is kept costs nothing and says nothing
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import override_settings

    call_command("migrate", verbosity=0)
    ark = _fill(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    base, middle = f"/ark:/{ark}/presse", FIRST + timedelta(days=size // 2)
    pages = {
        "the life of a title": base,
        "the calendar of a year": f"{base}/{middle.year}",
        "the issues of a day": f"{base}/{middle.year}/{middle:%m-%d}",
        "its pages that hold two words": f"{base}/texte?q=rapport+eaux",
        "on this day, all titles": f"/presse/ce-jour-la?jour={middle:%m-%d}",
        "the list of titles": "/presse",
    }
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # nothing was collected for these pages
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        return [_asked(name, path, size) for name, path in pages.items()]


def _asked(name: str, path: str, size: int) -> Figure:
    """How long a page takes, the median of some; that its statements are bounded is the tests' to say."""
    from django.test import Client

    browser = Client(headers={"host": "localhost"})
    assert browser.get(path).status_code == 200, path
    times = []
    for _ in range(rounds(5)):
        started = time.perf_counter()
        browser.get(path)
        times.append(time.perf_counter() - started)
    return Figure(f"press: {name}, seconds", statistics.median(times), BAR, at_most=True, detail=f"{size} issues")


def _fill(size: int) -> str:
    """The title with its issues, and others; its ark."""
    from django.utils import timezone

    from catalogue.core.description import Description, Holding, Publication, Title
    from catalogue.core.serialization import to_dict
    from catalogue.formats.press_list import Listed
    from catalogue.models import Record, Source
    from catalogue.selectors import arks as names
    from catalogue.services import arks, institutions, press, press_text

    keeper = institutions.make(KEEPER, name="Bibliothèque de Lyon")
    source = Source.objects.create(slug="bench", name="Bench", institution=keeper)
    first = ""
    for number in range(OTHERS + 1):
        told = Description(
            identifier=f"daily-{number}",
            level="serial",
            titles=(Title(value=f"Journal {number}"),),
            publications=(Publication(places=("Lyon",)),),
            holdings=(Holding(institution=KEEPER),),
        )
        record = Record.objects.create(
            source=source, identifier=told.identifier, format="unimarc", charset="utf-8", digest=b"", description=to_dict(told),
            created_at=timezone.now(), updated_at=timezone.now(),
        )  # fmt: skip
        arks.mint_missing([record.pk])
        ark = names.of_records([record.pk])[record.pk]
        title = press.add_title(ark, told, institution=keeper, gallica="cb32000001d")
        days = [FIRST + timedelta(days=place) for place in range(size)]
        press.replace_issues(title, [Listed(day.year, day, address=f"https://x.example/{day}") for day in days], keeper=None)
        if not first:
            press_text.deliver(title, [(f"{day}.txt", TEXT.encode()) for day in days[::100]], keeper=keeper)
        first = first or ark
    return first
