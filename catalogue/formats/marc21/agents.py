"""Names: 1XX and 7XX persons, bodies and meetings, 720 names as they stand."""

from __future__ import annotations

from msgspec.structs import replace

from catalogue.core.description import Agent, Identifier, Link
from catalogue.core.kinds import AgentKind, Rank, Relation
from catalogue.core.vocabularies import relator_code
from catalogue.formats.authorities import authority
from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.marc21.other_script import OtherScript, link
from catalogue.formats.punctuation import sentence, trim

_KINDS: dict[str, AgentKind] = {"00": "person", "10": "corporate", "11": "meeting", "20": "unknown"}
# Roles that concern one copy, as UNIMARC codes: binder, bookplate designer, donor, former owner, author of an inscription.
COPY_ROLES = frozenset({"110", "150", "320", "390", "450"})
_WORK = "fklmnoprst"


def roles_of(field: Field) -> tuple[str, ...]:
    """The roles of a name as UNIMARC codes, from $4 (codes or addresses) and $e or, for meetings, $j (words)."""
    words = "4j" if field.tag[1:] == "11" else "4e"
    roles: list[str] = []
    for code, value in field.subfields:
        if code in words:
            role = relator_code(clean(value).rstrip(" .,;"))
            if role and role not in roles:
                roles.append(role)
    return tuple(roles)


def numbers_of(field: Field) -> tuple[Identifier, ...]:
    """The authority numbers of a heading ($0, $1)."""
    numbers = (authority(value) for code, value in field.subfields if code in "01")
    return tuple(Identifier(scheme=scheme, value=number, qualifier="", place=field.place) for scheme, number in numbers if number)


def _person(field: Field) -> tuple[str, str, str]:
    name = dates = ""
    qualifiers: list[str] = []
    for code, raw in field.subfields:
        if code in "tk":
            break
        if code == "a" and not name:
            name = trim(raw)
        elif code == "b" and (text := trim(raw)):
            name = f"{name} {text}".strip()
        elif code == "d" and not dates:
            dates = trim(raw)
        elif code in "cq" and (text := trim(raw)):
            qualifiers.append(text.strip("()"))
    return name, dates, ", ".join(qualifiers)


def _body(field: Field) -> tuple[str, str, str]:
    name = dates = ""
    qualifiers: list[str] = []
    subdivision = "e" if field.tag[1:] == "11" else "b"
    for code, raw in field.subfields:
        if code == "t":
            break
        text = trim(raw).strip("()") if code in "nc" else trim(raw)
        if not text:
            continue
        if code == "a" and not name:
            name = text
        elif code == subdivision:
            name = sentence(name, text)
        elif code == "d":
            dates = dates or text.strip("() :;")
        elif code in "nc":
            qualifiers.append(text.strip("() :;"))
    return name, dates, ", ".join(qualifiers)


def _agent(field: Field, draft: Draft) -> None:
    kind = _KINDS.get(field.tag[1:], "unknown")
    person = kind in ("person", "unknown")
    name, dates, qualifier = _person(field) if person else _body(field)
    if not name:
        return
    if kind == "person" and field.indicators[:1] == "3":
        kind = "family"
    if _is_work(field):
        _work(field, draft, author=name)
        return
    rank: Rank = "main" if field.tag[0] == "1" else "other"
    copy = clean(field.first("5")).rstrip(".")
    agent = Agent(
        name=name,
        kind=kind,
        roles=roles_of(field),
        rank=rank,
        dates=dates,
        qualifier=qualifier,
        identifiers=numbers_of(field),
        copy=copy,
        place=field.place,
    )
    tie = link(field)
    if tie and tie in draft.linked:
        _add_script(draft, agent, draft.linked[tie], written_otherwise=isinstance(field, OtherScript))
    elif copy or (agent.roles and COPY_ROLES.issuperset(agent.roles)):
        draft.copy_agents.append(agent)
    else:
        if tie:
            draft.linked[tie] = len(draft.agents)
        draft.agents.append(agent)


def _add_script(draft: Draft, agent: Agent, position: int, *, written_otherwise: bool) -> None:
    """Join the two scripts of one name: the form of the 1XX or 7XX leads, that of the 880 is a variant."""
    known = draft.agents[position]
    if written_otherwise:
        draft.agents[position] = replace(known, variants=(*known.variants, agent.name))
    else:
        draft.agents[position] = replace(agent, variants=(known.name, *known.variants))


def _is_work(field: Field) -> bool:
    return field.tag[0] == "7" and any(code == "t" and value.strip() for code, value in field.subfields)


def _work(field: Field, draft: Draft, *, author: str) -> None:
    """A 7XX with $t is a work: contained in this document where the second indicator is 2, else related to it."""
    title = ". ".join(text for code, raw in field.subfields if code in _WORK and (text := trim(raw)))
    if title:
        relation: Relation = "has_part" if field.indicators[1:2] == "2" else "related"
        draft.links.append(Link(relation=relation, title=f"{author}. {title}", volume="", identifiers=(), place=field.place))


HANDLERS = dict.fromkeys(("100", "110", "111", "700", "710", "711", "720"), _agent)
