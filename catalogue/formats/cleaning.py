"""What is done to every transcribed value: marks and controls out, spaces single, links safe.

Non-sorting marks arrive as U+0098 … U+009C (ISO 6630) around the article of a title; they are counted for titles and dropped elsewhere.
"""

from __future__ import annotations

import re
from html import unescape

from catalogue.core.articles import is_article

LONGEST = 20_000  # characters kept of one value; the raw record keeps them all
_LONGEST_URL = 2000
_START, _END = "\x98\x88", "\x9c\x89"
# Controls, non-characters, lone surrogates, soft hyphens, and the overrides of direction that would turn the rest of a page around.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
# Alma and Aleph in German and Swiss catalogues, and the union catalogues of Germany, mark the article as <<Die>> or ¬Die¬.
_SIGNS = frozenset("<¬")
_SIGNED = re.compile(r"(?:<<([^<>]{1,8})>>|¬([^¬]{1,8})¬)\s*(?=\S)")
# Systems whose forms are web pages export what they stored: "Lyon &amp; ses environs", "l&#39;&eacute;t&eacute;".
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}\d{0,2}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
# Controls that no text holds, written where Windows-1252 was meant ("l&#146;abbé"); ISO 6630's, and the line end of ISO 6429, are meant.
_WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x85, 0x88, 0x89, 0x8D, 0x8F, 0x90, 0x98, 0x9C, 0x9D}
}
_C1 = re.compile("[\x80-\x9f]")
_LIGATURE = re.compile("(?<=[^\\W\\d_])\x9c(?=[^\\W\\d_])")  # "c\x9cur", where no mark of sorting was opened
_APOSTROPHES = "'’ʼ‘"
_URL = re.compile(r"https?://([^\W_][\w.~%-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?(?=[/?#]|$)", re.IGNORECASE)
_NOT_IN_URLS = re.compile(r"[\s\x00-\x20\x7f-\xa0\"<>\\^`{|}\u202a-\u202e\u2066-\u2069]")


def clean(value: str) -> str:
    """``value`` without controls, non-sorting marks nor entities of HTML, runs of spaces made one, cut at :data:`LONGEST` characters."""
    if len(value) > LONGEST:
        value = value[:LONGEST]
    if "&" in value:
        value = _ENTITY.sub(lambda entity: unescape(entity[0]), value)
    if value.isprintable() and "  " not in value:
        return value.strip()
    if _C1.search(value):
        value = value.translate(_WINDOWS)
        value = value if value[:1] in _START or "\x98" in value else _LIGATURE.sub("œ", value)
    return " ".join(_UNWANTED.sub("", value).split())


def _marked(value: str) -> str:
    """``value`` with the non-sorting marks of ISO 6630 around an article that stands between other signs."""
    found = _SIGNED.match(value)
    if found is None or not is_article(found[1] or found[2]):
        return value
    article = (found[1] or found[2]).strip()
    return f"\x98{article}{'' if article[-1] in _APOSTROPHES else ' '}\x9c{value[found.end() :]}"


def clean_title(value: str) -> tuple[str, int]:
    """``value`` cleaned, and the number of its leading characters that sorting skips (the marked article and its space)."""
    bare = _marked(value) if value[:1] in _SIGNS else value
    if bare.isprintable():
        return clean(bare), 0
    bare = bare.strip()
    if bare[:1] not in _START or not bare:
        return clean(bare), 0
    end = next((i for i, char in enumerate(bare[:80]) if char in _END), 0)
    text = clean(bare)
    rest = clean(bare[end + 1 :])
    return text, (len(text) - len(rest) if end and rest and text.endswith(rest) else 0)


def split_url(value: str) -> tuple[str, str]:
    """(address, host) when ``value`` is an address a reader may follow: http or https, a host, no user name in it; else ("", "")."""
    bare = value.strip()
    if bare[:4].casefold() == "www.":
        bare = f"http://{bare}"
    match = _URL.match(bare)
    if match is None or len(bare) > _LONGEST_URL or _NOT_IN_URLS.search(bare):
        return "", ""
    return bare, match[1].casefold()


def safe_url(value: str) -> str:
    """``value`` when a reader may follow it (see :func:`split_url`), else an empty string."""
    return split_url(value)[0]
