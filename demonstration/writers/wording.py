"""The words that every format shares: articles, imprint in today's form, fingerprint, the sentences added to each notice."""

from __future__ import annotations

import re
import zlib

from demonstration.imprints import imprint, years
from demonstration.notices import CREATORS, IMAGES, SERIALS, Name, Notice
from demonstration.writers.habits import Habits

DEMONSTRATION = "Notice d’un jeu de démonstration : la cote et les particularités de l’exemplaire sont des exemples."
_UNIQUE = "Notice d’un jeu de démonstration : le document décrit et sa cote sont donnés en exemple."
_WITH_FINGERPRINT = " L’empreinte est un exemple."
DIGITAL_LABEL = "Consulter en ligne (démonstration)"
MANIFEST_LABEL, THUMBNAIL_LABEL = "Manifeste IIIF", "Vignette"
IIIF_TYPE = "application/ld+json"
RIGHTS = "Licence Ouverte / Open Licence version 2.0"

_ARTICLE = re.compile(r"(?:Les|Le|La|Une|Un|The|An)\s+|L['’]", re.IGNORECASE)
_HANDPRESS = (1501, 1800)
_FINGER_SYLLABLES = (
    "e-us",
    "umt.",
    "s,la",
    "rei-",
    "i.q;",
    "tade",
    "o,st",
    "nsm-",
    "r.ce",
    "ueti",
    "n-il",
    "t.Co",
    "leou",
    "a-po",
    "s.di",
    "etNo",
)


def article(title: str) -> int:
    """How many leading characters of a French or English title sorting skips."""
    found = _ARTICLE.match(title)
    return found.end() if found and found.end() < len(title) else 0


def fingerprint(notice: Notice) -> str:
    """An example of a fingerprint for a book of the hand press, the same in every catalogue; "" where none was taken."""
    covered = years(notice)
    if notice.kind != "book" or not covered or not (_HANDPRESS[0] <= covered.first <= covered.last <= _HANDPRESS[1]):
        return ""
    draw = zlib.crc32(notice.slug.encode())
    if draw % 4 == 0:
        return ""
    groups = [_FINGER_SYLLABLES[(draw >> shift) % len(_FINGER_SYLLABLES)] for shift in (4, 10, 16, 22)]
    return f"{' '.join(groups)} (3) {covered.first} ({'R' if draw % 2 else 'A'})"


def sentences(notice: Notice, *, fingered: bool) -> list[str]:
    """The general notes of a notice, with the places its author belongs to and the sentence that calls it a demonstration."""
    notes = list(notice.all("note"))
    if notice.get("support"):
        notes.append(f"Support : {notice.get('support')}")
    notes += [f"Lieu lié à l’auteur : {place}" for place in notice.all("origin")]
    unique = notice.kind == "manuscript" or notice.kind in IMAGES
    notes.append(_UNIQUE if unique else DEMONSTRATION + (_WITH_FINGERPRINT if fingered else ""))
    return notes


def publication(notice: Notice, *, habits: Habits) -> tuple[list[tuple[str, str]], str]:
    """The (place, name) pairs and the date, transcribed or in today's form."""
    said = imprint(notice)
    if habits.transcribes or not said.town:
        return list(said.statements), said.date
    name = next((name.direct for role in ("publisher", "printer") for name in notice.names if name.role == role), "")
    return [(said.town, name or (said.statements[0][1] if said.statements else ""))], said.date.split(" = ")[-1]


def ranked(notice: Notice) -> tuple[Name | None, list[Name], list[Name]]:
    """(main name, other names of the same rank, the others): creators first, in the notice's order."""
    creators = [name for name in notice.names if name.role in CREATORS]
    others = [name for name in notice.names if name.role not in CREATORS]
    return (creators[0] if creators else None), creators[1:], others


def extent(notice: Notice) -> str:
    """The extent, or the least a catalogue says."""
    return notice.get("extent") or ("" if notice.kind in SERIALS else "1 vol.")


def languages(notice: Notice) -> tuple[list[str], str]:
    """(codes of the text, code of the original): from ``lat heb`` or ``fre ; orig lat``; French unless the notice says otherwise."""
    text, _, original = notice.get("lang").partition(" ; orig ")
    return (text.split() or ["fre"]), original.strip()


def digital_address(notice: Notice, *, base: str) -> str:
    """Where the first page of the document can be seen, on the demonstration server at ``base``."""
    return f"{base}/document/{notice.slug}"


def picture_address(notice: Notice, *, base: str) -> str:
    """Where the picture of that page stands: Dublin Core gives addresses of files, not of pages about them."""
    return f"{digital_address(notice, base=base)}/1.jpg"


def manifest_address(notice: Notice, *, base: str) -> str:
    """Where the IIIF manifest of the document stands."""
    return f"{base}/iiif/{notice.slug}/manifest"


def image_address(notice: Notice, *, base: str) -> str:
    """The IIIF image of the page: info.json and the tiles stand under this address."""
    return f"{base}/iiif/{notice.slug}/image"


def thumbnail_address(notice: Notice, *, base: str) -> str:
    """Where a small picture of the page stands."""
    return f"{base}/iiif/{notice.slug}/thumbnail.jpg"
