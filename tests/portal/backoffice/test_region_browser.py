"""A part of a picture chosen by eye in the editor: by mouse, by keys, by numbers, for a detail and for the stages of a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from catalogue.core.description import DigitalCopy
from portal.pages.mediation import Exhibition
from portal.pages.reading import items, pieces, region
from tests import accessible
from tests.portal import deposited
from tests.portal.backoffice.entering import enter
from tests.portal.backoffice.test_mediation_browser import Keys
from tests.portal.public.digital.partner_images import Images, serving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
NAMES = ("left", "top", "width", "height")
FREE = "Domaine public"


@pytest.fixture
def partner(settings: Any, tmp_path: Path) -> Iterator[Images]:
    """A partner's images, and an empty cache on disk."""
    settings.VAR_DIR = tmp_path / "var"
    with serving() as server:
        yield server


@pytest.fixture
def ark(world: Any, partner: Images) -> str:
    """A record whose pages may be shown and cut."""
    copy = DigitalCopy(url=f"{partner.base}/doc", manifest=f"{partner.base}/3/manifest", rights=FREE)
    return deposited.record("a-livres", "Délie, objet de plus haute vertu", copies=(copy,))


class Board:
    """The board of the field ``prefix``, as who sits before it has it."""

    def __init__(self, page: Any, prefix: str) -> None:
        self.page, self.prefix = page, prefix
        self.eye = page.locator(".region-eye").filter(has=page.locator(f'[id="{prefix}-by-eye"]'))
        self.button = self.eye.get_by_role("button", name="La choisir à l’œil")
        self.frame = self.eye.locator(".region-frame")
        self.picture = self.eye.locator("img")

    def open(self) -> None:
        self.button.click()
        expect(self.frame).to_be_focused()

    @property
    def numbers(self) -> list[str]:
        return [self.page.locator(f'[id="{self.prefix}-{name}"]').input_value() for name in NAMES]

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """From one point of the picture to another, in hundredths of it."""
        box = self.picture.bounding_box()
        (x1, y1), (x2, y2) = [(box["x"] + box["width"] * x / 100, box["y"] + box["height"] * y / 100) for x, y in (start, end)]
        self.page.mouse.move(x1, y1)
        self.page.mouse.down()
        self.page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2)
        self.page.mouse.move(x2, y2)
        self.page.mouse.up()

    def holds(self, *about: float) -> None:
        """The numbers, to a pixel of the screen, and the frame that says the same."""
        assert [float(one) for one in self.numbers] == pytest.approx(about, abs=0.6)
        style = self.frame.get_attribute("style")
        assert [float(one) for one in re.findall(r"(?:left|top|width|height): ([\d.]+)%", style)] == [float(one) for one in self.numbers]


class Fingers:
    """Fingers on the picture of a board: each a point in hundredths of it, as a screen tells them to a browser."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.screen = board.page.context.new_cdp_session(board.page)

    def tell(self, kind: str, *points: tuple[float, float]) -> None:
        box = self.board.picture.bounding_box()
        at = [
            {"x": box["x"] + box["width"] * x / 100, "y": box["y"] + box["height"] * y / 100, "id": number}
            for number, (x, y) in enumerate(points)
        ]
        self.screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.tell("touchStart", start)
        self.tell("touchMove", ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
        self.tell("touchMove", end)
        self.tell("touchEnd")


def opened(page: Any, world: Any, live_server: Any) -> Keys:
    enter(page, f"{live_server.url}/gestion/pages/add/pages/exhibition/{world.a.pk}/", world.people["librarian of A"])
    page.wait_for_selector("#id_title")
    keys = Keys(page)
    keys.write("#id_title", "De près")
    return keys


@pytest.fixture
def editor(world: Any, page: Any, live_server: Any) -> Keys:
    return opened(page, world, live_server)


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    """A page on a phone's screen, which has fingers for a mouse."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="fr-FR")
    yield context.new_page()
    context.close()


def test_a_part_is_chosen_by_a_finger_on_a_phone(world: Any, phone: Any, live_server: Any, ark: str) -> None:
    opened(phone, world, live_server).piece("Image ou détail", {"title": "La marque", "picture-ark": f"ark:/{ark}"})
    board = Board(phone, "body-0-value-picture-region")
    board.open()
    board.picture.scroll_into_view_if_needed()
    box, scrolled = board.picture.bounding_box(), phone.evaluate("scrollY")
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    fingers = Fingers(board)
    fingers.drag((10, 20), (60, 50))
    board.holds(10, 20, 50, 30)
    fingers.drag((35, 35), (45, 40))
    board.holds(20, 25, 50, 30)
    fingers.drag((69, 54), (89, 84))
    board.holds(20, 25, 69, 59)
    fingers.tell("touchStart", (50, 50))
    fingers.tell("touchMove", (55, 55))
    board.holds(25, 30, 69, 59)
    fingers.tell("touchStart", (55, 55), (5, 5))
    fingers.tell("touchMove", (55, 55), (15, 15))
    board.holds(25, 30, 69, 59)
    fingers.tell("touchCancel")
    board.holds(20, 25, 69, 59)
    assert phone.evaluate("scrollY") == scrolled


def test_a_part_is_chosen_by_mouse_by_keys_and_by_numbers_alike(editor: Keys, page: Any, ark: str) -> None:
    refused: list[str] = []
    page.on("console", lambda one: refused.append(one.text) if "Content Security" in one.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    editor.piece("Image ou détail", {"title": "La marque"})
    board = Board(page, "body-0-value-picture-region")
    board.button.click()
    expect(board.eye.get_by_role("status")).to_have_text("Donnez d’abord l’ark de la notice\u00a0: son image paraîtra.")
    board.button.click()
    page.fill('[id="body-0-value-picture-ark"]', f"ark:/{ark}")
    board.open()
    assert board.picture.get_attribute("alt") == "Page 1 de «\u00a0Délie, objet de plus haute vertu\u00a0»"
    board.picture.scroll_into_view_if_needed()
    box = board.picture.bounding_box()
    assert box["width"] > 150 and box["height"] > 150
    board.drag((10, 20), (60, 50))
    board.holds(10, 20, 50, 30)
    board.drag((35, 35), (45, 40))
    board.holds(20, 25, 50, 30)
    board.drag((69.5, 54.5), (89.5, 84.5))
    board.holds(20, 25, 70, 60)
    board.drag((50, 50), (99, 99))
    board.holds(30, 40, 70, 60)
    for name, value in zip(NAMES, ("10", "20", "30", "40"), strict=True):
        page.fill(f'[id="body-0-value-picture-region-{name}"]', value)
    board.holds(10, 20, 30, 40)
    assert "largeur 30" in board.eye.get_by_role("status").inner_text()
    board.frame.focus()
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowUp", "Alt+ArrowLeft"):
        page.keyboard.press(key)
    assert board.numbers == ["10.9", "21", "31", "39"]
    assert accessible.faults(page, within=".region-eye") == []
    board.eye.get_by_role("button", name="Image entière").click()
    assert board.numbers == ["", "", "", ""] and board.eye.get_by_role("status").inner_text() == "L’image entière."
    board.frame.focus()
    page.keyboard.press("ArrowLeft")
    assert board.numbers == ["24", "25", "50", "50"]
    assert refused == []
    editor.press(".action-save")
    expect(page.locator(".messages .success")).to_be_visible()  # a draft that saved itself has the address of the form already
    (piece,) = pieces(Exhibition.objects.get().get_latest_revision_as_object().body)
    assert region(piece.value["picture"]) == (24, 25, 50, 50)
    assert page.locator('[id="body-0-value-picture-region-left"]').input_value() == "24.0"


def test_the_stages_of_a_story_are_chosen_on_its_picture_by_keys_alone(editor: Keys, page: Any, ark: str) -> None:
    editor.piece("Image racontée pas à pas", {"picture-ark": f"ark:/{ark}", "stages-0-value-title": "Le rocher"})
    board = Board(page, "body-0-value-stages-0-value-region")
    editor.reach(".region-eye button", path="stages")
    page.keyboard.press("Enter")
    expect(board.frame).to_be_focused()
    for key in ("ArrowRight", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    assert board.numbers == ["26", "25", "49", "50"]
    editor.press(".action-save")
    expect(page.locator(".messages .success")).to_be_visible()  # a draft that saved itself has the address of the form already
    (piece,) = pieces(Exhibition.objects.get().get_latest_revision_as_object().body)
    assert region(items(piece.value["stages"])[0]) == (26, 25, 49, 50)


@pytest.mark.parametrize(
    ("rights", "said"), [("https://rightsstatements.org/vocab/InC/1.0/", "ne permettent pas de la montrer"), (FREE, "")]
)
def test_what_rights_do_not_let_be_shown_is_not_shown_here_either(world: Any, partner: Images, rights: str, said: str) -> None:
    copy = DigitalCopy(url=f"{partner.base}/doc", manifest=f"{partner.base}/3/manifest", rights=rights)
    ark = deposited.record("a-livres", "Affiche", copies=(copy,))
    told = world.client("librarian of A").get(reverse("mediation:picture"), {"ark": f"ark:/{ark}", "page": "2"}).json()
    assert (said in told["said"]) if said else ("/1/" in told["picture"] and told["alt"].startswith("Page 2"))


@pytest.mark.parametrize("typed", [{}, {"ark": "x"}, {"ark": "\x00"}, {"ark": "99999/zz", "page": "9" * 30}, {"ark": "a" * 9000}])
def test_an_odd_question_is_answered_by_a_sentence(world: Any, typed: dict[str, str]) -> None:
    answer = world.client("librarian of A").get(reverse("mediation:picture"), typed)
    assert answer.status_code == 200 and answer.json()["said"]


@pytest.mark.parametrize("who", ["anonymous", "nobody"])
def test_who_writes_no_page_asks_for_no_picture(world: Any, ark: str, who: str) -> None:
    assert world.client(who).get(reverse("mediation:picture"), {"ark": ark}).status_code == 302
