"""Addresses found in harvested records: only those of the web are ever made into links."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from catalogue.core.description import DigitalCopy
from catalogue.core.headings import heading_key
from catalogue.formats.digital import manifest_of

_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})
# scheme of an identifier → (pattern of the value, address of the page that the agency gives it)
PAGES = {
    "ppn": (re.compile(r"\d{8}[\dXx]"), "https://www.sudoc.fr/{}"),
    "idref": (re.compile(r"\d{8}[\dXx]"), "https://www.idref.fr/{}"),
    "ark": (re.compile(r"ark:/12148/\w+"), "https://data.bnf.fr/{}"),
    "viaf": (re.compile(r"\d+"), "https://viaf.org/viaf/{}"),
    "isni": (re.compile(r"\d{15}[\dX]"), "https://isni.org/isni/{}"),
}
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif)(?:$|\?)", re.IGNORECASE)
_BNF_ROOMS = {"b": "https://gallica.bnf.fr/{}", "c": "https://catalogue.bnf.fr/{}"}


LONGEST_MAIL = 1800  # characters of an address that every mail program still opens


def page_of(view: str, key: str) -> str:
    """The address of a page of ours by its name and key, "" where there is no key or no such page."""
    if not key:
        return ""
    try:
        return reverse(view, args=[key])
    except NoReverseMatch:
        return ""


def heading_page(view: str, label: str) -> str:
    """The address of the page about a heading: ``view`` is "public:person", "public:subject" or "public:place"."""
    return page_of(view, heading_key(label))


def mail_to(address: str, *, subject: str, lines: list[str], rest: str = "") -> str:
    """A link that opens a letter (RFC 6068); ``address`` may be empty. Last lines are left out of a letter too long for mail programs,
    which then ends by ``rest``. A subject is one line, whatever a partner's title holds: a break in it would begin another header.
    """
    start = f"mailto:{quote(address, safe='@')}?subject={quote(' '.join(subject.splitlines())[:200])}&body="
    written = [quote(f"{line}\r\n") for line in lines]
    if len(start) + sum(map(len, written)) <= LONGEST_MAIL:
        return start + "".join(written)
    end = quote(f"\r\n{rest}\r\n") if rest else ""
    body = ""
    for more in written:
        if len(start) + len(body) + len(more) + len(end) > LONGEST_MAIL:
            break
        body += more
    return start + body + end


def web_address(text: str) -> str:
    """``text`` where it is an http or https address, else an empty string: ``javascript:`` and ``data:`` never pass."""
    text = text.strip()
    if any(ord(char) <= 32 or char in '<>"\\' for char in text):
        return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and host else ""


def host(address: str) -> str:
    """The host of an address as a reader says it: without ``www.``."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def giver(address: str) -> str:
    """Who gives what is at an address, inside a sentence: its host; this very machine is the demonstration's."""
    return host_in_words(host(address))


def host_in_words(name: str) -> str:
    """A host as a reader is told it: this very machine is the demonstration's, a missing one is its keeper's."""
    return _("the demonstration’s server") if name in _THIS_MACHINE else name or _("the partner’s server")


def is_picture(address: str) -> bool:
    """Whether an address of the web is that of a picture."""
    return bool(web_address(address) and _PICTURE.search(address))


def manifest_address(copy: DigitalCopy) -> str:
    """The manifest of a copy, whether its record says so or its address is one; "" where nobody knows of one."""
    return web_address(manifest_of(copy))


def can_be_shown(copy: DigitalCopy) -> bool:
    """Whether the record gives enough to show the copy on a page of ours: a manifest, a thumbnail, or the address of a picture."""
    return bool(web_address(copy.thumbnail)) or is_picture(copy.url) or bool(manifest_address(copy))


def identifier_page(scheme: str, value: str) -> str:
    """The address of the page about an identifier, or an empty string where nobody gives it one."""
    if address := web_address(value):
        return address
    pattern, page = PAGES.get(scheme, (None, ""))
    if pattern is None or not pattern.fullmatch(value):
        return ""
    if scheme == "ark":
        page = _BNF_ROOMS.get(value.removeprefix("ark:/12148/")[:1], page)
    return page.format(value)
