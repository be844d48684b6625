"""The blocks that the sample library's site shows: composed as whoever keeps a site composes them, and pasted into its pages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from catalogue.core.keys import Kind
from catalogue.models import Ark
from catalogue.models.ark import FONDS
from demonstration import fonds as described
from demonstration.stories import reading
from demonstration.town.server import paste
from portal.pages.selectors import NAMESPACE
from portal.public.embedding import frames
from portal.public.embedding.blocks import Block, height
from portal.public.embedding.kinds import Absent, Wanted, block_of
from portal.public.embedding.targets import Target
from portal.shown import scripts
from portal.shown.query import Query

FONDS_KEY, VISIT, WALK, COMMUNE = "trevoux-imprimeurs", "visite-trevoux", "pas-des-imprimeurs", "01427"
NARROW = 320


def load(site: str) -> dict[str, str]:
    """Paste them all anew, for a portal at ``site``, whose address may have changed; their HTML by name. A page that people have taken
    away since shows no block. No engine is asked: what a search finds is seen by each page that shows it.
    """
    with translation.override(settings.LANGUAGE_CODE):
        told = {
            "commune": _link("Trévoux (Ain)", reverse("public:commune", args=[COMMUNE]), site),
            "numerises": _link("Documents numérisés de Trévoux", Query(filters=(("commune", COMMUNE),), digital=True).url(), site),
        }
        for name, form, kind, namespace, identifier in _of_pages():
            with suppress(Absent, Ark.DoesNotExist):
                ark = Ark.objects.get(kind=kind, namespace=namespace, identifier=identifier).name
                told[name] = form(block_of(Target(settings.LANGUAGE_CODE, ark=ark), Wanted(site)))
    paste(told)
    return told


def _of_pages() -> tuple[tuple[str, Callable[[Block], str], Kind, str, str], ...]:
    """The blocks of pages: the name, the form that is pasted, the target of the ark."""
    fonds = next(str(one.number) for one in described.fonds() if one.key == FONDS_KEY)
    stories = {one.name: one.number for one in reading.stories()}
    return (
        ("fonds", frames.text, Kind.FONDS, FONDS, fonds),
        ("promenade", _frame, Kind.PATH, NAMESPACE, stories[WALK]),
        ("visite", _frame, Kind.ARTICLE, NAMESPACE, stories[VISIT]),
    )


def _frame(shown: Block) -> str:
    """As high as a telephone needs it: the page is for every screen, and a frame alone cannot tell."""
    return frames.frame(shown, high=height(shown, width=NARROW))


def _link(title: str, path: str, site: str) -> str:
    """The element that the module fills: what stands in it is the link, where there is no portal or no script."""
    shown = Block(kind="", title=scripts.Words(title), url=f"{site}{path}", frame="", way="", source="")
    return frames.link(shown, program=f"{site}{reverse('embedding_module')}")
