"""Takes a picture of a page as a phone, a desk and paper show it, light and dark, and writes it small."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

PROGRAMS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--font-render-hinting=none")
TALLEST = 1800  # pixels: what follows on a long page says nothing more
QUALITY = 62
LOADED = """Promise.all([...document.images].map((image) => {
  image.loading = "eager";
  return image.decode().catch(() => {});
}))"""


@dataclass(frozen=True, slots=True)
class Look:
    """One way of looking at a page; ``paper`` is A4 at 96 pixels an inch."""

    name: str
    width: int
    height: int
    scheme: str = "light"
    paper: bool = False


LOOKS = (
    Look("light-1280", 1280, 900),
    Look("dark-1280", 1280, 900, scheme="dark"),
    Look("light-320", 320, 640),
    Look("dark-320", 320, 640, scheme="dark"),
    Look("print", 794, 1123, paper=True),
)


class NoBrowser(Exception):
    """This machine has no Chromium."""


class Camera:
    """A browser that looks at one portal."""

    def __init__(self, browser: Any, folder: Path) -> None:
        self._browser, self._folder = browser, folder

    def take(self, address: str, name: str, look: Look, *, sign_in: tuple[str, str, str] | None = None) -> int:
        """Write ``<name>-<look>.webp``; the status that the page answered. ``sign_in``: address of the form, e-mail, password."""
        context = self._browser.new_context(
            locale="fr-FR", viewport={"width": look.width, "height": look.height}, color_scheme=look.scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        if sign_in:
            _sign_in(page, *sign_in)
        page.goto(address, wait_until="networkidle")
        status = page.reload(wait_until="networkidle").status  # fonts that came late show from the second page on
        if look.paper:
            page.emulate_media(media="print")
        page.evaluate("document.fonts.ready.then(() => { document.activeElement.blur() })")
        page.evaluate(LOADED)
        tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        picture = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": look.width, "height": max(tall, look.height)})
        context.close()
        self._write(picture, self._folder / f"{name}-{look.name}.webp")
        return int(status)

    @staticmethod
    def _write(picture: bytes, path: Path) -> None:
        Image.open(io.BytesIO(picture)).convert("RGB").save(path, "WEBP", quality=QUALITY, method=6)


def _sign_in(page: Any, form: str, email: str, password: str) -> None:
    page.goto(form)
    page.fill("input[name=username]", email)
    page.fill("input[name=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


def browser_program() -> str:
    """The machine's browser. Raises NoBrowser."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), "")
    if not program:
        raise NoBrowser("There is no Chromium on this machine (Debian: apt-get install chromium).")
    return program


@contextmanager
def camera(folder: Path) -> Iterator[Camera]:
    """A camera that writes into ``folder``. Raises NoBrowser."""
    program = browser_program()
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield Camera(browser, folder)
        browser.close()
