"""The networks of the demonstration set: made once, with their libraries under them; what people have changed since stays as it is."""

from __future__ import annotations

from django.db import transaction

from catalogue.core.isil import isil
from catalogue.models import Institution
from catalogue.models import Network as Page
from catalogue.services.institutions import index_page
from demonstration.networks import NETWORKS, Network
from portal.demonstration_fonds import make_house


def load() -> int:
    """Make the networks that are missing; how many."""
    missing = [one for one in NETWORKS if by_name(one.name) is None]
    for one in missing:
        _network(one)
    return len(missing)


def by_name(name: str) -> Page | None:
    """The network of the demonstration that was made under this name."""
    return Page.objects.filter(title=name).first()


@transaction.atomic
def _network(one: Network) -> None:
    made = index_page().add_child(instance=Page(title=one.name, presentation=one.presentation))
    made.save_revision().publish()
    for house in one.others:
        make_house(house)
    numbers, names = [isil(number) for number in one.members], [house.name for house in one.others]
    for institution in [*Institution.objects.filter(isil__in=numbers), *Institution.objects.filter(title__in=names)]:
        institution.move(Page.objects.get(pk=made.pk), pos="last-child")
