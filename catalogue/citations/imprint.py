"""Place and publisher as bibliographies name them, whatever a title page says: "A Lyon, chez Jean de Tournes, rue Mercière"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from catalogue.citations.cleaning import bare, line
from catalogue.citations.names import PRINTERS, name_of
from catalogue.core.description import Agent, Publication
from catalogue.core.places import SELLS, modern_places, places_named

HAND_PRESS_UNTIL = 1830
# "S.l.", "s. l. n. d.", "sine nomine", "[éditeur non identifié]", "[etc.]".
_NOWHERE = re.compile(
    r"^\W*(?:s\W*[ln](?:\W*n)?(?:\W*d)?\W*|(?:sine|sans)\W+(?:loco|nomine|lieu|nom|éditeur|editore|typographo)\b.*|lieu .*"
    r"|éditeur .*|imprimeur non .*"
    r"|\w+(?: of publication)? not identified\W*|et al(?:ii)?\W*|etc\W*|et autres\W*|\W*)$",
    re.IGNORECASE,
)
_AT = re.compile(r"^(?:(?:imprimé|impr\.|impressum|gedruckt|printed)\s+)?(?:(?:a|à|in|en|at|zu)\s+)?(?=\[?[A-ZÉÈÎ])", re.IGNORECASE)
_BY = re.compile(
    r"^(?:imprim[ée]e?s?\s+)?(?:(?:et\s+)?se\s+vend(?:ent)?\s+)?(?:(?:chez|par|per|apud|impensis|sumptibus|sumptu|typis|excudebat|ex\s+typographia"
    r"|ex\s+officina|in\s+officina|printed\s+(?:by|for)|bey)\s+|de\s+l['’]imprimerie\s+(?:de\s+|du\s+|d['’]))(?=[\[\w])",
    re.IGNORECASE,
)
# Who else sells it is another bookseller: "et se vend à Paris, chez Volland".
_SOLD_TOO = re.compile(
    rf"^(?:et\s+)?se\s+{SELLS}\s+(?:aussi\s+)?(?:à|a|au|aux|en)\s.*?\b(?=(?:chez|par)\s)",
    re.IGNORECASE,
)
# What follows a name on a title page and is no part of it: the street, the sign, the trade.
_REST = re.compile(
    r",\s*(?:(?:en\s+|dans\s+|grande\s+)*ru[eë]\b|place\b|quai\b|aux?\b|à\s|proche\b|pr[eè]s\b|devant\b|vis-à-vis\b|sur\s|sub\b|in\b|ad\b|imprimeurs?\b"
    r"|libraires?\b|marchands?\b|éditeurs?\b).*$",
    re.IGNORECASE,
)


def places(published: Publication) -> tuple[str, ...]:
    """The places in their French names, without what leads to them; none where the document says none."""
    found: list[str] = []
    for place in (piece for statement in _known(published.places) for piece in places_named(statement)):
        said = bare(_AT.sub("", place))
        found += modern_places(said) or (said,)
    return tuple(dict.fromkeys(found))


def publishers(published: Publication, agents: Sequence[Agent], *, year: int | None) -> tuple[str, ...]:
    """The publishers by their names: for a document of the hand press, which wrote them in its manner ("apud Seb. Gryphium"), those that
    the record itself gives as its printers and booksellers, where it gives them all; else the words of the title page without address
    and trade.
    """
    named = list(dict.fromkeys(filter(None, map(_name_alone, _known(published.names)))))
    if named and year is not None and year <= HAND_PRESS_UNTIL:
        printers = [agent for agent in agents if PRINTERS & set(agent.roles) and not agent.copy and line(agent.name).strip(" ,;")]
        headings = list(dict.fromkeys(name_of(agent).natural for agent in printers))
        return tuple(headings if len(headings) >= len(named) else named)
    return tuple(named)


def _name_alone(said: str) -> str:
    return bare(_REST.sub("", _BY.sub("", _SOLD_TOO.sub("", said))))


def transcribed(published: Publication, *, said: Sequence[str]) -> str:
    """Place and publisher as the document has them, "" where what is ``said`` of them is no other."""
    where, who = _known(published.places), _known(published.names)
    if (*where, *who) == tuple(said):
        return ""
    return ", ".join(filter(None, (" ; ".join(where), " : ".join(who))))


def _known(names: Iterable[str]) -> tuple[str, ...]:
    """Names without brackets; those that say that nothing is known are left out."""
    return tuple(found for name in names if (found := bare(line(name))) and not _NOWHERE.match(found))
