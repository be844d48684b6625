"""Can a finding aid, or a part of one, be taken away as a file that anybody may read again?"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from catalogue.models import Component
from catalogue.services.finding_aids import Changes, Scope, import_file
from tests.catalogue.formats.ead_written import component, finding_aid
from tests.catalogue.formats.test_ead_writing import faults, read
from tests.portal.public.finding_aids.conftest import EADID, KEPT, WRITTEN, path_of, take
from tests.portal.public.reading import page

Way = Callable[..., str]


def _taken(client: Client, path: str) -> bytes:
    response = client.get(f"{path}/ead.xml")
    assert response.status_code == 200 and response["Content-Type"].startswith("application/xml")
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


def test_a_finding_aid_is_taken_away_from_its_page_without_what_is_meant_for_staff(client: Client, ferrand: Way) -> None:
    link = page(client, ferrand()).select_one("a[download]")
    assert link is not None and str(link["href"]) == f"{ferrand()}/ead.xml"
    data = _taken(client, ferrand())
    header, components = read(data)
    assert faults(data) == [] and header.eadid == EADID and b"personnel" not in data
    assert [one.unit.title for one in components][:4] == [
        "Papiers de la famille Ferrand",
        "Lettres reçues",
        "Années 1870",
        "Lettre à Élise",
    ]


def test_a_part_is_a_finding_aid_of_its_own_whose_links_lead_nowhere_else(client: Client, ferrand: Way) -> None:
    data = _taken(client, ferrand("annees"))
    header, components = read(data)
    assert faults(data) == [] and header.eadid == f"{EADID}#annees" and components[0].unit.title == "Années 1870"
    assert len(components) == 9


@pytest.mark.parametrize("size", [0, 2500])
def test_what_goes_out_and_comes_back_changes_nothing(library: object, tmp_path: Path, size: int) -> None:
    take(WRITTEN if not size else finding_aid(*(component(f"P {n}", component("F")) for n in range(size // 2)), eadid=EADID, did=KEPT))
    before = list(Component.objects.order_by("key").values_list("key", "first", "last", "internal", "digest"))
    call_command("export_ead", EADID, "--output", str(tmp_path / "out.xml"), "--with-internal")
    (told,) = import_file(io.BytesIO((tmp_path / "out.xml").read_bytes()), name="out.xml", scope=Scope("essai"))
    assert (told.status, told.changes) == ("imported", Changes(0, 0, 0))
    assert list(Component.objects.order_by("key").values_list("key", "first", "last", "internal", "digest")) == before


def test_one_component_is_written_by_its_key_or_its_ark(library: object, tmp_path: Path) -> None:
    take(WRITTEN)
    call_command("export_ead", EADID, "--component", "lettres", "--output", str(tmp_path / "a.xml"))
    call_command("export_ead", path_of("lettres").lstrip("/"), "--output", str(tmp_path / "b.xml"))
    assert (tmp_path / "a.xml").read_bytes() == (tmp_path / "b.xml").read_bytes()


def test_what_cannot_be_written_is_told_in_a_sentence(library: object, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="absent"):
        call_command("export_ead", "absent")
    take(WRITTEN)
    take(WRITTEN, namespace="autre")
    with pytest.raises(CommandError, match="--source"):
        call_command("export_ead", EADID)
    with pytest.raises(CommandError, match="dossier"):
        call_command("export_ead", EADID, "--source", "autre", "--output", str(tmp_path / "dossier" / "x.xml"))


def test_the_file_of_what_is_gone_hidden_or_mistyped_is_told_as_its_page_is(client: Client, ferrand: Way) -> None:
    assert client.get(f"{ferrand('secret')}/ead.xml").status_code == 404
    path = ferrand("comptes")
    take(finding_aid(component("Autre"), eadid=EADID, did=KEPT))
    assert client.get(f"{path}/ead.xml").status_code == 410
    assert client.get(f"{path[:-1]}/ead.xml").status_code == 404
