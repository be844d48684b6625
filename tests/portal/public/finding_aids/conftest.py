"""A finding aid of four levels, and how its pages are reached."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from catalogue.core.component_arks import identifier_of
from catalogue.core.keys import Kind
from catalogue.models import Ark
from catalogue.services.finding_aids import Scope, import_file
from tests.catalogue.formats.ead_written import component, finding_aid
from tests.portal.public import samples

EADID = "FR-690001001-FERRAND"
KEPT = f'<repository><corpname authfilenumber="{samples.LYON}">Bibliothèque municipale de Lyon</corpname></repository>'
RULE = "<accessrestrict><p>Sur rendez-vous, pièce d’identité demandée.</p></accessrestrict>"
DATED = '<unitid type="cote">Ms 12/3</unitid><unitdate normal="1871/1872">1871-1872</unitdate>'
PICTURE = '<dao href="https://images.example.org/lettre" title="Lettre du 3 mars"/><dao href="javascript:alert(1)" title="piège"/>'
SAID = (
    "<scopecontent><p>Voir les <ref target='comptes'>comptes</ref>"
    " et <extref href='https://example.org/a'>le plan</extref>.</p></scopecontent>"
    "<controlaccess><geogname>Givors (Rhône)</geogname><persname>Ferrand, Élise</persname></controlaccess>"
)
LETTER = component("Lettre à Élise", SAID, did=DATED + PICTURE, attributes='id="lettre" level="item"')
SECRET = component("Dossier du personnel", attributes='id="secret" audience="internal"')
ACCOUNTS = component("Comptes", attributes='id="comptes" level="file"')
YEARS = component("Années 1870", LETTER, *(component(f"Lettre {n}") for n in range(1, 8)), attributes='id="annees" level="file"')
LETTERS = component("Lettres reçues", YEARS, attributes='id="lettres" level="series"')
WRITTEN = finding_aid(LETTERS, SECRET, ACCOUNTS, eadid=EADID, did=KEPT, notes=RULE)


def take(data: bytes, *, namespace: str = "essai") -> None:
    """Store a finding aid."""
    (told,) = import_file(io.BytesIO(data), name="ferrand.xml", scope=Scope(namespace))
    assert told.status == "imported", told


def path_of(key: str = "", *, eadid: str = EADID) -> str:
    """The address of a component; asks the database."""
    return f"/ark:/{Ark.objects.get(kind=Kind.COMPONENT, identifier=identifier_of(eadid, key)).name}"


@pytest.fixture
def ferrand(library: object) -> Callable[..., str]:
    """The finding aid, stored; gives the address of its components by key."""
    take(WRITTEN)
    return path_of
