"""The exhibitions and the paths of the demonstration set: pages made once under their institutions, on notices that a harvest brings.

The arks of the notices are minted here: a harvest that brings their records later finds them (``catalogue.services.arks``). Until
then they name nothing, which the check before publication would refuse: this set is not asked.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from catalogue.core.isil import isil
from catalogue.core.keys import Kind
from catalogue.models import Institution
from catalogue.services import arks
from demonstration.stories import reading
from portal.pages import ready
from portal.pages.mediation import MEDIATIONS, Exhibition, LearningPath, Mediation


def load() -> int:
    """Make the pages that are missing; what people have changed since stays as it is. How many were made."""
    there = {number for model in MEDIATIONS for number in model.objects.values_list("number", flat=True)}
    missing = [story for story in reading.stories() if story.number not in there]
    for story in missing:
        _make(story)
    return len(missing)


@transaction.atomic
def _make(story: reading.Story) -> None:
    model: type[Mediation] = LearningPath if story.kind == "path" else Exhibition
    page: Any = model(number=story.number, slug=slugify(story.told["title"])[:200], live=False, **story.told)
    pieces = [reading.with_arks(piece, _ark) for piece in story.pieces]
    setattr(page, "steps" if model is LearningPath else "body", pieces)
    Institution.objects.get(isil=isil(story.institution)).add_child(instance=page)
    with ready.unasked():
        page.save_revision().publish()


def _ark(name: str) -> str:
    source, identifier = reading.records()[name]
    return arks.named(Kind.NOTICE, namespace=source, identifier=identifier)
