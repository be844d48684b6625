"""Names: 70X persons, 71X corporate bodies and meetings, 716 trademarks, 72X families, 730 names as they stand."""

from __future__ import annotations

from msgspec.structs import replace

from catalogue.core.description import Agent, Identifier
from catalogue.core.kinds import AgentKind, Rank
from catalogue.core.rules.provenance import FORMER_OWNER
from catalogue.core.vocabularies import relator_code
from catalogue.formats.authorities import authority
from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.punctuation import sentence

_KINDS: dict[str, AgentKind] = {"70": "person", "71": "corporate", "72": "family", "73": "unknown"}
_RANKS: dict[str, Rank] = {"0": "main", "1": "joint"}
# Roles that concern one copy, not the edition: binder, bookplate designer, donor, former owner, author of an inscription.
COPY_ROLES = frozenset({"110", "150", "320", "390", "450"})


# Names of provenance (UNIMARC Manual, 703, 713, 723): of a copy, its former owner where no role says more.
_OF_A_COPY = frozenset({"703", "713", "723"})


def roles_and_numbers(field: Field) -> tuple[tuple[str, ...], tuple[Identifier, ...]]:
    """The relator codes ($4) and the authority numbers ($3, $o) of a name."""
    roles: list[str] = []
    numbers: list[Identifier] = []
    for code, value in field.subfields:
        if code == "4":
            role = relator_code(value.strip())
            if role and role not in roles:
                roles.append(role)
        elif code in "3o":
            scheme, number = authority(value)
            if number:
                numbers.append(Identifier(scheme=scheme, value=number, qualifier="", place=field.place))
    return tuple(roles), tuple(numbers)


def _person(field: Field) -> tuple[str, str, str]:
    """Name, dates and qualifier of 70X or 72X: "Hugo, Victor", "1802-1885", "romancier"."""
    name = forename = number = dates = ""
    qualifiers: list[str] = []
    for code, value in field.subfields:
        if code == "a":
            name = name or clean(value)
        elif code == "b":
            forename = forename or clean(value)
        elif code == "f":
            dates = dates or clean(value)
        elif code == "d":
            number = clean(value)
        elif code == "c" and (text := clean(value)):
            qualifiers.append(text)
    if name and forename:
        name = f"{name} {forename}" if field.indicators[1:2] == "0" else f"{name.rstrip(',')}, {forename.lstrip(', ')}"
    else:
        name = name or forename
    if name and number:
        name = f"{name} {number}"
    return name, dates, ", ".join(qualifiers)


def _body(field: Field) -> tuple[str, str, str]:
    """Name, dates and qualifier of 71X: subdivisions after a full stop; number, place and additions qualify."""
    name = dates = ""
    qualifiers: list[str] = []
    for code, value in field.subfields:
        text = clean(value) if code in "abcdef" else ""
        if not text:
            continue
        if code in "ab":
            name = sentence(name, text)
        elif code == "f":
            dates = dates or text
        else:
            qualifiers.append(text.strip("() ") or text)
    return name, dates, ", ".join(qualifiers)


def agent(field: Field, *, copy: str = "") -> Agent | None:
    """The agent of a 7XX field, or None where the field holds no name."""
    tag = field.tag
    kind = _KINDS.get(tag[:2], "unknown")
    name, dates, qualifier = _body(field) if kind == "corporate" else _person(field)
    if not name:
        return None
    if tag == "716":
        kind = "trademark"
    elif kind == "corporate" and field.indicators[:1] == "1":
        kind = "meeting"
    roles, numbers = roles_and_numbers(field)
    return Agent(
        name=name,
        kind=kind,
        roles=roles,
        rank=_RANKS.get(tag[2], "other"),
        dates=dates,
        qualifier=qualifier,
        identifiers=numbers,
        copy=copy,
        place=field.place,
    )


def _agent(field: Field, draft: Draft) -> None:
    copy = clean(field.first("5"))
    named = agent(field, copy=copy)
    if named is None:
        return
    if field.tag in _OF_A_COPY:
        draft.copy_agents.append(named if named.roles else replace(named, roles=(FORMER_OWNER,)))
        return
    if copy or (named.roles and COPY_ROLES.issuperset(named.roles)):
        draft.copy_agents.append(named)
        return
    link = field.first("6")
    if link and field.first("7"):
        key = f"{field.tag}{link}"
        position = draft.linked.setdefault(key, len(draft.agents))
        if position < len(draft.agents):
            known = draft.agents[position]
            draft.agents[position] = replace(
                known, identifiers=known.identifiers or named.identifiers, variants=(*known.variants, named.name)
            )
            return
    draft.agents.append(named)


HANDLERS = dict.fromkeys(("700", "701", "702", "703", "710", "711", "712", "713", "716", "720", "721", "722", "723", "730"), _agent)
