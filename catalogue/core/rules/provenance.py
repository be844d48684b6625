"""Names in notes of provenance (UNIMARC 317 $a, MARC 21 561 $a): who had a copy, where no heading says it.

A note is written for people: only what it says in so many words is read, after a mark of possession (« Ex-libris gravé de »), a word that
says so (« Ancien possesseur : ») or a gift (« Legs de »). One name alone (« Coste »), somebody who is not known and inscriptions in Latin
of persons, in their cases, name nobody here.
"""

from __future__ import annotations

import re

from catalogue.core.description import Agent
from catalogue.core.kinds import AgentKind, Role
from catalogue.core.tables import rows
from catalogue.core.text import fold

FORMER_OWNER: Role = "390"
DONOR: Role = "320"
_LONGEST = 1_000
_MOST = 6  # names of one note
_WORDS = 12  # of a name


def _listed(name: str) -> str:
    """The patterns of one list of ``core/tables/provenance.csv``, as one."""
    return "|".join(row["words"] for row in rows("provenance") if row["list"] == name)


_OF = r"(?:de la |de l['’]|du |des |de |d['’]|of the |of )"
_MARK = rf"(?:{_listed('mark')})(?:\s+(?:{_listed('manner')}))*\s*(?::\s*|,?\s*{_OF}|\s(?=[«\"“]))"
_HAD = rf"(?:{_listed('had')})\s*:\s*|(?:provient|provenant) {_OF}|(?:ayant |a )appartenu (?:à la |à l['’]|aux? |à )"
_WAS = rf"(?:aux armes|anciens? exemplaires?|anciennes? (?:bibliothèque|collection)) {_OF}|owned by |from the library of "
_OWNED = re.compile(rf"\b(?:{_MARK}|{_HAD}|{_WAS})", re.IGNORECASE)
_GIVEN = re.compile(rf"\b(?:{_listed('gift')})\s*(?::\s*|{_OF})", re.IGNORECASE)
# Somebody's forenames may stand behind a comma, the years of her life in round brackets.
_FORENAMES = r"(?P<after>,\s*[A-ZÀ-Ý][\w.'’-]*(?: (?:[A-ZÀ-Ý][\w.'’-]*|de|d['’]|du))*)?"
_NAME = re.compile(
    rf"[«\"“'‘\s]*(?P<name>[^«»\"“”;:()\[\]/,]+?){_FORENAMES}"
    r"\s*(?:\(\s*(?P<dates>[^()]*\d{2}[^()]*)\)|[«»\"“”;:()\[\]/,]|(?<=[a-zà-ÿ]{3})\.|$)"
)
_PARTS = re.compile(r"\s*(?:;|\n|\s[-–—|]\s|,?\s(?:puis|then)\s|(?<=[a-zà-ÿ\d]{3})\.\s+(?=[A-ZÀ-Ý])|(?<=[»”\"])\.\s)\s*")
_ENDS = re.compile(r"\s(?:en|au|aux|sur|dans|avec|daté|datée|dated|in|on|[xvi]+e|\d{3,4})\b.*$|\s(?:à|at)\s(?![A-ZÀ-Ý]).*$")
_HONOUR = re.compile(
    r"^(?:l['’](?=abb)|le |la |les |the |(?:M|MM|Mmes?|Mlles?|Mr|Mrs|Mgr|Dr|Monsieur|Madame|Monseigneur|abbé|docteur)\.?\s+)", re.IGNORECASE
)
_BODY = re.compile(rf"(?:{_listed('body')})\b", re.IGNORECASE)
_NOBODY = frozenset(_listed("nobody").split("|"))
_PARTICLES = frozenset(("de", "du", "des", "d'", "la", "le", "von", "van", "di", "da"))


def named_in(note: str, *, place: str = "") -> tuple[Agent, ...]:
    """Those whom a note of provenance says to have had the copy, or to have given it, each once, in its order.

    ``place`` is that of the note in the record. A person is turned to "Name, Forename" where it is plain which is which.
    """
    found: dict[str, Agent] = {}
    for part in _PARTS.split(note[:_LONGEST]):
        if agent := _named(part, place=place):
            found.setdefault(fold(agent.name), agent)
    return tuple(found.values())[:_MOST]


def _named(part: str, *, place: str) -> Agent | None:
    for pattern, role in ((_OWNED, FORMER_OWNER), (_GIVEN, DONOR)):
        if (said := pattern.search(part)) and (name := _NAME.match(part, said.end())):
            quoted = part[said.end() - 1 :].lstrip()[:1] in '«"“'
            if agent := _agent(name, role=role, quoted=quoted, place=place):
                return agent
    return None


def _agent(found: re.Match[str], *, role: Role, quoted: bool, place: str) -> Agent | None:
    name = _HONOUR.sub("", _ENDS.sub("", found["name"].strip())).strip(" .,-'’")
    words = name.split()
    if not name or len(words) > _WORDS or fold(name) in _NOBODY:
        return None
    kind: AgentKind = "corporate" if _BODY.match(name) else "person"
    if kind == "corporate":
        name = name[0].upper() + name[1:] if len(words) > 1 else ""
    else:
        name = f"{name}{found['after']}" if found["after"] and len(words) == 1 else _turned(words)
        name = name if name[:1].isupper() and not quoted else ""
    return Agent(name=name, kind=kind, roles=(role,), dates=" ".join((found["dates"] or "").split()), place=place) if name else None


def _turned(words: list[str]) -> str:
    """ "Jean-Baptiste Morel" under his surname; "" for one name alone; left as it is written where forenames and surname cannot be told."""
    names = [word for word in words if word.casefold() not in _PARTICLES]
    if len(names) < 2 or not all(word[0].isupper() or word[:2] in ("d'", "d’") or word.casefold() in _PARTICLES for word in words):
        return ""
    at = next((place for place, word in enumerate(words) if word.casefold() in _PARTICLES or word[:2] in ("d'", "d’")), None)
    if at is None:
        return f"{words[-1]}, {' '.join(words[:-1])}"
    if at != 1:
        return " ".join(words)
    first, particle, rest = words[0], words[1], " ".join(words[2:])
    if particle[:2] in ("d'", "d’") and len(particle) > 2:
        return f"{' '.join((particle[2:], *words[2:]))}, {first} d'"
    return f"{rest}, {first} {particle}" if rest and particle == "de" else f"{particle[0].upper()}{particle[1:]} {rest}, {first}"
