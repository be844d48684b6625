"""The blocks of the demonstration, as its sample library shows them from an address of its own, with the portal and without it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from catalogue.core.description import Publication, Title
from catalogue.services.institutions import make
from demonstration import fonds
from demonstration.institutions import INSTITUTIONS
from demonstration.stories import reading
from demonstration.town import server
from demonstration.town.server import Town
from portal import demonstration_fonds, demonstration_stories, demonstration_town
from portal.pages.mediation import Article
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.browsing import HERE, Reader
from tests.portal.public.test_in_gallica import Kept
from tests.portal.public.test_in_gallica import kept as kept  # noqa: PLC0414  (a fixture)

FRAME_IT = "url => { const one = document.createElement('iframe'); one.src = url; one.title = 'x'; document.body.append(one); }"
BLOCKS = {"commune", "numerises", "fonds", "promenade", "visite"}


@pytest.fixture
def pasted(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The pages that the blocks are of, and the blocks, composed for the portal at HERE."""
    monkeypatch.setattr(server, "pasted", lambda: tmp_path / "blocks.json")
    known = {samples.LYON, samples.GRENOBLE}
    stories = [one for one in reading.stories() if one.name in (demonstration_town.VISIT, demonstration_town.WALK)]
    few = tuple(one for one in fonds.fonds() if one.key == demonstration_town.FONDS_KEY)
    for one in INSTITUTIONS:
        wanted = {story.institution for story in stories} | {few[0].at.removeprefix("FR-")}
        if one.rcr in wanted - known:
            page = make(one.rcr, name=one.name)
            page.town, page.to_complete = one.town, False
            page.save_revision().publish()
    monkeypatch.setattr(demonstration_fonds.described, "houses", lambda: ())
    monkeypatch.setattr(demonstration_fonds.described, "fonds", lambda: few)
    monkeypatch.setattr(demonstration_stories.reading, "stories", lambda: tuple(stories))
    demonstration_fonds.load()
    demonstration_stories.load()
    return demonstration_town.load(HERE)


@pytest.fixture
def served(pasted: dict[str, str], tmp_path: Path) -> Iterator[Town]:
    with Town(("127.0.0.1", 0), blocks=tmp_path / "blocks.json") as town:
        thread = threading.Thread(target=town.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield town
        town.shutdown()
        thread.join()


def test_each_block_is_one_that_the_page_of_composition_gives(pasted: dict[str, str]) -> None:
    assert set(pasted) == BLOCKS
    assert pasted["promenade"].startswith(f'<iframe src="{HERE}/integrer/ark:/') and "De la rue Mercière" in pasted["promenade"]
    assert f'<traboule-bloc><a href="{HERE}/commune/01427">' in pasted["commune"]
    assert "<script" not in pasted["fonds"] and "<iframe" not in pasted["fonds"] and "Fonds des imprimeurs de Trévoux" in pasted["fonds"]
    assert re.findall(r'(?:src|href)="(?!http://localhost/)[^"]*"', "".join(pasted.values())) == [
        'href="https://www.etalab.gouv.fr/licence-ouverte-open-licence/"'
    ] * pasted["fonds"].count("etalab")


def test_a_page_that_people_took_away_shows_no_block_and_the_others_stand(pasted: dict[str, str]) -> None:
    Article.objects.get().unpublish()
    assert set(demonstration_town.load(HERE)) == BLOCKS - {"visite"}


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_another_site_shows_four_blocks_and_no_other_page_of_the_portal(
    served: Town, kept: Kept, reader: Callable[..., Reader], settings: Any, width: int
) -> None:
    settings.SITE_URL = HERE
    library = kept.library
    printed = Publication(places=("Trévoux",))
    arrest = (Title(value="Arrest du parlement de Dombes"),)
    library.add(replace(samples.RICH, identifier="trevoux", titles=arrest, publications=(printed,)))
    library.index()
    kept.add("Plan de la ville de Trévoux", publications=(printed,))
    visit = reader(width=width)
    visit.context.route(f"{served.address}/**", lambda route: route.continue_())
    page = visit.page
    page.goto(f"{served.address}/patrimoine.html")
    frames = [page.frame_locator(f"section:nth-of-type({place}) iframe") for place in (1, 3, 4)]
    for place in range(4):
        page.locator(".bloc").nth(place).scroll_into_view_if_needed(timeout=90_000)
    assert "Arrest du parlement de Dombes" in (said := frames[0].locator("main").inner_text(timeout=90_000))
    assert "Plan de la ville de Trévoux" in said, "what Gallica has of the commune"
    assert "Place des Jacobins" in frames[1].locator("main").inner_text(timeout=90_000)
    assert "numérisés" in frames[2].locator("main").inner_text(timeout=90_000).lower()
    assert "900 volumes" in page.locator(".texte").inner_text()
    assert visit.too_wide() <= 0 and visit.cookies == []
    page.evaluate(FRAME_IT, HERE)
    page.wait_for_function("document.querySelector('body > iframe')?.contentDocument === null", timeout=90_000)
    refused = page.query_selector("body > iframe").content_frame()
    refused.wait_for_load_state(timeout=90_000)
    assert "Traboule" not in refused.content() and [one for one in visit.complaints if "frame-ancestors" in one]


@pytest.mark.browser
def test_the_site_stands_when_the_portal_is_stopped(served: Town, reader: Callable[..., Reader]) -> None:
    visit = reader(width=320)
    visit.context.route(f"{HERE}/**", lambda route: route.abort())
    visit.context.route(f"{served.address}/**", lambda route: route.continue_())
    visit.page.goto(f"{served.address}/patrimoine.html")
    assert "900 volumes" in visit.page.locator(".texte").inner_text()
    assert visit.page.locator("traboule-bloc a").all_inner_texts() == ["Trévoux (Ain)", "Documents numérisés de Trévoux"]
    assert visit.too_wide() <= 0
    visit.page.goto(f"{served.address}/")
    assert "Mercredi" in visit.page.locator("main").inner_text()
    assert visit.too_wide() <= 0 and visit.accessibility_faults() == []
