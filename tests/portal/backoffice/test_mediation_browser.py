"""A librarian and the keys of her keyboard: from an empty form to an exhibition of eight pieces that a reader sees on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from catalogue.core.description import DigitalCopy
from portal.pages.mediation import Exhibition
from portal.pages.selectors import ark_of
from tests import accessible
from tests.portal import deposited
from tests.portal.backoffice.entering import enter
from tests.portal.public.digital.partner_images import Images, serving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

TITLE, SUMMARY = "Délie et ses libraires", "Un livre de vers, une ville d’imprimeurs."
CHECK = ".mediation-check"
AT = """([name, path]) => { const here = document.activeElement; return (!name || here.matches(name)) &&
  (!path || Boolean(here.closest(`[data-contentpath="${path}"]`))); }"""
KEPT = """(text) => [...document.activeElement.closest("[data-contentpath]").querySelectorAll("input[type=hidden]")]
  .some((one) => one.value.includes(text))"""
WRITTEN = '[role="textbox"]'  # an editor of texts with italics and lists


@pytest.fixture
def partner(settings: Any, tmp_path: Path) -> Iterator[Images]:
    """A partner's images, and an empty cache on disk."""
    settings.VAR_DIR = tmp_path / "var"
    with serving() as server:
        yield server


@pytest.fixture
def ark(world: Any, partner: Images) -> str:
    """A record whose pages may be shown."""
    copy = DigitalCopy(url=f"{partner.base}/doc", manifest=f"{partner.base}/3/manifest", rights="Domaine public")
    return deposited.record("a-livres", "Délie, objet de plus haute vertu", copies=(copy,))


class Keys:
    """Everything she does, with no mouse; what cannot be reached by the Tab key is not done."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def reach(self, name: str = "", *, path: str = "") -> None:
        """To the control that ``name`` selects, inside the field at ``path``."""
        for _ in range(300):
            if self.page.evaluate(AT, [name, path]):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the Tab key does not lead to {name} {path}")

    def write(self, name: str, text: str, *, path: str = "") -> None:
        """What is typed there."""
        self.reach(name, path=path)
        self.page.keyboard.type(text)
        if name == WRITTEN:  # its editor hands over what was typed a quarter of a second later
            self.page.wait_for_function(KEPT, arg=text)

    def press(self, name: str) -> None:
        """What a button does."""
        self.reach(name)
        self.page.keyboard.press("Enter")

    def piece(self, label: str, fields: dict[str, str]) -> None:
        """One more at the end: chosen by its name, then filled in; a field is that of the piece, whatever others hold one alike."""
        number = self.page.locator('[name^="body-"][name$="-type"]').count()
        self.press(".c-sf-add-button")
        self.page.wait_for_selector(".w-combobox input")
        self.write(".w-combobox input", label)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(f'[name="body-{number}-type"]', state="attached")
        for field, text in fields.items():
            inside, _, plain = field.rpartition(":")
            self.write(WRITTEN if inside else f'[name="body-{number}-value-{plain}"]', text, path=plain if inside else "")


def test_an_exhibition_is_made_by_keyboard_from_an_empty_form_to_a_reader(
    world: Any, browser: Any, page: Any, live_server: Any, ark: str
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    enter(page, f"{live_server.url}/gestion/pages/add/pages/exhibition/{world.a.pk}/", world.people["librarian of A"])
    page.wait_for_selector("#id_title")
    keys = Keys(page)
    keys.write("#id_title", TITLE)
    keys.write("#id_summary", SUMMARY)
    keys.piece("Texte", {"title": "Ouverture", "rich:text": "Tout commence rue Mercière."})
    keys.piece("Notice", {"ark": f"{live_server.url}/ark:/{ark}", "rich:text": "Le voici."})
    where = {"picture-region-left": "10", "picture-region-top": "20", "picture-region-width": "50", "picture-region-height": "30"}
    keys.piece("Image ou détail", {"title": "La marque", "picture-ark": f"ark:/{ark}", **where, "picture-alt": "Un rocher battu des flots"})
    keys.piece("Citation", {"text": "Souffrir non souffrir", "author": "Maurice Scève"})
    keys.piece("Lieu", {"title": "La rue", "commune": "69123"})
    keys.piece("Personne", {"name": "Scève, Maurice", "rich:text": "Poète."})
    keys.piece("Question", {"title": "À vous", "rich:question": "Qui est Délie ?"})
    keys.piece("Invitation à venir", {"rich:text": "La salle est ouverte."})
    keys.press(".action-save")
    page.wait_for_url("**/edit/**")
    expect(page.locator(CHECK)).to_contain_text("la question n’a pas de réponse")
    assert accessible.faults(page, within=CHECK) == []
    keys.write(WRITTEN, "Une femme aimée, ou l’Idée.", path="answer")
    keys.press('[aria-label="Afficher/masquer la prévisualisation"]')
    draft = page.frame_locator("#w-preview-iframe")
    expect(draft.locator("h1")).to_have_text(TITLE)
    expect(draft.locator(".piece")).to_have_count(8)
    assert not Exhibition.objects.get().live
    keys.press("footer .w-dropdown__toggle")
    page.wait_for_selector("[name=action-publish]")
    keys.press("[name=action-publish]")
    expect(page.locator(".messages .success")).to_contain_text("publiée")
    assert errors == []
    made = Exhibition.objects.get()
    assert made.live
    read_on_a_telephone(browser, f"{live_server.url}/ark:/{ark_of(made)}", scripts=False)
    read_on_a_telephone(browser, f"{live_server.url}/ark:/{ark_of(made)}", scripts=True)


def read_on_a_telephone(browser: Any, address: str, *, scripts: bool) -> None:
    """What a reader sees at 320 pixels, with scripts or without; axe is one itself."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
    try:
        page = context.new_page()
        page.goto(address)
        assert page.inner_text("h1") == TITLE
        expect(page.locator(".piece")).to_have_count(8)
        picture = page.locator(".piece--detail img")
        picture.scroll_into_view_if_needed()
        page.wait_for_function("one => one.complete && one.naturalWidth > 300", arg=picture.element_handle())
        assert picture.get_attribute("alt") == "Un rocher battu des flots"
        answer = page.get_by_text("Une femme aimée")
        assert not answer.is_visible()
        page.get_by_text("Voir la réponse").focus()
        page.keyboard.press("Enter")
        answer.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        if scripts:
            assert accessible.faults(page) == []
    finally:
        context.close()
