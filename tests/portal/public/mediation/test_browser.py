"""An exhibition and a path in a browser: for everybody, on a phone and on a desk, without a stranger asked."""

from __future__ import annotations

from collections.abc import Callable

from tests.portal.conftest import Library
from tests.portal.public.browsing import Reader
from tests.portal.public.digital.partner_images import Images
from tests.portal.public.mediation.made import exhibition, path
from tests.portal.public.mediation.test_pages import address


def test_they_can_be_read_by_everybody(reader: Callable[..., Reader], library: Library, partner: Images, drawn: None) -> None:
    manifest = f"{partner.base}/3/manifest"
    walk, show = address(path(library, manifest)), address(exhibition(library, manifest))
    phone, desk = reader(width=320, scripts=True), reader(width=1280)
    for who, where in ((phone, walk), (desk, show), (phone, f"{walk}/fiche-eleve"), (desk, "/parcours")):
        who.open(where)
        assert who.accessibility_faults() == [], where
        assert who.too_wide() == 0, where
    assert phone.strangers() + desk.strangers() == []
    assert phone.policy_breaches() + desk.policy_breaches() == []
    assert phone.cookies + desk.cookies == []
