"""Where a role is offered or something was done: at an institution, at all those of a network, or in the whole portal (None)."""

from __future__ import annotations

from catalogue.models import Institution, Network

Place = Institution | Network


def fields_of(place: Place | None) -> dict[str, Place | None]:
    """The two fields by which an invitation or a line of the journal says where it belongs."""
    return {"institution": place if isinstance(place, Institution) else None, "network": place if isinstance(place, Network) else None}


class AtPlace:
    """What has these two fields."""

    institution: Institution | None
    network: Network | None

    @property
    def place(self) -> Place | None:
        """The institution or the network; None where it is of none, or of one that is gone."""
        return self.institution or self.network
