"""The pieces that the first exhibition has not, tried by a librarian in the editor, to the page that readers see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from catalogue.core.description import DigitalCopy
from portal.pages.mediation import Exhibition, LearningPath
from portal.pages.selectors import ark_of
from tests import accessible
from tests.portal import deposited
from tests.portal.backoffice.entering import enter
from tests.portal.backoffice.test_mediation_browser import Keys
from tests.portal.public.digital.partner_images import Images, serving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture
def partner(settings: Any, tmp_path: Path) -> Iterator[Images]:
    """A partner's images, and an empty cache on disk."""
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path / "var", str(tmp_path / "media")
    with serving() as server:
        yield server


@pytest.fixture
def ark(world: Any, partner: Images) -> str:
    """A record whose pages may be shown."""
    copy = DigitalCopy(url=f"{partner.base}/doc", manifest=f"{partner.base}/3/manifest", rights="Domaine public")
    return deposited.record("a-livres", "Délie, objet de plus haute vertu", copies=(copy,))


@pytest.fixture
def errors(page: Any) -> list[str]:
    """What scripts and the policy of the page complain of."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda one: said.append(one.text) if "Content Security" in one.text else None)
    return said


def begun(page: Any, address: str, person: Any, title: str) -> Keys:
    """The form of a new page with its title and its summary."""
    enter(page, address, person)
    page.wait_for_selector("#id_title")
    page.fill("#id_title", title)
    page.fill("#id_summary", "Un livre de vers, une ville d’imprimeurs.")
    return Keys(page)


def piece(page: Any, stream: str, label: str, fields: dict[str, str]) -> None:
    """One more at the end of a stream, chosen by its name, then filled in."""
    number = int(page.locator(f'[name="{stream}-count"]').input_value())
    page.locator(".c-sf-add-button").last.click()  # those of lists inside of pieces stand before it
    page.wait_for_selector(".w-combobox input")
    page.fill(".w-combobox input", label)
    page.keyboard.press("Enter")
    page.wait_for_selector(f'[name="{stream}-{number}-type"]', state="attached")
    for name, text in fields.items():
        page.fill(f'[name="{stream}-{number}-value-{name}"]', text)


def published(page: Any, keys: Keys) -> None:
    """Sent to readers, and taken."""
    keys.press("footer .w-dropdown__toggle")
    page.wait_for_selector("[name=action-publish]")
    keys.press("[name=action-publish]")
    expect(page.locator(".messages .success")).to_contain_text("publié")


def test_what_exhibitions_alone_hold_is_written_and_read(world: Any, page: Any, live_server: Any, ark: str, errors: list[str]) -> None:
    form = f"{live_server.url}/gestion/pages/add/pages/exhibition/{world.a.pk}/"
    keys = begun(page, form, world.people["librarian of A"], "Autour de Délie")
    piece(page, "body", "Groupe de documents", {"title": "Sur la table", "arks-0-value": f"ark:/{ark}"})
    both = {f"{side}-{name}": value for side in ("first", "second") for name, value in (("ark", f"ark:/{ark}"), ("alt", "Une page"))}
    piece(page, "body", "Comparaison", {"title": "Deux pages", **both})
    piece(
        page,
        "body",
        "Chronologie",
        {"events-0-value-date": "vers 1530", "events-0-value-title": "Un libraire s’installe"},
    )
    piece(page, "body", "Carte", {"title": "Où", "places-0-value-commune": "69123"})
    piece(page, "body", "Transcription en regard", {"picture-ark": f"ark:/{ark}", "picture-alt": "Le titre", "lines": "DELIE"})
    piece(page, "body", "Bibliographie", {"title": "Références", "arks-0-value": f"ark:/{ark}", "others": "Une étude, 1948."})
    published(page, keys)
    page.goto(f"{live_server.url}/ark:/{ark_of(Exhibition.objects.get())}")
    expect(page.locator(".piece")).to_have_count(6)
    for words in ("vers 1530", "Lyon", "DELIE", "Une étude, 1948."):
        expect(page.locator("main")).to_contain_text(words)
    assert accessible.faults(page) == [] and errors == []


def test_a_path_has_a_story_and_a_recording_with_its_words(world: Any, page: Any, live_server: Any, ark: str, errors: list[str]) -> None:
    sound = {"name": "lecture.mp3", "mimeType": "audio/mpeg", "buffer": b"ID3\x04" + bytes(6) + b"\xff\xfb\x90\x00" + bytes(413)}
    form = f"{live_server.url}/gestion/pages/add/pages/learningpath/{world.a.pk}/"
    keys = begun(page, form, world.people["librarian of A"], "Lire Délie")
    story = {"title": "La page", "picture-ark": f"ark:/{ark}", "picture-alt": "Le titre", "stages-0-value-title": "Cinq lettres capitales"}
    piece(page, "steps", "Image racontée pas à pas", story)
    piece(page, "steps", "Son ou vidéo", {"title": "Écouter", "transcript": "Souffrir non souffrir."})
    page.locator('[data-contentpath="document"]').get_by_role("button", name="Choisir un document").click()
    page.get_by_role("tab", name="Transférer").click()
    page.set_input_files('.modal [type="file"]', sound)
    page.fill('.modal [name="document-chooser-upload-title"]', "Lecture à voix haute")
    page.locator('.modal form:has([type="file"]) [type="submit"]').click()
    page.wait_for_selector(".modal", state="detached")
    expect(page.locator('[data-contentpath="document"]')).to_contain_text("Lecture à voix haute")
    published(page, keys)
    page.goto(f"{live_server.url}/ark:/{ark_of(LearningPath.objects.get())}")
    expect(page.locator(".piece")).to_have_count(2)
    expect(page.locator("audio")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("Cinq lettres capitales")
    assert accessible.faults(page) == [] and errors == []
