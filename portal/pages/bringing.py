"""A manifest with annotations brought in: the draft of a path, a step for each annotation; its pictures are found again by their arks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from html import escape
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalogue.core.ark import NotAnArk, parse
from catalogue.core.keys import Kind
from catalogue.formats.iiif.annotated import Annotated, Note
from catalogue.models import Ark, Institution
from portal.pages.mediation import LearningPath, new_number

LONGEST = 8000  # characters of a step
MOST = 100  # steps


@transaction.atomic
def bring_in(story: Annotated, institution: Institution, *, user: Any) -> LearningPath:
    """The draft. What the manifest says of its author and of its rights stands in the text for the teacher, for a person to read."""
    number = new_number()
    title = story.label[:255] or "Manifest"
    page = LearningPath(
        title=title,
        slug=f"{slugify(title)[:200] or 'page'}-{number[:8]}",
        number=number,
        summary=story.summary[:600],
        aims="\n".join(filter(None, (story.statement, story.rights, story.id)))[:2000],
        live=False,
        owner=user,
    )
    candidates = {name for note in story.notes for name in _arks(note)}
    known = set(Ark.objects.filter(name__in=candidates, kind=Kind.NOTICE).values_list("name", flat=True))
    page.steps = [_step(note, known) for note in story.notes[:MOST]]
    institution.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return page


def _step(note: Note, known: set[str]) -> dict[str, Any]:
    """Where its canvas leads to a record of ours, a picture; else a text."""
    text = "".join(f"<p>{escape(line)}</p>" for line in note.text[:LONGEST].splitlines() if line.strip())
    if note.elsewhere:
        where = _("On a page of another manifest: %(address)s") % {"address": note.elsewhere}
        text += f"<p>{escape(where)}</p>"
    name = next((name for name in _arks(note) if name in known), "")
    if not name:
        value: dict[str, Any] = {"title": note.label[:200], "text": text}
        return {"type": "text", "value": value, "id": str(uuid4())}
    region = dict(zip(("left", "top", "width", "height"), note.region, strict=True)) if note.region else {}
    picture = {"ark": name, "page": note.page, "region": region, "alt": note.label[:500], "decorative": False, "caption": ""}
    return {"type": "detail", "value": {"title": note.label[:200], "picture": picture, "text": text}, "id": str(uuid4())}


def _arks(note: Note) -> Iterator[str]:
    """The names of arks in the addresses of a canvas."""
    for address in note.addresses:
        start = address.find("ark:")
        if start >= 0:
            with suppress(NotAnArk):
                yield parse("/".join(address[start:].split("?")[0].split("#")[0].split("/")[:3])).name
