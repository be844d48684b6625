"""Small tools on XML as bytes: start tags, namespace declarations in scope, references; nothing here builds a tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html.entities import name2codepoint

# A start tag up to its ">", which may also stand inside a quoted value (XML 1.0 §3.1). Possessive: linear whatever the bytes.
ATTRIBUTES = rb"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+"""
NAME = rb"[A-Za-z_][\w.:\-]*"
START_TAG = re.compile(rb"<[^\s<>/=\"'&!?][^\s<>/=\"']*" + ATTRIBUTES + rb">")
TAG_NAME = re.compile(rb"<[^\s<>/=\"']+")
DECLARATION = re.compile(rb"""\sxmlns(?::([^\s=:"']+))?\s*=\s*("[^"<]*"|'[^'<]*')""")
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,8})|(amp|lt|gt|quot|apos));")
# Entities of HTML, which XML has not; servers that make XML of web pages write them ("caf&eacute;", "&nbsp;").
HTML_ENTITY = re.compile(rb"&([A-Za-z]{2,8}[0-9]{0,2});")
PREDEFINED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

# Namespaces of the protocols' own elements: as an inherited default they are never meant for the metadata.
ENVELOPES = re.compile(
    rb"""["'](?:https?://www\.openarchives\.org/OAI/2\.0/?|http://www\.loc\.gov/zing/srw/|http://docs\.oasis-open\.org/ns/search-ws/\w+)["']"""
)
UNPREFIXED = re.compile(rb"<[A-Za-z_][\w.\-]*[\s/>]")


def is_character(code: int) -> bool:
    """Whether ``code`` is a character of XML 1.0 (§2.2)."""
    return code in (9, 10, 13) or 32 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def unescape(text: str) -> str:
    """Resolve character references and the five predefined entities; anything else stays as it is written."""
    if "&" not in text:
        return text

    def replaced(reference: re.Match[str]) -> str:
        hexadecimal, decimal, name = reference.groups()
        if name:
            return PREDEFINED[name]
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        return chr(code) if is_character(code) else "\ufffd"

    return REFERENCE.sub(replaced, text)


def html_character(name: bytes) -> bytes:
    """The character that an entity of HTML means ("eacute"), in UTF-8; b"" for another one, and for those that XML has itself."""
    found = name.decode("ascii")
    return chr(name2codepoint[found]).encode() if found in name2codepoint and found not in PREDEFINED else b""


def without_html_entities(data: bytes) -> tuple[bytes, int]:
    """XML in any set that has ASCII, with numbers in the place of the entities of HTML, whoever declares them, and how many there were."""
    count = 0

    def meant(found: re.Match[bytes]) -> bytes:
        nonlocal count
        character = html_character(found[1]).decode()
        count += bool(character)
        return b"&#%d;" % ord(character) if character else found[0]

    return HTML_ENTITY.sub(meant, data), count


def packed_xml(text: str) -> str:
    """XML that stands as text in another element (SRU's string packing; OAI-PMH's against the rule): without the declaration that it still
    begins with, which says nothing any more once it was decoded (XML 1.0, 4.3.3); what was escaped twice is unescaped once more.
    """
    text = text.strip()
    if text.startswith("&lt;"):
        text = unescape(text).strip()
    return text.partition("?>")[2].lstrip() if text.startswith("<?xml") else text


def local_name(name: bytes) -> bytes:
    """``name`` without its prefix."""
    return name.rpartition(b":")[2]


def declarations(tag: bytes) -> dict[bytes, bytes]:
    """Namespace declarations of a start tag (or of its attributes): prefix (empty for the default) to quoted URI."""
    if b"xmlns" not in tag:
        return {}
    return {declared[1] or b"": declared[2] for declared in DECLARATION.finditer(tag)}


class Scope:
    """Namespaces in scope around an element that is cut out of its page, to be declared again on it where it uses them.

    The protocol's own namespace as default is left out: a server that writes ``<metadata><record>`` never means an OAI-PMH record.
    """

    __slots__ = ("_default", "_prefixes")

    def __init__(self, declared: Mapping[bytes, bytes]) -> None:
        default = declared.get(b"", b"")
        self._default = b" xmlns=" + default if default.strip(b"\"'") and not ENVELOPES.fullmatch(default) else b""
        self._prefixes = tuple(
            (re.compile(re.escape(prefix) + b":"), re.compile(rb"\sxmlns:" + re.escape(prefix) + rb"\s*="), b" xmlns:%b=%b" % (prefix, uri))
            for prefix, uri in sorted(declared.items())
            if prefix
        )

    def close(self, element: bytes, tag: bytes) -> bytes:
        """``element``, whose start tag is ``tag``, with the declarations that it inherits and needs."""
        missing = b""
        if self._default and b"" not in declarations(tag) and UNPREFIXED.search(element):
            missing = self._default
        for used, declared, text in self._prefixes:
            if not declared.search(tag) and used.search(element):
                missing += text
        if not missing:
            return element
        end = _name_end(tag)
        return element[:end] + missing + element[end:]


def _name_end(tag: bytes) -> int:
    name = TAG_NAME.match(tag)
    return name.end() if name else len(tag)


@lru_cache(maxsize=256)
def scope_of(*tags: bytes) -> Scope:
    """The scope inside the elements whose start tags are given, outermost first."""
    declared: dict[bytes, bytes] = {}
    for tag in tags:
        declared.update(declarations(tag))
    return Scope(declared)
