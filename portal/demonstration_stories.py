"""The exhibitions, paths and articles of the demonstration set: pages made once under their institutions, on notices that a harvest brings.

The arks of the notices are minted here: a harvest that brings their records later finds them (``catalogue.services.arks``). Until
then they name nothing, which the check before publication would refuse: this set is not asked.
"""

from __future__ import annotations

from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from catalogue.core.isil import isil
from catalogue.core.keys import Kind
from catalogue.models import Institution
from catalogue.services import arks
from demonstration.stories import reading
from portal.pages import ready
from portal.pages.mediation import MEDIATIONS, Article, Exhibition, LearningPath, Mediation


def load() -> int:
    """Make the pages that are missing; what people have changed since stays as it is. How many were made."""
    there = {number for model in MEDIATIONS for number in model.objects.values_list("number", flat=True)}
    missing = [story for story in reading.stories() if story.number not in there]
    for story in missing:
        _make(story)
    return len(missing)


_MODELS: dict[str, type[Mediation]] = {"exhibition": Exhibition, "path": LearningPath, "article": Article}


@transaction.atomic
def _make(story: reading.Story) -> None:
    model = _MODELS[story.kind]
    page: Any = model(number=story.number, slug=slugify(story.told["title"])[:200], live=False, **story.told, **_days(story.when))
    pieces = [reading.with_arks(piece, _ark) for piece in story.pieces]
    setattr(page, model.streamed, pieces)
    Institution.objects.get(isil=isil(story.institution)).add_child(instance=page)
    with ready.unasked():
        page.save_revision().publish()


def _days(when: reading.When | None) -> dict[str, Any]:
    """The fields of an event, seen from the day on which it is made."""
    if when is None:
        return {}
    begins, ends = when.seen_from(timezone.localdate())
    hours = {name: time.fromisoformat(hour) for name, hour in (("opens", when.opens), ("closes", when.closes)) if hour}
    return {"begins": begins, "ends": ends if ends > begins else None, **hours}


def _ark(name: str) -> str:
    source, identifier = reading.records()[name]
    return arks.named(Kind.NOTICE, namespace=source, identifier=identifier)
