"""The rows of many fonds: of the page, of the fonds, of what it says several times; and Wagtail's indexes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.constants import OnConflict
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Page, ReferenceIndex
from wagtail.search.backends import get_search_backends_with_name

from catalogue.models import Fonds
from catalogue.selectors.statements import AT_ONCE, slices

RELATIONS: Final = {
    relation.get_accessor_name(): relation.related_model
    for relation in get_all_child_relations(Fonds)
    if relation.get_accessor_name() != COMMENTS_RELATION_NAME
}
"""What a fonds says several times, by the name of the field."""


def _referring(model: type[Model]) -> list[str]:
    """The fields by which a model refers to something that the index of references knows of."""
    keys = [field for field in model._meta.concrete_fields if field.many_to_one and not isinstance(field, ParentalKey)]
    ignored = "wagtail_reference_index_ignore"
    return [field.attname for field in keys if not getattr(field, ignored, False) and not getattr(field.related_model, ignored, False)]


_REFERRING: Final = {"": _referring(Fonds), **{name: _referring(model) for name, model in RELATIONS.items()}}
_OF_THE_TREE = {"id", "path", "depth", "numchild", "url_path", "translation_key", "content_type"}
_OF_PAGES = [field for field in Page._meta.local_concrete_fields if field.name not in _OF_THE_TREE]


def kind_of(model: type[Model]) -> ContentType:
    """How Wagtail's own tables name a model: versions and references both by ``Fonds`` and by ``Page``."""
    return ContentType.objects.get_for_model(model)


def insert(pages: Sequence[Fonds]) -> None:
    """Store fonds that have their place and are there no more than in memory."""
    rows = Page.objects.bulk_create(map(_row, pages), batch_size=AT_ONCE)
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = row.pk
        page._state.adding, page._state.db = False, row._state.db
    _write_fonds(pages, on_conflict=None)
    _store_parts(pages, had={})
    index(pages)


def update(pages: Sequence[Fonds]) -> None:
    """Store what fonds that are there say in memory; their place stays."""
    names = [field.name for field in _OF_PAGES]
    Page.objects.bulk_create(map(_row, pages), batch_size=AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=names)
    _write_fonds(pages, on_conflict=OnConflict.UPDATE)
    _store_parts(pages, had={name: _parts_of(model, pages) for name, model in RELATIONS.items()})
    index(pages)


def index(pages: Sequence[Fonds]) -> None:
    """Tell Wagtail's search what they say, and its index of references what they refer to."""
    for some in slices(pages):
        for _name, backend in get_search_backends_with_name(with_auto_update=True):
            backend.add_bulk(Fonds, some)
    kind = kind_of(Page)
    known = set(ReferenceIndex.objects.filter(base_content_type=kind, object_id__in=_keys(pages)).values_list("object_id", flat=True))
    for page in pages:
        if str(page.pk) in known or _refers(page):
            ReferenceIndex.create_or_update_for_object(page)


def forget_parts(pages: Sequence[Fonds]) -> None:
    """Have what they say several times read from the database again."""
    for page in pages:
        page.__dict__.pop("_cluster_related_objects", None)
        page.__dict__.pop("_prefetched_objects_cache", None)


def _refers(page: Fonds) -> bool:
    """Whether it names something that Wagtail would not let go without a word: a document."""
    own = any(getattr(page, name) is not None for name in _REFERRING[""])
    return own or any(
        getattr(part, name) is not None for field in RELATIONS for name in _REFERRING[field] for part in getattr(page, field).all()
    )


def _keys(pages: Sequence[Fonds]) -> list[str]:
    return [str(page.pk) for page in pages]


def _row(page: Fonds) -> Page:
    """The part of a fonds that every page has."""
    return Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.local_concrete_fields})


def _write_fonds(pages: Sequence[Fonds], *, on_conflict: OnConflict | None) -> None:
    """The part of a page that fonds have: Django's ``bulk_create`` refuses a model that inherits its key (ticket 28821)."""
    fields = Fonds._meta.local_concrete_fields
    key = Fonds._meta.pk
    values = [field for field in fields if field is not key]
    options: dict[str, Any] = {"on_conflict": on_conflict, "update_fields": values, "unique_fields": [key]} if on_conflict else {}
    rows: Any = Fonds._base_manager.get_queryset()
    for some in slices(pages):
        rows._insert(list(some), fields=fields, using=rows.db, **options)


def _parts_of(model: type[Model], pages: Sequence[Fonds]) -> dict[int, set[int]]:
    """The keys of what is stored of one field, by page."""
    found: dict[int, set[int]] = {}
    for key, page in model._default_manager.filter(page__in=[one.pk for one in pages]).values_list("pk", "page_id"):
        found.setdefault(page, set()).add(key)
    return found


def _store_parts(pages: Sequence[Fonds], *, had: dict[str, dict[int, set[int]]]) -> None:
    """What they say several times, where that is in memory: new, changed, gone."""
    for name, model in RELATIONS.items():
        new: list[Any] = []
        old: list[Any] = []
        gone: set[int] = set()
        for page in pages:
            parts = getattr(page, "_cluster_related_objects", {}).get(name)
            if parts is None:
                continue
            gone |= had.get(name, {}).get(page.pk, set()) - {part.pk for part in parts}
            for part in parts:
                part.page_id = page.pk
                (new if part.pk is None else old).append(part)
        manager = model._default_manager
        if gone:
            manager.filter(pk__in=gone).delete()
        manager.bulk_create(new, batch_size=AT_ONCE)
        fields = [field.name for field in model._meta.local_concrete_fields if not field.primary_key]
        manager.bulk_create(old, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=fields)
