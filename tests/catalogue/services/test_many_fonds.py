"""Many fonds written at once say, show and note what Wagtail's own way does page by page: versions, journal, tree, arks, indexes."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from wagtail.documents.models import Document
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry
from wagtail.signals import page_published

from catalogue.models import Ark, Fonds, FondsBatch, FondsBatchChange, Institution, PublishedFonds
from catalogue.services import institutions, register
from catalogue.services.fonds_grids import applying, undoing
from catalogue.services.fonds_grids.applying import _Writing
from catalogue.services.many_fonds import versions
from portal.models import User
from tests.catalogue.services.test_fonds_grids import GRENOBLE, LYON, grid
from tests.selections import some

pytestmark = pytest.mark.django_db
HEAD = "identifiant;établissement;sous;titre;contenu;consultation;dates;importance;producteurs;publié"
MADE = (
    f"A;{LYON};;Fonds ancien;Livres.;Libre;1452;12 ; volumes | 3 ; mètres linéaires;Artaud ; personne;oui",
    f"B;{LYON};A;Manuscrits;Codices.;Libre;1300;;;non",
    f"C;{LYON};B;Cartulaires;Actes.;Libre;1200;2 ; volumes;;oui",
    f"D;{LYON};A;Cartes;Plans.;Libre;1700;;;oui",
    f"E;{GRENOBLE};;Fonds local;Livres.;Libre;1800;;;oui",
)
CHANGED = (
    f"A;{LYON};;Fonds ancien et précieux;Livres.;Libre;1452;14 ; volumes;Artaud ; personne | Coste ; personne;oui",
    f"B;{LYON};A;Manuscrits;Parchemins.;Libre;1300;;;non",
    f"D;{LYON};A;Cartes;Plans et vues.;Libre;1700;;;non",
    f"E;{GRENOBLE};;Fonds local;Livres.;Sur rendez-vous;1800;1 ; volume;;oui",
)


def _one_by_one(self: _Writing, works: list[Any]) -> dict[str, FondsBatchChange]:
    """What the bulk replaced: a page at a time, as Wagtail's form does."""
    made = {}
    for work in works:
        page = self._new(work)
        self._above(work).add_child(instance=page)
        PageLogEntry.objects.filter(page=page.pk, revision=None).delete()  # of add_child, without a version: the next line has one
        revision = page.save_revision(user=self._user, clean=False)
        log(instance=page, action="wagtail.create", user=self._user, revision=revision, content_changed=True)
        if work.publish:
            Page.objects.filter(pk=page.pk).update(live_revision=revision, has_unpublished_changes=False)
            page.live_revision, page.has_unpublished_changes = revision, False
            page_published.send(sender=Fonds, instance=page, revision=revision)
            log(instance=page, action="wagtail.publish", user=self._user, revision=revision, content_changed=True)
        made[work.number] = self._change_of(page, created=True)
    return made


MOMENTS = {"first_published_at", "last_published_at", "latest_revision_created_at"}
OF_ROWS = {"id", "page_ptr", "translation_key", "owner", "locked_by", "latest_revision", "live_revision", "content_type", "locale"}


def _said(data: Any) -> Any:
    """What a version says, without numbers of rows; treebeard counts children after the version was kept."""
    if isinstance(data, dict):
        left_out = {"pk", "page", "numchild", *MOMENTS, *OF_ROWS}
        return {name: _said(value) for name, value in data.items() if name not in left_out}
    return [_said(one) for one in data] if isinstance(data, list) else data


def everything() -> dict[str, Any]:
    """All that was written, told without the numbers of rows."""
    pages = {page.pk: page for page in Fonds.objects.order_by("path")}
    path = {key: page.path for key, page in pages.items()}
    versions_of = {key: [one.pk for one in Revision.objects.filter(object_id=str(key)).order_by("pk")] for key in pages}
    place = {pk: (path[key], number) for key, listed in versions_of.items() for number, pk in enumerate(listed)}
    return {
        "pages": [_page(page, place) for page in pages.values()],
        "above": list(Institution.objects.order_by("path").values_list("path", "numchild")),
        "versions": [
            (place[one.pk], one.object_str, one.user_id is not None, _said(one.content))
            for one in sorted(Revision.objects.in_bulk(place).values(), key=lambda one: place[one.pk])
        ],
        "journal": sorted(
            (path.get(one.page_id, ""), one.label, one.action, str(one.data.get("title")), place.get(one.revision_id), one.content_changed)
            for one in PageLogEntry.objects.exclude(page__in=Institution.objects.values("pk"))
        ),
        "readers": list(PublishedFonds.objects.order_by("path").values("path", "top", "keeper", "title", "words", "description")),
        "arks": sorted(Ark.objects.filter(namespace="fonds").values_list("identifier", "state")),
        "searched": sorted(IndexEntry.objects.filter(content_type__model="fonds").values_list("title_text", "body_text")),
        "references": sorted(
            (path[int(one.object_id)], one.model_path) for one in ReferenceIndex.objects.filter(object_id__in=[str(key) for key in pages])
        ),
    }


def _told(row: Any) -> str:
    """A row as text in which a difference is seen."""
    text = re.sub(r"documents/\d+/", "documents/…/", json.dumps(row, sort_keys=True, indent=1, default=str, ensure_ascii=False))
    return re.sub(r'"(ark|document)": ("[^"]+"|\d+)', r'"\1": "…"', text)  # names that are minted, keys: another each time


def _page(page: Fonds, place: dict[int, Any]) -> dict[str, Any]:
    fields = {field.name: str(getattr(page, field.attname)) for field in Fonds._meta.concrete_fields if field.name not in MOMENTS | OF_ROWS}
    parts = {name: [_said(part) for part in page.serializable_data()[name]] for name in ("extents", "producers", "finding_aids")}
    moments = {name: getattr(page, name) is not None for name in MOMENTS}
    return {**fields, **parts, **moments, "last": place.get(page.latest_revision_id), "public": place.get(page.live_revision_id)}


def played(monkeypatch: pytest.MonkeyPatch, *, together: bool) -> list[dict[str, Any]]:
    """The same history: made, changed, a draft of somebody's, changed again, both taken back; looked at after each step."""
    register.forget()
    keepers = [institutions.make(LYON, name="Bibliothèque de Lyon"), institutions.make(GRENOBLE, name="Bibliothèque de Grenoble")]
    user = User.objects.create_user("lyon@x.example", "x")
    if not together:
        monkeypatch.setattr(_Writing, "_make", _one_by_one)
        monkeypatch.setattr(versions, "particular", set)
    seen = []

    def write(*lines: str) -> FondsBatch:
        batch = applying.receive(grid(*lines, head=HEAD), name="x.csv", keepers=keepers, author="x")
        assert applying.write(batch, keepers=keepers, user=user) == "written", batch.told
        seen.append(everything())
        return batch

    made = write(*MADE)
    changed = write(*CHANGED)
    page = Fonds.objects.get(title="Cartes")
    with_file = page.get_latest_revision_as_object()
    with_file.finding_aids.create(kind="file", document=Document.objects.create(title="Liste", file="liste.pdf"))
    with_file.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    again = write(*(line.replace("Plans", "Dessins").replace("Parchemins", "Feuillets") for line in MADE))
    for batch in (again, changed, made):
        undoing.take_back(batch, user=user)
        seen.append(everything())
    return seen


@pytest.fixture
def one_by_one() -> list[dict[str, Any]]:
    """The history as Wagtail's own way writes it, undone for the other one."""
    from django.db import transaction

    told: list[dict[str, Any]] = []
    try:
        with transaction.atomic(), pytest.MonkeyPatch.context() as monkeypatch:
            told = played(monkeypatch, together=False)
            raise InterruptedError
    except InterruptedError:
        return told


def test_many_at_once_are_written_as_one_after_the_other(one_by_one: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    for step, (slow, fast) in enumerate(some(zip(one_by_one, played(monkeypatch, together=True), strict=True))):
        for what, value in slow.items():
            for one, other in zip(value, fast[what], strict=True):
                assert _told(other) == _told(one), (step, what)
    # Each grid was taken back in its turn, the first too; somebody had written one of its fonds meanwhile, under the whole.
    assert list(Fonds.objects.values_list("title", flat=True)) == ["Fonds ancien", "Cartes"]
