"""Lighthouse on the pages that readers see most: what it says of their code. How quick they are, ``python -m bench lighthouse`` says."""

from __future__ import annotations

import pytest

from runtime import lighthouse
from runtime.screens.__main__ import notice_of
from tests.conftest import browser_program

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def chrome() -> str:
    """A browser and Lighthouse, or a reason to skip."""
    try:
        lighthouse.program()
    except lighthouse.Missing as missing:
        pytest.skip(str(missing))
    program = browser_program()
    if not program:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    return program


@pytest.mark.parametrize("name", ["home", "results", "notice"])
def test_a_page_is_accessible_and_sound(chrome: str, portal: str, name: str) -> None:
    path = {"home": "/", "results": "/recherche?q=lyon", "notice": notice_of(portal).get("notice", "")}[name]
    assert path
    scores, wanting = lighthouse.tried(f"{portal}{path}", chrome=chrome, categories=lighthouse.STEADY)
    assert min(scores.values()) >= lighthouse.LEAST, (scores, wanting)
