"""A whole region: 2 000 fonds of 300 institutions and a million components; what its pages cost readers, the regional team and a person
of every institution.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from bench.finding_aids import file_of
from bench.fonds_grids import grid_of
from bench.own_database import measured
from bench.table import Figure

PAGE_MS, STATEMENTS, DESK_SECONDS, GROUPS = 150.0, 6, 1.5, 3.0
COMPONENTS_OF_AN_AID: Final = 10_000
INSTITUTIONS, FONDS = 300, 2_000
TURNS = 25
Ask = Callable[[str], Any]


def figures(size: int = 1_000_000) -> list[Figure]:
    """A region with ``size`` components, and as many institutions and fonds as go with them."""
    return measured(_measure, size)


def _measure(size: int) -> list[Figure]:
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import override_settings

    share = min(size / 1_000_000, 1)
    _fill(size, keepers=max(round(INSTITUTIONS * share), 3), fonds=max(round(FONDS * share), 30))
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # nothing was collected for these pages
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}, KEPT_PAGES_SECONDS=0, AXES_ENABLED=False):
        return [*_readers(), *_desk()]


def _fill(size: int, *, keepers: int, fonds: int) -> None:
    from django.core.management import call_command

    from catalogue.services import institutions, register
    from catalogue.services.finding_aids import Scope, import_file
    from catalogue.services.fonds_grids import applying
    from portal import roles
    from portal.models import User

    call_command("migrate", verbosity=0)
    register.forget()
    roles.ensure_roles()
    people = {name: User.objects.create_user(f"{name}@x.example", "x") for name in ("editor", "one", "every")}
    roles.grant(people["editor"], "editor")
    pages = [institutions.make(f"69{number:03}6101", name=f"Bibliothèque {number}") for number in range(keepers)]
    for number, page in enumerate(pages):
        lines = fonds // keepers + (number < fonds % keepers)
        batch = applying.receive(grid_of(lines, contents="Lettres."), name="fonds.csv", keepers=[page], author="bench")
        assert applying.write(batch, keepers=[page], user=people["editor"]) == "written"
        roles.grant(people["every"], "librarian", institution=page)
    roles.grant(people["one"], "librarian", institution=pages[0])
    for number, start in enumerate(range(0, size, COMPONENTS_OF_AN_AID)):
        data = file_of(min(COMPONENTS_OF_AN_AID, size - start), eadid=f"a{number}")
        import_file(io.BytesIO(data), name=f"a{number}.xml", scope=Scope("bench", institution=f"69{number % keepers:03}6101"))


def _page(name: str, ask: Ask, addresses: Sequence[str], *, bar: float = PAGE_MS, statements: int | None = STATEMENTS) -> list[Figure]:
    """The 95th percentile of a kind of page, in milliseconds, and the most statements that one asks."""
    times, most = _times(ask, addresses)
    found = [Figure(f"{name}, p95 in ms", statistics.quantiles(times, n=20)[-1], bar, at_most=True, detail=f"{TURNS} times")]
    return found + ([Figure(f"{name}, statements", most, statements, at_most=True)] if statements is not None else [])


def _times(ask: Ask, addresses: Sequence[str]) -> tuple[list[float], int]:
    """The milliseconds of each turn, and the most statements of one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for address in addresses[:2]:
        ask(address)
    times, most = [], 0
    for turn in range(TURNS):
        with CaptureQueriesContext(connection) as asked:
            started = time.perf_counter()
            ask(addresses[turn % len(addresses)])
            times.append((time.perf_counter() - started) * 1000)
        most = max(most, len(asked))
    return times, most


def _client(name: str = "") -> Ask:
    from django.test import Client

    from portal.models import User

    client = Client(headers={"host": "localhost"})
    if name:
        client.force_login(User.objects.get(email=f"{name}@x.example"))

    def ask(address: str) -> Any:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer

    return ask


def _readers() -> list[Figure]:
    from catalogue.core.keys import Kind
    from catalogue.models import Ark, Component

    def of(kind: Kind, **wanted: Any) -> list[str]:
        return [f"/ark:/{name}" for name in Ark.objects.filter(kind=kind, **wanted).values_list("name", flat=True)[:TURNS]]

    reader = _client()
    wholes = of(Kind.COMPONENT, identifier__regex=r"^a[0-9]+$")
    series = of(Kind.COMPONENT, identifier__in=[f"a{number}#c1" for number in range(TURNS)])
    letters = of(Kind.COMPONENT, identifier__in=[f"a{number}#c7" for number in range(TURNS)])
    assert wholes and series and letters and Component.objects.exists()
    return [
        *_page("directory of institutions", reader, ["/etablissements", "/etablissements?q=12"]),
        *_page("directory of fonds", reader, ["/fonds", "/fonds?q=soie"]),
        *_page("page of a fonds with its tree", reader, of(Kind.FONDS)),
        *_page("page of a finding aid", reader, wholes),
        *_page("page of a series", reader, series),
        *_page("page of a letter", reader, letters),
    ]


def _desk() -> list[Figure]:
    from django.urls import reverse

    from catalogue.models import Fonds, Institution
    from catalogue.services import institutions

    first = Institution.objects.order_by("pk")[0]
    own = Fonds.objects.filter(path__startswith=first.path).order_by("path")[0]
    explorer = [reverse("wagtailadmin_explore", args=[page.pk]) for page in (institutions.index_page(), first)]
    edit = [reverse("wagtailadmin_pages:edit", args=[own.pk])]
    editor, one, every = (_client(name) for name in ("editor", "one", "every"))
    tracker = _page("the census's tracker", editor, [reverse("census")], statements=None)
    told = [
        _page("explorer of a regional editor", editor, explorer, bar=DESK_SECONDS * 1000, statements=None),
        _page("form of a fonds, for a regional editor", editor, edit, bar=DESK_SECONDS * 1000, statements=None),
    ]
    return [*tracker, *(figure for figures in told for figure in figures), _against(one, every, [explorer[1], *edit])]


def _against(one: Ask, every: Ask, addresses: Sequence[str]) -> Figure:
    """The page that costs a person of every institution most, beside what it costs a person of one; pages are not mixed in a median."""
    pairs = [[statistics.median(_times(ask, [address])[0]) for ask in (every, one)] for address in addresses]
    detail = ", ".join(f"{many:.0f} / {few:.0f} ms" for many, few in pairs)
    worst = max(many / few for many, few in pairs)
    return Figure("a person of every institution ÷ one of one", worst, GROUPS, at_most=True, detail=detail)
