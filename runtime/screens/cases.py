"""The notices and the harvest that no demonstration set has and that a page must stand: added beside it, before pictures are taken.

usage: python -m runtime.screens.cases DEMONSTRATION_URL    (in the environment of a portal; prints one JSON object: name → path)
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import django
from msgspec.structs import replace

from catalogue.core.description import Agent, DateSpan, Description, Extent, Holding, Language, Note, Publication, Title

RECEIVED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
COPIES = 198
BASE = Description(identifier="", format="unimarc", material="text", document_type="book", level="monograph")
LONG = (
    "Recueil des édits, déclarations, lettres patentes, arrêts et règlements concernant la navigation du Rhône et de la Saône, les droits "
    "de péage, pontonage et leyde qui s’y perçoivent depuis Seyssel jusqu’à la mer, les foires de Lyon et les privilèges des marchands "
    "fréquentant icelles, les communautés de bateliers, crocheteurs et affaneurs, avec les tarifs arrêtés au Conseil, les mémoires des "
    "intendants du Lyonnais, du Dauphiné et du Vivarais, et une table alphabétique des lieux, des personnes et des matières"
)


def _holdings() -> Iterator[Holding]:
    for number in range(COPIES):
        yield Holding(institution=f"69{number + 1:03}6101", call_number=f"ALM {1881 + number}")


DESCRIPTIONS: dict[str, Description] = {
    "very-long-title": replace(
        BASE,
        identifier="ecran-titre-long",
        titles=(Title(value=LONG),),
        publications=(Publication(places=("Lyon",), names=("De l’imprimerie du Roi",), date="1744"),),
        dates=(DateSpan(display="1744", start=1744, end=1744),),
        holdings=(Holding(institution="693836101", call_number="Rés 350 117"),),
    ),
    "right-to-left-title": replace(
        BASE,
        identifier="ecran-droite-a-gauche",
        titles=(Title(value="ספר תהלים", language="heb"), Title(value="Sefer Tehilim", kind="parallel")),
        agents=(Agent(name="Gryphe, Sébastien", roles=("610",), rank="other"),),
        publications=(Publication(places=("Lyon",), names=("Sébastien Gryphe",), date="1530"),),
        dates=(DateSpan(display="1530", start=1530, end=1530),),
        languages=(Language(code="heb"),),
        holdings=(Holding(institution="693836101", call_number="Rés A 508 432"),),
    ),
    "198-holdings": replace(
        BASE,
        identifier="ecran-198-exemplaires",
        titles=(Title(value="Almanach du département"), Title(value="publié par les soins de la préfecture", kind="remainder")),
        publications=(Publication(places=("Lyon",), names=("Mougin-Rusand",), date="1881"),),
        dates=(DateSpan(display="1881", start=1881, end=1881),),
        holdings=tuple(_holdings()),
    ),
    "no-date": replace(
        BASE,
        identifier="ecran-sans-date",
        document_type="manuscript",
        titles=(Title(value="Livre de raison d’une famille de Condrieu"),),
        extents=(Extent(value="84 feuillets", illustrations="", format="in-4"),),
        notes=(Note(value="Comptes de vigne et de batellerie ; plusieurs mains.", kind="general"),),
        holdings=(Holding(institution="693836101", call_number="Ms 6412"),),
    ),
    "withdrawn": replace(
        BASE,
        identifier="ecran-retiree",
        titles=(Title(value="Entrée de la reine Éléonore en la cité de Vienne"),),
        publications=(Publication(places=("Vienne",), date="1533"),),
        dates=(DateSpan(display="1533", start=1533, end=1533),),
        holdings=(Holding(institution="693836101", call_number="Rés 355 904"),),
    ),
}


def add(url: str) -> dict[str, str]:
    """Store and index the notices, run a harvest that fails; the path of each by its name. ``url``: the demonstration's server."""
    from catalogue.core.keys import Kind
    from catalogue.core.serialization import to_dict
    from catalogue.models import Record, Source
    from catalogue.services import clustering, indexing, marks, names
    from catalogue.services.consumers import Origin
    from portal.public import addresses

    source = Source.objects.get(slug="lyon")
    paths, ids = {}, []
    for name, description in DESCRIPTIONS.items():
        state = Record.State.TOMBSTONE if name == "withdrawn" else Record.State.ACTIVE
        facts = {"state": state, "format": "unimarc", "charset": "utf-8", "digest": b"", "description": to_dict(description)}
        times = {"created_at": RECEIVED, "updated_at": RECEIVED}
        record, _ = Record.objects.update_or_create(source=source, identifier=description.identifier, defaults={**facts, **times})
        paths[name] = addresses.of_number(record.pk)
        ids.append(record.pk)
    marks.mark(Kind.NOTICE, ids, origin=Origin.INTAKE)
    for drain in (clustering.drain, names.drain):
        while drain():
            pass
    indexing.settle()
    return {**paths, **_digitised(), **_described(), "run-failed": _failed_run(url)}


def _digitised() -> dict[str, str]:
    from catalogue.models import Record
    from portal.public import addresses

    found = Record.objects.filter(state="active", description__has_key="digital_copies").order_by("pk")
    return {"digitised": addresses.of_number(found[0].pk)} if found else {}


def _described() -> dict[str, str]:
    """The fonds with the most in it, the longest inventory, an exhibition, a path, a former owner of the demonstration; three desks."""
    from django.urls import reverse

    from catalogue.core.component_arks import identifier_of
    from catalogue.core.keys import Kind
    from catalogue.models import Ark, Component, PublishedFonds
    from catalogue.selectors import persons
    from portal.pages.mediation import Exhibition, LearningPath
    from portal.pages.selectors import ark_of
    from portal.public import addresses

    owners = [person for ark in persons.arks_of_owners(most=100) if (person := persons.by_ark(ark))]
    tops = list(PublishedFonds.objects.values_list("top", flat=True))
    fonds = PublishedFonds.objects.get(path=max(sorted(set(tops)), key=tops.count))
    whole = Component.objects.filter(first=0).order_by("-last").select_related("finding_aid")[0]
    arks = {
        "fonds": fonds.description["ark"],
        "inventory": Ark.objects.get(kind=Kind.COMPONENT, identifier=identifier_of(whole.finding_aid.eadid, "")).name,
        "exhibition": ark_of(Exhibition.objects.live()[0]),
        "path": ark_of(LearningPath.objects.live()[0]),
        "former-owner": max(owners, key=lambda owner: sum(one.copies for one in persons.owned(owner))).ark,
    }
    desks = {"describe-fonds": reverse("wagtailadmin_pages:edit", args=[fonds.pk]), "same-edition": reverse("matching:queue")}
    return {**{name: addresses.of_ark(ark) for name, ark in arks.items()}, **desks, "census": reverse("census")}


def _failed_run(url: str) -> str:
    """The page of a harvest whose partner answers that nothing is at the address it once gave."""
    from urllib.parse import urlsplit

    from django.urls import reverse

    from harvest.models import Endpoint
    from harvest.services import runs
    from harvest.services.drive import drive
    from harvest.services.endpoints import NewEndpoint
    from harvest.services.endpoints import add as add_endpoint

    port = urlsplit(url).port
    new = NewEndpoint(
        slug="ecran-en-echec",
        protocol=Endpoint.Protocol.OAI_PMH,
        url=f"{url}/adresse-disparue/oai",
        rcr="693836101",
        prefix="oai_dc",
        format="dublin_core",
        name="Catalogue dont l’adresse a changé",
        ports=(port,) if port else (),
    )
    run = runs.start(add_endpoint(new))
    drive(run.pk)
    return str(reverse("harvesting:run", args=[run.pk]))


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(add(sys.argv[1])) + "\n")
