"""A reader with a keyboard and a screen 320 pixels wide: what every journey does with the pages it meets."""

from __future__ import annotations

import time
from typing import Any

FOCUSED = """([css, text]) => {
  const on = document.activeElement;
  return on !== null && on.matches(css) && on.textContent.replace(/\\s+/g, ' ').includes(text);
}"""
MOST_TABS = 260
# What a canvas shows, in 32 points by 32: the number of its colours, and all of them.
PICTURE = """() => {
  const small = document.createElement('canvas');
  small.width = small.height = 32;
  const shown = document.querySelector('.viewer-frame canvas');
  if (!shown || !shown.width) return [0, ''];
  const pen = small.getContext('2d');
  pen.drawImage(shown, 0, 0, 32, 32);
  const points = Array.from(new Uint32Array(pen.getImageData(0, 0, 32, 32).data.buffer));
  return [new Set(points).size, points.join()];
}"""
MANY_COLOURS = 30
OPENED_SECONDS = 240  # a partner that was once too slow for a reader is not asked again for 20 seconds
DRAWN_SECONDS = 60.0


class Reader:
    """A reader with a keyboard and a small screen; every page she meets must fit it."""

    def __init__(self, page: Any, portal: str, *, language: str = "fr") -> None:
        self.page, self.portal, self.language = page, portal, language
        self.home = f"{portal}/{language}" if language != "fr" else portal

    def start(self) -> None:
        """The home page in the reader's language, where the search has the focus."""
        self.page.goto(self.home)
        self.page.wait_for_selector("input[name=q]:focus")

    def type(self, css: str, words: str) -> None:
        """Fill in a field, whatever stands in it."""
        self.reach(css)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def press(self, css: str, text: str = "") -> None:
        """Reach a button that leaves the page where it is, and press it."""
        self.reach(css, text)
        self.page.keyboard.press("Enter")

    def open_viewer(self) -> None:
        """Press the button of the digital copy; again where the page says that the picture did not come, as a reader does."""
        until = time.monotonic() + OPENED_SECONDS
        self.reach(".viewer-open")
        self.page.keyboard.press("Enter")
        while not self.page.locator(".viewer-tools").is_visible():
            assert time.monotonic() < until, self.page.inner_text(".viewer-said")
            if self.page.locator(".viewer-open").is_enabled():
                self.page.locator(".viewer-open").focus()
                self.page.keyboard.press("Enter")
            self.page.wait_for_timeout(500)

    def picture(self, *, other_than: str) -> str:
        """What the canvas of the viewer shows, once it is a picture and another one. Asked from here: the page forbids waiting in it."""
        until = time.monotonic() + DRAWN_SECONDS
        while True:
            colours, shown = self.page.evaluate(PICTURE)
            if colours >= MANY_COLOURS and shown != other_than:
                return str(shown)
            assert time.monotonic() < until, f"{colours} colours, the same as before: {shown == other_than}"
            self.page.wait_for_timeout(100)

    def search(self, words: str) -> str:
        """Type, press Enter; what the page then says."""
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/recherche?*")
        return self.said()

    def reach(self, css: str, text: str = "") -> None:
        """Press Tab until what matches has the focus."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(FOCUSED, [css, text]):
                assert self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
                return
        raise AssertionError(f"no way by keyboard to {css} {text!r} on {self.page.url}")

    def follow(self, css: str, text: str = "") -> str:
        """Reach a link or a button, press Enter; what the next page says."""
        before = self.page.url
        self.reach(css, text)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: url.partition("#")[0] != before.partition("#")[0])
        return self.said()

    def unfold(self, text: str) -> None:
        """Open what is folded."""
        self.reach("summary", text)
        self.page.keyboard.press("Enter")

    def narrow(self, text: str) -> str:
        """Choose a value beside the results, behind its button on a phone."""
        self.unfold("Affiner")
        return self.follow(".facets a", text)

    def said(self) -> str:
        """What the page says; it is no wider than the screen."""
        assert self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, self.page.url
        return plain(str(self.page.inner_text("main")))

    def texts(self, css: str) -> list[str]:
        """What each element says."""
        return [plain(str(text)) for text in self.page.locator(css).all_inner_texts()]


def plain(text: str) -> str:
    """What was read, its spaces that do not break made common ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
