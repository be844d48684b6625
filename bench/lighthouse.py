"""Lighthouse's four scores of the pages that readers see most, as a phone on a slow network has them: the best of a few."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.rounds import rounds
from bench.table import Figure, NotMeasured
from runtime import lighthouse
from runtime.screens import camera
from runtime.screens.__main__ import notice_of
from runtime.screens.site import Site


def figures() -> list[Figure]:
    """The least of the four scores of each page, on the demonstration's portal."""
    try:
        lighthouse.program()
        chrome = camera.browser_program()
    except (lighthouse.Missing, camera.NoBrowser) as missing:
        raise NotMeasured(str(missing)) from None
    with tempfile.TemporaryDirectory(prefix="traboule-lighthouse-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL may run as another user
        site = Site(Path(folder))
        try:
            site.start()
            with site.served("portal") as portal:
                pages = {"home": "/", "results": "/recherche?q=lyon", "notice": notice_of(portal)["notice"]}
                return [_of_page(name, f"{portal}{path}", chrome) for name, path in pages.items()]
        finally:
            site.stop()


def _of_page(name: str, address: str, chrome: str) -> Figure:
    scores = max((lighthouse.tried(address, chrome=chrome)[0] for _ in range(rounds(3))), key=lambda found: min(found.values()))
    detail = ", ".join(f"{category} {score:.2f}" for category, score in scores.items())
    return Figure(f"Lighthouse, {name}: least of four scores", min(scores.values()), bar=lighthouse.LEAST, detail=detail)
