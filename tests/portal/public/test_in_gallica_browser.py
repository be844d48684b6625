"""What Gallica has, in a browser: on the page of a person, on that of a fonds, beside hits; on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import expect

from catalogue.models import Institution, LocalDecision
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.browsing import Reader
from tests.portal.public.test_fonds import path_of, written
from tests.portal.public.test_in_gallica import LABE, NOTICE_OF_THE_BNF, Kept
from tests.selections import some

pytestmark = pytest.mark.browser


@pytest.fixture
def paths(library: Library, settings: Any, tmp_path: Path) -> tuple[str, ...]:
    """Four pages that have something of Gallica."""
    settings.MEDIA_ROOT = tmp_path
    fonds = written(Institution.objects.get(isil=f"FR-{samples.LYON}"), "Papiers Coste")
    library.add(replace(samples.RICH, identifier="labe", agents=(LABE,), identifiers=(NOTICE_OF_THE_BNF,)))
    library.index()
    kept = Kept(library)
    title = "Manuel du soyeux, ou l’Art de teindre et de tisser les étoffes de la fabrique de Lyon"
    record = kept.add(title, agents=(LABE,), identifiers=(NOTICE_OF_THE_BNF,))
    kept.picture(record)
    kept.add("Euvres de Louise Labé, Lyonnoise, revues et corrigées par ladite dame", agents=(LABE,))
    LocalDecision.objects.update(fonds=path_of(fonds).removeprefix("/ark:/"))
    return path_of(fonds), "/personne/labe-louise-1524-1566", "/recherche?q=soyeux", library.path("labe")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_hold_in_their_width_and_have_no_fault(
    paths: tuple[str, ...], reader: Callable[..., Reader], language: str, width: int
) -> None:
    opened = reader(width=width)
    for path in some(paths):
        page = opened.open(f"{language}{path}")
        picture = page.locator(".kept-picture img, .viewer-image")  # of a document with pages, in the viewer
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("naturalWidth", 280)
        assert page.locator(".elsewhere-kept li").first.evaluate("one => getComputedStyle(one).display") == "flex", "its style is there"
        assert opened.too_wide() <= 0
        assert opened.accessibility_faults() == []
    assert opened.policy_breaches() == [] and opened.strangers() == []
