"""Who once had a copy, of those that a record names; under which number an agency knows somebody."""

from __future__ import annotations

import pytest

from catalogue.core.description import Agent, Description, Holding, Identifier
from catalogue.core.rules.owners import authority_of, heading_of, is_owner, owners_of, rank_of

LYON, GRENOBLE = "693836101", "381856101"


def someone(name: str = "Caulet, Jean de", **more: object) -> Agent:
    return Agent(name=name, dates="1693-1771", **more)  # type: ignore[arg-type]


def test_the_owners_of_each_copy_come_in_order_then_those_of_no_known_copy() -> None:
    holdings = (Holding(institution=LYON), Holding(institution=GRENOBLE, former_owners=(someone(), someone("Adry", roles=("390",)))))
    agents = (someone("Coste", copy=LYON, roles=("390",)), someone("Bard", copy="?", roles=("320",)), Agent(name="Labé", roles=("070",)))
    found = [(one.position, one.agent.name) for one in owners_of(Description(holdings=holdings, agents=agents))]
    assert found == [(2, "Caulet, Jean de"), (2, "Adry"), (1, "Coste"), (0, "Bard")]


@pytest.mark.parametrize(("roles", "owned"), [((), True), (("390",), True), (("320", "110"), True), (("110",), False), (("150",), False)])
def test_who_bound_a_copy_or_drew_its_bookplate_owned_nothing(roles: tuple[str, ...], owned: bool) -> None:
    assert is_owner(someone(roles=roles)) is owned


def test_a_name_without_a_word_is_nobody() -> None:
    assert not is_owner(Agent(name="***")) and heading_of(someone()) == "caulet-jean-de-1693-1771"


def test_the_number_of_the_first_agency_tells_somebody_and_a_number_of_the_sources_own_does_not() -> None:
    numbers = [("local", "12"), ("viaf", "34"), ("idref", "026927608"), ("idref", "last")]
    agent = someone(identifiers=tuple(Identifier(scheme=scheme, value=value) for scheme, value in numbers))
    assert authority_of(agent) == "idref:026927608" and authority_of(someone()) == ""
    assert authority_of(someone(identifiers=(Identifier(scheme="local", value="12"),))) == ""
    assert sorted(("viaf:1", "bnf:2", "idref:3"), key=rank_of) == ["idref:3", "bnf:2", "viaf:1"]
