"""The six lines that say what a document is, and what is left for researchers: its numbers, its fingerprint, its codes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from django.utils.translation import gettext

from catalogue.core.description import Description
from portal.shown import words
from portal.shown.groups import PARTICULARS, Field, Group

LINES = 6
_LINKS = ("part_of", "continues", "continued_by")
_SUBJECTS = ("topic", "person", "family", "corporate", "place", "period", "title", "free")


def brief(groups: Iterable[Group], description: Description, *, told: Collection[str]) -> tuple[tuple[Field, ...], tuple[Group, ...]]:
    """The first :data:`LINES` fields that a reader asks for, and the others in their groups. ``told``: what the head of the page says."""
    kept = [replace(group, fields=tuple(_untold(group.fields, told))) for group in groups]
    by_label = {field.label: field for group in kept for field in group.fields}
    wanted = [by_label[label] for label in _order(description) if label in by_label][:LINES]
    shown = {field.label for field in wanted}
    rest = (replace(group, fields=tuple(field for field in group.fields if field.label not in shown)) for group in kept)
    return tuple(wanted), tuple(group for group in rest if group.fields)


def _untold(fields: Iterable[Field], told: Collection[str]) -> Iterable[Field]:
    for field in fields:
        values = tuple(value for value in field.values if value.words.text not in told)
        if values:
            yield replace(field, values=values)


def _order(description: Description) -> Iterable[str]:
    """Labels, what most readers ask for first."""
    yield words.label("note_kind", "summary")
    yield gettext("Authors and contributors")
    yield from (words.label("link_relation", relation) for relation in _LINKS)
    yield from map(str, PARTICULARS.values())
    yield from (words.label("subject_kind", kind) for kind in _SUBJECTS)
    yield words.label("language_role", "text")
    yield gettext("Extent")
    yield gettext("Form or genre")
    yield words.label("note_kind", "periodicity")
    yield gettext("Series")
    yield gettext("Edition statement")
    yield words.label("note_kind", "contents")
    yield words.label("note_kind", "general")
